"""A child that dies, hangs or eats memory costs a message and nothing else."""

import os
import select
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import child
from corpus.child import ChildEnded, Limits, run_child

Run = Callable[..., list[str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a program as a child and return its lines."""
    monkeypatch.setattr(child, "_ROOT", f"{tmp_path}{os.pathsep}{child._ROOT}")

    def run_program(program: str, *, seconds: float = 60, megabytes: int = 500) -> list[str]:
        (tmp_path / "program.py").write_text(textwrap.dedent(program), "utf-8")
        lines: list[str] = []
        limits = Limits(seconds=seconds, megabytes=megabytes)
        run_child("program", [str(megabytes)], limits, lines.append)
        return lines

    return run_program


def test_each_line_that_it_prints_is_passed_on(run: Run) -> None:
    assert run("print('page 1 2'); print('page 2 2 é')") == ["page 1 2", "page 2 2 é"]


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        pytest.param("import time; time.sleep(600)", "made no progress in 1 seconds", id="hangs"),
        pytest.param(
            "import os; os.close(1)\nwhile True: pass",
            "made no progress in 1 seconds",
            id="closes-its-output-and-goes-on",
        ),
        pytest.param(
            "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
            "crashed the reader (SIGSEGV)",
            id="crashes",
        ),
        pytest.param("import os; os.abort()", "needed more than 500 MB", id="aborts"),
        pytest.param(
            "raise ValueError('odd bytes')", "made the reader fail (ValueError: odd", id="raises"
        ),
    ],
)
def test_how_it_ended_is_said(run: Run, program: str, reason: str) -> None:
    with pytest.raises(ChildEnded) as caught:
        run(program, seconds=1 if "1 seconds" in reason else 60)
    assert reason in caught.value.reason


@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit no address space")
def test_it_cannot_take_more_memory_than_it_may(run: Run) -> None:
    greedy = """
        import sys
        from corpus.child import limit_this_process
        limit_this_process(int(sys.argv[1]), 10)
        taken = bytearray(2 * 2**30)
    """
    with pytest.raises(ChildEnded) as caught:
        run(greedy)
    assert caught.value.reason == "needed more than 500 MB of memory"


@pytest.mark.skipif(sys.platform != "linux", reason="a process can only be waited for on Linux")
def test_what_it_started_ends_with_it(run: Run, tmp_path: Path) -> None:
    nested = f"""
        import pathlib, subprocess, sys
        started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        pathlib.Path({str(tmp_path / "pid")!r}).write_text(str(started.pid))
        print("started", flush=True)
        started.wait()
    """
    with pytest.raises(ChildEnded):
        run(nested, seconds=3)
    try:
        grandchild = os.pidfd_open(int((tmp_path / "pid").read_text()))
    except ProcessLookupError:
        return
    ended, _, _ = select.select([grandchild], [], [], 60)
    os.close(grandchild)
    assert ended
