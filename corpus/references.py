"""How people and documents refer to plans and years, resolved through the catalogue.

Questions and passages are read by the same grammar: a question to limit the search, a passage to
know which plan it speaks of. Nothing here guesses: what fits several plans names them all, and
what fits none says so.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from corpus.catalogue import Catalogue
from corpus.documents import Document
from corpus.reference_patterns import (
    COUNTED,
    COUNTS,
    COUNTS_OTHERS,
    GAP,
    ORDINALS,
    PLAN,
    RANGE,
    REPORTS,
    YEAR,
)
from corpus.reference_types import Reference, ReferenceKind, make_reference, search

__all__ = ["Reference", "ReferenceKind", "find_references"]

_REACH = 24
"""How far before a year the one before it in a list may begin."""
_Finder = Callable[[str, Catalogue, dt.date], Iterator[Reference]]


def find_references(text: str, catalogue: Catalogue, as_of: dt.date) -> tuple[Reference, ...]:
    """Find every reference to plans, named reports and years, in the order of the text.

    Args:
        text: A question, or a piece of a document.
        catalogue: What is known.
        as_of: The day on which "current" and "in force" are meant: today for a question, the day
            of publication for a document.
    """
    taken: list[Reference] = []
    for finder in _FINDERS:
        for reference in finder(text, catalogue, as_of):
            if all(reference.end <= t.start or t.end <= reference.start for t in taken):
                taken.append(reference)
    return tuple(sorted(taken, key=lambda reference: reference.start))


def _years_of(first: str, second: str) -> tuple[int, int]:
    """Read both ends of `2015-20`, `2013/14` or `2015 to 2020`."""
    return int(first), int(first[:2] + second if len(second) == 2 else second)


def _reports(text: str, catalogue: Catalogue, _: dt.date) -> Iterator[Reference]:
    """Find "the 2013-14 annual report", "annual report 2018/19", "his 2016 manifesto"."""
    year = rf"(?:{RANGE}|({YEAR}))"
    for kind, words in REPORTS.items():
        held = [document for document in catalogue.documents if document.kind is kind]
        for pattern in (
            rf"{year}['’]?s?\s+(?:(?!plans?\b)\w+\s+)?{words}",
            rf"{words}\s+(?:(?:for|of|from|in|covering)\s+)?(?:the\s+)?\(?{year}",
        ):
            for match in search(pattern, text):
                start, end = _span_of(match)
                chosen = [d for d in held if _dated(d, start, end)]
                yield make_reference(
                    ReferenceKind.REPORT, match, chosen, tuple(range(start, end + 1))
                )
        for match in search(words, text):
            yield make_reference(ReferenceKind.REPORT, match, held)


def _span_of(match: re.Match[str]) -> tuple[int, int]:
    first, second, single = match.groups()
    return (int(single), int(single)) if single else _years_of(first, second)


def _dated(document: Document, start: int, end: int) -> bool:
    """Whether a report is called by these years: its period, or the year it came out or began."""
    period = document.period
    if start != end:
        return period is not None and (period.start, period.end) == (start, end)
    return document.published.year == start or (period is not None and period.start == start)


def _periods(text: str, catalogue: Catalogue, as_of: dt.date) -> Iterator[Reference]:
    """Find "2015-20" and "2017 to 2022": a plan's own years, or a financial year, or a range."""
    for match in search(RANGE, text):
        start, end = _years_of(match[1], match[2])
        plans = [
            p
            for p in catalogue.plans
            if p.period and (p.period.start, p.period.end) == (start, end)
        ]
        names_plan = bool(
            re.match(rf"\W*(?:\w+\W+){{0,2}}?{PLAN}\b", text[match.end() :], re.IGNORECASE)
            or re.search(rf"\b{PLAN}\W+(?:\w+\W+){{0,2}}$", text[: match.start()], re.IGNORECASE)
        )
        if plans and (names_plan or end - start > 1):
            yield make_reference(ReferenceKind.PLAN, match, plans)
        elif names_plan and end - start > 1:
            yield make_reference(ReferenceKind.PLAN, match)
        elif names_plan and end > start:
            yield from _plan_of_year(match, start, catalogue, as_of.year)
        elif start <= end <= start + 50:
            yield make_reference(ReferenceKind.YEARS, match, years=tuple(range(start, end + 1)))


