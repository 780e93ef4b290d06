"""What a running process and its children hold: memory, threads and open files, from /proc."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PlansError

__all__ = ["Held", "held_by"]

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a process and all its children hold at one moment."""

    memory_mb: float
    """Resident, in millions of bytes; pages that processes share count in each."""
    peak_mb: float
    """The most that each has had resident until now, added up."""
    threads: int
    files: int
    """Open files and connections."""
    processes: int


def held_by(process: int) -> Held:
    """Look at a process and its children.

    Args:
        process: Its id; it must belong to the same user.

    Raises:
        PlansError: It has ended, or this is not Linux.
    """
    found = [held for member in _family(process) if (held := _held(member))]
    if not found:
        raise PlansError(f"process {process} has ended, or this machine has no /proc")
    return Held(
        memory_mb=sum(held.memory_mb for held in found),
        peak_mb=sum(held.peak_mb for held in found),
        threads=sum(held.threads for held in found),
        files=sum(held.files for held in found),
        processes=len(found),
    )


def _family(process: int) -> Iterator[int]:
    """Name a process, its children, theirs, and so on; one may end meanwhile."""
    yield process
    for listed in (_PROC / str(process) / "task").glob("*/children"):
        try:
            children = listed.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _held(process: int) -> Held | None:
    folder = _PROC / str(process)
    try:
        lines = (folder / "status").read_text().splitlines()
        files = len(list((folder / "fd").iterdir()))
    except OSError:
        return None
    said = dict(line.split(":", 1) for line in lines if ":" in line)
    if "VmRSS" not in said:  # it has ended, and nobody has asked how
        return None
    return Held(
        memory_mb=_mb(said["VmRSS"]),
        peak_mb=_mb(said["VmHWM"]),
        threads=int(said["Threads"]),
        files=files,
        processes=1,
    )


def _mb(kilobytes: str) -> float:
    return int(kilobytes.split()[0]) * 1024 / 1e6
