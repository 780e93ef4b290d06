"""How people ask for plans: "the plan before last", "the '15 plan", "every plan", "the 2015 one".

Only questions are read with these: what a document calls its new plan is its own.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.documents import Document, Kind
from corpus.reference_patterns import (
    CLAUSE_END,
    COUNTED,
    COUNTS_OTHERS,
    DASH,
    DATED,
    NUMBERS,
    ORDINAL,
    ORDINALS,
    PLAN,
    RANGE,
    REPORTS,
    YEAR,
    span_of,
)
from corpus.reference_people import noun_of_one, own_plans, surname_pattern
from corpus.reference_plans import of_period, plan_of_year, title_parts
from corpus.reference_reports import called_by, reports_in_order
from corpus.reference_times import TIME, in_force_at, read_time
from corpus.reference_types import Reading, Reference, ReferenceKind, make_reference, search

__all__ = [
    "find_by_place",
    "find_by_title",
    "find_dated",
    "find_in_force",
    "find_ones",
    "find_pairs",
    "find_short_years",
]

_STATE = (
    r"(?:in force|in effect|in place|in operation|in use|running|active|live|current|effective|"
    r"valid|operating|operational)"
)
_APPLIED = r"(?:applied|covered|covers|covering|ran|operated|existed|held)"
_HAD = r"(?:that )?(?:we|they|you|the \w+) had|did (?:we|they|you) have"
_NOW = r"(?:right now|now|today|currently|at present|at the moment|these days)"
_WE_HAVE = r"(?:that )?(?:we|they|you)(?:'ve got|'ve| have got| have|'re on| are on) "
_THAT_IS = r"(?:(?:that|which)(?:'s| is)? |is )?"
_COUNT = "two|three|four|five|six|[2-6]"


def find_in_force(reading: Reading) -> Iterator[Reference]:
    """Find "the plan running in the summer of 2018": the plans that applied then."""
    then = rf"(?:(?:in|on|during|throughout|at|for|over|as of) )?(?:the (?:start|beginning|middle|end) of )?(?:early |late |mid-?)?{TIME}"
    be = r"(?:(?:that|which) )?(?:(?:was|were|is) )?(?:then )?"
    for pattern in (
        rf"{PLAN} (?:{be}{_STATE}|(?:(?:that|which) )?{_APPLIED}|{_HAD}) {then}",
        rf"{PLAN} (?:in|during) (?!(?:19|20)\d\d){TIME}",
        rf"{PLAN} (?:as of|as at) {TIME}",
    ):
        for match in search(pattern, reading.text):
            time = read_time(match)
            if time:
                past = time.first_day <= reading.as_of
                plans = in_force_at(time.years, time.days, reading.catalogue) if past else ()
                yield make_reference(ReferenceKind.PLAN, match, plans)


def find_dated(reading: Reading) -> Iterator[Reference]:
    """Find "the plan agreed in February 2017", "all plans since 2017", "plans from 2013 to 2017"."""
    for match in search(rf"{PLAN} (?:of |from |{DATED})(?!(?:19|20)\d\d){TIME}", reading.text):
        time = read_time(match)
        if time and time.days:
            plans = [p for p in reading.catalogue.plans if _came_out_in(p, *time.days)]
            if plans:
                yield make_reference(ReferenceKind.PLAN, match, plans)
    every = r"(?:(?:all|every|each)(?: one)?(?: of)?(?: the| his)? )?"
    plural = PLAN.rstrip("?")
    when = rf"(?:(since|before|after) ({YEAR})|(?:from|between) ({YEAR}) (?:to|until|and) ({YEAR}))"
    for match in search(rf"{every}{plural} (?:{DATED.replace(' in ', ' ')})?{when}", reading.text):
        word, year, start, end = match.groups()
        if start and of_period(int(start), int(end), reading.catalogue):
            continue
        first = int(start or year) + (word or "").lower().startswith("after")
        last = int(end) if end else reading.as_of.year
        if (word or "").lower() == "before":
            first, last = 0, int(year) - 1
        plans = [
            plan
            for plan in own_plans(reading.catalogue)
            if first <= (plan.period.start if plan.period else plan.published.year) <= last
        ]
        yield replace(make_reference(ReferenceKind.PLAN, match, plans), each=True)


def _came_out_in(plan: Document, first: dt.date, last: dt.date) -> bool:
    """Whether a plan came out, or came to apply, in days that are known to the month."""
    dates = [plan.published, *([plan.in_force.start] if plan.in_force else [])]
    return any(d.month and first <= d.last_day and d.first_day <= last for d in dates)


def find_short_years(reading: Reading) -> Iterator[Reference]:
    """Find "the '15 plan", "plan 15-20", "the plan that runs to 2024"."""
    for match in search(rf"'([12]\d) {PLAN}", reading.text):
        yield from plan_of_year(match, 2000 + int(match[1]), reading)
    both = rf"([12]\d)\s?{DASH}\s?([1-3]\d)"
    to = r"(?:20)?([12]\d) (?:to|until) ([1-3]\d)"
    for pattern in (
        rf"{both} {PLAN}",
        rf"{to} {PLAN}",
        rf"{PLAN} {to}",
        rf"{PLAN} {both}(?!\s?[-–—/.\d])",
    ):
        for match in search(pattern, reading.text):
            if COUNTS_OTHERS.search(reading.text[max(0, match.start() - 20) : match.start()]):
                continue
            start, end = (2000 + int(part) for part in match.groups())
            plans = of_period(start, end, reading.catalogue)
            if plans:
                yield make_reference(ReferenceKind.PLAN, match, plans)
            elif end == start + 1:
                yield from plan_of_year(match, start, reading)
    runs = r"(?:runs?|ran|running|lasts?|lasted|lasting|goes|going|up)"
    for match in search(
        rf"{PLAN} (?:(?:that|which) )?{runs} (?:to|until|till) ({YEAR})", reading.text
    ):
        ending = [p for p in reading.catalogue.plans if p.period and p.period.end == int(match[1])]
        yield make_reference(ReferenceKind.PLAN, match, ending[-1:])
    for match in search(rf"{PLAN} in force (until|till|to|since|from) ({YEAR})", reading.text):
        began = match[1].lower() in ("since", "from")
        forces = [(p, p.in_force) for p in reading.catalogue.plans if p.in_force]
        ends = [(p, force.start if began else force.until) for p, force in forces]
        plans = [plan for plan, end in ends if end and end.year == int(match[2])]
        yield make_reference(ReferenceKind.PLAN, match, plans)
    for match in search(rf"(this|last) year's {PLAN}", reading.text):
        year = reading.as_of.year - (match[1].lower() == "last")
        yield from plan_of_year(match, year, reading)


def find_by_title(reading: Reading) -> Iterator[Reference]:
    """Find "Everybody's Business 2015-20", "the 2019 refresh of Everybody's Business"."""
    parts = sorted(title_parts(reading.catalogue), key=len, reverse=True)
    title = rf"(?:{'|'.join(re.escape(p).replace(chr(92) + ' ', ' ') for p in parts) or '(?!)'})"
    years = rf"(?:{RANGE}|(to )?({YEAR}){COUNTED})"
    for match in search(rf"{title}(?:\W+{title})?[\s:(]+{years}", reading.text):
        first, second, ends, single = match.groups()
        if first:
            start, end = span_of(first, second)
            plans = of_period(start, end, reading.catalogue)
            if plans or end - start > 1:
                yield make_reference(ReferenceKind.PLAN, match, plans)
        elif ends:
            ending = [
                p for p in own_plans(reading.catalogue) if p.period and p.period.end == int(single)
            ]
            yield make_reference(ReferenceKind.PLAN, match, ending[-1:])
        else:
            yield from plan_of_year(match, int(single), reading)
    of_plan = rf" (?:of|to) (?:the |his |its )?(?:{title}|{PLAN})"
    for pattern, sure in (
        (rf"({YEAR})'?s? (?:refresh|update|revision|edition|version|rewrite){of_plan}", True),
        (rf"({YEAR})'?s? {title}", True),
        (rf"({YEAR})'?s? refresh", False),
        (rf"refresh (?:of|in|from) ({YEAR})", False),
    ):
        for match in search(pattern, reading.text):
            for found in plan_of_year(match, int(match[1]), reading):
                if sure or not found.years:
                    yield found


def find_by_place(reading: Reading) -> Iterator[Reference]:
    """Find "every plan", "the first two plans", "the plan before last", "the new plan"."""
    text, catalogue = reading.text, reading.catalogue
    own = own_plans(catalogue)
    begun = [p for p in own if p.in_force and p.in_force.start.first_day <= reading.as_of]
    number = r"(?:(?:two|three|four|five|six|seven|eight|\d) )?"
    everything = (
        rf"(?:every|each)(?: single)?(?: one)?(?: of (?:the|these|those))? {number}{PLAN}"
        rf"|all(?: of)?(?: the| these| those| your| their)? {number}(?:different )?{PLAN.rstrip('?')}"
    )
    for match in search(everything, text):
        yield replace(make_reference(ReferenceKind.PLAN, match, begun), each=True)
    for match in search(rf"(first|last|latest|most recent) ({_COUNT}) {PLAN}", text):
        count = NUMBERS.get(match[2].lower()) or int(match[2])
        chosen = begun[:count] if match[1].lower() == "first" else begun[-count:]
        yield replace(make_reference(ReferenceKind.PLAN, match, chosen), each=True)
    now = catalogue.plan_in_force_on(reading.as_of)
    current = (now,) if now else ()
    last = _before(current, reading)
    before_last = rf"{PLAN} before (?:the )?last(?: one)?|last {PLAN} but one|last but one {PLAN}"
    others = [
        p for p in catalogue.body.commissioners if p.until and p.until.last_day < reading.as_of
    ]
    elsewhere = "|".join([YEAR, *(surname_pattern(person) for person in others)])
    settled = not any(search(elsewhere, text))
    for pattern, plans in (
        (before_last, _before(last, reading)),
        (rf"(?:penultimate|(?:next|second) to last) {PLAN}", last),
        (rf"(?:original|inaugural|earliest|very first) {PLAN}", own[:1]),
        (rf"(?:the|this|their|your)(?: brand)?(?:-| )new {PLAN}", current),
        (rf"(?:{PLAN}|one) {_WE_HAVE}{_NOW}", current),
        (rf"{PLAN} {_WE_HAVE.rstrip(' ')}{CLAUSE_END}", current),
        (rf"{PLAN} {_THAT_IS}(?:{_NOW} {_STATE}|{_STATE} {_NOW})(?! in)", current),
    ):
        for match in search(pattern, text):
            if "new" not in match[0].lower() or settled:
                yield make_reference(ReferenceKind.PLAN, match, plans)


def find_pairs(reading: Reading) -> Iterator[Reference]:
    """Find the first of "the first and second plans", "the current and previous plans"."""
    now = reading.catalogue.plan_in_force_on(reading.as_of)
    current = [now] if now else []
    own = own_plans(reading.catalogue)
    named = dict.fromkeys(("current", "present", "latest", "newest", "new"), current)
    named |= dict.fromkeys(("previous", "last", "preceding"), _before(current, reading))
    named |= {word: own[place : place + 1] for word, place in ORDINALS.items()}
    word = "|".join(named)
    pattern = rf"({word}) (?:and|or|vs\.?|versus|with|to) (?:the )?(?:very )?({word}) {PLAN}"
    for match in search(pattern, reading.text):
        first, second = match[1].lower(), match[2].lower()
        found = make_reference(ReferenceKind.PLAN, match, named[first])
        yield replace(found, end=match.end(1), words=match[1])
        if second == "last" and first in ORDINALS:
            final, start = make_reference(ReferenceKind.PLAN, match, current), match.start(2)
            yield replace(final, start=start, words=reading.text[start : match.end()])


def _before(plans: Sequence[Document], reading: Reading) -> list[Document]:
    return [reading.catalogue.by_id[i] for plan in plans for i in plan.supersedes]


def find_ones(reading: Reading) -> Iterator[Reference]:
    """Find "the 2015 one" and "the second one", where a plan or a report is spoken of."""
    for match in search(rf"(?:{RANGE}|({YEAR})) ones?", reading.text):
        kind = noun_of_one(reading, match.start())
        first, second, single = match.groups()
        start, end = (int(single),) * 2 if single else span_of(first, second)
        if kind is Kind.PLAN:
            plans = of_period(start, end, reading.catalogue)
            if plans or end - start > 1:
                yield make_reference(ReferenceKind.PLAN, match, plans)
            else:
                yield from plan_of_year(match, start, reading)
        elif kind in REPORTS:
            held = [d for d in reports_in_order(kind, reading) if called_by(d, start, end)]
            years = tuple(range(start, end + 1))
            yield make_reference(ReferenceKind.REPORT, match, held, years)
    own = own_plans(reading.catalogue)
    for match in search(rf"(?:the )(?:very )?({ORDINAL}|original) one", reading.text):
        if noun_of_one(reading, match.start()) is Kind.PLAN:
            place = ORDINALS.get(match[1].lower(), 0)
            yield make_reference(ReferenceKind.PLAN, match, own[place : place + 1])