def _plan_lists(text: str, catalogue: Catalogue, as_of: dt.date) -> Iterator[Reference]:
    """Find "the 2013, 2017 and 2022 plans": one reference a year, read backwards from the last."""
    between = re.compile(
        rf"({YEAR})\s*(?:,|,?\s+and|,?\s+or|&|vs?\.?|versus|with)\s*(?:the\s+)?$", re.IGNORECASE
    )
    for last in search(rf"({YEAR}){GAP}{PLAN}", text):
        years = [(last.start(), int(last[1]))]
        while found := between.search(text, max(0, years[-1][0] - _REACH), years[-1][0]):
            years.append((found.start(1), int(found[1])))
        for start, year in years if len(years) > 1 else ():
            for reference in _plan_of_year(last, year, catalogue, as_of.year):
                yield replace(reference, start=start, end=start + 4, words=str(year))


def _plan_years(text: str, catalogue: Catalogue, as_of: dt.date) -> Iterator[Reference]:
    """Find "the 2015 plan", "2015's police and crime plan", "the plan for 2015"."""
    for pattern in (
        rf"({YEAR})['’]?s?{GAP}{PLAN}",
        rf"{PLAN}\s+(?:(?:of|from|for|in|to|until|published\s+in)\s+)?({YEAR})(?!\s*[-–—/]\s*\d){COUNTED}",
    ):
        for match in search(pattern, text):
            ends = re.search(r"\b(?:to|until)\b", match[0], re.IGNORECASE)
            year = int(match[1])
            ending = [p for p in catalogue.plans if p.period and p.period.end == year]
            if ends and ending:
                yield make_reference(ReferenceKind.PLAN, match, ending[-1:])
            else:
                yield from _plan_of_year(match, year, catalogue, as_of.year)


def _plan_of_year(
    match: re.Match[str], year: int, catalogue: Catalogue, latest: int = 9999
) -> Iterator[Reference]:
    dated = [
        p for p in catalogue.plans if (p.period.start if p.period else p.published.year) == year
    ]
    if dated:
        yield make_reference(ReferenceKind.PLAN, match, dated)
        return
    applied = catalogue.plans_in_force_in(year) if year <= latest else ()
    names = " and ".join(plan.short_name for plan in applied)
    verb = "were" if len(applied) > 1 else "was"
    correction = f"No plan is dated {year}; {names} {verb} in force then." if applied else None
    yield make_reference(ReferenceKind.PLAN, match, applied, (year,), correction)


def _ordinals(text: str, catalogue: Catalogue, _: dt.date) -> Iterator[Reference]:
    """Find "the first plan": counted among the plans that the body itself published."""
    own = [plan for plan in catalogue.plans if plan.publisher == catalogue.body.name]
    words = "|".join(ORDINALS)
    for match in search(rf"({words})\s+(?:ever\s+)?{PLAN}", text):
        position = ORDINALS[match[1].lower()]
        yield make_reference(ReferenceKind.PLAN, match, own[position : position + 1])


def _current(text: str, catalogue: Catalogue, as_of: dt.date) -> Iterator[Reference]:
    """Find "the current plan", "the plan in force at the time", "the previous plan"."""
    now = catalogue.plan_in_force_on(as_of)
    current = [now] if now else []
    for pattern in (
        rf"(?:current|latest|newest|most\s+recent|present|existing|today['’]?s)\s+(?:\[)?{PLAN}",
        rf"{PLAN}\s+(?:now\s+|currently\s+)?in\s+force(?!\s+in\b)",
        rf"{PLAN}\s+(?:right\s+)?now",
        r"(?:current|latest|newest|most\s+recent|present)\s+one",
    ):
        for match in search(pattern, text):
            yield make_reference(ReferenceKind.PLAN, match, current)
    when = r"(?:right\s+)?(?:now|today|currently|at\s+the\s+moment)"
    for match in search(rf"(?:priorities|themes|aims|objectives)\s+({when})", text):
        found = make_reference(ReferenceKind.PLAN, match, current)
        yield replace(found, start=match.start(1), words=match[1])
    before = [catalogue.by_id[i] for plan in current for i in plan.supersedes]
    for match in search(rf"(?:previous|last|preceding)\s+{PLAN}", text):
        yield make_reference(ReferenceKind.PLAN, match, before)


