"""How people name plans by their years, their place, their title or their time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.catalogue import Catalogue
from corpus.documents import Document
from corpus.reference_patterns import (
    COUNTED,
    DATED,
    ORDINAL,
    ORDINALS,
    PLAN,
    RANGE,
    THEN,
    YEAR,
    gap,
    span_of,
)
from corpus.reference_people import own_plans
from corpus.reference_times import financial_year
from corpus.reference_types import Reading, Reference, ReferenceKind, make_reference, search, spaced

__all__ = [
    "find_current",
    "find_ordinals",
    "find_periods",
    "find_plan_lists",
    "find_plan_years",
    "find_titles",
    "of_period",
    "plan_of_year",
    "title_parts",
]

_REACH = 24
"""How far before a year the one before it in a list may begin."""
_HIS = r"(?P<his>(?:his|her) )?"
"""Whose plan "his first" is must be known; the words for it are in `reference_people`."""
_NEAR = 60
"""How far from a period the word "plan" may stand that makes it a plan's."""


def find_periods(reading: Reading) -> Iterator[Reference]:
    """Find "2015-20" and "2017 to 2022": a plan's own years, or a financial year, or a range."""
    text, plan = reading.text, spaced(PLAN)
    for match in search(RANGE, text):
        start, end = span_of(match[1], match[2])
        plans = of_period(start, end, reading.catalogue)
        after, before = (
            text[match.end() :][:_NEAR],
            text[max(0, match.start() - _NEAR) : match.start()],
        )
        names_plan = bool(
            re.match(rf"\W*(?:\w+\W+){{0,2}}?{plan}\b", after, re.IGNORECASE)
            or re.search(rf"\b{plan}\W+(?:\w+\W+){{0,2}}$", before, re.IGNORECASE)
        )
        if plans and (names_plan or end - start > 1):
            yield make_reference(ReferenceKind.PLAN, match, plans)
        elif reading.asked and "/" in match[0] and end - start > 1:
            continue
        elif names_plan and end - start > 1:
            yield make_reference(ReferenceKind.PLAN, match)
        elif names_plan and end > start:
            yield from plan_of_year(match, start, reading)
        elif start <= end <= start + 50:
            years = tuple(range(start, end + 1))
            fiscal = end - start == 1 and not re.search(r"\s[a-z]+\s", match[0], re.IGNORECASE)
            found = make_reference(ReferenceKind.YEARS, match, years=years)
            yield replace(found, days=financial_year(start).days if fiscal else None)


def of_period(start: int, end: int, catalogue: Catalogue) -> list[Document]:
    """The plans whose own years these are."""
    return [
        plan
        for plan in catalogue.plans
        if plan.period and (plan.period.start, plan.period.end) == (start, end)
    ]


def find_plan_lists(reading: Reading) -> Iterator[Reference]:
    """Find "the 2013, 2017 and 2022 plans": one reference a year, read backwards from the last."""
    between = re.compile(
        rf"({YEAR})\s*(?:,|/|,?\s+and|,?\s+or|&|vs?\.?|versus|with)\s*(?:the\s+)?$", re.IGNORECASE
    )
    text, between_them = reading.text, gap(reading.catalogue.body)
    for last in search(rf"({YEAR}){between_them}{PLAN}", text):
        years = [(last.start(), int(last[1]))]
        while found := between.search(text, max(0, years[-1][0] - _REACH), years[-1][0]):
            years.append((found.start(1), int(found[1])))
        for start, year in years if len(years) > 1 else ():
            for reference in plan_of_year(last, year, reading):
                yield replace(reference, start=start, end=start + 4, words=str(year))


def find_plan_years(reading: Reading) -> Iterator[Reference]:
    """Find "the 2015 plan", "2015's police and crime plan", "the plan for 2015"."""
    dated = DATED if reading.asked else "published in "
    between = gap(reading.catalogue.body)
    for pattern in (
        rf"({YEAR})'?s?{between}{PLAN}",
        rf"{PLAN} (?:(?:(?:of|from|for|in|to|until) )|{dated})?({YEAR})(?!\s*[-–—/]\s*\d){COUNTED}",
    ):
        for match in search(pattern, reading.text):
            ends = re.search(r"\b(?:to|until)\b", match[0], re.IGNORECASE)
            year = int(match[1])
            ending = [p for p in reading.catalogue.plans if p.period and p.period.end == year]
            if ends and ending:
                yield make_reference(ReferenceKind.PLAN, match, ending[-1:])
            else:
                yield from plan_of_year(match, year, reading)


