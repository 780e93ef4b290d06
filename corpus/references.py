"""How people and documents refer to plans and years, resolved through the catalogue.

Questions and passages are read by the same grammar: a question to limit the search, a passage to
know which plan it speaks of. Only a question is read for what depends on who asks and when:
"last year", "the one before that". Nothing here guesses: what fits several plans names them all,
and what fits none says so.
"""

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence

from corpus.catalogue import Catalogue
from corpus.reference_asked import (
    find_by_place,
    find_by_title,
    find_dated,
    find_in_force,
    find_ones,
    find_pairs,
    find_short_years,
)
from corpus.reference_people import find_people, find_wrong_owners
from corpus.reference_plans import (
    find_current,
    find_ordinals,
    find_periods,
    find_plan_lists,
    find_plan_years,
    find_titles,
)
from corpus.reference_relative import find_relative, next_to
from corpus.reference_reports import find_reports
from corpus.reference_types import Finder, Reading, Reference, ReferenceKind
from corpus.reference_years import (
    find_exact_spans,
    find_relative_years,
    find_spans_of_time,
    find_times,
    find_years,
)

__all__ = ["Reference", "ReferenceKind", "find_references"]

_IN_DOCUMENTS: tuple[Finder, ...] = (
    find_reports,
    find_periods,
    find_plan_lists,
    find_plan_years,
    find_people,
    find_ordinals,
    find_current,
    find_titles,
    find_spans_of_time,
    find_years,
)
_IN_QUESTIONS: tuple[Finder, ...] = (
    find_in_force,
    find_reports,
    find_by_title,
    find_short_years,
    find_dated,
    find_pairs,
    find_ones,
    find_exact_spans,
    find_periods,
    find_wrong_owners,
    find_plan_lists,
    find_plan_years,
    find_people,
    find_by_place,
    find_ordinals,
    find_current,
    find_titles,
    find_times,
    find_spans_of_time,
    find_relative_years,
    find_years,
)
"""What is found first keeps its place, so the more exact come first."""


def find_references(
    text: str,
    catalogue: Catalogue,
    as_of: dt.date,
    earlier: Sequence[Reference] | None = None,
) -> tuple[Reference, ...]:
    """Find every reference to plans, named reports and years, in the order of the text.

    Args:
        text: A question, or a piece of a document.
        catalogue: What is known.
        as_of: The day on which "current" and "in force" are meant: today for a question, the day
            of publication for a document.
        earlier: For a question, what the one before it named, empty if there was none: "the one
            before that" is read from it. None for a piece of a document, which is read only for
            what it names by itself.
    """
    asked = earlier is not None
    reading = Reading(
        text=text,
        catalogue=catalogue,
        as_of=as_of,
        earlier=tuple(earlier) if earlier is not None else None,
    )
    found: list[Reference] = []
    for finder in _IN_QUESTIONS if asked else _IN_DOCUMENTS:
        _add(finder(reading), found)
    if asked:
        found = next_to(reading, found)
        for reference in find_relative(reading, found):
            _add(iter([reference]), found)
    return tuple(found)


def _add(references: Iterator[Reference], found: list[Reference]) -> None:
    """Add what overlaps nothing that was found before; keep the order of the text."""
    for reference in references:
        place = bisect_left(found, reference.start, key=_start)
        before = found[place - 1].end if place else 0
        after = found[place].start if place < len(found) else reference.end
        if before <= reference.start and reference.end <= after:
            insort(found, reference, key=_start)


def _start(reference: Reference) -> int:
    return reference.start
