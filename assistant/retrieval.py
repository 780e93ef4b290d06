"""From a question's queries to ranked passages: dense and BM25, fused by reciprocal rank."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.fusion import reciprocal_rank_fusion
from corpus.documents import Passage
from corpus.index import Filter, Vectors
from corpus.reader import OpenIndex

__all__ = ["Hit", "HybridRetriever"]

_DEPTH = 50
"""How far down each ranking is read before fusing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found; a higher score is better, the rank counts from 1."""

    passage: Passage
    position: int
    score: float
    rank: int
    retriever: str


class HybridRetriever:
    """Searches by meaning and by words, for each query, and fuses all rankings."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = index

    def embed(self, queries: Sequence[str]) -> Vectors:
        """Return the vectors of queries, a row each."""
        return self._index.embedder.encode(queries)

    def retrieve(
        self, queries: Sequence[str], vectors: Vectors, *, top_k: int, within: Filter | None
    ) -> list[Hit]:
        """Return the best `top_k` passages that the filter admits, best first.

        Raises:
            IndexDamaged: The vector store fails.
        """
        rankings = []
        for query, vector in zip(queries, vectors, strict=True):
            for found in (
                self._index.dense.search(vector, top_k=_DEPTH, within=within),
                self._index.words.search(query, top_k=_DEPTH, within=within),
            ):
                rankings.append([hit.position for hit in found])
        fused = reciprocal_rank_fusion(rankings)[:top_k]
        return [
            Hit(
                passage=self._index.passage(position),
                position=position,
                score=score,
                rank=rank,
                retriever="fused",
            )
            for rank, (position, score) in enumerate(fused, start=1)
        ]
