"""Files that several processes add to, and that one of them may replace by a shorter one."""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["forget_unfinished", "locked", "replace_file"]

_OWNER_ONLY = 0o600


@contextmanager
def locked(path: Path, flags: int, lock: int) -> Iterator[int]:
    """Open the file that is at a path and hold its lock until the block ends.

    Who waited for the lock of a file that was replaced meanwhile gets the new one.

    Args:
        path: The file; only its owner may read it, where this makes it.
        flags: As of `os.open`.
        lock: `fcntl.LOCK_SH` or `fcntl.LOCK_EX`.

    Raises:
        OSError: It cannot be opened, or is not a file.
    """
    while True:
        file = os.open(path, flags | os.O_CLOEXEC, _OWNER_ONLY)
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise OSError(None, "Not a file")
            fcntl.flock(file, lock)
            if _is_at(path, file):
                yield file
                return
        finally:
            os.close(file)


def replace_file(path: Path, data: bytes, mode: int) -> None:
    """Put another content at a path, whole and on the disk, or leave what is there.

    Args:
        path: The file; the caller holds its lock, and no link leads to it.
        data: The new content.
        mode: Who may read and write it, as of `os.stat`.

    Raises:
        OSError: It could not be written; the file is as it was.
    """
    new = _beside(path)
    file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _OWNER_ONLY)
    with os.fdopen(file, "wb") as writing:
        os.fchmod(file, stat.S_IMODE(mode))
        writing.write(data)
        writing.flush()
        os.fsync(file)
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)  # its name has to be on the disk too
    finally:
        os.close(folder)


def forget_unfinished(path: Path) -> None:
    """Delete what a crash left of replacing a file; the caller holds its lock.

    Raises:
        OSError: It could not be deleted.
    """
    _beside(path).unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def _is_at(path: Path, file: int) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(file))
    return False
