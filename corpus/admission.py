"""Which passages a filter admits: looked up, not asked of one passage after the other."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Passage
from corpus.index import Filter

__all__ = ["Admission", "Positions"]

Positions = NDArray[np.int32]
"""Positions of passages, ascending."""
_KEPT = 32
"""Filters whose passages are kept: a question's searches share a few."""
_NONE: Positions = np.zeros(0, dtype=np.int32)


class Admission:
    """The passages of each document, plan and year, and so those of any filter."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Note where each document, plan and year stands.

        Args:
            passages: All of an index, in order.
        """
        self._size = len(passages)
        self._document_of = [passage.document for passage in passages]
        self._documents = _places([passage.document] for passage in passages)
        self._plans = _places(passage.plans for passage in passages)
        self._years = _places(passage.years for passage in passages)
        self._kept: Callable[[Filter], Positions] = lru_cache(maxsize=_KEPT)(self._admitted)

    def positions(self, within: Filter) -> Positions:
        """Return where the passages stand that a filter admits; not to be written to."""
        return self._kept(within)

    def of_document(self, document: str) -> Positions:
        """Return where the passages of one document stand; none where it is unknown."""
        return self._documents.get(document, _NONE)

    def documents(self, limits: Iterable[Filter]) -> tuple[str, ...]:
        """Return the documents of which any of the filters admits a passage, in their order."""
        admitted = np.zeros(self._size, dtype=bool)
        for within in limits:
            admitted[self.positions(within)] = True
        found = np.flatnonzero(admitted).tolist()
        return tuple(dict.fromkeys(map(self._document_of.__getitem__, found)))

    def _admitted(self, within: Filter) -> Positions:
        limits = [
            self._any_of(places, wanted)
            for places, wanted in (
                (self._documents, within.documents),
                (self._plans, within.plans),
                (self._years, within.years),
            )
            if wanted is not None
        ]
        everything = np.ones(self._size, dtype=bool)
        meeting_all = reduce(np.logical_and, limits, everything)
        admitted: Positions = np.flatnonzero(meeting_all).astype(np.int32)
        admitted.flags.writeable = False
        return admitted

    def _any_of(self, places: dict[Any, Positions], wanted: Iterable[Any]) -> NDArray[np.bool_]:
        chosen = np.zeros(self._size, dtype=bool)
        for value in wanted:
            chosen[places.get(value, _NONE)] = True
        return chosen


def _places(values: Iterable[Iterable[Any]]) -> dict[Any, Positions]:
    """Turn the values of each passage into the passages of each value."""
    found: dict[Any, list[int]] = {}
    for position, of_passage in enumerate(values):
        for value in of_passage:
            found.setdefault(value, []).append(position)
    return {value: np.array(positions, dtype=np.int32) for value, positions in found.items()}
