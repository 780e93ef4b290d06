"""How people name a Commissioner's plans: "Lloyd's last plan", "the new man's plan", "his second"."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.catalogue import Catalogue
from corpus.dates import PartialDate
from corpus.documents import Commissioner, Document, Kind
from corpus.reference_patterns import NUMBERS, ORDINAL, ORDINALS, PLAN, REPORTS, YEAR
from corpus.reference_types import Reading, Reference, ReferenceKind, make_reference, search

__all__ = [
    "begun_by",
    "find_people",
    "find_wrong_owners",
    "name_pattern",
    "noun_of_one",
    "own_plans",
    "plans_of",
    "surname_pattern",
]

_PERSON = r"(?:police and crime )?(?:commissioner|pcc|man|guy|bloke|chap|boss|woman|lady)"
_ROLES = {
    "new|current|present|serving|sitting|latest|today's": "holder",
    "old|previous|former|last|outgoing|ex": "before",
    "first|original": "first",
    "second": "second",
}
_COUNT = "two|three|four|five|six|[2-6]"
_CHOICE = (
    rf"(?:(?:very )?(?P<nth>{ORDINAL})(?: ever)? |"
    rf"(?:very )?(?P<end>last|final|latest|most recent|newest)(?: ever)? |"
    rf"(?P<side>first|last|final|latest) (?P<count>{_COUNT}) |"
    r"(?:own|new|old|current|original|only) )?"
)
_NOUN = rf"(?:(?P<noun>{PLAN})|(?P<one>ones?))"


def find_people(reading: Reading) -> Iterator[Reference]:
    """Find "Ash-Edwards' plan": every plan that began in that Commissioner's time."""
    if not reading.asked:
        yield from _named_in_documents(reading)
        return
    people = reading.catalogue.body.commissioners
    for person in people:
        yield from _chosen(name_pattern(person), reading, person)
        yield from _made_or_found(reading, person)
    for words, role in _ROLES.items():
        holder = _holder(role, reading.catalogue, reading.as_of)
        if holder:
            yield from _chosen(rf"(?:{words})(?:-| ){_PERSON}'?s?'? ", reading, holder)
    if people:
        yield from _chosen("(?:his|her) ", reading, None)


def find_wrong_owners(reading: Reading) -> Iterator[Reference]:
    """Find "Ash-Edwards' 2022 plan" where the plan of that year was another Commissioner's."""
    people = reading.catalogue.body.commissioners
    for person in people:
        for match in search(rf"{name_pattern(person)}({YEAR}) {PLAN}", reading.text):
            for other in people:
                of_year = [
                    plan
                    for plan in plans_of(other, reading.catalogue)
                    if (plan.period.start if plan.period else plan.published.year) == int(match[1])
                ]
                if of_year and other != person:
                    told = f"{of_year[0].short_name} was {other.name}'s, not {person.name}'s."
                    correction = told[0].upper() + told[1:]
                    yield make_reference(ReferenceKind.PLAN, match, of_year, correction=correction)


def begun_by(person: Commissioner, start: PartialDate) -> bool:
    """Whether something began, by the last day that can mean, in a Commissioner's time."""
    return person.start.first_day <= start.last_day and (
        person.until is None or start.last_day <= person.until.last_day
    )


def own_plans(catalogue: Catalogue) -> list[Document]:
    """The plans that the body itself published."""
    return [plan for plan in catalogue.plans if plan.publisher == catalogue.body.name]


def plans_of(person: Commissioner, catalogue: Catalogue) -> list[Document]:
    """The body's plans that began in a Commissioner's time."""
    return [p for p in own_plans(catalogue) if p.in_force and begun_by(person, p.in_force.start)]


def name_pattern(person: Commissioner) -> str:
    """Return the pattern of a name as possessor, with the space after it."""
    return rf"(?:(?:mr|mrs|ms|dr|commissioner|pcc) )?(?:{_first(person)} )?{surname_pattern(person)}'?s?'? "


def surname_pattern(person: Commissioner) -> str:
    """Return the pattern of a surname: "Ash-Edwards" is also written "Ash Edwards"."""
    return re.escape(person.surname).replace(r"\-", "(?:-| )")


def _first(person: Commissioner) -> str:
    return re.escape(person.name.split()[0])


def _named_in_documents(reading: Reading) -> Iterator[Reference]:
    for person in reading.catalogue.body.commissioners:
        plans = plans_of(person, reading.catalogue)
        for match in search(
            rf"{surname_pattern(person)}'?s? (?:({ORDINAL}) )?{PLAN}", reading.text
        ):
            place = ORDINALS[match[1].lower()] if match[1] else None
            chosen = plans if place is None else plans[place : place + 1]
            yield make_reference(ReferenceKind.PLAN, match, chosen)


