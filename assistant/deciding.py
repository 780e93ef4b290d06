"""Which searches found what answers: decided by how probably the best of each does."""

from collections.abc import Sequence

from assistant.abstention import Weights, is_about_it, probability
from assistant.searching import Found

__all__ = ["chance", "that_answer"]

_BESIDE = 0.6
"""Where one side of a comparison is answered, this part of the threshold is enough for others."""


def that_answer(found: Sequence[Found], weights: Weights) -> list[Found]:
    """Keep the searches whose best span probably answers."""
    rated = [(one, chance(one, weights)) for one in found]
    sure = [one for one, probable in rated if probable >= weights.threshold]
    beside = weights.threshold * _BESIDE
    about = [one for one, probable in rated if probable >= beside and is_about_it(one.signals)]
    return (about or sure) if sure else []


def chance(found: Found, weights: Weights) -> float:
    """Return how probably what a search found answers, from 0 to 1."""
    return probability(found.signals, weights) if found.signals else 0.0
