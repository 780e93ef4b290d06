"""What a benchmark found, and how one contestant's figures stand to the other's."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

__all__ = [
    "LINES",
    "Alone",
    "Answering",
    "Ingest",
    "IngestFigures",
    "Load",
    "Served",
    "SizeFigures",
    "Writing",
    "percentile",
    "ratio",
    "step_medians",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """How one contestant answered from an index of one size, called in its own process."""

    milliseconds: Sequence[Sequence[float]]
    """Of each question, asked one at a time; a list for each round."""
    steps: Sequence[Mapping[str, float]]
    """Of each question, how long each step took that it went through, in milliseconds."""
    memory_mb: float
    """The most that its process had resident."""
    disk_mb: float
    """Its index, without the model."""

    def percentile(self, percent: int) -> float:
        """The milliseconds that `percent` of all questions do not exceed."""
        return percentile([time for times in self.milliseconds for time in times], percent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How a server fared with some users at once."""

    users: int
    asked: int
    failures: Mapping[str, int]
    """How many questions got no answer, by the way in which they failed."""
    p50_ms: float
    p95_ms: float
    p99_ms: float
    """Of the answered questions, over HTTP."""
    per_second: float
    """Questions answered."""
    fairness: float
    """Jain's index of how many answers each user got; 1 is even."""
    longest_wait: float
    """The longest that anybody waited for one question, in seconds."""

    @property
    def failed(self) -> int:
        """How many questions got no answer."""
        return sum(self.failures.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One contestant as a server in a process of its own."""

    starts: Sequence[Mapping[str, float]]
    """Of each start: seconds until a first `answer`, the `chat` page, and `healthz` where it is."""
    idle_mb: float
    """Resident after the first answer and the chat page."""
    memory_mb: float
    """Resident after all loads, the children's included."""
    peak_mb: float
    """The most that was resident until then."""
    answered: int
    """Questions answered before memory was looked at."""
    loads: Sequence[Load]

    def start(self, what: str) -> float:
        """The median of the seconds until something first answered; NaN where it never does."""
        times = [start[what] for start in self.starts if what in start]
        return statistics.median(times) if times else float("nan")

    def load(self, users: int) -> Load | None:
        """The load with so many users; None where it was not run."""
        return next((load for load in self.loads if load.users == users), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingest:
    """How one contestant made an index of some texts."""

    seconds: float
    """The whole process, imports included."""
    passages: int
    texts: int
    """What was embedded: the assistant's passages, their spans and the words; the rival's passages."""
    memory_mb: float
    """The most that the process had resident."""

    @property
    def per_second(self) -> float:
        """Passages a second."""
        return self.passages / self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """How fast a model embeds the same passages when nothing else is done; loaded beforehand."""

    passages: int
    assistant_seconds: float
    plain_seconds: float
    assistant_texts_per_second: float
    """The assistant's model on all that its ingest embeds, most of it shorter than a passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestFigures:
    """Both ways of indexing the same passages, and the models alone."""

    documents: int
    characters: int
    assistant: Ingest
    plain: Ingest
    alone: Alone
    unchanged_seconds: float
    """`python -m ingest` again, when nothing has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How long it took to write passages whose vectors were there already, in seconds."""

    assistant_seconds: float
    plain_seconds: float
    assistant_mb: float
    """The most that was resident while both were written, the assistant's first."""


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
    served: Mapping[str, Served]
    """By contestant."""
    writing: Writing
    ingest: IngestFigures | None
    """None where ingesting for real would take too long."""
    taken: float = 0.0
    """How long measuring this size took, in seconds."""


Line = tuple[str, Callable[[Answering], float]]


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of all values do not exceed, between neighbours in proportion."""
    return float(np.percentile(values, percent))


LINES: Sequence[Line] = (
    ("a question, p50, ms", lambda found: found.percentile(50)),
    ("a question, p95, ms", lambda found: found.percentile(95)),
    ("a question, p99, ms", lambda found: found.percentile(99)),
    ("first round, p50, ms", lambda found: percentile(found.milliseconds[0], 50)),
    ("peak memory, MB", lambda found: found.memory_mb),
    ("index on disk, MB", lambda found: found.disk_mb),
)
"""What both are compared by where no server is between; less is better."""


def ratio(ours: float, theirs: float) -> float | None:
    """How many times the rival's figure ours is; None where either has none."""
    return ours / theirs if theirs and ours == ours and theirs == theirs else None


def step_medians(found: Answering) -> dict[str, float]:
    """The median of each step over the questions that went through it, in their order."""
    names = dict.fromkeys(step for steps in found.steps for step in steps)
    return {
        name: statistics.median([steps[name] for steps in found.steps if name in steps])
        for name in names
    }
