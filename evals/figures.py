"""From rows to figures: means and aggregates with their intervals, and tests of differences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import stats

from corpus.index import Vectors
from evals.aggregates import AGGREGATES, Aggregate
from evals.intervals import bootstrap_interval
from evals.runs import Row, Run
from evals.tasks import TASKS

__all__ = ["ALL", "LOWER_IS_BETTER", "Figure", "Figures", "figures_of", "paired_p"]

ALL = "all"
"""The category of figures over all samples."""
LOWER_IS_BETTER = frozenset({"words", "sources superfluous", "reading age", "sentences dropped"})
_PERMUTATIONS = 9999
_Numbers = Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its 95% interval.

    By bootstrap over samples. Where every sample has the same 0 or 1, resampling would know no
    doubt: then by the binomial distribution (Clopper and Pearson, 1934).
    """

    task: str
    system: str
    measure: str
    category: str
    value: float
    low: float
    high: float
    n: int


class Figures:
    """Figures by what they measure."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.all = tuple(figures)
        self._by_name = {(f.task, f.system, f.measure, f.category): f for f in figures}

    def get(self, task: str, system: str, measure: str, category: str = ALL) -> Figure | None:
        """Return a figure; None where no sample asked it."""
        return self._by_name.get((task, system, measure, category))

    @property
    def categories(self) -> tuple[str, ...]:
        """All categories but `ALL`, in order."""
        return tuple(sorted({f.category for f in self.all} - {ALL}))


def figures_of(run: Run) -> Figures:
    """Work out all figures of a run, by category and over all."""
    figures: list[Figure] = []
    for task in run.info.tasks:
        for system in run.info.systems:
            rows = run.of(task, system)
            measures = dict.fromkeys((*TASKS[task].measures, *(m for r in rows for m in r.scores)))
            for measure in measures:
                figures += _means(task, system, measure, rows)
            figures += _aggregates(task, system, rows)
    return Figures(figures)


def _means(task: str, system: str, measure: str, rows: Sequence[Row]) -> list[Figure]:
    groups: dict[str, list[float]] = {ALL: []}
    for row in rows:
        value = row.scores.get(measure)
        if value is not None:
            groups[ALL].append(value)
            groups.setdefault(row.sample.category, []).append(value)
    return [
        _figure(task, system, measure, category, np.asarray(values), np.mean)
        for category, values in groups.items()
        if values
    ]


def _figure(
    task: str,
    system: str,
    measure: str,
    category: str,
    values: Vectors,
    statistic: Callable[..., Any],
) -> Figure:
    value = float(statistic(values))
    low, high = bootstrap_interval([values], statistic) or _exact_interval(value, len(values))
    return Figure(
        task=task,
        system=system,
        measure=measure,
        category=category,
        value=value,
        low=low,
        high=high,
        n=len(values),
    )


def _exact_interval(value: float, n: int) -> tuple[float, float]:
    """Of `n` samples that all have the same value."""
    if value not in (0, 1):
        return value, value
    exact = stats.binomtest(int(value) * n, n).proportion_ci()
    return float(exact.low), float(exact.high)


def _aggregates(task: str, system: str, rows: Sequence[Row]) -> list[Figure]:
    found = []
    for aggregate in AGGREGATES:
        if aggregate.task != task or not rows:
            continue
        measured = np.array([row.scores[aggregate.measure] or 0.0 for row in rows])
        truth = np.array([float(row.sample.answerable) for row in rows])

        def value(
            chosen: Vectors,
            axis: int = -1,
            of: Aggregate = aggregate,
            measured: Vectors = measured,
            truth: Vectors = truth,
        ) -> Vectors:
            del axis  # samples are always the last
            drawn = np.atleast_2d(chosen)
            return of.values(measured[drawn], truth[drawn]).reshape(chosen.shape[:-1])

        figure = _figure(task, system, aggregate.name, ALL, np.arange(len(rows)), value)
        found.append(replace(figure, n=int(measured.sum())) if aggregate.of_declines else figure)
    return [figure for figure in found if not np.isnan(figure.value)]


def paired_p(before: _Numbers, after: _Numbers) -> float:
    """How often chance alone makes two means differ as much, samples paired (permutation test).

    Each sample's two values change places or not, at random; all ways are tried where they are few.
    """
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    if len(changed) < 2:
        return 1.0
    result = stats.permutation_test(
        tuple(zip(*changed, strict=True)),
        lambda a, b, axis: np.mean(b - a, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=_PERMUTATIONS,
        rng=np.random.default_rng(0),
    )
    return float(result.pvalue)
