"""One question's searches: what each finds, and how probably it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.abstention import Signals, signals_of
from assistant.retrieval import Hit, HybridRetriever
from assistant.scope import Search, SearchPlan
from assistant.scoring import Candidate, score_spans
from assistant.understanding import Understanding
from corpus.reader import OpenIndex

__all__ = ["Found", "search_all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one search found."""

    search: Search
    hits: Sequence[Hit]
    candidates: Sequence[Candidate]
    """Scored spans, best first."""
    signals: Signals | None
    """None where nothing was found."""


def search_all(
    asked: Understanding,
    searching: SearchPlan,
    index: OpenIndex,
    *,
    top_k: int,
    lap: Callable[[str], None] | None = None,
) -> list[Found]:
    """Search for each plan, report or time by itself, in the order of `searching`.

    Args:
        asked: What the question asks.
        searching: The searches.
        index: What is searched.
        top_k: Passages for each search.
        lap: Is told when a step is done.
    """
    lap = lap or (lambda _: None)
    retriever = HybridRetriever(index)
    vectors = retriever.embed(asked.queries)
    lap("embed")
    found = []
    for search in searching.searches:
        hits = retriever.retrieve(asked.queries, vectors, top_k=top_k, within=search.within)
        lap("retrieve")
        candidates = score_spans(hits, asked, vectors, index, search.within)
        signals = signals_of(
            candidates, asked, scoped=bool(searching.subjects), dated=bool(searching.years)
        )
        found.append(Found(search=search, hits=hits, candidates=candidates, signals=signals))
        lap("select")
    return found
