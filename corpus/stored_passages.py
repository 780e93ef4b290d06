"""The passages of a generation in a file: read one at a time, by position, when they are asked for.

As Python objects 100,000 passages take half a gigabyte in every process; of the file, the system
keeps in memory what is read often, once for all processes.
"""

import json
import mmap
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import overload

from corpus.documents import Passage
from corpus.passage_table import PassageTable, make_table, table_from, table_record
from corpus.records import passage_from, record_of

__all__ = ["PASSAGES", "TABLE", "StoredPassages", "table_of", "write_passages"]

PASSAGES, TABLE = "passages.jsonl", "passages.npz"
_KEPT = 2048
"""Passages that are kept ready for later questions: some megabytes."""


class StoredPassages(Sequence[Passage]):
    """Passages in order, as `write_passages` wrote them; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open a file of passages.

        Raises:
            OSError: A file is missing.
            ValueError, KeyError, zipfile.BadZipFile: The files are not whole, or do not belong
                together.
        """
        self.table = table_from((folder / TABLE).read_bytes())
        """Everything of them but their words."""
        self._starts = self.table.line_starts
        with (folder / PASSAGES).open("rb") as file:
            size = file.seek(0, 2)
            if len(self._starts) != len(self.table) + 1 or int(self._starts[-1]) != size:
                raise ValueError(f"{folder / PASSAGES} and {TABLE} do not belong together")
            self._lines: mmap.mmap | bytes = (
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
            )
        self._kept = lru_cache(maxsize=_KEPT)(self._read)

    def __len__(self) -> int:
        return len(self.table)

    @overload
    def __getitem__(self, position: int) -> Passage: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, position: int | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(position, slice):
            return tuple(map(self._read, range(*position.indices(len(self)))))
        at = int(position)
        if not -len(self) <= at < len(self):
            raise IndexError(f"there is no passage {position} of {len(self)}")
        return self._kept(at % len(self))

    def __iter__(self) -> Iterator[Passage]:
        # Not kept: whoever reads all of them would put out those that questions ask for.
        return map(self._read, range(len(self)))

    def _read(self, position: int) -> Passage:
        line = self._lines[self._starts[position] : self._starts[position + 1]]
        return passage_from(json.loads(line.decode()))


def write_passages(folder: Path, passages: Sequence[Passage]) -> None:
    """Write passages, a line of JSON each, and their table."""
    lengths: list[int] = []
    with (folder / PASSAGES).open("wb") as file:
        for passage in passages:
            line = json.dumps(record_of(passage), ensure_ascii=False, separators=(",", ":")) + "\n"
            lengths.append(file.write(line.encode()))
    (folder / TABLE).write_bytes(table_record(make_table(passages, lengths)))


def table_of(passages: Sequence[Passage]) -> PassageTable:
    """Return the table of passages: the stored one, or one that is made now."""
    return passages.table if isinstance(passages, StoredPassages) else make_table(passages)
