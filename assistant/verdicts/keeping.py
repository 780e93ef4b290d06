"""Adding verdicts, notes and lines of the log within a transaction that somebody else opened."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from assistant.verdicts.checking import (
    LONGEST_DETAIL,
    LONGEST_ID,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_WHY,
    cut,
    required,
)
from assistant.verdicts.records import Judgement, NewJudgement, Verdict
from assistant.verdicts.tables import (
    EVENTS,
    JUDGEMENTS,
    LAST,
    NOTES,
    judgement_of,
    quotations_as_text,
)
from corpus.errors import PlansError

__all__ = [
    "Conflict",
    "NewEvent",
    "NewNote",
    "NoteConflict",
    "add_event",
    "add_judgement",
    "add_note",
    "checked_note",
    "see_that_they_follow",
    "undoing",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNote:
    """A remark to be kept."""

    commitment: str
    text: str
    by: str
    counted: int | None = None
    """How many notes on the commitment the person saw: with another number, nothing is written.
    None where it makes no difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """A line to be added to the log; what is too long is cut."""

    action: str
    by: str
    detail: str = ""


class Conflict(PlansError):
    """Somebody judged the same commitment in between; nothing was written."""

    def __init__(self, newer: Judgement) -> None:
        """Prepare.

        Args:
            newer: The judgement that is the latest now.
        """
        super().__init__(
            f"{newer.commitment}: {newer.by} judged it in between ({newer.verdict.in_words()}); "
            "look at that verdict and decide again"
        )
        self.newer = newer


class NoteConflict(PlansError):
    """Somebody wrote a note on the same commitment in between; nothing was written."""


def checked_note(note: NewNote) -> NewNote:
    """Return a note as it is kept, its texts cleaned.

    Raises:
        PlansError: A text is missing or too long.
    """
    return replace(
        note,
        commitment=required(note.commitment, "the commitment's id", LONGEST_ID),
        text=required(note.text, "the note", LONGEST_NOTE),
        by=required(note.by, "the name", LONGEST_NAME),
    )


def add_judgement(
    connection: Connection,
    new: NewJudgement,
    seen: int | None,
    at: dt.datetime,
    *,
    undoes: int | None = None,
) -> Judgement:
    """Add a judgement, if it follows the one that was seen.

    Raises:
        Conflict: It does not.
        PlansError: There is none that was seen.
    """
    newest = _newest(connection, new.commitment)
    _see_that_it_follows(newest, seen)
    kept = {each.name: getattr(new, each.name) for each in fields(NewJudgement)}
    at = at.astimezone(dt.UTC)
    values = {
        "commitment": new.commitment,
        "turn": newest.turn + 1 if newest else 1,
        "verdict": new.verdict.value,
        "why": new.why,
        "person": new.by,
        "office": new.office,
        "promise": quotations_as_text(new.promise),
        "evidence": quotations_as_text(*new.evidence),
        "at": at,
        "undoes": undoes,
        "continues": new.continues or None,
    }
    query = insert(JUDGEMENTS).values(values).returning(JUDGEMENTS.c.number)
    number = connection.execute(query).scalar_one()
    return Judgement(**kept, number=number, at=at, undoes=undoes)


def add_note(connection: Connection, note: NewNote, at: dt.datetime) -> None:
    """Add a note, if there are as many as were seen.

    Raises:
        NoteConflict: There are not.
    """
    if note.counted is not None:
        query = select(func.count()).where(NOTES.c.commitment == note.commitment)
        if connection.execute(query).scalar_one() != note.counted:
            raise NoteConflict(
                f"{note.commitment}: a note was written on it in between; look at the notes again"
            )
    values = {"commitment": note.commitment, "text": note.text, "person": note.by, "at": at}
    connection.execute(insert(NOTES).values(values))


def add_event(connection: Connection, event: NewEvent, at: dt.datetime) -> None:
    """Add a line to the log."""
    values = {
        "at": at,
        "person": cut(event.by, LONGEST_NAME),
        "action": cut(event.action, LONGEST_NAME),
        "detail": cut(event.detail, LONGEST_DETAIL),
    }
    connection.execute(insert(EVENTS).values(values))


def undoing(connection: Connection, number: int, *, by: str, office: str, why: str) -> NewJudgement:
    """Return what takes back a judgement: the one before it, given again.

    Raises:
        PlansError: There is none of that number.
    """
    row = connection.execute(
        select(JUDGEMENTS).where(JUDGEMENTS.c.number == max(min(number, LAST), 0))
    ).one_or_none()
    if row is None:
        raise PlansError(f"there is no judgement {number}; look at the history again")
    before = connection.execute(
        select(JUDGEMENTS).where(
            JUDGEMENTS.c.commitment == row.commitment, JUDGEMENTS.c.turn == row.turn - 1
        )
    ).one_or_none()
    undone = judgement_of(row)
    basis = judgement_of(before) if before is not None else undone
    return NewJudgement(
        commitment=undone.commitment,
        verdict=basis.verdict if before is not None else Verdict.NOT_JUDGED,
        why=_restored(why, basis if before is not None else None),
        by=by,
        office=office,
        promise=basis.promise,
        evidence=basis.evidence if before is not None else (),
    )


def see_that_they_follow(
    connection: Connection, taken: Sequence[tuple[NewJudgement, int | None]]
) -> None:
    """Find the first judgement that does not follow the one that was seen.

    Raises:
        Conflict: There is one.
        PlansError: There is none that was seen.
    """
    for each, seen in taken:
        _see_that_it_follows(_newest(connection, each.commitment), seen)


def _newest(connection: Connection, commitment: str) -> Row[Any] | None:
    """The latest judgement of a commitment."""
    query = select(JUDGEMENTS).where(JUDGEMENTS.c.commitment == commitment)
    return connection.execute(query.order_by(JUDGEMENTS.c.turn.desc()).limit(1)).one_or_none()


def _restored(why: str, basis: Judgement | None) -> str:
    """Join the reason for taking back with the one that holds again: that one is another's."""
    if basis is None or basis.verdict is Verdict.NOT_JUDGED or not basis.why:
        return why
    both = f"{why} (A later verdict was taken back. The reason given before: {basis.why})".strip()
    return both if len(why) > LONGEST_WHY else cut(both, LONGEST_WHY)


def _see_that_it_follows(newest: Row[Any] | None, seen: int | None) -> None:
    if newest is not None and newest.number != seen:
        raise Conflict(judgement_of(newest))
    if newest is None and seen is not None:
        raise PlansError(f"there is no judgement {seen} of it; look at the history again")
