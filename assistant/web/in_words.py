"""Dates, numbers and lists as people write them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise

__all__ = ["counted", "date_in_words", "joined", "percent", "ranges"]


def date_in_words(when: str | None) -> str:
    """Write an ISO 8601 date or time as a day: "22 November 2026"; anything else as it is."""
    try:
        day = dt.datetime.fromisoformat(when or "")
    except ValueError:
        return when or ""
    return f"{day.day} {day:%B %Y}"


def counted(number: int, noun: str) -> str:
    """Write a number of things: "1 page", "2 pages"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def percent(share: float) -> str:
    """Write a share from 0 to 1, never as more than it is: what is below 80% is not called 80%."""
    return f"{int(share * 100 + 1e-9)}%"


def joined(parts: Sequence[str]) -> str:
    """Join with commas and a last "and"."""
    *before, last = parts
    return f"{', '.join(before)} and {last}" if before else last


def ranges(numbers: Iterable[int]) -> list[str]:
    """Write numbers with runs of them together: "3", "7 to 12"."""
    ordered = sorted(set(numbers))
    ends = [one for one, after in pairwise([*ordered, -1]) if after != one + 1]
    starts = [one for before, one in pairwise([-1, *ordered]) if before != one - 1]
    return [f"{a} to {b}" if a != b else f"{a}" for a, b in zip(starts, ends, strict=True)]
