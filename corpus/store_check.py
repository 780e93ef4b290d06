"""Whether a generation's vector store in its folder is whole, asked of the store itself.

`python -m corpus.store_check FOLDER` asks in a process of its own: opening Chroma takes two seconds
and a hundred megabytes, which a server that compares vectors itself has no other use for, and files
that are cut can crash whoever opens them. What was found to be whole is written down beside the
store and stands for as long as none of its files changes.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from corpus.child import ChildEnded, Limits, limit_this_process, run_child
from corpus.chroma import ChromaIndex
from corpus.errors import IndexDamaged
from corpus.generation import Generation, read_generation

__all__ = [
    "check_and_remember",
    "check_in_child",
    "check_sizes",
    "check_store",
    "is_checked",
    "store_there",
]

_CANARIES = 16
_RECORD = "store-checked.json"
_REMEDY = "run `python -m ingest` to build it again"
_UNLIMITED = 2**20
"""Megabytes."""
_LIMITS = Limits(seconds=300, megabytes=_UNLIMITED)
"""Long, since the check gives way to everything else that runs."""
_UNDECIDED = ("made no progress", "needed more than", "SIGKILL", "SIGTERM", "ModuleNotFoundError")
"""How a child can end that says nothing about the store."""


def store_there(generation: Generation) -> None:
    """See that the store has not gone; takes no time.

    Raises:
        IndexDamaged: Its database is missing or empty.
    """
    database = generation.folder / "chroma" / "chroma.sqlite3"
    try:
        size = database.stat().st_size
    except OSError:
        size = 0
    if not size:
        raise IndexDamaged(f"{database}: is missing or empty; {_REMEDY}")


def check_sizes(generation: Generation) -> None:
    """See that the store's own files are there and have their size.

    Raises:
        IndexDamaged: One of them is missing or cut.
    """
    store_there(generation)
    for name, size in generation.manifest.vector_files.items():
        file = generation.folder / name
        if not file.is_file() or file.stat().st_size != size:
            raise IndexDamaged(
                f"{file}: is missing or cut, so the vector store is not whole; {_REMEDY}"
            )


def check_store(generation: Generation) -> ChromaIndex:
    """Open a generation's vector store and ask it for passages whose answer is known.

    Raises:
        IndexDamaged: It is lost, does not hold all passages, or does not find the canaries.
    """
    check_sizes(generation)
    passages, vectors = generation.passages, generation.vectors
    try:
        store = ChromaIndex(generation.folder / "chroma", passages)
        step = max(1, len(passages) // _CANARIES)
        for position in range(0, len(passages), step):
            found = store.search(vectors[position], top_k=1)
            exact = float(vectors[position] @ vectors[position])
            if not found or abs(found[0].score - exact) > 1e-3:
                raise IndexDamaged(
                    f"{generation.folder / 'chroma'}: the vector store does not find "
                    f"{passages[position].id!r} by its own vector"
                )
    except IndexDamaged as error:
        raise IndexDamaged(f"{error}; {_REMEDY}") from error
    return store


def is_checked(generation: Generation) -> bool:
    """Whether this very store, file for file, was found to be whole before."""
    try:
        found = json.loads((generation.folder / _RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(found == _state(generation.folder))


def check_and_remember(generation: Generation) -> None:
    """Check the store in this process, close it, and write down that it is whole.

    Raises:
        IndexDamaged: It is not.
    """
    check_store(generation).close()
    record = generation.folder / _RECORD
    arriving = record.with_suffix(f".{os.getpid()}.tmp")
    with suppress(OSError):  # a disk that cannot be written to: checked again the next time
        arriving.write_text(json.dumps(_state(generation.folder)), "utf-8")
        arriving.replace(record)


def check_in_child(generation: Generation) -> None:
    """Check the store in a process of its own; what was checked before is not checked again.

    Raises:
        IndexDamaged: It is not whole.
        ChildEnded: It could not be found out.
    """
    if is_checked(generation):
        return
    lines: list[str] = []
    try:
        run_child("corpus.store_check", [str(generation.folder)], _LIMITS, lines.append)
    except ChildEnded as error:
        if any(sign in error.reason for sign in _UNDECIDED):
            raise
        lines.append(
            f"{generation.folder / 'chroma'}: the vector store cannot be opened ({error.reason}); "
            f"{_REMEDY}"
        )
    if lines:
        raise IndexDamaged(lines[-1])


def _state(folder: Path) -> dict[str, list[int]]:
    """Size and time of the last change of each file of the store."""
    found = {}
    for path in sorted((folder / "chroma").rglob("*")):
        if path.is_file():
            status = path.stat()
            found[str(path.relative_to(folder))] = [status.st_size, status.st_mtime_ns]
    return found


def main() -> None:
    """Check the store of the generation that is named; prints what is wrong with it, if anything."""
    limit_this_process(_UNLIMITED, _UNLIMITED)  # but it ends with the process that waits for it
    with suppress(OSError):
        os.nice(10)
    try:
        check_and_remember(read_generation(Path(sys.argv[1])))
    except IndexDamaged as error:
        print(" ".join(str(error).split()))


if __name__ == "__main__":
    main()
