"""Search by meaning: exactly wherever that is the quicker way, through the vector store beyond.

The store's own filter takes longer than comparing everything that the filter admits; up to a
hundred thousand passages its graph does too. `np.vecdot` is chosen over `@`, whose threads wait for
each other when several questions are asked at once.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np

from corpus.admission import Admission, Positions
from corpus.errors import IndexDamaged
from corpus.index import Filter, Found, PassageIndex, Vectors, best_first

__all__ = ["EXACT", "DenseIndex", "KeepsVectors"]

EXACT = 100_000
"""Up to so many passages an unlimited search compares all of them, and no store is opened."""
_BLOCK = 1024
"""Rows that are brought together at a time: few enough to stay in the processor's cache."""
_FEW = 3
"""Of more than one row in so many, reading all in a row is quicker than picking them out."""


@runtime_checkable
class KeepsVectors(Protocol):
    """A store that can give back the vectors that it was given."""

    def vectors_of(self, positions: Sequence[int]) -> Vectors:
        """Return the vectors of some passages, a row each, float32, in the order asked for."""
        ...


class DenseIndex:
    """Nearest passages by cosine."""

    def __init__(
        self,
        store: PassageIndex | None,
        vectors: Vectors,
        admission: Admission,
        *,
        exact: int = EXACT,
    ) -> None:
        """Search what is stored.

        Args:
            store: Holds the passages. None where vectors are always compared.
            vectors: Of the same passages, a row each, float32; without rows the store is asked
                for everything.
            admission: Of the same passages.
            exact: Where there is a store, the most passages that an unlimited search compares.
        """
        self.store = store
        self._vectors = vectors
        self._admission = admission
        self._exact = exact
        if store is None and len(vectors) != len(admission):
            raise ValueError("without a store every passage needs its vector")

    def search(self, vector: Vectors, *, top_k: int, within: Filter | None = None) -> list[Found]:
        """Return the `top_k` nearest passages by cosine, best first; of equals the first one first.

        Raises:
            IndexDamaged: The store fails, or knows a passage that the index does not.
        """
        many = within is None and len(self._vectors) > self._exact
        if self.store is not None and (many or not len(self._vectors)):
            return self.store.search(vector, top_k=top_k, within=within)
        if within is None:
            scores = np.vecdot(self._vectors, vector)
            return [Found(p, float(scores[p])) for p in best_first(scores, top_k).tolist()]
        positions = self._admission.positions(within)
        scores = self._scores_at(positions, vector)
        best = best_first(scores, top_k)
        return [Found(int(positions[place]), float(scores[place])) for place in best]

    def vectors_of(self, positions: Sequence[int]) -> Vectors:
        """Return the vectors of some passages, a row each.

        Raises:
            IndexDamaged: Only the store has them, and does not give them.
        """
        if len(self._vectors):
            return np.asarray(self._vectors[list(positions)])
        if isinstance(self.store, KeepsVectors):
            return self.store.vectors_of(positions)
        raise IndexDamaged("the vector store does not give back the vectors of passages")

    def count(self) -> int:
        """Return how many passages can be found."""
        return len(self._admission)

    def _scores_at(self, positions: Positions, vector: Vectors) -> Vectors:
        if len(positions) * _FEW > len(self._vectors):
            return np.asarray(np.vecdot(self._vectors, vector)[positions])
        scores = np.empty(len(positions), dtype=np.result_type(self._vectors, vector))
        for first in range(0, len(positions), _BLOCK):
            rows = self._vectors[positions[first : first + _BLOCK]]
            np.vecdot(rows, vector, out=scores[first : first + _BLOCK])
        return scores
