"""From scored spans to what is quoted: the best first, whole lists, nothing twice, few words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.abstention import adds_to_it
from assistant.forms import Form
from assistant.scoring import Candidate, leading_of
from assistant.understanding import Understanding
from corpus.documents import SpanKind
from corpus.text import readable

__all__ = ["overlap", "select"]

_WHOLE_LIST = 150
"""The list that was asked for is quoted whole, even where a comparison leaves less room."""
_LEAST = 0.6
"""Quotations weaker than this part of the best are left out."""
_SHORTEST = 6
"""Less room than this is not filled."""
_NEXT = 0.05
"""What it is worth to a span that it stands next to one that is quoted."""
_LEANING = re.compile(
    r"^(?:it|its|this|that|these|those|they|their|he|she|his|her|of these|of them|both|the (?:first|second|other|latter|former)|such)\b",
    re.IGNORECASE,
)


def select(
    candidates: Sequence[Candidate],
    asked: Understanding,
    *,
    max_words: int,
    quoted: Sequence[Candidate] = (),
) -> list[Candidate]:
    """Choose what is quoted: the best first, whole lists, nothing twice, within the words allowed.

    The first comes from the document for which most speaks; where a figure or a date is asked
    for, it has one.

    Args:
        candidates: Scored spans, best first; nothing is chosen of none.
        asked: What the question asks; lists are quoted whole where a list is wanted.
        max_words: Room for quotations.
        quoted: What other parts of the answer quote already; none of it is quoted again.
    """
    candidates = [c for c in candidates if not any(overlap(c, other) for other in quoted)]
    form = asked.wanted.form
    if not candidates:
        return []
    first = leading_of(candidates, form)
    chosen: list[Candidate] = []
    room = max_words
    waiting = [first, *(c for c in candidates if adds_to_it(c, asked))]
    enough = _LEAST * candidates[0].score
    while waiting and room > _SHORTEST:
        candidate = waiting.pop(0)
        if chosen and candidate.score + _runs_on(candidate, chosen) < enough:
            continue
        if any(overlap(candidate, o) or _is_another_row(candidate, o) for o in chosen):
            continue
        space = max(room, _WHOLE_LIST) if form is Form.LIST and not chosen else room
        wider = _whole(candidate, form, space)
        if _is_one_of_many_rows(candidate, candidates):
            wider = _rows_around(candidate)
            if wider.words > space and (chosen or waiting):
                continue
        if any(overlap(wider, other) for other in (*quoted, *chosen)):
            wider = candidate
        if _says_something(wider) and (wider.words <= space or not chosen):
            chosen.append(wider)
            room -= wider.words
            waiting.sort(key=lambda c: -c.score - _runs_on(c, chosen))
    return _joined(chosen)


def _is_another_row(candidate: Candidate, chosen: Candidate) -> bool:
    """Whether it is a row of a table of which another row holds more of what is asked."""
    rows = candidate.spans[0].kind is SpanKind.ROW is chosen.spans[0].kind
    same = candidate.passage.document == chosen.passage.document
    return rows and same and candidate.direct < chosen.direct


def _is_one_of_many_rows(candidate: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Whether it is a row of a table and nothing that is asked tells it from other rows.

    One of them by itself would look like the answer: the figure of some band, of some district.
    """
    if candidate.spans[0].kind is not SpanKind.ROW:
        return False
    return any(
        other.passage.id == candidate.passage.id
        and other.first != candidate.first
        and other.spans[0].kind is SpanKind.ROW
        and other.direct >= candidate.direct
        for other in candidates
    )


def _rows_around(candidate: Candidate) -> Candidate:
    """The rows of the table that a row belongs to."""
    spans = candidate.passage.spans
    first = last = candidate.first
    while first > 0 and spans[first - 1].kind is SpanKind.ROW:
        first -= 1
    while last + 1 < len(spans) and spans[last + 1].kind is SpanKind.ROW:
        last += 1
    return _between(candidate, first, last)


def _runs_on(candidate: Candidate, chosen: Sequence[Candidate]) -> float:
    """What is read together is worth more: a span next to one that is quoted."""
    for other in chosen:
        if candidate.passage.id == other.passage.id and (
            candidate.first == other.last + 1 or candidate.last == other.first - 1
        ):
            return _NEXT
    return 0.0


def _says_something(candidate: Candidate) -> bool:
    """Whether it is more than the words before a list that is not quoted."""
    last = candidate.spans[-1]
    return not readable(candidate.passage.quote(last)).endswith(":")


def overlap(one: Candidate, other: Candidate) -> bool:
    """Whether two quotations share a span."""
    same = one.passage.id == other.passage.id
    return same and one.first <= other.last and other.first <= one.last


def _whole(candidate: Candidate, form: Form, room: int) -> Candidate:
    """Widen a span to what can be read by itself: its list, or the sentence it leans on."""
    spans = candidate.passage.spans
    span = spans[candidate.first]
    text = readable(candidate.passage.quote(span))
    introduces = span.kind is SpanKind.SENTENCE and text.endswith(":")
    if introduces or (span.kind is SpanKind.ITEM and form is Form.LIST and candidate.fits):
        listing = _list_around(candidate)
        if introduces and listing.last == candidate.last and listing.last + 1 < len(spans):
            listing = _between(candidate, listing.first, listing.last + 1)
        if listing.words <= room:
            return listing
    if span.kind is SpanKind.SENTENCE and candidate.first > 0 and _LEANING.match(text):
        before = spans[candidate.first - 1]
        wider = _between(candidate, candidate.first - 1, candidate.last)
        if before.kind is SpanKind.SENTENCE and wider.words <= room:
            return wider
    return candidate


def _list_around(candidate: Candidate) -> Candidate:
    """The list that a span introduces or belongs to, with the words that introduce it."""
    spans = candidate.passage.spans
    first = last = candidate.first
    while (
        first > 0 and spans[first].kind is SpanKind.ITEM and spans[first - 1].kind is SpanKind.ITEM
    ):
        first -= 1
    lead = spans[first].lead
    if spans[first].kind is SpanKind.ITEM and first > 0 and lead:
        first -= candidate.passage.quote(spans[first - 1]) == lead
    while last + 1 < len(spans) and spans[last + 1].kind is SpanKind.ITEM:
        last += 1
    return _between(candidate, first, last)


def _between(candidate: Candidate, first: int, last: int) -> Candidate:
    return replace(candidate, first=first, last=last)


def _alike(one: Candidate, other: Candidate) -> bool:
    """Whether two quotations read as one: rows stand with rows, sentences and items with each other."""
    kinds = {span.kind is SpanKind.ROW for span in (*one.spans, *other.spans)}
    return len(kinds) == 1


def _joined(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Join quotations that follow each other in one passage; keep the order of the best."""
    joined: list[Candidate] = []
    for candidate in chosen:
        for place, other in enumerate(joined):
            near = other.passage.id == candidate.passage.id and _alike(candidate, other)
            if near and candidate.first == other.last + 1:
                joined[place] = _between(other, other.first, candidate.last)
                break
            if near and candidate.last == other.first - 1:
                joined[place] = _between(other, candidate.first, other.last)
                break
        else:
            joined.append(candidate)
    return joined
