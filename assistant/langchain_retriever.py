"""The hybrid retrieval as a LangChain retriever; apart, because LangChain takes long to import."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from assistant.retrieval import HybridRetriever
from corpus.records import metadata_of

__all__ = ["LangChainHybridRetriever"]


class LangChainHybridRetriever(BaseRetriever):
    """The same retrieval for LangChain: `invoke("question")` returns its documents."""

    index: Any
    """An `OpenIndex`, such as `Assistant.index()` returns."""
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
