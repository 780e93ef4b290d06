"""What is asked of all passages at once, as a few arrays: a hundred thousand take some megabytes.

Made when an index is written and stored beside the passages, so that no process has to read all of
them in order to know where a document, a plan or a year stands.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Passage

__all__ = ["PassageTable", "Places", "Positions", "make_table", "table_from", "table_record"]

Positions = NDArray[np.int32]
"""Positions of passages, ascending."""
_NONE: Positions = np.zeros(0, dtype=np.int32)
_NAMES = "names"


@dataclass(frozen=True, slots=True)
class Places:
    """The passages of each value, such as each document: `[ends[n - 1], ends[n])` of `positions`."""

    names: tuple[Any, ...]
    ends: NDArray[np.int64]
    positions: Positions
    _numbers: dict[Any, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers.update((name, number) for number, name in enumerate(self.names))

    def of(self, name: object) -> Positions:
        """Return where the passages of a value stand; none where it is unknown."""
        number = self._numbers.get(name)
        if number is None:
            return _NONE
        first = self.ends[number - 1] if number else 0
        return self.positions[first : self.ends[number]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageTable:
    """Everything of the passages of an index but their words; positions count from 0."""

    documents: Places
    """By id, in the order of their first passages."""
    plans: Places
    """By id of the plans that passages speak of."""
    years: Places
    """By year."""
    document_numbers: Positions
    """For each passage, which of `documents.names` it belongs to."""
    pages: NDArray[np.int32]
    """For each passage, the physical page on which it starts, 0 where there are none."""
    published: NDArray[np.int32]
    """For each passage, the first day that its date can mean, as yyyymmdd."""
    first_span: NDArray[np.int64]
    """Where the spans of each passage begin among those of all; and how many there are at the end."""
    line_starts: NDArray[np.int64]
    """Where each passage begins in the file of passages, in bytes; and the file's length."""
    id_hashes: NDArray[np.uint64]
    """Of all ids, ascending."""
    id_positions: Positions
    """The passage of each of `id_hashes`."""

    def __len__(self) -> int:
        return len(self.document_numbers)

    def document(self, position: int) -> str:
        """Return the document of a passage."""
        return str(self.documents.names[self.document_numbers[position]])

    def documents_at(self, positions: NDArray[Any]) -> tuple[str, ...]:
        """Return the documents of some passages, each once, in the order of the passages."""
        numbers = dict.fromkeys(self.document_numbers[positions].tolist())
        return tuple(self.documents.names[number] for number in numbers)

    def may_be(self, passage_id: str) -> list[int]:
        """Return the positions of passages that may have an id: nearly always one, or none."""
        wanted = _hash(passage_id)
        first = int(np.searchsorted(self.id_hashes, wanted, side="left"))
        last = int(np.searchsorted(self.id_hashes, wanted, side="right"))
        found: list[int] = self.id_positions[first:last].tolist()
        return found


def make_table(passages: Sequence[Passage], line_lengths: Iterable[int] = ()) -> PassageTable:
    """Gather what is known of passages without their words.

    Args:
        passages: All of an index, in order.
        line_lengths: How many bytes each takes in their file, where there is one.
    """
    documents = _places([passage.document] for passage in passages)
    numbers = np.zeros(len(passages), dtype=np.int32)
    first = 0
    for number, end in enumerate(documents.ends.tolist()):
        numbers[documents.positions[first:end]] = number
        first = end
    hashes = np.fromiter((_hash(p.id) for p in passages), dtype=np.uint64, count=len(passages))
    order = np.argsort(hashes, kind="stable")
    return PassageTable(
        documents=documents,
        plans=_places(passage.plans for passage in passages),
        years=_places(passage.years for passage in passages),
        document_numbers=numbers,
        pages=np.array([passage.page or 0 for passage in passages], dtype=np.int32),
        published=np.array([passage.published for passage in passages], dtype=np.int32),
        first_span=_running(len(passage.spans) for passage in passages),
        line_starts=_running(line_lengths),
        id_hashes=hashes[order],
        id_positions=order.astype(np.int32),
    )


_GROUPED = ("documents", "plans", "years")
_PLAIN = (
    "document_numbers",
    "pages",
    "published",
    "first_span",
    "line_starts",
    "id_hashes",
    "id_positions",
)


def table_record(table: PassageTable) -> bytes:
    """Return a table as the bytes of an `.npz` file."""
    arrays = {name: getattr(table, name) for name in _PLAIN}
    names: dict[str, Sequence[Any]] = {}
    for name in _GROUPED:
        places: Places = getattr(table, name)
        names[name] = places.names
        arrays[f"{name}_ends"], arrays[f"{name}_positions"] = places.ends, places.positions
    arrays[_NAMES] = np.frombuffer(json.dumps(names).encode(), dtype=np.uint8)
    written = BytesIO()
    np.savez(written, **arrays)
    return written.getvalue()


def table_from(raw: bytes) -> PassageTable:
    """Read back what `table_record` wrote.

    Raises:
        ValueError, KeyError, OSError, zipfile.BadZipFile: It is not whole.
    """
    with np.load(BytesIO(raw), allow_pickle=False) as stored:
        arrays: Mapping[str, NDArray[Any]] = {name: stored[name] for name in stored.files}
    names = json.loads(arrays[_NAMES].tobytes())
    grouped = {
        name: Places(
            tuple(names[name]), arrays[f"{name}_ends"], _fixed(arrays[f"{name}_positions"])
        )
        for name in _GROUPED
    }
    return PassageTable(**grouped, **{name: arrays[name] for name in _PLAIN})  # type: ignore[arg-type]


def _places(values: Iterable[Iterable[Any]]) -> Places:
    """Turn the values of each passage into the passages of each value."""
    found: dict[Any, list[int]] = {}
    for position, of_passage in enumerate(values):
        for value in of_passage:
            found.setdefault(value, []).append(position)
    positions = [position for of_value in found.values() for position in of_value]
    ends = np.cumsum([len(of_value) for of_value in found.values()], dtype=np.int64)
    return Places(tuple(found), ends, _fixed(np.array(positions, dtype=np.int32)))


def _fixed(positions: Positions) -> Positions:
    """Many callers share these arrays."""
    positions.flags.writeable = False
    return positions


def _running(counts: Iterable[int]) -> NDArray[np.int64]:
    """Add up: 0, the first, the first two together, and so on."""
    return np.cumsum([0, *counts], dtype=np.int64)


def _hash(passage_id: str) -> np.uint64:
    digest = hashlib.blake2b(passage_id.encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))
