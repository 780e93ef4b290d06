"""Whether memory that was looked at again and again stays flat."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

__all__ = ["Trend", "trend_of"]

_BLOCKS = 20
"""The mean of a block is one point of the line: samples that follow each other are alike, and as
if they were not, the interval would come out too narrow."""
_LEAST_MINUTES = 20
"""A shorter run says nothing about an hour."""
_GROWTH = 0.05
"""How much more than in the second quarter the last quarter may hold, and how much may come with
each hour at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How memory went."""

    slope: float
    """MB that come with each hour, by least squares over the last two thirds of the time."""
    low: float
    high: float
    """The interval of 95% of the slope."""
    second_quarter: float
    """The median of the second quarter of the time, in MB."""
    last_quarter: float
    minutes: float
    """How long was looked."""

    @property
    def growth(self) -> float:
        """How much more the last quarter holds than the second, as a part of it."""
        return self.last_quarter / self.second_quarter - 1

    @property
    def flat(self) -> bool | None:
        """Whether memory is flat; None where the time was too short to say.

        It is where the last quarter holds at most 5% more than the second, and it cannot be ruled
        out that less than 5% of that come with an hour.
        """
        if self.minutes < _LEAST_MINUTES:
            return None
        return self.growth <= _GROWTH and self.low <= _GROWTH * self.second_quarter


def trend_of(seconds: Sequence[float], memory_mb: Sequence[float]) -> Trend:
    """Draw a line through what was seen.

    Args:
        seconds: When, rising.
        memory_mb: How much was resident then.

    Raises:
        ValueError: There are fewer than eight, with which nothing can be said.
    """
    if len(seconds) < 8:
        raise ValueError(f"{len(seconds)} looks at memory are too few")
    began, over = seconds[0], seconds[-1]
    span = over - began
    late = [
        (at / 3600, held)
        for at, held in zip(seconds, memory_mb, strict=True)
        if at >= began + span / 3
    ]
    blocks = np.array_split(np.array(late), min(_BLOCKS, len(late)))
    points = np.array([block.mean(axis=0) for block in blocks])
    slope, error = _line(points[:, 0], points[:, 1])
    reach = float(stats.t.ppf(0.975, len(points) - 2)) * error
    return Trend(
        slope=slope,
        low=slope - reach,
        high=slope + reach,
        second_quarter=_median(seconds, memory_mb, began + span / 4, began + span / 2),
        last_quarter=_median(seconds, memory_mb, began + span * 3 / 4, over),
        minutes=span / 60,
    )


def _line(x: "np.ndarray[Any, Any]", y: "np.ndarray[Any, Any]") -> tuple[float, float]:
    """Return the slope of the line of least squares, and its standard error."""
    across = x - x.mean()
    spread = float(across @ across)
    slope = float(across @ y) / spread
    rest = y - y.mean() - slope * across
    return slope, math.sqrt(float(rest @ rest) / (len(x) - 2) / spread)


def _median(seconds: Sequence[float], values: Sequence[float], first: float, last: float) -> float:
    within = [v for at, v in zip(seconds, values, strict=True) if first <= at <= last]
    return statistics.median(within)
