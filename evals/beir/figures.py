"""Figures over queries with their 95% intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus.index import Vectors
from evals.intervals import bootstrap_interval
from evals.measures import roc_areas

__all__ = ["Estimate", "area", "mean"]

_RESAMPLES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number with its 95% interval by bootstrap over queries."""

    value: float
    low: float
    high: float

    def in_words(self, *, interval: bool = True) -> str:
        """Write it for a table."""
        between = f" ({self.low:.2f}–{self.high:.2f})" if interval else ""
        return f"{self.value:.2f}{between}"


def mean(values: Sequence[float]) -> Estimate:
    """The mean over queries."""
    return _estimate([values], np.mean)


def area(positive: Sequence[float], negative: Sequence[float]) -> Estimate:
    """How often a positive has more than a negative, ties half (the area under the ROC curve).

    Both groups are drawn from by themselves, so that no resample lacks one of them.
    """
    return _estimate([positive, negative], _areas)


def _areas(positive: Vectors, negative: Vectors, axis: int = -1) -> Vectors:
    del axis  # queries are always the last
    scores = np.concatenate([positive, negative], axis=-1)
    truth = np.concatenate([np.ones_like(positive), np.zeros_like(negative)], axis=-1)
    return roc_areas(np.atleast_2d(scores), np.atleast_2d(truth)).reshape(scores.shape[:-1])


def _estimate(groups: Sequence[Sequence[float]], statistic: Callable[..., Any]) -> Estimate:
    values = [np.asarray(group) for group in groups]
    value = float(statistic(*values))
    low, high = bootstrap_interval(values, statistic, resamples=_RESAMPLES) or (value, value)
    return Estimate(value=value, low=low, high=high)
