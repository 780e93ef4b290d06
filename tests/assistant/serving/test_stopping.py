"""A stop: nothing new is sent here, and what was asked is answered whole; asked twice, it ends."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.assistant.serving.slow import until

ROOT = Path(__file__).parents[3]
PATIENCE = 60
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")


class Server:
    """A server in a process of its own, whose questions wait until they are let."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.assistant.serving.slow_server"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.url = self.line().split()[2]
        assert self.line().startswith("The chat page is at")

    def line(self) -> str:
        """Return the next line that it says."""
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def let(self) -> None:
        """Let one question be answered."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def ready(self) -> tuple[int, str]:
        """Return what /readyz says."""
        state = httpx.get(f"{self.url}/readyz", timeout=PATIENCE)
        return state.status_code, state.json().get("doing", "")


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.process.kill()
    server.process.communicate()


def asked(server: Server, replies: list[httpx.Response]) -> threading.Thread:
    """Ask a question, and return when it is being answered."""

    def ask() -> None:
        with contextlib.suppress(httpx.TransportError):
            replies.append(httpx.get(f"{server.url}/ask?q=one", timeout=PATIENCE))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    assert server.line() == "asked\n"
    return asking


def chatted(server: Server, lines: list[str]) -> threading.Thread:
    """Ask the chat, and return when the question is being answered."""
    client = httpx.Client(base_url=server.url, timeout=PATIENCE)
    page = client.get("/").text
    config = json.loads(page.split("window.gradio_config = ")[1].split(";</script>")[0])
    values = {part["id"]: part["props"].get("value") for part in config["components"]}
    event = next(one for one in config["dependencies"] if one["api_name"] == "ask")
    data = ["chatted", *[values[part] for part in event["inputs"]][1:]]
    body = {"data": data, "fn_index": event["id"], "session_hash": "s"}
    client.post("/gradio_api/queue/join", json=body).raise_for_status()

    def read() -> None:
        lines.append(client.get("/gradio_api/queue/data?session_hash=s").text)

    reading = threading.Thread(target=read, daemon=True)
    reading.start()
    assert server.line() == "asked\n"
    return reading


def test_on_sigterm_questions_under_way_are_answered_whole_and_no_proxy_sends_more(
    server: Server,
) -> None:
    replies: list[httpx.Response] = []
    lines: list[str] = []
    threads = [asked(server, replies), chatted(server, lines)]
    assert server.ready() == (200, "")
    server.process.send_signal(signal.SIGTERM)
    until(lambda: server.ready() == (503, "stopping"))
    late: list[httpx.Response] = []
    threads.append(asked(server, late))
    for _ in threads:
        server.let()
    for thread in threads:
        thread.join(PATIENCE)
    assert [reply.status_code for reply in (*replies, *late)] == [200, 200]
    assert all(reply.text.rstrip().endswith("</html>") for reply in (*replies, *late))
    assert '"msg":"process_completed"' in lines[0].replace(" ", "")
    assert "sexual exploitation of children" in lines[0]
    assert server.process.wait(PATIENCE) == 0


def test_whoever_asks_twice_does_not_wait(server: Server) -> None:
    replies: list[httpx.Response] = []
    asked(server, replies)
    server.process.send_signal(signal.SIGTERM)
    until(lambda: server.ready() == (503, "stopping"))
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(PATIENCE) == 128 + signal.SIGTERM
