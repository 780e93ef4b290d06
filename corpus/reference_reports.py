"""How people name annual reports, delivery plans, manifestos and consultations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.documents import Commissioner, Document, Kind
from corpus.reference_patterns import (
    DASH,
    ORDINAL,
    ORDINALS,
    PLAN,
    RANGE,
    REPORTS,
    YEAR,
    gap,
    span_of,
)
from corpus.reference_people import begun_by, name_pattern
from corpus.reference_times import financial_year
from corpus.reference_types import Reading, Reference, ReferenceKind, make_reference, search, spaced

__all__ = ["called_by", "find_reports", "reports_in_order"]

_ONE_OR_TWO = rf"(?:{RANGE}|({YEAR}))"
_LAST = {"first", "earliest", "original"}
_MORE = rf"(?:\s*,\s*(?:and |or )?| (?:and|or|&|vs\.?|versus|with) )(?:the )?{_ONE_OR_TWO}"
"""The next year of a list: ", 2014-15 and 2015-16"."""


def find_reports(reading: Reading) -> Iterator[Reference]:
    """Find "the 2013-14 annual report", "annual report 2018/19", "his 2016 manifesto"."""
    for kind, words in REPORTS.items():
        held = reports_in_order(kind, reading)
        if reading.asked:
            yield from _of_person(words, held, reading)
            yield from _by_place(words, held, reading)
            yield from _of_year_by_custom(words, held, reading)
        for pattern in (
            rf"{_ONE_OR_TWO}'?s? (?:(?!plans?\b)\w+ )?{words}",
            rf"{words} (?:(?:for|of|from|in|covering) )?(?:the )?\(?{_ONE_OR_TWO}",
        ):
            for match in search(pattern, reading.text):
                yield _called(match, span_of_groups(match.groups()), held)
                yield from _listed_after(match, held, reading)
        for match in search(words, reading.text):
            yield make_reference(ReferenceKind.REPORT, match, held)
    if reading.asked:
        yield from _consultations(reading)


def reports_in_order(kind: Kind, reading: Reading) -> list[Document]:
    """All documents of a kind, in the order in which they came out."""
    held = [document for document in reading.catalogue.documents if document.kind is kind]
    return sorted(held, key=lambda d: (d.period.start if d.period else d.published.year, d.id))


def span_of_groups(groups: Sequence[str | None]) -> tuple[int, int]:
    """Read the groups of a range, or of a single year."""
    first, second, single = groups
    return (int(single), int(single)) if single else span_of(first or "", second or "")


def called_by(document: Document, start: int, end: int) -> bool:
    """Whether a report is called by these years: its period, or the year it came out or began."""
    period = document.period
    if start != end:
        return period is not None and (period.start, period.end) == (start, end)
    return document.published.year == start or (period is not None and period.start == start)


def _called(match: re.Match[str], span: tuple[int, int], held: Sequence[Document]) -> Reference:
    chosen = [document for document in held if called_by(document, *span)]
    years = tuple(range(span[0], span[1] + 1))
    correction = _of_one_year(span[0], chosen) if span[0] == span[1] else None
    found = make_reference(ReferenceKind.REPORT, match, chosen, years, correction)
    return replace(found, days=financial_year(span[0]).days if len(years) == 2 else None)


def _of_one_year(year: int, chosen: Sequence[Document]) -> str | None:
    """Say that reports of financial years are not reports of a calendar year."""
    if not all(d.period and d.period.end - d.period.start == 1 for d in chosen):
        return None
    titles = " and ".join(document.title for document in chosen)
    return f"No report is of {year} alone: {titles} may be meant." if chosen else None


def _listed_after(
    match: re.Match[str], held: Sequence[Document], reading: Reading
) -> Iterator[Reference]:
    """Find the other years of "annual reports 2013-14, 2014-15 and 2015-16"."""
    if not re.match(r"[^\d]*reports|[^\d]*plans", match[0], re.IGNORECASE):
        return
    no_plan = rf"(?!\d|{gap(reading.catalogue.body)}{PLAN})"
    next_year = re.compile(spaced(_MORE + no_plan), re.IGNORECASE)
    text, end = reading.text, match.end()
    while more := next_year.match(text, end):
        end = more.end()
        start = next(more.start(n) for n in (1, 3) if more[n])
        found = _called(more, span_of_groups(more.groups()), held)
        yield replace(found, start=start, end=end, words=text[start:end])


def _of_year_by_custom(
    words: str, held: Sequence[Document], reading: Reading
) -> Iterator[Reference]:
    """Find "last year's annual report", "annual report for 13/14"."""
    short = rf"([12]\d)\s?{DASH}\s?([1-3]\d)"
    for pattern in (rf"{words} (?:(?:for|of|from|in|covering) )?{short}", rf"{short} {words}"):
        for match in search(pattern, reading.text):
            start, end = (2000 + int(part) for part in match.groups())
            if end == start + 1:
                yield _called(match, (start, end), held)
    for pattern in (
        rf"(last|this) year'?s {words}",
        rf"{words} (?:for|of|from) (last|this) year",
    ):
        for match in search(pattern, reading.text):
            year = reading.as_of.year - (match[1].lower() == "last")
            yield _called(match, (year, year), held)


def _by_place(words: str, held: Sequence[Document], reading: Reading) -> Iterator[Reference]:
    """Find "the latest annual report" and "the second annual report"."""
    out = [document for document in held if document.published.first_day <= reading.as_of]
    newest = "latest|newest|most recent|last|current"
    first = "|".join(_LAST - {"first"})
    pattern = rf"(?:very )?({ORDINAL}|{newest}|{first})(?: ever)? (?:published )?(?:{words})"
    for match in search(pattern, reading.text):
        word = " ".join(match[1].lower().split())
        place = ORDINALS.get(word, 0 if word in _LAST else -1)
        chosen = out[place:][:1] if place < len(out) else []
        yield make_reference(ReferenceKind.REPORT, match, chosen)


def _of_person(words: str, held: Sequence[Document], reading: Reading) -> Iterator[Reference]:
    """Find "Lloyd's 2016 manifesto": those that a Commissioner wrote, or that his office did."""
    for person in reading.catalogue.body.commissioners:
        own = [document for document in held if _is_of(document, person, reading)]
        pattern = (
            rf"{name_pattern(person)}(?:({ORDINAL}|last|latest|final) )?(?:{_ONE_OR_TWO}'?s? )?"
            rf"(?:election )?(?:{words})(?! \(?(?:(?:for|of|from|in|covering) )?\(?{YEAR})"
        )
        for match in search(pattern, reading.text):
            place, *years = match.groups()
            if any(years):
                yield _called(match, span_of_groups(years), own)
            elif place:
                nth = ORDINALS.get(place.lower(), -1)
                yield make_reference(ReferenceKind.REPORT, match, own[nth:][:1])
            else:
                yield make_reference(ReferenceKind.REPORT, match, own)


def _is_of(document: Document, person: Commissioner, reading: Reading) -> bool:
    names = {other.name for other in reading.catalogue.body.commissioners}
    if document.publisher in names:
        return document.publisher == person.name
    return begun_by(person, document.published)


def _consultations(reading: Reading) -> Iterator[Reference]:
    """Find "the 2019 consultation"; what a consultation was on is named by itself.

    Not every consultation is a document that is known, so a year without one is only a year.
    """
    held = reports_in_order(Kind.CONSULTATION, reading)
    not_on = r"(?! (?:on|about|into|over|regarding|for|of)\b)"
    for pattern in (
        rf"(?P<year>{YEAR})'?s? (?P<other>)(?:public )?consultation{not_on}",
        rf"(?P<other>(?:tax|precept|budget) )?consultation (?:of|in|from) (?P<year>{YEAR}){not_on}",
    ):
        for match in search(pattern, reading.text):
            year = int(match["year"])
            chosen = [document for document in held if document.published.year == year]
            if chosen and not match["other"]:
                yield make_reference(ReferenceKind.REPORT, match, chosen, (year,))
