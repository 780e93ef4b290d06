"""Whether what was found answers the question. Code decides it, before anything is written."""

from collections.abc import Sequence

from assistant.scoring import STRICT, Candidate
from assistant.understanding import Concept, Understanding

__all__ = ["adds_to_it", "answers_it", "is_foreign", "support"]

# Set on evals/questions/dev.yaml, never on the test questions.
_ENOUGH = 0.82
_LEAST_SIMILARITY = 0.25
_LEAST_COVERAGE = 0.4
"""Asked of questions whose telling words stand nowhere in the documents."""
_LEAST_DIRECT, _NEAR = 0.25, 0.6
_BY_ITSELF, _AROUND, _VERY_NEAR = 0.15, 0.5, 0.72
"""A span that holds next to nothing of what is asked, with little around it, must be very near in meaning."""
_FOREIGN = 0.28
_KIN = 0.4
"""What a near word must be worth to show that a subject is not foreign to the documents."""


def answers_it(candidates: Sequence[Candidate], asked: Understanding) -> bool:
    """Say whether the best span is near enough in meaning and holds enough of what is asked."""
    best = _best(candidates, asked)
    return best is not None and _is_enough(best, asked)


def support(candidates: Sequence[Candidate], asked: Understanding) -> float:
    """How much speaks for an answer: cosine plus coverage of the best span, at most 2.

    It is the main of the signals that `answers_it` decides by.
    """
    best = _best(candidates, asked)
    return best.similarity + best.coverage if best else 0.0


def _best(candidates: Sequence[Candidate], asked: Understanding) -> Candidate | None:
    """Where a figure or a date is asked for, only a span that has one can be the best."""
    return next((c for c in candidates if c.fits or asked.form not in STRICT), None)


def adds_to_it(candidate: Candidate, asked: Understanding) -> bool:
    """Say whether a span may stand beside the best one: it answers too, by its own words."""
    by_itself = candidate.direct >= _LEAST_DIRECT or candidate.similarity >= _NEAR
    return (by_itself or not asked.concepts) and _is_enough(candidate, asked)


def _is_enough(candidate: Candidate, asked: Understanding) -> bool:
    if candidate.similarity < _LEAST_SIMILARITY:
        return False
    if not asked.concepts:
        return True
    if _mostly_unknown(asked.concepts) and candidate.coverage < _LEAST_COVERAGE:
        return False
    elsewhere = candidate.direct < _BY_ITSELF and candidate.coverage < _AROUND
    if elsewhere and candidate.similarity < _VERY_NEAR:
        return False
    return candidate.similarity + candidate.coverage >= _ENOUGH


def _mostly_unknown(concepts: Sequence[Concept]) -> bool:
    unknown = sum(concept.weight for concept in concepts if not concept.known)
    return unknown > sum(concept.weight for concept in concepts) / 2


def is_foreign(candidates: Sequence[Candidate], asked: Understanding) -> bool:
    """Say whether a question is about another world than the documents: passports, the weather."""
    nearest = max((candidate.similarity for candidate in candidates), default=0.0)
    kin = any(_KIN <= worth < 1 for c in asked.concepts if not c.known for _, worth in c.ways)
    return nearest < _FOREIGN and not kin
