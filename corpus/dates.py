"""Dates and periods as catalogues write them: no more precise than what is known."""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

__all__ = ["PartialDate", "Period"]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_PERIOD = re.compile(r"(\d{4})(?:-(\d{4}))?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date to the precision known: a year, a month of a year, or a day.

    >>> PartialDate.parse("2015-06").in_words()
    'June 2015'
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

        Raises:
            ValueError: The text is none of these, or no such day exists.
        """
        match = _DATE.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD in quotes")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        try:
            dt.date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            raise ValueError(f"{text!r} is not a day that exists") from None
        return cls(year, month, day)

    @property
    def first_day(self) -> dt.date:
        """The earliest day this date can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The latest day this date can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def as_int(self) -> int:
        """The first day as yyyymmdd: what the index stores, since it can only compare numbers."""
        return int(self.first_day.strftime("%Y%m%d"))

    def in_words(self) -> str:
        """Write the date for people, to the precision known."""
        if self.month is None:
            return str(self.year)
        month = f"{_MONTHS[self.month - 1]} {self.year}"
        return month if self.day is None else f"{self.day} {month}"

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Period:
    """The years a document covers, both ends included.

    >>> Period.parse("2015-2020").in_words()
    '2015–20'
    """

    start: int
    end: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `YYYY` or `YYYY-YYYY`.

        Raises:
            ValueError: The text is neither, or it ends before it starts.
        """
        match = _PERIOD.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a period; write YYYY or YYYY-YYYY in quotes")
        period = cls(int(match[1]), int(match[2] or match[1]))
        if period.end < period.start:
            raise ValueError(f"{text!r} ends before it starts")
        return period

    def covers(self, year: int) -> bool:
        """Whether the year falls in the period."""
        return self.start <= year <= self.end

    def in_words(self) -> str:
        """Write the period for people: `2015–20`, or `2015` for a single year."""
        if self.start == self.end:
            return str(self.start)
        end = str(self.end)
        return f"{self.start}–{end[2:] if end[:2] == str(self.start)[:2] else end}"

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start}-{self.end}"
