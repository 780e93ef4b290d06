"""The tools over a pipe: a client starts the assistant and talks with it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from assistant.pipeline import Assistant

ROOT = Path(__file__).resolve().parents[3]
SERVE = """
from assistant import Assistant, AssistantSettings
from assistant.mcp.stdio import serve_stdio
assistant = Assistant(AssistantSettings())
{before}
serve_stdio(assistant, base_url="https://plans.example.org/")
"""


def _command(before: str = "") -> list[str]:
    return ["-c", SERVE.format(before=before)]


def _message(name: int, method: str, params: dict[str, Any]) -> str:
    return json.dumps({"jsonrpc": "2.0", "id": name, "method": method, "params": params})


def test_a_client_starts_it_and_gets_a_citation_word_for_word(
    shipped: Path, assistant: Assistant
) -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=_command(),
        cwd=ROOT,
        env=os.environ | {"PLANS_DATA": str(shipped)},
    )

    async def talk() -> tuple[Any, Any]:
        async with (
            stdio_client(server) as (incoming, outgoing),
            ClientSession(incoming, outgoing) as session,
        ):
            await session.initialize()
            question = "what did the 2015 plan say about cybercrime?"
            asked = await session.call_tool("ask", {"question": question})
            danger = await session.call_tool("search", {"query": "my husband is hitting me"})
            return asked, danger

    asked, danger = anyio.run(talk)
    first = json.loads(asked.content[1].text)[0]
    text = assistant.generation().text(first["place"]["document"])
    assert first["quotation"] in text
    assert first["place"]["link"].startswith("https://plans.example.org/documents/")
    assert "call 999" in danger.structuredContent["notice"]


def test_standard_output_holds_messages_alone_whatever_is_printed_meanwhile(
    shipped: Path,
) -> None:
    talk = """
search = assistant.answer
def noisy(*arguments, **more):
    print("printed by Python")
    import os
    os.write(1, b"printed below Python\\n")
    return search(*arguments, **more)
assistant.answer = noisy
"""
    client = {"name": "test", "version": "1"}
    begin = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client}
    ask = {"name": "ask", "arguments": {"question": "thanks"}}
    process = subprocess.Popen(
        [sys.executable, *_command(talk)],
        cwd=ROOT,
        env=os.environ | {"PLANS_DATA": str(shipped)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(_message(1, "initialize", begin) + "\n")
    process.stdin.write('{"jsonrpc": "2.0", "method": "notifications/initialized"}\n')
    process.stdin.write(_message(2, "tools/call", ask) + "\n")
    process.stdin.flush()
    lines = [json.loads(process.stdout.readline()) for _ in range(2)]
    assert [line["id"] for line in lines] == [1, 2]
    assert lines[1]["result"]["structuredContent"]["status"] == "needs_clarification"
    rest, logged = process.communicate(timeout=60)  # closes the pipe, which ends it
    assert (rest, process.returncode) == ("", 0)
    assert "printed by Python" in logged
    assert "printed below Python" in logged


def test_ctrl_c_ends_it_at_once(shipped: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, *_command()],
        cwd=ROOT,
        env=os.environ | {"PLANS_DATA": str(shipped)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(_message(1, "ping", {}) + "\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 1
    process.send_signal(signal.SIGINT)
    try:
        assert process.wait(10) != 0
    finally:
        process.kill()
        process.communicate()


def test_without_an_index_it_ends_with_the_remedy_and_says_nothing_to_the_client(
    tmp_path: Path,
) -> None:
    ended = subprocess.run(
        [sys.executable, *_command()],
        cwd=ROOT,
        env=os.environ | {"PLANS_DATA": str(tmp_path)},
        input="",
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode != 0
    assert ended.stdout == ""
    assert "python -m ingest" in ended.stderr
