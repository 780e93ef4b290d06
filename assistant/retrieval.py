"""From a question's queries to ranked passages: dense and BM25, fused by reciprocal rank."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from assistant.fusion import reciprocal_rank_fusion
from corpus.documents import Passage
from corpus.index import Filter, Vectors
from corpus.reader import OpenIndex
from corpus.records import metadata_of

__all__ = ["Hit", "HybridRetriever", "LangChainHybridRetriever"]

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


class LangChainHybridRetriever(BaseRetriever):
    """The same retrieval for LangChain: `invoke("question")` returns its documents."""

    index: Any
    top_k: int = 5

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        del run_manager  # nothing here reports progress
        retriever = HybridRetriever(self.index)
        hits = retriever.retrieve([query], retriever.embed([query]), top_k=self.top_k, within=None)
        return [
            LangChainDocument(
                id=hit.passage.id,
                page_content=hit.passage.text,
                metadata=metadata_of(hit.passage) | {"score": hit.score},
            )
            for hit in hits
        ]
