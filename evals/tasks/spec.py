"""What a task is: which samples it takes, what it asks, and what it measures of the answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evals.samples import Sample
from evals.shown import Shown, ShownHit

__all__ = ["Measures", "Question", "TaskSpec", "as_asked"]

Question = tuple[str, tuple[str, ...]]
"""What is asked, and the earlier questions."""
Measures = dict[str, float | None]
"""A number for each measure; None where the sample does not ask it."""


def as_asked(sample: Sample) -> list[Question]:
    """The sample's question with its history."""
    return [(sample.question, sample.history)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSpec:
    """One task."""

    name: str
    measures: tuple[str, ...]
    """Each is a mean over samples; `aggregates.py` adds those that are not."""
    takes: Callable[[Sample], bool]
    score: Callable[[Sample, Sequence[Shown], Sequence[ShownHit]], Measures]
    """Takes the sample, what was shown for each question asked, and all passages of the system."""
    asks: Callable[[Sample], list[Question]] = as_asked
    """The first is the one whose answer is shown in reports."""
