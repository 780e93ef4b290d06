"""What is imported when: a start, `--help` and a look at the state must not wait for what they do
not use, and what answers questions does without what only the ingest needs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("chromadb", "gradio", "langchain_core", "langsmith", "onnxruntime", "sentence_transformers",
         "sqlalchemy", "tokenizers", "torch", "transformers")  # fmt: skip
REPORT = f"""
import json, sys
print()
print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
"""


def imported_by(code: str, **environment: str) -> list[str]:
    """Run code in a process of its own and return what of `HEAVY` it imported."""
    run = subprocess.run(
        [sys.executable, "-c", code + REPORT],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    found: list[str] = json.loads(run.stdout.splitlines()[-1])
    return found


def command(package: str, *arguments: str) -> str:
    return f"""
from {package}.__main__ import main
try:
    main({list(arguments)!r})
except SystemExit as end:
    assert not end.code, end.code
"""


@pytest.mark.parametrize(
    "code",
    [
        command("assistant", "--help"),
        command("assistant", "ask", "--help"),
        command("assistant", "serve", "--help"),
        command("ingest", "--help"),
        "import assistant, corpus, ingest, evals",
    ],
    ids=["assistant --help", "ask --help", "serve --help", "ingest --help", "packages"],
)
def test_help_imports_nothing_heavy(code: str) -> None:
    assert imported_by(code) == []


def test_the_status_of_the_index_is_told_without_model_or_store(shipped: Path) -> None:
    assert imported_by(command("ingest", "status"), PLANS_DATA=str(shipped)) == []


def test_healthz_answers_before_anything_heavy_is_imported() -> None:
    assert imported_by("""
import asyncio
import httpx
from assistant.settings import AssistantSettings
from assistant.web.assembling import application

async def look():
    transport = httpx.ASGITransport(application(AssistantSettings(), {}))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.get("/healthz")

assert asyncio.run(look()).status_code == 200
""") == []  # fmt: skip


def test_a_question_is_answered_with_the_served_model_alone(shipped: Path) -> None:
    code = f"""
from pathlib import Path
from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
assistant = Assistant(AssistantSettings(data=Path({str(shipped)!r})))
assistant.open()
assert assistant.answer("what did the 2015 plan say about cybercrime?").citations
"""
    assert imported_by(code) == ["onnxruntime", "tokenizers"]
