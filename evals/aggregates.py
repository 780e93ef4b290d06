"""Figures that are no mean over samples: precision, recall, F1, and the area under the curve.

Declining is what is looked for: a decline is right where the question is not answerable.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspect_ai.scorer import Metric, SampleScore, metric
from sklearn.metrics import precision_recall_fscore_support, roc_auc_score

__all__ = ["AGGREGATES", "Aggregate"]

_Numbers = Sequence[float]


def _of_declines(place: int) -> Callable[[_Numbers, _Numbers], float]:
    def value(declined: _Numbers, answerable: _Numbers) -> float:
        truth = [not bool(flag) for flag in answerable]
        found = [bool(flag) for flag in declined]
        values = precision_recall_fscore_support(truth, found, average="binary", zero_division=0)
        return float(values[place])

    return value


def _area(support: _Numbers, answerable: _Numbers) -> float:
    """How often an answerable question has more support than one that is not (ROC)."""
    if len(set(answerable)) < 2:
        return float("nan")
    return float(roc_auc_score(list(answerable), list(support)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """A figure of a task that is worked out from one measure and what is answerable."""

    task: str
    measure: str
    name: str
    value: Callable[[_Numbers, _Numbers], float]
    """Of the measure and of 1 or 0 for answerable, a number for each sample."""

    def applies(self, task: str, measure: str) -> bool:
        """Whether it is worked out from this measure of this task."""
        return (task, measure) == (self.task, self.measure)

    def as_metric(self) -> Metric:
        """The same as a metric of Inspect."""

        @metric(name=self.name)
        def make() -> Metric:
            def value(scores: list[SampleScore]) -> float:
                truth = [float((score.sample_metadata or {})["answerable"]) for score in scores]
                return self.value([score.score.as_float() for score in scores], truth)

            return value

        return make()


AGGREGATES = (
    Aggregate(
        task="abstention", measure="declined", name="decline precision", value=_of_declines(0)
    ),
    Aggregate(task="abstention", measure="declined", name="decline recall", value=_of_declines(1)),
    Aggregate(task="abstention", measure="declined", name="decline F1", value=_of_declines(2)),
    Aggregate(task="abstention", measure="support", name="support AUROC", value=_area),
)
