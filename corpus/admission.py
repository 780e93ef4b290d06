"""Which passages a filter admits: looked up, not asked of one passage after the other."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Passage
from corpus.index import Filter
from corpus.passage_table import Places, Positions
from corpus.stored_passages import table_of

__all__ = ["Admission", "Positions"]

_KEPT = 32
"""Filters whose passages are kept: a question's searches share a few."""


class Admission:
    """The passages of each document, plan and year, and so those of any filter."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Note where each document, plan and year stands.

        Args:
            passages: All of an index, in order; stored ones are not read for it.
        """
        self._table = table_of(passages)
        self._size = len(passages)
        self._kept: Callable[[Filter], Positions] = lru_cache(maxsize=_KEPT)(self._admitted)

    def __len__(self) -> int:
        return self._size

    def positions(self, within: Filter) -> Positions:
        """Return where the passages stand that a filter admits; not to be written to."""
        return self._kept(within)

    def of_document(self, document: str) -> Positions:
        """Return where the passages of one document stand; none where it is unknown."""
        return self._table.documents.of(document)

    def documents(self, limits: Iterable[Filter]) -> tuple[str, ...]:
        """Return the documents of which any of the filters admits a passage, in their order."""
        return self._table.documents_at(np.flatnonzero(self._any_filter(limits)))

    def count(self, limits: Iterable[Filter]) -> int:
        """Return how many passages any of the filters admits."""
        return int(np.count_nonzero(self._any_filter(limits)))

    def _any_filter(self, limits: Iterable[Filter]) -> NDArray[np.bool_]:
        admitted = np.zeros(self._size, dtype=bool)
        for within in limits:
            admitted[self.positions(within)] = True
        return admitted

    def _admitted(self, within: Filter) -> Positions:
        limits = [
            self._any_of(places, wanted)
            for places, wanted in (
                (self._table.documents, within.documents),
                (self._table.plans, within.plans),
                (self._table.years, within.years),
            )
            if wanted is not None
        ]
        everything = np.ones(self._size, dtype=bool)
        meeting_all = reduce(np.logical_and, limits, everything)
        admitted: Positions = np.flatnonzero(meeting_all).astype(np.int32)
        admitted.flags.writeable = False
        return admitted

    def _any_of(self, places: Places, wanted: Iterable[Any]) -> NDArray[np.bool_]:
        chosen = np.zeros(self._size, dtype=bool)
        for value in wanted:
            chosen[places.of(value)] = True
        return chosen