def _chosen(whose: str, reading: Reading, owner: Commissioner | None) -> Iterator[Reference]:
    """Find "Lloyd's final one", "Lloyd's first two plans", "the first plan under Lloyd".

    Where the owner is None, it is whoever was named last; without a choice, "his plan" may be
    anybody's.
    """
    patterns = [
        rf"(?:(?P<all>all|each|every|both)(?: one)?(?: of)? )?{whose}{_CHOICE}{_NOUN}(?! (?:to|for) (?:19|20)\d\d)"
    ]
    if owner:
        under = rf"(?:of|by|under|from) (?:the )?{whose.rstrip(' ')}"
        patterns.append(rf"(?P<all>){_CHOICE}(?P<noun>{PLAN})(?P<one>(?!))? {under}")
    for pattern in patterns:
        for match in search(pattern, reading.text):
            person = owner or _last_named(reading, match)
            wanted = match["one"] is None or noun_of_one(reading, match.start()) is Kind.PLAN
            if person and wanted:
                yield _choose(match, person, plans_of(person, reading.catalogue))


def _made_or_found(reading: Reading, person: Commissioner) -> Iterator[Reference]:
    """Find "the plan Ash-Edwards inherited", "the plan that Lloyd brought in"."""
    plans = plans_of(person, reading.catalogue)
    first = reading.catalogue.plan_in_force_on(person.start.last_day)
    name = name_pattern(person).rstrip(" ")
    for verbs, chosen in (
        ("inherited|took over|found|came into", [first] if first else []),
        ("left(?: behind)?|handed over", plans[-1:]),
        ("wrote|published|launched|made|introduced|brought in|brought out|presented", plans),
    ):
        pattern = rf"{PLAN} (?:(?:that|which) )?{name} (?:{verbs})(?: in ({YEAR}))?"
        for match in search(pattern, reading.text):
            year = int(match[1] or 0)
            dated = [p for p in chosen if not year or (p.period and p.period.start == year)]
            if dated or not year:
                yield make_reference(ReferenceKind.PLAN, match, dated)
    if plans:
        before = [reading.catalogue.by_id[i] for i in plans[0].supersedes]
        pattern = rf"{PLAN} (?:just |right |immediately )?before {name}(?! (?:{PLAN}|ones?)\b)"
        for match in search(pattern, reading.text):
            yield make_reference(ReferenceKind.PLAN, match, before)


def _choose(match: re.Match[str], person: Commissioner, plans: Sequence[Document]) -> Reference:
    chosen, correction = list(plans), None
    if match["nth"]:
        place = ORDINALS[match["nth"].lower()]
        chosen = chosen[place : place + 1]
        if not chosen:
            correction = f"{person.name} had {len(plans)} plans, as far as is known."
    elif match["end"]:
        chosen = chosen[-1:]
    elif match["side"]:
        count = NUMBERS.get(match["count"].lower()) or int(match["count"])
        chosen = chosen[:count] if match["side"].lower() == "first" else chosen[-count:]
    found = make_reference(ReferenceKind.PLAN, match, chosen, correction=correction)
    return replace(found, each=bool(match["all"] or match["side"]))


def noun_of_one(reading: Reading, place: int) -> Kind | None:
    """What "one" means there: the plan, or the report, that was spoken of last."""
    spoken = [found for found in _nouns(reading.text) if found[0] <= place]
    if spoken:
        return spoken[-1][1]
    named = [r for r in reading.earlier or () if r.kind is not ReferenceKind.YEARS and r.documents]
    return reading.catalogue.by_id[named[-1].documents[0]].kind if named else None


@lru_cache(maxsize=8)
def _nouns(text: str) -> tuple[tuple[int, Kind], ...]:
    nouns = {Kind.PLAN: r"plans?(?! to (?!\d))", **REPORTS}
    return tuple(
        sorted((m.end(), kind) for kind, words in nouns.items() for m in search(words, text))
    )


@lru_cache(maxsize=8)
def _names(text: str, people: tuple[Commissioner, ...]) -> tuple[tuple[int, int], ...]:
    """Where Commissioners are named, and which."""
    return tuple(
        sorted(
            (match.start(), number)
            for number, person in enumerate(people)
            for match in search(rf"{surname_pattern(person)}(?:'?s?'?)", text)
        )
    )


def _holder(role: str, catalogue: Catalogue, day: dt.date) -> Commissioner | None:
    people = catalogue.body.commissioners
    now = [n for n, person in enumerate(people) if person.start.first_day <= day]
    places = {"holder": now[-1] if now else -1, "before": now[-1] - 1 if now else -1}
    place = places.get(role, 1 if role == "second" else 0)
    return people[place] if 0 <= place < len(people) else None


def _last_named(reading: Reading, his: re.Match[str]) -> Commissioner | None:
    """The Commissioner that "his" means: the one named last, or whose plans were asked about."""
    people = reading.catalogue.body.commissioners
    if not (his["nth"] or his["end"] or his["side"]):
        return None
    named = [found for found in _names(reading.text, people) if found[0] <= his.start()]
    if named:
        return people[named[-1][1]]
    before_ids = {i for r in reading.earlier or () for i in r.documents}
    plans = {plan.id for plan in reading.catalogue.plans}
    asked = [
        person
        for person in people
        if before_ids & plans
        and before_ids & plans <= {plan.id for plan in plans_of(person, reading.catalogue)}
    ]
    return asked[0] if asked else None
