"""Merge rankings whose scores cannot be compared."""

from collections.abc import Sequence

__all__ = ["reciprocal_rank_fusion"]


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[int]], *, k: int = 60
) -> list[tuple[int, float]]:
    """Merge rankings by summing `1 / (k + rank)` per item, ranks from 1 (Cormack et al., 2009).

    Returns:
        Items with their sums, best first; ties keep first-seen order.

    >>> [item for item, _ in reciprocal_rank_fusion([[7, 8], [8, 9]])]
    [8, 7, 9]
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1 / (k + rank)
    return sorted(scores.items(), key=lambda scored: -scored[1])
