"""What can be searched, as an interface, and the exact search that everything is held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.documents import Passage

__all__ = [
    "Filter",
    "Found",
    "MemoryIndex",
    "PassageIndex",
    "Vectors",
    "best_first",
    "cosines",
]

Vectors = NDArray[Any]
"""Rows are unit vectors, so that a dot product is the cosine."""
_BLOCK = 512
"""Rows that are compared with all others while they are in the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Limits a search; None means no limit. A passage must meet every limit that is set."""

    documents: frozenset[str] | None = None
    plans: frozenset[str] | None = None
    """The passage must speak of one of these."""
    years: frozenset[int] | None = None
    """The passage, or its document, must belong to one of these."""

    def admits(self, passage: Passage) -> bool:
        """Whether a passage may be found."""
        return (
            (self.documents is None or passage.document in self.documents)
            and (self.plans is None or not self.plans.isdisjoint(passage.plans))
            and (self.years is None or not self.years.isdisjoint(passage.years))
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A passage by its position in the index, and its score: higher is better."""

    position: int
    score: float


def best_first(scores: Vectors, top_k: int) -> NDArray[np.intp]:
    """Return the places of the `top_k` highest scores, best first; of equals the first one first."""
    if top_k < 1:
        return np.zeros(0, dtype=np.intp)
    places = np.arange(len(scores))
    if top_k < len(scores):
        least = np.partition(scores, -top_k)[-top_k]
        places = np.flatnonzero(scores >= least)
    return places[np.argsort(-scores[places], kind="stable")][:top_k]


def cosines(vectors: Vectors, others: Vectors) -> Vectors:
    """Return the cosine of each vector with each of the others, shape `(vectors, others)`, float32.

    As `vectors @ others.T`, but in this thread alone: the threads of a matrix product wait for each
    other, for milliseconds when several questions are asked at once.

    Args:
        vectors: A row each, 16 or 32 bits; the many.
        others: A row each, 32 bits; the few.
    """
    found = np.empty((len(vectors), len(others)), dtype=np.float32)
    for first in range(0, len(vectors), _BLOCK):
        block = vectors[first : first + _BLOCK].astype(np.float32, copy=False)
        np.vecdot(block[:, None], others, out=found[first : first + _BLOCK])
    return found


class PassageIndex(Protocol):
    """Where vectors of passages are searched; every implementation passes the same tests."""

    def search(self, vector: Vectors, *, top_k: int, within: Filter | None = None) -> list[Found]:
        """Return the `top_k` nearest passages by cosine, best first."""
        ...

    def count(self) -> int:
        """Return how many passages can be found."""
        ...


class MemoryIndex:
    """Exact search over vectors in memory: the oracle for tests and canary queries."""

    def __init__(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        self._passages = passages
        self._vectors = vectors

    def search(self, vector: Vectors, *, top_k: int, within: Filter | None = None) -> list[Found]:
        """Return the `top_k` nearest passages by cosine, best first."""
        scores = self._vectors @ vector
        order = np.argsort(-scores, kind="stable")
        admitted = (
            int(p) for p in order if within is None or within.admits(self._passages[int(p)])
        )
        return [Found(p, float(scores[p])) for p, _ in zip(admitted, range(top_k), strict=False)]

    def count(self) -> int:
        """Return how many passages can be found."""
        return len(self._passages)
