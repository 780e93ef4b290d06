"""What a soak saw: looks at the server, things done, errors, and new generations of the index."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from evals.load.memory import Trend

__all__ = ["Ingested", "Look", "Record", "SoakError", "Soaked", "percentiles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the server held at one moment."""

    at: float
    """Seconds since the soak began."""
    memory_mb: float
    threads: int
    files: int
    generations: int
    """Folders of the index."""
    done: int
    """Things done until then."""
    errors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SoakError:
    """Something that should not have happened."""

    at: float
    what: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """A document changed, and a new generation of the index."""

    at: float
    seconds: float
    """How long `python -m ingest` took."""
    seen_after: float | None
    """Seconds from its end until an answer came from the new generation; None if none did."""


@dataclass(slots=True)
class Record:
    """Written to while the soak lasts."""

    looks: list[Look] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    """By what was done, how long each took."""
    errors: list[SoakError] = field(default_factory=list)
    ingests: list[Ingested] = field(default_factory=list)

    def note(self, at: float, what: str, taken: float, said: str | None) -> None:
        """Note a thing done, and what went wrong, if anything did."""
        self.done[what] += 1
        self.seconds.setdefault(what, []).append(taken)
        if said:
            self.errors.append(SoakError(at=at, what=what, said=said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Soaked:
    """What a soak showed."""

    machine: Mapping[str, object]
    minutes: float
    users: int
    think_seconds: float
    done: Mapping[str, int]
    p50_ms: Mapping[str, float]
    p95_ms: Mapping[str, float]
    """By what was done."""
    errors: Sequence[SoakError]
    ingests: Sequence[Ingested]
    looks: Sequence[Look]
    trend: Trend | None
    """How memory went; None where there were too few looks."""

    @property
    def passed(self) -> bool | None:
        """Whether nothing unexpected happened and memory is flat; None where it was too short."""
        if self.errors:
            return False
        return self.trend.flat if self.trend else None


def percentiles(record: Record, percent: float) -> dict[str, float]:
    """Return the milliseconds that `percent` of the things of each kind did not exceed."""
    return {
        what: float(np.percentile(times, percent)) * 1000 for what, times in record.seconds.items()
    }
