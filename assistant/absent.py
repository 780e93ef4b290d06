"""What people are shown where nothing answers: what was searched, for what, and what is near."""

from collections.abc import Sequence

from assistant.answers import Absence, Citation, Scope
from assistant.composing import cite
from assistant.concepts import telling_words
from assistant.scope import SearchPlan
from assistant.scoring import Candidate
from assistant.selection import overlap
from assistant.text import MOST_NEAR
from assistant.understanding import Understanding
from corpus.documents import TextSource
from corpus.generation import Generation
from corpus.reader import OpenIndex

__all__ = ["absence_of", "near_citations"]

_BY_MEANING, _BY_WORDS, _LEAST_MEANING = 0.5, 0.35, 0.3
"""A passage is worth a look if a span is near in meaning, or holds so much of what is asked."""
_MOST_TERMS = 6


def near_citations(
    candidates: Sequence[Candidate], asked: Understanding, generation: Generation
) -> list[Citation]:
    """Return the nearest spans, at most one of a passage; they are no answer."""
    chosen: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda candidate: -candidate.leading):
        if len(chosen) == MOST_NEAR:
            break
        holds = candidate.direct >= _BY_WORDS and candidate.similarity >= _LEAST_MEANING
        if not (holds or candidate.similarity >= _BY_MEANING):
            continue
        if not any(overlap(candidate, c) or c.passage.id == candidate.passage.id for c in chosen):
            chosen.append(candidate)
    return cite(chosen, generation, asked.wanted)


def absence_of(
    asked: Understanding, searching: SearchPlan, scope: Scope, index: OpenIndex
) -> Absence:
    """Say what was searched, and for what."""
    generation = index.generation
    limits = [search.within for search in searching.searches if search.within is not None]
    limited = bool(limits)
    held = [
        document.id
        for document in generation.catalogue.documents
        if document.text is not TextSource.NOT_HELD
        and (not limited or document.id in scope.documents)
    ]
    records = [generation.manifest.documents[document] for document in held]
    terms = telling_words(asked.concepts)[:_MOST_TERMS]
    unknown = {concept.words for concept in asked.concepts if not concept.known}
    return Absence(
        documents=len(records),
        pages=sum(record.pages for record in records),
        passages=index.admission.count(limits) if limited else len(generation.passages),
        terms=terms,
        unknown=tuple(term for term in terms if term in unknown),
    )
