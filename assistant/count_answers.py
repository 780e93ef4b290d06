"""A count for each of a question's searches: what is said of it, and the first mentions, quoted."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers import Citation
from assistant.composing import cite
from assistant.count_words import count_in_words, documents_counted, mentions_by_document
from assistant.counting import count_mentions, mentions_to_cite
from assistant.scope import SearchPlan
from assistant.understanding import Understanding
from corpus.index import Filter
from corpus.reader import OpenIndex

__all__ = ["CountAnswer", "count_in_each"]

_QUOTED = 4
"""Documents of which a count quotes the first mention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountAnswer:
    """What is said of how often something is mentioned."""

    said: str
    notes: Sequence[str]
    """The documents that mention it."""
    citations: Sequence[Citation]


def count_in_each(
    thing: str, asked: Understanding, searching: SearchPlan, index: OpenIndex
) -> CountAnswer:
    """Count over all passages, for each plan or time by itself.

    Args:
        thing: What is counted, as asked.
        asked: For what means the same.
        searching: A count for each of its searches, in whole documents.
        index: What is counted over.
    """
    same = [c for c in asked.concepts if c.words == thing.lower()]
    ways = [way for concept in same for way, worth in concept.ways if worth >= 1.0]
    said: list[str] = []
    notes: list[str] = []
    citations: list[Citation] = []
    for search in searching.searches:
        within = None
        if search.within is not None:
            within = Filter(documents=frozenset(index.documents_within([search.within])))
        counted = count_mentions(thing, ways, index, within)
        named = bool(searching.subjects) and not searching.chosen
        said.append(
            count_in_words(
                counted, documents_counted(counted, f" about {search.name}") if named else ""
            )
        )
        if listing := mentions_by_document(counted, index.generation.catalogue):
            notes.append(listing)
        chosen = mentions_to_cite(counted, index, most=_QUOTED)
        citations += cite(chosen, index.generation, asked.wanted, first=len(citations) + 1)
    return CountAnswer(said=" ".join(said), notes=notes, citations=citations)
