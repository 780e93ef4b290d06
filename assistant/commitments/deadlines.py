"""By when something is promised: the words that say so, and the days they mean."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Mapping

from assistant.commitments.records import Deadline
from corpus.catalogue import Catalogue
from corpus.documents import Document, Kind
from corpus.reference_patterns import NUMBERS
from corpus.reference_times import TIME, Time, financial_year, read_time

__all__ = ["find_deadline", "read_deadline"]

_NUMBER = "|".join([*NUMBERS, "eighteen", "twenty-four", "thirty", r"\d{1,3}"])
_UNIT = r"(?:working |calendar |school )?(?:hour|day|week|fortnight|month|year)s?"
_EDGE = r"(?:the )?(?:(?:very )?(?:end|start|beginning|middle|close) of |early(?: in)? |mid-?|late(?: in)? |the )?"
_PART = r"(?:whole|end|life(?: ?time)?|course|duration|lifetime|period|term|years?) of "
_THING = (
    r"(?:(?:current |present |coming |next |new |first |second |police and crime |five-year |four-year |three-year )*"
    r"(?:financial year|calendar year|year|plan(?: period)?|term(?: of office| in office)?|summer|autumn|spring|winter|parliament|decade|"
    r"month|quarter|week|elections?|strategy|programme))"
)
_FORMS = (
    rf"(?:by|before|until|till|no later than|not later than|from now until|up to) {_EDGE}(?:{TIME})(?! (?:officers|people|more|extra|residents|new|crimes))",
    rf"within (?:the |a )?(?:first |next |coming |following )?(?:(?:{_NUMBER})(?: |-))?{_UNIT}(?: of (?:taking office|the election|being elected|publication|[\w' ]{{3,30}}))?\b",
    rf"(?:over|in|during|for|throughout|across) the (?:next|coming|following|first|remaining) (?:(?:{_NUMBER}) )?(?:financial |calendar )?(?:{_UNIT}|quarters?|decade)\b",
    rf"(?:in|during|for|throughout) (?:the (?:financial |calendar )?year )?(?:{TIME})(?! (?:officers|people|more|extra|residents|plan\b))",
    rf"(?:by|before|in|over|during|within|throughout|across|until|for|at) (?:the )?(?:{_PART})*(?:the|this|my|his|her|our|that|next|a) {_THING}\b",
    r"(?:by|before) (?:Christmas|Easter|Whitsun|New Year)(?: (?:20\d\d))?\b",
    r"(?:by|until|in|from) next (?:year|month|spring|summer|autumn|winter|week|April)\b",
    r"\b(?:later |early |earlier )?(?:this|next) (?:financial year|calendar year|year|month|spring|summer|autumn|winter)\b",
    rf"\b(?:later|early|late) in (?:{TIME})",
    r"\b(?:over|within|in) (?:a|an|the) (?:five|four|three|two|\d)[- ]years?(?: period)?\b",
    rf"(?:from|as of|starting(?: in)?|beginning(?: in)?) (?:{_EDGE})(?:{TIME})(?: on(?:wards?)?\b)?",
    r"\b(?:by|before|in|during) (?:the )?(?:end of )?year (?:one|two|three|four|five|\d)\b",
    r"\bwhile (?:I|we|he|she) (?:hold|am|are|is|holds)[\w ]{3,20}",
    r"\b(?:once(?! (?:a|an|each|every|per|more|again|in)\b)|as soon as) [^,.;:]{5,70}(?=[,.;:]|$)",
    r"\b(?:immediately|at once|straight away|from day one|in (?:my|his|her|the) first (?:\w+ )?(?:year|months?|term|days?))\b",
)
_PATTERNS = tuple(re.compile(rf"\b{form}", re.IGNORECASE) for form in _FORMS)
_DATE = re.compile(TIME, re.IGNORECASE)
_SPAN = re.compile(
    rf"\b(?P<n>{_NUMBER})?(?: |-)?(?:working |calendar |school |financial )?(?P<unit>hour|day|week|fortnight|month|year|decade)s?\b",
    re.IGNORECASE,
)
_PLAN = re.compile(r"\b(?:plan|strategy)\b", re.IGNORECASE)
_FISCAL = re.compile(r"\bfinancial year\b", re.IGNORECASE)
_THIS = re.compile(
    r"\b(?P<which>this|next|coming|the) (?:calendar )?(?P<unit>year|month|spring|summer|autumn)\b",
    re.IGNORECASE,
)
_MORE_NUMBERS = {"eighteen": 18, "twenty-four": 24, "thirty": 30}
_SEASONS = {"spring": 5, "summer": 8, "autumn": 11}
_PAST = re.compile(r"\b(?:in|during|for|throughout)\b", re.IGNORECASE)


def find_deadline(words: str) -> str:
    """Return the words that say by when, "" where none do.

    >>> find_deadline("We will recruit 50 officers by March 2018.")
    'by March 2018'
    """
    for pattern in _PATTERNS:
        for match in pattern.finditer(words):
            if not _told_of_past(words, match):
                return match[0].strip()
    return ""


def _told_of_past(words: str, match: re.Match[str]) -> bool:
    """Whether a time is the one at which something was promised or done, not by which it will be."""
    if not _PAST.match(match[0]) and not match[0].lower().startswith(("from", "as of")):
        return False
    before = words[: match.start()]
    if re.search(
        r"\b(?:promised|pledged|said|announced|elected|published|launched|set up|created|held|office|since|began|opened|approved|decided|committed|called|"
        r"meeting|plan|report|budget)\s*$",
        before,
        re.IGNORECASE,
    ):
        return True
    return not before.strip() and bool(
        re.search(
            r"\b(?:promised|pledged|announced|said|committed|undertook|intended|vowed)\b",
            words,
            re.IGNORECASE,
        )
    )


def read_deadline(
    words: str, document: Document, catalogue: Catalogue, plan: str | None
) -> Deadline:
    """Read the days that the words of a deadline mean.

    Args:
        words: As `find_deadline` returned them.
        document: What promises it; a span of time counts from its publication.
        catalogue: For the periods of plans.
        plan: Id of the plan that "the plan" means.
    """
    start = document.published.first_day
    if match := _DATE.search(words):
        time = read_time(match)
        if time is not None:
            return _to_time(words, time, start)
    if _FISCAL.search(words):
        return _to_fiscal(words, document)
    if _PLAN.search(words):
        return Deadline(words=words, first=start, last=_end_of_plan(plan, document, catalogue))
    if match := _THIS.search(words):
        return Deadline(words=words, first=start, last=_this(match, document.published.last_day))
    if re.search(r"\b(?:within|over|in|during|for|throughout|across)\b", words, re.IGNORECASE) and (
        match := _SPAN.search(words)
    ):
        return Deadline(words=words, first=start, last=_after(document.published.last_day, match))
    return Deadline(words=words)


def _to_time(words: str, time: Time, start: dt.date) -> Deadline:
    first, last = time.first_day, time.last_day
    lower = words.lower()
    if re.match(r"before\b", lower):
        return Deadline(words=words, first=min(start, first), last=first - dt.timedelta(days=1))
    if re.search(r"\b(?:start|beginning) of\b", lower):
        last = min(last, dt.date(first.year, first.month, monthrange(first.year, first.month)[1]))
    if re.search(r"\bearly\b", lower):
        last = min(last, first + dt.timedelta(days=120))
    if re.match(r"(?:by|until|till|no later|not later|from now|up to)\b", lower):
        return Deadline(words=words, first=min(start, last), last=last)
    return Deadline(words=words, first=first, last=last)


def _to_fiscal(words: str, document: Document) -> Deadline:
    day = document.published.last_day
    year = day.year if day >= dt.date(day.year, 4, 1) else day.year - 1
    if document.kind is Kind.BUDGET and document.period:
        year = document.period.start
    elif re.search(r"\b(?:next|coming|new|following)\b", words, re.IGNORECASE):
        year += 1
    days = financial_year(year)
    start = document.published.first_day
    return Deadline(words=words, first=max(start, days.first_day), last=days.last_day)


def _end_of_plan(plan: str | None, document: Document, catalogue: Catalogue) -> dt.date | None:
    held = catalogue.by_id.get(plan) if plan else document
    if held is None or held.period is None or held.kind is not Kind.PLAN:
        return None
    return dt.date(held.period.end, 12, 31)


def _this(match: re.Match[str], day: dt.date) -> dt.date:
    year = day.year + (match["which"].lower() == "next")
    unit = match["unit"].lower()
    if unit == "month":
        return _months(day.replace(day=1), 1 + (match["which"].lower() == "next")) - dt.timedelta(
            days=1
        )
    if month := _SEASONS.get(unit):
        return dt.date(year, month, monthrange(year, month)[1])
    return (
        _months(day, 12) if match["which"].lower() in ("the", "coming") else dt.date(year, 12, 31)
    )


def _after(day: dt.date, match: re.Match[str]) -> dt.date | None:
    number = _number(match["n"])
    unit = match["unit"].lower()
    if unit == "hour":
        return None
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days:
        return day + dt.timedelta(days=days * number)
    return _months(day, {"month": 1, "year": 12, "decade": 120}[unit] * number)


def _number(word: str | None) -> int:
    lower = (word or "1").lower()
    known: Mapping[str, int] = NUMBERS | _MORE_NUMBERS
    return int(lower) if lower.isdigit() else known.get(lower, 1)


def _months(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
