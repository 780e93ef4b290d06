"""Promises without a word for one: an aim with a figure or a time, what a budget pays for, what goes on."""

import re
from collections.abc import Iterator

from assistant.commitments.clause import Clause
from assistant.commitments.clauses import UNSAID, subject_before
from assistant.commitments.deadlines import find_deadline
from assistant.commitments.doing import OURS, is_action
from assistant.commitments.measures import find_measure
from assistant.commitments.roles import Known, Role
from corpus.documents import Kind

__all__ = ["aim_with_a_figure", "goes_on", "paid_for"]

_AIM = re.compile(
    r"\b(?:(?:aim|target|goal|objective)s?(?: here| now| for \w+)? (?:is|are|remains?) (?:now |still )?to|(?:aims?|aiming|seeks?) to) (?P<verb>[\w-]+)"
    r"|\b(?:target|goal|objective)(?: here| now| for [\w ]{3,30}?)? (?:is|remains?) (?P<thing>(?:at least |no more than |fewer than |more than |under |over )?\d)",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"^(?:by|before|within|until|no later|not later|over the next)\b", re.IGNORECASE
)
_SPENT = re.compile(
    r"\b(?:money|investment|sum|share|£\s?[\d.,]+\s?(?:m|k|bn|million|billion)?)\b(?P<between>[^.;:]{0,30}?) (?P<verb>(?:also )?goes (?:to|into|towards)|is planned)\b"
    r"|\b(?P<gets>gets? more)\b",
    re.IGNORECASE,
)
_WENT = re.compile(r"\b(?:last year|in the past|previously|went|comes? from)\b", re.IGNORECASE)
_ON = re.compile(r"^\W*(?:If|Should|Where|Whatever|As long as)\b[^,]{3,80}, ", re.IGNORECASE)
_CONTINUES = re.compile(
    r"\b(?P<verb>(?:go|goes|carry|carries) on \w+ing|continues? to \w+|keeps? \w+ing)\b",
    re.IGNORECASE,
)


def aim_with_a_figure(text: str, known: Known) -> Iterator[Clause]:
    """Find “we aim to cut thefts by a tenth by 2016”; an aim without a figure or a time is none."""
    for match in _AIM.finditer(text):
        rest = text[match.end() - (1 if match["thing"] else 0) :]
        by = find_deadline(text)
        timed = bool(_LIMIT.match(by))
        figure = bool(
            re.search(
                r"\d|half|halv|double|third|quarter|tenth|fifth",
                find_measure(rest, by),
                re.IGNORECASE,
            )
        )
        verb = match["verb"]
        if (
            not (figure or timed)
            or (verb and not is_action(verb))
            or (match["thing"] and not timed)
        ):
            continue
        subject = subject_before(text, match.start(), known)
        if subject.role not in (Role.OTHER, Role.EVENT) and subject.bond not in UNSAID:
            start = match.start("verb") if verb else match.start("thing")
            yield Clause(rule="aim with a figure", confidence=0.7, subject=subject, verb=start)


def paid_for(text: str, kind: Kind | None, known: Known) -> Iterator[Clause]:
    """Find “more money goes to road safety” in what is told of a budget."""
    match = _SPENT.search(text) if kind is Kind.BUDGET else None
    if match and not _WENT.search(text):
        subject = subject_before(
            text, match.start("gets") if match["gets"] else match.start("verb"), known
        )
        if subject.role not in (Role.OTHER, Role.NONE) and subject.bond not in UNSAID:
            yield Clause(
                rule="paid for by a budget",
                confidence=0.6,
                subject=subject,
                verb=match.start(),
                passive=True,
            )


def goes_on(text: str, known: Known) -> Iterator[Clause]:
    """Find “if nothing changes, the police go on sharing”: on a condition, in the present tense."""
    opened = _ON.match(text)
    match = _CONTINUES.search(text, opened.end()) if opened else None
    if match:
        subject = subject_before(text, match.start(), known)
        if subject.role in OURS and subject.bond not in UNSAID:
            yield Clause(rule="goes on", confidence=0.65, subject=subject, verb=match.start("verb"))
