"""What a benchmark found, and how one contestant's figures stand to the other's."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

__all__ = [
    "LINES",
    "Answering",
    "Ingest",
    "IngestFigures",
    "SizeFigures",
    "percentile",
    "ratio",
    "step_medians",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """How one contestant answered from an index of one size."""

    starts_seconds: Sequence[float]
    """From the start of a process to its first answer, for each of several processes."""
    milliseconds: Sequence[Sequence[float]]
    """Of each question, asked one at a time; a list for each round."""
    steps: Sequence[Mapping[str, float]]
    """Of each question, how long each step took that it went through, in milliseconds."""
    per_second: Mapping[str, float]
    """Questions a second by the number of users."""
    memory_mb: float
    """The most that its process had resident."""
    disk_mb: float
    """Its index, without the model."""

    def percentile(self, percent: int) -> float:
        """The milliseconds that `percent` of all questions do not exceed."""
        return percentile([time for times in self.milliseconds for time in times], percent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingest:
    """How one contestant made an index of some texts."""

    seconds: float
    """The whole process, imports included."""
    passages: int
    texts: int
    """What was embedded: the assistant's passages, their spans and the words; the rival's chunks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestFigures:
    """Both ways of indexing the same texts, and the model alone."""

    documents: int
    characters: int
    assistant: Ingest
    plain: Ingest
    model_passages_per_second: float
    """The assistant's model on the same passages, and nothing else."""
    model_texts_per_second: float
    """The same on all texts that the assistant's ingest embeds, most of them shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeFigures:
    """All that was found for one size."""

    passages: int
    real: int
    """How many of them are those of the index; the others are made up."""
    load: float
    """The machine's load over the last five minutes, this run's own (1 to 3) included."""
    assistant: Answering
    plain: Answering
    ingest: IngestFigures | None
    """None where ingesting for real would take too long."""

    def users(self) -> list[str]:
        """With how many users at once questions were asked."""
        return list(self.assistant.per_second)


Line = tuple[str, Callable[[Answering], float]]


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of all values do not exceed, between neighbours in proportion."""
    return float(np.percentile(values, percent))


LINES: Sequence[Line] = (
    ("start to first answer, s", lambda found: statistics.median(found.starts_seconds)),
    ("a question, p50, ms", lambda found: found.percentile(50)),
    ("a question, p95, ms", lambda found: found.percentile(95)),
    ("a question, p99, ms", lambda found: found.percentile(99)),
    ("first round, p50, ms", lambda found: percentile(found.milliseconds[0], 50)),
    ("peak memory, MB", lambda found: found.memory_mb),
    ("index on disk, MB", lambda found: found.disk_mb),
)
"""What both are compared by, besides rates; less is better."""


def ratio(ours: float, theirs: float) -> float | None:
    """How many times the rival's figure ours is; None where the rival has none."""
    return ours / theirs if theirs else None


def step_medians(found: Answering) -> dict[str, float]:
    """The median of each step over the questions that went through it, in their order."""
    names = dict.fromkeys(step for steps in found.steps for step in steps)
    return {
        name: statistics.median([steps[name] for steps in found.steps if name in steps])
        for name in names
    }
