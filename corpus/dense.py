"""Search by meaning: exactly wherever that is the quicker way, through the vector store beyond.

The store's own filter takes longer than comparing everything that the filter admits; up to a
hundred thousand passages its graph does too. `np.vecdot` is chosen over `@`, whose threads wait for
each other when several questions are asked at once.
"""

import numpy as np

from corpus.admission import Admission, Positions
from corpus.chroma import ChromaIndex
from corpus.index import Filter, Found, Vectors, best_first

__all__ = ["DenseIndex"]

_EXACT = 100_000
"""Up to so many passages an unlimited search compares all of them."""
_BLOCK = 1024
"""Rows that are brought together at a time: few enough to stay in the processor's cache."""
_FEW = 3
"""Of more than one row in so many, reading all in a row is quicker than picking them out."""


class DenseIndex:
    """Nearest passages by cosine."""

    def __init__(
        self, store: ChromaIndex, vectors: Vectors, admission: Admission, *, exact: int = _EXACT
    ) -> None:
        """Search what is stored.

        Args:
            store: Holds the passages; asked where there is no limit and there are many passages.
            vectors: Of the same passages, a row each, float32.
            admission: Of the same passages.
            exact: The most passages that an unlimited search compares one by one.
        """
        self.store = store
        self._vectors = vectors
        self._admission = admission
        self._exact = exact

    def search(self, vector: Vectors, *, top_k: int, within: Filter | None = None) -> list[Found]:
        """Return the `top_k` nearest passages by cosine, best first; of equals the first one first.

        Raises:
            IndexDamaged: The store fails, or knows a passage that the index does not.
        """
        if within is None and len(self._vectors) > self._exact:
            return self.store.search(vector, top_k=top_k)
        if within is None:
            scores = np.vecdot(self._vectors, vector)
            return [Found(p, float(scores[p])) for p in best_first(scores, top_k).tolist()]
        positions = self._admission.positions(within)
        scores = self._scores_at(positions, vector)
        best = best_first(scores, top_k)
        return [Found(int(positions[place]), float(scores[place])) for place in best]

    def count(self) -> int:
        """Return how many passages can be found."""
        return len(self._vectors)

    def _scores_at(self, positions: Positions, vector: Vectors) -> Vectors:
        if len(positions) * _FEW > len(self._vectors):
            return np.asarray(np.vecdot(self._vectors, vector)[positions])
        scores = np.empty(len(positions), dtype=np.result_type(self._vectors, vector))
        for first in range(0, len(positions), _BLOCK):
            rows = self._vectors[positions[first : first + _BLOCK]]
            np.vecdot(rows, vector, out=scores[first : first + _BLOCK])
        return scores
