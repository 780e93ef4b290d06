"""Whether what was found answers the question. Code decides it, before anything is written."""

from collections.abc import Sequence

from assistant.selection import STRICT, Candidate
from assistant.understanding import Understanding

__all__ = ["answers_it"]

# Set on evals/questions/dev.jsonl, never on the test questions.
_ENOUGH = 0.82
_LEAST_SIMILARITY = 0.25


def answers_it(candidates: Sequence[Candidate], asked: Understanding) -> bool:
    """Say whether the best span is near enough in meaning and holds enough of what is asked."""
    if asked.form in STRICT:
        candidates = [candidate for candidate in candidates if candidate.fits]
    if not candidates:
        return False
    best = candidates[0]
    if not asked.concepts:
        return best.similarity >= _LEAST_SIMILARITY
    return best.similarity >= _LEAST_SIMILARITY and best.similarity + best.coverage >= _ENOUGH
