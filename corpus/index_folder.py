"""The folder of an index: its generations, which of them is current, and who may write.

A generation is written whole beside the current one, then `current.json` is replaced in one step.
Readers open generations that nobody writes.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import IndexDamaged, IndexError_, IndexLocked, IndexMissing

__all__ = ["IndexFolder"]


class IndexFolder:
    """`PLANS_DATA/index`: `current.json`, `lock` and `gen-000001`, `gen-000002`, …"""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.current_file = path / "current.json"

    def current(self) -> Path:
        """Return the folder of the generation that serves.

        Raises:
            IndexMissing: Nothing has been built yet, or the index is gone.
            IndexDamaged: `current.json` cannot be read or names a generation that is gone.
        """
        try:
            name = json.loads(self.current_file.read_text("utf-8"))["generation"]
        except FileNotFoundError:
            raise IndexMissing(f"{self.path}: there is no index; run `python -m ingest`") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(
                f"{self.current_file}: is damaged ({error}); run `python -m ingest`"
            ) from None
        generation = self.path / str(name)
        if not generation.is_dir():
            raise IndexDamaged(f"{generation}: is gone; run `python -m ingest` to build it again")
        return generation

    def stamp(self) -> tuple[int, int] | None:
        """Return what changes when another generation becomes current; None if there is none."""
        try:
            status = self.current_file.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the only right to write; the system frees it when the process ends in any way.

        Raises:
            IndexLocked: Another process holds it.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.seek(0)
                holder = lock.read().strip() or "another process"
                raise IndexLocked(
                    f"{self.path}: {holder} is writing the index; wait until it has finished"
                ) from None
            lock.truncate(0)
            lock.write(f"process {os.getpid()}")
            lock.flush()
            yield

    def start_generation(self) -> Path:
        """Return an empty folder for a new generation and clear what interrupted runs left."""
        for left in self.path.glob("gen-*.part"):
            shutil.rmtree(left)
        numbers = [int(folder.name[4:]) for folder in self._generations()]
        unfinished = self.path / f"gen-{max(numbers, default=0) + 1:06}.part"
        unfinished.mkdir()
        return unfinished

    def publish(self, unfinished: Path) -> Path:
        """Make a finished generation the current one, in one step.

        The one before it stays, since readers may still be using it; older ones go.
        """
        generation = unfinished.with_suffix("")
        for file in unfinished.rglob("*"):
            _flush(file)
        unfinished.rename(generation)
        before = self._name_of_current()
        following = self.current_file.with_suffix(".tmp")
        following.write_text(json.dumps({"generation": generation.name}) + "\n", "utf-8")
        _flush(following)
        following.replace(self.current_file)
        _flush(self.path)
        for old in self._generations():
            if old.name not in (generation.name, before):
                shutil.rmtree(old, ignore_errors=True)
        return generation

    def _name_of_current(self) -> str:
        try:
            return self.current().name
        except IndexError_:
            return ""

    def _generations(self) -> list[Path]:
        found = [f for f in self.path.glob("gen-*") if f.name[4:].isdigit() and f.is_dir()]
        return sorted(found, key=lambda folder: int(folder.name[4:]))


def _flush(path: Path) -> None:
    """Have the system write a file or folder to the disk now."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
