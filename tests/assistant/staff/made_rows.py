"""Rows made by hand, as the ledger and the verdicts give them, with no index and no database."""

import dataclasses
import datetime as dt

from assistant.commitments.records import Commitment, Deadline, Evidence, Relation, Searched, Trail
from assistant.staff.export_rows import Exported
from assistant.verdicts.board import Board, Row, quoted
from assistant.verdicts.records import Judgement, Note, Review, Verdict
from corpus.dates import PartialDate
from corpus.documents import Kind, TextSource

__all__ = [
    "OFFICE",
    "PERSON",
    "board_of",
    "commitment",
    "evidence",
    "exported",
    "judgement",
    "note",
    "trail",
]

PERSON = "Pat Example"
OFFICE = "the Commissioner’s office"
_AT = dt.datetime(2024, 3, 5, 14, 30, tzinfo=dt.UTC)


def commitment(number: int = 1, **changes: object) -> Commitment:
    """A promise of a plan of 2013, with any field changed."""
    made = Commitment(
        id=f"plan-2013/patrols/{number:06}",
        document="plan-2013",
        title="Safer Together (2013-2016)",
        kind=Kind.PLAN,
        published=PartialDate(2013, 4),
        source=TextSource.ORIGINAL,
        plan="plan-2013",
        passage="plan-2013/patrols/1",
        headings=("Safer Together", "Patrols"),
        page=3,
        start=number * 100,
        end=number * 100 + 60,
        words=f"We will put {number} more officers on **patrol** by March 2015.",
        lead="",
        owner="We",
        owner_written=True,
        holder="Ada Early",
        what=f"put {number} more officers on patrol",
        beneficiary="",
        deadline=Deadline(words="by March 2015", last=dt.date(2015, 3, 31)),
        measure=str(number),
        theme="",
        strand="",
        checkable=True,
        reason="it names a figure and a day",
        earlier=False,
        conditional=False,
        rule="will",
        confidence=0.9,
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def evidence(number: int = 1, **changes: object) -> Evidence:
    """A passage of a report of 2015, with any field changed."""
    made = Evidence(
        document="report-2015",
        title="Annual Report 2014/15",
        kind=Kind.ANNUAL_REPORT,
        published=PartialDate(2015, 6, 9),
        source=TextSource.ORIGINAL,
        passage="report-2015/officers/1",
        headings=("Annual Report", "Officers"),
        page=12,
        start=number * 1000,
        end=number * 1000 + 40,
        words=f"There are now {number} more officers on patrol.",
        lead="",
        relation=Relation.DONE,
        because="now",
        claimed_by="the Commissioner’s own annual report",
        own=True,
        score=0.8,
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def trail(*found: Evidence) -> Trail:
    """What was found in seven later documents."""
    searched = Searched(
        documents=7,
        passages=210,
        first=PartialDate(2014, 1),
        last=PartialDate(2025),
        terms=("patrol", "officers"),
    )
    return Trail(evidence=found, searched=searched)


def judgement(of: Commitment, number: int = 1, **changes: object) -> Judgement:
    """A verdict on a commitment, with any field changed."""
    made = Judgement(
        commitment=of.id,
        verdict=Verdict.KEPT,
        why="The report of 2015 counts them.",
        by=PERSON,
        office=OFFICE,
        promise=quoted(of),
        evidence=(),
        number=number,
        at=_AT,
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def note(of: Commitment, text: str, number: int = 1) -> Note:
    """A remark of a member of staff."""
    return Note(number=number, commitment=of.id, text=text, by=PERSON, at=_AT)


def exported(
    of: Commitment,
    judged: Judgement | None = None,
    *,
    found: Trail | None = None,
    notes: tuple[Note, ...] = (),
    review: Review | None = None,
    gone: bool = False,
) -> Exported:
    """What is exported of a commitment; `gone` where the documents no longer hold it."""
    row = Row(
        id=of.id,
        commitment=None if gone else of,
        judgement=judged,
        review=review,
        notes=len(notes),
        order=of.start,
    )
    return Exported(row=row, trail=found, history=(judged,) if judged else (), notes=notes)


def board_of(*rows: Exported) -> Board:
    """The board that these rows were exported from."""
    return Board([each.row for each in rows])
