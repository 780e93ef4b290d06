"""From rankings to figures with 95% intervals, as `evals.figures` works them out for runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG
from scipy import stats

from evals.beir.rankings import Ranking

__all__ = ["MEASURES", "Estimate", "area", "mean", "measure"]

MEASURES = {"recall@5": R @ 5, "recall@10": R @ 10, "nDCG@10": nDCG @ 10, "MRR@10": RR @ 10}
_RESAMPLES = 2000
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number with its 95% interval by bootstrap over queries (percentiles)."""

    value: float
    low: float
    high: float

    def in_words(self, *, interval: bool = True) -> str:
        """Write it for a table."""
        between = f" ({self.low:.2f}–{self.high:.2f})" if interval else ""
        return f"{self.value:.2f}{between}"


def measure(ranking: Ranking, qrels: Mapping[str, Mapping[str, int]]) -> dict[str, list[float]]:
    """Return each measure for each query of the marks, in their order; 0 where nothing was found."""
    marks = [ir_measures.Qrel(q, d, score) for q, of in qrels.items() for d, score in of.items()]
    run = [
        ir_measures.ScoredDoc(query, document, -rank)
        for query in qrels
        for rank, document in enumerate(ranking.documents[query])
    ]
    values: dict[tuple[str, str], float] = {}
    for found in ir_measures.iter_calc(MEASURES.values(), marks, run):
        values[str(found.measure), found.query_id] = float(found.value)
    return {
        name: [values.get((str(of), query), 0.0) for query in qrels]
        for name, of in MEASURES.items()
    }


def mean(values: Sequence[float]) -> Estimate:
    """The mean over queries."""
    return _estimate((np.asarray(values),), np.mean, vectorized=True)


def area(positive: Sequence[float], negative: Sequence[float]) -> Estimate:
    """How often a positive has more than a negative, ties half (the area under the ROC curve).

    Both groups are drawn from by themselves, so that no resample lacks one of them.
    """
    return _estimate((np.asarray(positive), np.asarray(negative)), _area, vectorized=False)


def _area(positive: Any, negative: Any) -> float:
    difference = positive[:, None] - negative[None, :]
    return float(np.mean((difference > 0) + 0.5 * (difference == 0)))


def _estimate(
    groups: tuple[Any, ...], statistic: Callable[..., Any], *, vectorized: bool
) -> Estimate:
    value = float(statistic(*groups))
    low = high = value
    if all(len(group) > 1 for group in groups) and len(np.unique(np.concatenate(groups))) > 1:
        interval = stats.bootstrap(
            groups,
            statistic,
            n_resamples=_RESAMPLES,
            confidence_level=_CONFIDENCE,
            method="percentile",
            vectorized=vectorized,
            rng=np.random.default_rng(0),
        ).confidence_interval
        low, high = float(interval.low), float(interval.high)
    return Estimate(value=value, low=low, high=high)