def plan_of_year(match: re.Match[str], year: int, reading: Reading) -> Iterator[Reference]:
    """Make a reference to the plan dated a year, or the plans then in force, with a correction."""
    catalogue = reading.catalogue
    dated = [
        p for p in catalogue.plans if (p.period.start if p.period else p.published.year) == year
    ]
    if dated:
        yield make_reference(ReferenceKind.PLAN, match, dated)
        return
    applied = catalogue.plans_in_force_in(year) if year <= reading.as_of.year else ()
    names = " and ".join(plan.short_name for plan in applied)
    verb = "were" if len(applied) > 1 else "was"
    correction = f"No plan is dated {year}; {names} {verb} in force then." if applied else None
    yield make_reference(ReferenceKind.PLAN, match, applied, (year,), correction)


def find_ordinals(reading: Reading) -> Iterator[Reference]:
    """Find "the first plan": counted among the plans that the body itself published."""
    own = own_plans(reading.catalogue)
    for match in search(rf"{_HIS}(?P<nth>{ORDINAL}) (?:ever )?{PLAN}", reading.text):
        position = ORDINALS[match["nth"].lower()]
        if not (match["his"] and reading.asked):
            yield _without_his(match, own[position : position + 1])


def find_current(reading: Reading) -> Iterator[Reference]:
    """Find "the current plan", "the plan in force at the time", "the previous plan"."""
    text, catalogue = reading.text, reading.catalogue
    now = catalogue.plan_in_force_on(reading.as_of)
    current = [now] if now else []
    dated = reading.earlier and any(r.years for r in reading.earlier)
    then = "in"
    if reading.asked:
        told = THEN.strip() + "|" if dated or re.search(YEAR, text) else ""
        then = rf"{told}in|on|since|from|before|after|between|until|till|during"
    for pattern in (
        rf"(?:current|latest|newest|most recent|present|existing|today'?s) (?:\[)?{PLAN}",
        rf"{PLAN} (?:now |currently )?in force(?! (?:{then})\b)",
        rf"{PLAN} (?:right )?now",
        r"(?:current|latest|newest|most recent|present) one",
    ):
        for match in search(pattern, text):
            yield make_reference(ReferenceKind.PLAN, match, current)
    when = r"(?:right )?(?:now|today|currently|at the moment)"
    for match in search(rf"(?:priorities|themes|aims|objectives) ({when})", text):
        found = make_reference(ReferenceKind.PLAN, match, current)
        yield replace(found, start=match.start(1), words=match[1])
    before = [catalogue.by_id[i] for plan in current for i in plan.supersedes]
    words = "last" if reading.asked else "previous|last|preceding"
    for match in search(rf"{_HIS}(?:{words}) {PLAN}", text):
        if not (match["his"] and reading.asked):
            yield _without_his(match, before)


def _without_his(match: re.Match[str], plans: Sequence[Document]) -> Reference:
    his = match["his"] or ""
    found = make_reference(ReferenceKind.PLAN, match, plans)
    return replace(found, start=found.start + len(his), words=found.words[len(his) :])


def find_titles(reading: Reading) -> Iterator[Reference]:
    """Find a part of a title that at most two plans share: "Fighting Crime, Making …"."""
    for name, plans in title_parts(reading.catalogue).items():
        if len(plans) <= 2 and len(name.split()) > 3:
            for match in search(re.escape(name).replace(r"\ ", " "), reading.text):
                yield make_reference(ReferenceKind.PLAN, match, plans)


def title_parts(catalogue: Catalogue) -> dict[str, list[Document]]:
    """The parts of plans' titles, without years, and the plans that each stands for."""
    names: dict[str, list[Document]] = {}
    for plan in catalogue.plans:
        for part in re.split(r"\s*[:(]\s*", plan.title.rstrip(")")):
            if not re.search(YEAR, part):
                names.setdefault(part, []).append(plan)
    return names
