"""Run each measurement in a process of its own, so that none finds loaded what another needed."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from corpus.errors import PlansError
from evals.load.watching import held_by

__all__ = ["Ended", "Worker", "peak_memory", "run_job", "run_module", "started"]

_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_VERBOSITY": "error",
}
_LOOK = 0.05
"""Seconds between two looks at the memory of a process."""


class Worker:
    """A process that does a job of `evals.bench.measuring`: a line of JSON in, a line out."""

    def __init__(self, what: str, process: "subprocess.Popen[str]", said: IO[str]) -> None:
        self._what = what
        self._process = process
        self._said = said

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send a request and wait for what it finds.

        Raises:
            PlansError: The process ended, or says that it failed.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        with suppress(BrokenPipeError):  # its end is reported below
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            self._said.seek(0)
            reason = _reason(self._process.wait(), self._said.read())
            raise PlansError(f"the benchmark's step {self._what!r} {reason}")
        found: dict[str, Any] = json.loads(line)
        if "error" in found:
            raise PlansError(str(found["error"]))
        return found


@contextmanager
def started(
    what: str, job: Mapping[str, Any], *, shown: bool = False
) -> Iterator[tuple[Worker, dict[str, Any]]]:
    """Start a process and wait for its first finding; it is ended whatever happens.

    Args:
        what: Which job.
        job: What it needs, as plain values.
        shown: Whether its progress is shown; else libraries are kept from writing there.

    Raises:
        PlansError: It failed; the message says why in one line.
    """
    # Both processes read the same clock, so the start of Python itself is counted.
    given = {**job, "began": time.monotonic()}
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "evals.bench.measuring", what],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if shown else said,
            text=True,
            env=os.environ | _QUIET,
        )
        try:
            worker = Worker(what, process, said)
            yield worker, worker.ask(given)
        finally:
            # What it found is here already, so nothing is lost by not waiting for its own end.
            process.kill()
            process.communicate()


def run_job(what: str, job: Mapping[str, Any], *, shown: bool = False) -> dict[str, Any]:
    """Do a job that has one finding and return it.

    Raises:
        PlansError: It failed; the message says why in one line.
    """
    with started(what, job, shown=shown) as (_, found):
        return found


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that did what it should."""

    seconds: float
    memory_mb: float
    """The most that was seen resident in it and its children."""


def run_module(module: str, environment: Mapping[str, str | Path]) -> Ended:
    """Run `python -m module` to its end.

    Raises:
        PlansError: It failed.
    """
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=os.environ | _QUIET | {name: str(value) for name, value in environment.items()},
        )
        most = 0.0
        try:
            while process.poll() is None:
                with suppress(PlansError):  # it has just ended
                    most = max(most, held_by(process.pid).peak_mb)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_LOOK)
        finally:
            process.kill()
            process.wait()
        taken = time.monotonic() - began
        said.seek(0)
        if process.returncode:
            raise PlansError(f"python -m {module} {_reason(process.returncode, said.read())}")
    return Ended(taken, most)


def peak_memory() -> float:
    """The most memory that this process has had resident, in MB."""
    try:
        lines: Iterator[str] = iter(Path("/proc/self/status").read_text().splitlines())
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024 / 1e6
    except (OSError, StopIteration):
        import resource

        # Not on Linux, where this would count what the parent held before this process began.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def _reason(status: int, said: str) -> str:
    if status < 0:
        return f"was ended by signal {-status}; see that there is memory enough"
    lines = said.strip().splitlines()
    return f"failed: {lines[-1] if lines else f'exit status {status}'}"
