"""Promises in tables: a row of actions, with columns for who, by when and how it is measured."""

import re
from dataclasses import dataclass

from assistant.commitments.context import is_reporting
from assistant.commitments.deadlines import find_deadline
from assistant.commitments.measures import find_measure
from assistant.commitments.parts import beneficiary_of, what_of
from assistant.commitments.records import Found, Sentence

__all__ = ["judge_row"]

LONGEST = 4000
"""Characters of a row that are read."""

_WHAT = re.compile(
    r"\b(?:actions?|commitments?|objectives?|pledges?|promises?|deliverables?|milestones?|priorit(?:y|ies)|activit(?:y|ies)|tasks?|"
    r"what (?:we|i|will|is|to)\b.*|we will|i will|aims?)\b",
    re.IGNORECASE,
)
_PLAINLY = re.compile(
    r"\b(?:commitments?|pledges?|promises?|(?:we|i) will|deliverables?|actions? to be taken)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:leads?|owners?|who|responsib\w+|by whom|accountable|partners?|officer)\b", re.IGNORECASE
)
_WHEN = re.compile(
    r"\b(?:when|deadlines?|(?:target |due |end |completion )?dates?|timescales?|timing|due|timeframe|complete by)\b",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\b(?:measures?|targets?|indicators?|success|outcomes?|how (?:we|it) will)\b", re.IGNORECASE
)
_DONE = re.compile(
    r"\b(?:taken|done|achiev\w+|completed (?:on|in)?|we did|delivered|result|spent|actual|first year)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Columns:
    what: int
    who: int | None
    when: int | None
    how: int | None


def judge_row(sentence: Sentence) -> Found | None:
    """Return the commitment in a row of a table of actions, or None.

    A table is one of actions where a column is headed so and another says who, or by when.
    """
    names, cells = _cells(sentence.lead[:LONGEST]), _cells(sentence.words[:LONGEST])
    columns = _columns(names)
    if columns is None or len(cells) != len(names) or is_reporting(sentence.headings):
        return None
    what = cells[columns.what]
    if not re.search(r"[A-Za-z]{3}", what) or re.match(
        r"\W*(?:n/?a|none|tbc|total)\W*$", what, re.IGNORECASE
    ):
        return None
    by = cells[columns.when] if columns.when is not None else find_deadline(what)
    measured = cells[columns.how] if columns.how is not None else ""
    return Found(
        rule="table of actions",
        confidence=0.85,
        who=cells[columns.who] if columns.who is not None else "",
        what=what_of(what, 0, by),
        beneficiary=beneficiary_of(what, what),
        by=by,
        measure=measured or find_measure(what, by),
    )


def _columns(names: list[str]) -> _Columns | None:
    if len(names) < 2 or any(_DONE.search(name) for name in names):
        return None
    who, when = _place(names, _WHO), _place(names, _WHEN)
    taken = {place for place in (who, when) if place is not None}
    what = next((i for i, name in enumerate(names) if i not in taken and _WHAT.search(name)), None)
    if what is None or (who is None and when is None and not _PLAINLY.search(names[what])):
        return None
    how = next(
        (i for i, name in enumerate(names) if i not in taken | {what} and _HOW.search(name)), None
    )
    return _Columns(what, who, when, how)


def _place(names: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((i for i, name in enumerate(names) if pattern.search(name)), None)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")] if row.strip() else []
