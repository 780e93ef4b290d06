"""The whole way from documents to an answer on a machine without a network, not even a name server."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ALONE = ["unshare", "--map-root-user", "--net"]
"""Runs a command in a network of its own, in which there is nothing."""


def _can_be_alone() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*ALONE, "true"], capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(
    not _can_be_alone(), reason="this machine lets nobody have a network of their own (unshare)"
)


def alone(data: Path, *command: str) -> str:
    run = subprocess.run(
        [*ALONE, sys.executable, *command],
        capture_output=True,
        text=True,
        env=os.environ | {"PLANS_DATA": str(data)},
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_there_is_no_network_in_there(tmp_path: Path) -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    run = subprocess.run([*ALONE, sys.executable, "-c", code], capture_output=True, text=True)
    assert "Network is unreachable" in run.stderr


def test_documents_are_indexed_and_a_question_is_answered_offline(tmp_path: Path) -> None:
    data = tmp_path / "data"  # without the exported model, so that this is done too
    assert "62 added" in alone(data, "-m", "ingest")
    question = "what did the 2015 plan say about cybercrime?"
    assert "cybercrime, domestic abuse" in alone(data, "-m", "assistant", "ask", question)
