"""How years, months, financial years and spans of them are named."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.documents import Commissioner
from corpus.reference_patterns import COUNTS, COUNTS_OTHERS, NUMBER, NUMBERS, YEAR
from corpus.reference_times import TIME, Time, financial_year, read_time, time_pattern
from corpus.reference_types import Reading, Reference, ReferenceKind, make_reference, search

__all__ = [
    "count_of",
    "find_exact_spans",
    "find_relative_years",
    "find_spans_of_time",
    "find_times",
    "find_years",
    "shifted",
    "years_reference",
]

_NOT_OF = r"(?!'?s? (?:\w+ ){0,2}(?:plans?|reports?|manifesto|consultation)\b)"


def find_spans_of_time(reading: Reading) -> Iterator[Reference]:
    """Find "since 2020", "before 2016", "after 2019", "before Ash-Edwards"."""
    people = {p.surname.lower(): p for p in reading.catalogue.body.commissioners}
    names = "|".join(re.escape(name) for name in people) or "(?!)"
    words = "since|before|after|until|up to" + ("|till|prior to|up until" if reading.asked else "")
    pattern = rf"({words}) (?:({YEAR})|(?:\w+ )?({names}))(?!\s*[-–/]\s*\d|'s)"
    for match in search(pattern, reading.text):
        word = " ".join(match[1].lower().split())
        year = int(match[2]) if match[2] else _year_of(people[match[3].lower()], word)
        if word in ("since", "after"):
            first = year + 1 if word == "after" and match[2] else year
            years = range(first, max(first, reading.as_of.year) + 1)
        else:
            last = year - 1 if word in ("before", "prior to") and match[2] else year
            years = range(min(last, first_year(reading)), last + 1)
        yield make_reference(ReferenceKind.YEARS, match, years=tuple(years))
    if reading.asked:
        for match in search(rf"(?:from )?({YEAR}) (?:onwards?|on)(?! the\b)", reading.text):
            years = range(int(match[1]), max(int(match[1]), reading.as_of.year) + 1)
            yield make_reference(ReferenceKind.YEARS, match, years=tuple(years))


def _year_of(person: Commissioner, word: str) -> int:
    """The year that parts what is before, or after, a Commissioner."""
    return (person.until or person.start).year if word == "after" else person.start.year


def first_year(reading: Reading) -> int:
    """The year in which the first document came out."""
    days = [document.published.year for document in reading.catalogue.documents]
    return min(days, default=reading.as_of.year)


def find_exact_spans(reading: Reading) -> Iterator[Reference]:
    """Find "since March 2015", "between 2015/16 and 2018/19", "from June 2015 to May 2016"."""
    one, two = time_pattern("_1"), time_pattern("_2")
    for pattern in (
        rf"between {one} and {two}{_NOT_OF}",
        rf"(?:from )?{one} (?:to|until|till|through|up to) {two}{_NOT_OF}",
    ):
        for match in search(pattern, reading.text):
            first, second = read_time(match, "_1"), read_time(match, "_2")
            exact = first and second and (first.days or second.days)
            sure = match[0][0] in "bBfF" or (first and second and first.days and second.days)
            if first and second and exact and sure:
                yield from _span(match, first.first_day, second.last_day)
    for match in search(
        rf"(?P<word>since|after|before|prior to|until|till|up to|up until) {TIME}{_NOT_OF}",
        reading.text,
    ):
        time = read_time(match)
        if time and time.days:
            yield from _open_span(match, time, reading)


def _open_span(match: re.Match[str], time: Time, reading: Reading) -> Iterator[Reference]:
    word = " ".join(match["word"].lower().split())
    one = dt.timedelta(days=1)
    first = dt.date(first_year(reading), 1, 1)
    if word == "since":
        yield from _span(match, time.first_day, reading.as_of)
    elif word == "after":
        yield from _span(match, time.last_day + one, reading.as_of)
    elif word in ("before", "prior to"):
        yield from _span(match, first, time.first_day - one)
    else:
        yield from _span(match, first, time.last_day)


def _span(match: re.Match[str], first: dt.date, last: dt.date) -> Iterator[Reference]:
    if first <= last:
        years = tuple(range(first.year, last.year + 1))
        yield replace(make_reference(ReferenceKind.YEARS, match, years=years), days=(first, last))


def find_times(reading: Reading) -> Iterator[Reference]:
    """Find "June 2017", "the summer of 2018", "the year before 2016", "the year to March 2016"."""
    for match in search(rf"year (before|after) {TIME}{_NOT_OF}", reading.text):
        time = read_time(match)
        if time:
            yield years_reference(match, shifted(time, -1 if match[1].lower() == "before" else 1))
    ending = rf"(?:12 months|year) (?:to|ending|ended|up to)(?: in| on)?(?: the end of)? {TIME}"
    for match in search(ending, reading.text):
        time = read_time(match)
        if time and time.days:
            day = time.last_day + dt.timedelta(days=1)
            first = dt.date(day.year - 1, day.month, min(day.day, 28))
            yield from _span(match, first, time.last_day)
    for match in search(TIME, reading.text):
        time = read_time(match)
        if time and time.days:
            yield years_reference(match, time)


def years_reference(match: re.Match[str], time: Time) -> Reference:
    """Make a reference to a time."""
    found = make_reference(ReferenceKind.YEARS, match, years=time.years)
    return replace(found, days=time.days)


def shifted(time: Time, by: int) -> Time:
    """Return the year, or the financial year, that many years later than the end of a time."""
    if time.days and len(time.years) == 2 and time.days == financial_year(time.years[0]).days:
        return financial_year(time.years[0] + by)
    return Time(years=((time.years[-1] if by > 0 else time.years[0]) + by,))


def count_of(words: str) -> int:
    """Read "two", "a" or "12"."""
    return NUMBERS.get(words.lower()) or int(words)


def find_relative_years(reading: Reading) -> Iterator[Reference]:
    """Find "this year", "last year", "two years ago", "the last five years", "the 2010s"."""
    text, day = reading.text, reading.as_of
    fiscal = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    for pattern, time in (
        (r"year before last", Time(years=(day.year - 2,))),
        (r"this (?:financial|fiscal) year", financial_year(fiscal)),
        (r"last (?:financial|fiscal) year", financial_year(fiscal - 1)),
        (r"this year", Time(years=(day.year,))),
        (r"(?P<whose>(?:the|his|her|\w+'s) )?last year", Time(years=(day.year - 1,))),
    ):
        for match in search(pattern, text):
            if not match.groupdict().get("whose"):
                yield years_reference(match, time)
    for match in search(rf"({NUMBER}) (?:years|year|yrs|yr) ago", text):
        yield make_reference(ReferenceKind.YEARS, match, years=(day.year - count_of(match[1]),))
    if not re.search(YEAR, text):
        span = rf"(?:in|over|during|within|for) the (?:last|past) ({NUMBER}) (?:years|yrs)"
        for match in search(span, text):
            years = range(day.year - count_of(match[1]), day.year + 1)
            yield make_reference(ReferenceKind.YEARS, match, years=tuple(years))
    for match in search(r"(?:(early|late|mid)(?:-| ))?((?:19|20)\d0)'?s", text):
        if match[1]:
            continue
        years = range(int(match[2]), min(int(match[2]) + 9, day.year) + 1)
        yield make_reference(ReferenceKind.YEARS, match, years=tuple(years))


def find_years(reading: Reading) -> Iterator[Reference]:
    """Find single years, "between 2015 and 2019", and financial years written "13-14"."""
    text = reading.text
    for match in search(rf"between ({YEAR}) and ({YEAR})", text):
        years = tuple(range(int(match[1]), int(match[2]) + 1))
        if years:
            yield make_reference(ReferenceKind.YEARS, match, years=years)
    for match in search(YEAR, text):
        yield make_reference(ReferenceKind.YEARS, match, years=(int(match[0]),))
    for match in search(r"([12]\d)\s?[-‐‑‒–—/]\s?([12]\d)(?![-–—/.\d])", text):
        near = text[max(0, match.start() - 20) : match.start()]
        if COUNTS_OTHERS.search(near) or COUNTS.match(text, match.end()):
            continue
        if int(match[2]) == int(match[1]) + 1:
            yield years_reference(match, financial_year(2000 + int(match[1])))
