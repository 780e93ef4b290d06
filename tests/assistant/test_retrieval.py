"""Retrieval, by itself and as LangChain sees it."""

from pathlib import Path

import pytest

from assistant.langchain_retriever import LangChainHybridRetriever
from assistant.retrieval import HybridRetriever
from corpus.embeddings import DEFAULT_MODEL
from corpus.index import Filter
from corpus.reader import IndexReader, OpenIndex


@pytest.fixture(scope="module")
def index(shipped: Path) -> OpenIndex:
    return IndexReader(shipped, DEFAULT_MODEL).current()


def test_langchain_gets_the_same_passages_in_the_same_order(index: OpenIndex) -> None:
    query = "support for victims of fraud"
    retriever = HybridRetriever(index)
    hits = retriever.retrieve([query], retriever.embed([query]), top_k=5, within=None)
    documents = LangChainHybridRetriever(index=index, top_k=5).invoke(query)
    assert [document.id for document in documents] == [hit.passage.id for hit in hits]


def test_a_filter_is_kept_by_both_retrievers(index: OpenIndex) -> None:
    within = Filter(plans=frozenset({"plan-2015-20"}))
    retriever = HybridRetriever(index)
    hits = retriever.retrieve(["crime"], retriever.embed(["crime"]), top_k=50, within=within)
    assert hits
    assert all("plan-2015-20" in hit.passage.plans for hit in hits)
