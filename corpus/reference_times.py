"""How a time is written: a day, a month, a season, a financial year, a year."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.catalogue import Catalogue
from corpus.documents import Document
from corpus.reference_patterns import DASH, YEAR
from corpus.reference_types import Days

__all__ = ["TIME", "Time", "financial_year", "in_force_at", "read_time", "time_pattern"]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
"""First and last month; a winter lies in two years, so it is read as a year only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time as written: its calendar years, and its days where it is not whole years."""

    years: tuple[int, ...]
    days: Days | None = None

    @property
    def first_day(self) -> dt.date:
        """The first day of it."""
        return self.days[0] if self.days else dt.date(self.years[0], 1, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of it."""
        return self.days[1] if self.days else dt.date(self.years[-1], 12, 31)


def time_pattern(name: str = "") -> str:
    """Return the pattern of a time, its groups named with `name` at the end.

    >>> time_pattern("_2").count("(?P<year_2>")
    1
    """
    day = rf"(?:the )?(?P<day{name}>[0-3]?\d)(?:st|nd|rd|th)? (?:of )?"
    month = rf"(?:{day})?(?P<month{name}>{_MONTH})(?: (?P<on{name}>[0-3]?\d)(?:st|nd|rd|th)?)?,? (?:of )?"
    season = rf"(?:the )?(?P<season{name}>{'|'.join(_SEASONS)}) (?:of |in )?"
    second = rf"(?:\s?{DASH}\s?(?P<second{name}>(?:20)?\d\d)(?![-–—/.]?\d))?"
    fiscal = r"(?:(?:the )?(?:FY|financial year|fiscal year|year) ?)"
    return rf"(?:{month}|{season}|{fiscal})?(?P<year{name}>{YEAR}){second}"


TIME = time_pattern()


def read_time(match: re.Match[str], name: str = "") -> Time | None:
    """Read what `time_pattern` matched; None for a range that is not one financial year."""
    found: Mapping[str, str | None] = match.groupdict()
    year = int(found[f"year{name}"] or 0)
    second, month, season = (found[f"{part}{name}"] for part in ("second", "month", "season"))
    if second:
        return financial_year(year) if int(second[-2:]) == (year + 1) % 100 else None
    if month:
        number = _MONTHS.index(month[:3].lower()) + 1
        day = int(found[f"day{name}"] or found[f"on{name}"] or 0)
        last = monthrange(year, number)[1]
        first, last = (day, day) if 1 <= day <= last else (1, last)
        return Time(years=(year,), days=(dt.date(year, number, first), dt.date(year, number, last)))
    if season:
        start, end = _SEASONS[season.lower()]
        days = (dt.date(year, start, 1), dt.date(year, end, monthrange(year, end)[1]))
        return Time(years=(year,), days=days)
    return Time(years=(year,))


def financial_year(start: int) -> Time:
    """Return the financial year that begins in a calendar year: 1 April to 31 March."""
    return Time(years=(start, start + 1), days=(dt.date(start, 4, 1), dt.date(start + 1, 3, 31)))


def in_force_at(
    years: tuple[int, ...], days: Days | None, catalogue: Catalogue
) -> tuple[Document, ...]:
    """Plans that applied at some time in these days, or in these calendar years."""
    if days:
        return catalogue.plans_in_force_between(*days)
    applied = {plan.id for year in years for plan in catalogue.plans_in_force_in(year)}
    return tuple(plan for plan in catalogue.plans if plan.id in applied)
