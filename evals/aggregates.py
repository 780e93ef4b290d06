"""Figures that are no mean over samples: precision, recall, F1, and the area under the curve.

Declining is what is looked for: a decline is right where the question is not answerable.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from inspect_ai.scorer import Metric, SampleScore, metric
from sklearn.metrics import precision_recall_fscore_support

from corpus.index import Vectors
from evals.measures import roc_areas

__all__ = ["AGGREGATES", "Aggregate"]

_Values = Callable[[Vectors, Vectors], Vectors]


def _of_declines(place: int) -> _Values:
    def values(declined: Vectors, answerable: Vectors) -> Vectors:
        truth, found = (answerable == 0).T, (declined == 1).T
        one = truth.shape[1] == 1  # of which scikit-learn makes two classes instead of one label
        average = "binary" if one else None
        every = precision_recall_fscore_support(truth, found, average=average, zero_division=np.nan)
        return np.atleast_1d(every[place])

    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """A figure of a task that is worked out from one measure and what is answerable."""

    task: str
    measure: str
    name: str
    values: _Values
    """Of the measure and of 1 or 0 for answerable, a number for each row; columns are samples."""
    of_declines: bool = False
    """Whether it rests on the declined questions alone."""

    def value(self, measured: Vectors, answerable: Vectors) -> float:
        """The figure over one set of samples."""
        return float(self.values(measured[np.newaxis], answerable[np.newaxis])[0])

    def applies(self, task: str, measure: str) -> bool:
        """Whether it is worked out from this measure of this task."""
        return (task, measure) == (self.task, self.measure)

    def as_metric(self) -> Metric:
        """The same as a metric of Inspect."""

        @metric(name=self.name)
        def make() -> Metric:
            def value(scores: list[SampleScore]) -> float:
                truth = [float((score.sample_metadata or {})["answerable"]) for score in scores]
                measured = [score.score.as_float() for score in scores]
                return self.value(np.array(measured), np.array(truth))

            return value

        return make()


AGGREGATES = (
    Aggregate(
        task="abstention",
        measure="declined",
        name="decline precision",
        values=_of_declines(0),
        of_declines=True,
    ),
    Aggregate(task="abstention", measure="declined", name="decline recall", values=_of_declines(1)),
    Aggregate(task="abstention", measure="declined", name="decline F1", values=_of_declines(2)),
    Aggregate(task="abstention", measure="support", name="support AUROC", values=roc_areas),
)
