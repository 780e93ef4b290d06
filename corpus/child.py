"""Runs one of our own modules in a child process with limits on time, memory and file size.

Libraries that read files of strangers can abort, eat memory without end or never come back; in a
child that costs a message and nothing else.
"""

import contextlib
import ctypes
import os
import resource
import selectors
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PlansError

__all__ = ["ChildEnded", "Limits", "limit_this_process", "run_child"]

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a child may use."""

    seconds: float
    """Longest time between two lines of its output, as a sign of life."""
    megabytes: int
    """Of memory that it may address."""


class ChildEnded(PlansError):
    """A child did not finish its work; `reason` says which limit it met, or how it died."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def run_child(
    module: str, arguments: Sequence[str], limits: Limits, on_line: Callable[[str], object]
) -> None:
    """Run `python -m module arguments` and pass on each line that it prints.

    Raises:
        ChildEnded: It was stopped at a limit, or ended with anything but 0.
    """
    command = [sys.executable, "-m", module, *arguments]
    environment = os.environ | {"PYTHONPATH": str(_ROOT), "OMP_THREAD_LIMIT": "1"}
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=environment,
            start_new_session=True,
        )
        try:
            _listen(child, limits, on_line)
            status = child.wait(limits.seconds)
        except (TimeoutError, subprocess.TimeoutExpired):
            raise ChildEnded(f"made no progress in {limits.seconds:g} seconds") from None
        finally:
            _end(child)
        if status != 0:
            complaints.seek(0)
            raise ChildEnded(_reason(status, complaints.read().decode("utf-8", "replace"), limits))


def _listen(
    child: "subprocess.Popen[bytes]", limits: Limits, on_line: Callable[[str], object]
) -> None:
    """Pass on lines until the child closes its output."""
    assert child.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        rest = b""
        while True:
            if not selector.select(limits.seconds):
                raise TimeoutError
            piece = os.read(child.stdout.fileno(), 65536)
            if not piece:
                return
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                on_line(line.decode("utf-8", "replace"))


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End the child and whatever it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdout is not None:
        child.stdout.close()


def _reason(status: int, complaints: str, limits: Limits) -> str:
    if "MemoryError" in complaints or "bad_alloc" in complaints or -status == signal.SIGABRT:
        return f"needed more than {limits.megabytes} MB of memory"
    if status < 0:
        names = {number.value: number.name for number in signal.Signals}
        return f"crashed the reader ({names.get(-status, -status)})"
    last = complaints.strip().splitlines()[-1:] or [f"status {status}"]
    return f"made the reader fail ({last[0][:200]})"


def limit_this_process(megabytes: int, file_megabytes: int) -> None:
    """Limit the memory of this process and the size of any file that it writes; for children."""
    for what, most in (
        (resource.RLIMIT_AS, megabytes),
        (resource.RLIMIT_FSIZE, file_megabytes),
    ):
        hard = resource.getrlimit(what)[1]
        wanted = most * 2**20
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some limits
            resource.setrlimit(what, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _end_with_parent()


def _end_with_parent() -> None:
    """Have Linux end this process when the one that started it is killed."""
    if sys.platform == "linux":
        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