def _commissioners(text: str, catalogue: Catalogue, _: dt.date) -> Iterator[Reference]:
    """Find "Ash-Edwards' plan": every plan that began in that Commissioner's time."""
    for person in catalogue.body.commissioners:
        surname = re.escape(person.name.split()[-1]).replace(r"\-", "[- ]")
        plans = [
            p
            for p in catalogue.plans
            if p.in_force
            and p.publisher == catalogue.body.name
            and person.start.first_day <= p.in_force.start.last_day
            and (person.until is None or p.in_force.start.last_day <= person.until.last_day)
        ]
        ordinals = "|".join(ORDINALS)
        for match in search(rf"{surname}['’]?s?\s+(?:({ordinals})\s+)?{PLAN}", text):
            place = ORDINALS[match[1].lower()] if match[1] else None
            chosen = plans if place is None else plans[place : place + 1]
            yield make_reference(ReferenceKind.PLAN, match, chosen)


def _titles(text: str, catalogue: Catalogue, _: dt.date) -> Iterator[Reference]:
    """Find a part of a title that at most two plans share: "Fighting Crime, Making …"."""
    names: dict[str, list[Document]] = {}
    for plan in catalogue.plans:
        for part in re.split(r"\s*[:(]\s*", plan.title.rstrip(")")):
            if len(part.split()) > 3 and not re.search(YEAR, part):
                names.setdefault(part, []).append(plan)
    for name, plans in names.items():
        if len(plans) <= 2:
            for match in search(re.escape(name), text):
                yield make_reference(ReferenceKind.PLAN, match, plans)


def _spans_of_time(text: str, catalogue: Catalogue, as_of: dt.date) -> Iterator[Reference]:
    """Find "since 2020", "before 2016", "after 2019", "before Ash-Edwards"."""
    first = min((d.published.year for d in catalogue.documents), default=as_of.year)
    starts = {p.name.split()[-1].lower(): p.start.year for p in catalogue.body.commissioners}
    names = "|".join(re.escape(name) for name in starts) or "(?!)"
    pattern = (
        rf"(since|before|after|until|up\s+to)\s+(?:({YEAR})|(?:\w+\s+)?({names}))(?!\s*[-–/]\s*\d)"
    )
    for match in search(pattern, text):
        year = int(match[2]) if match[2] else starts[match[3].lower()]
        word = match[1].lower()
        early = {"before": year - 1 if match[2] else year, "until": year, "up to": year}
        late = {"since": year, "after": year + 1 if match[2] else year}
        if word in late:
            years = range(late[word], max(late[word], as_of.year) + 1)
        else:
            years = range(first, max(first, early[" ".join(word.split())]) + 1)
        yield make_reference(ReferenceKind.YEARS, match, years=tuple(years))


def _years(text: str, _: Catalogue, __: dt.date) -> Iterator[Reference]:
    """Find single years, "between 2015 and 2019", and financial years written "13-14"."""
    for match in search(rf"between\s+({YEAR})\s+and\s+({YEAR})", text):
        years = range(int(match[1]), int(match[2]) + 1)
        yield make_reference(ReferenceKind.YEARS, match, years=tuple(years))
    for match in search(YEAR, text):
        yield make_reference(ReferenceKind.YEARS, match, years=(int(match[0]),))
    for match in search(r"([12]\d)\s?[-‐‑‒–—/]\s?([12]\d)(?![-–—/.\d])", text):
        if COUNTS_OTHERS.search(text[: match.start()]) or COUNTS.match(text[match.end() :]):
            continue
        if int(match[2]) == int(match[1]) + 1:
            years = range(2000 + int(match[1]), 2001 + int(match[2]))
            yield make_reference(ReferenceKind.YEARS, match, years=tuple(years))


_FINDERS: tuple[_Finder, ...] = (
    _reports,
    _periods,
    _plan_lists,
    _plan_years,
    _commissioners,
    _ordinals,
    _current,
    _titles,
    _spans_of_time,
    _years,
)
