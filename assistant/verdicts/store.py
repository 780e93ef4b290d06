"""Where judgements, notes and the log are kept: only ever added to, all or nothing."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from assistant.verdicts.checking import (
    LONGEST_DETAIL,
    LONGEST_ID,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_WHY,
    checked,
    cut,
    required,
    storable,
)
from assistant.verdicts.database import Database, Overtaken
from assistant.verdicts.latest import Latest
from assistant.verdicts.migrating import migrate
from assistant.verdicts.records import Event, Judgement, NewJudgement, Note, Verdict
from assistant.verdicts.tables import (
    EVENTS,
    JUDGEMENTS,
    NOTES,
    event_of,
    judgement_of,
    note_of,
    quotations_as_text,
)
from corpus.errors import PlansError

__all__ = ["LONGEST_NOTE", "LONGEST_WHY", "Conflict", "VerdictStore"]

_LAST = 2**31 - 1
"""The highest number; addresses and forms may hold a higher one, which databases cannot look for."""


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


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


class VerdictStore:
    """The verdicts of one database. Safe to use in threads and by several processes."""

    def __init__(self, url: str, *, now: Callable[[], dt.datetime] = _now) -> None:
        """Prepare; nothing is opened yet.

        Args:
            url: SQLAlchemy address of a SQLite file or a PostgreSQL database.
            now: Tells the time.
        """
        self._database = Database(url)
        self._now = now
        self._latest = Latest()

    def prepare(self) -> None:
        """Make the database, or bring its tables up to this version.

        Raises:
            PlansError: It is gone, read-only, damaged, written by a newer version, or its driver
                is not installed.
        """
        migrate(self._database)

    def judge(self, new: NewJudgement, *, seen: int | None) -> Judgement:
        """Keep a verdict.

        Args:
            new: The verdict.
            seen: Number of the judgement that the person saw as the latest of this commitment;
                None for none.

        Raises:
            Conflict: Another one is the latest; nothing was written.
            PlansError: A text is too long or missing, or the database cannot be used.
        """
        return self.judge_all([(new, seen)])[0]

    def judge_all(self, new: Sequence[tuple[NewJudgement, int | None]]) -> tuple[Judgement, ...]:
        """Keep several verdicts, all or none; see `judge`.

        Raises:
            Conflict: Of the first that another one has overtaken; nothing was written.
            PlansError: A text is too long or missing, or the database cannot be used.
        """
        taken = [(checked(each), seen) for each, seen in new]
        try:
            with self._database.writing() as connection:
                return tuple(self._add(connection, each, seen) for each, seen in taken)
        except Overtaken:
            with self._database.reading() as connection:
                for each, seen in taken:
                    _see_that_it_follows(_newest(connection, each.commitment), seen)
            raise

    def undo(self, number: int, *, by: str, office: str, why: str) -> Judgement:
        """Take back the latest judgement of its commitment: what held before it holds again.

        Args:
            number: The judgement's.
            by: Who takes it back.
            office: What the public reads in place of the name.
            why: For what reason.

        Raises:
            Conflict: It is not the latest of its commitment.
            PlansError: There is none of that number, or the database cannot be used.
        """
        with self._database.writing() as connection:
            row = connection.execute(
                select(JUDGEMENTS).where(JUDGEMENTS.c.number == max(min(number, _LAST), 0))
            ).one_or_none()
            if row is None:
                raise PlansError(f"there is no judgement {number}; look at the history again")
            undone = judgement_of(row)
            before = connection.execute(
                select(JUDGEMENTS).where(
                    JUDGEMENTS.c.commitment == row.commitment, JUDGEMENTS.c.turn == row.turn - 1
                )
            ).one_or_none()
            basis = judgement_of(before) if before is not None else undone
            new = NewJudgement(
                commitment=undone.commitment,
                verdict=basis.verdict if before is not None else Verdict.NOT_JUDGED,
                why=_restored(why, basis if before is not None else None),
                by=by,
                office=office,
                promise=basis.promise,
                evidence=basis.evidence if before is not None else (),
            )
            return self._add(connection, checked(new), number, undoes=number)

    def latest(self) -> Mapping[str, Judgement]:
        """Return the judgement that holds now of every commitment that was ever judged."""
        with self._database.reading() as connection:
            return self._latest.read(connection)

    def history(self, commitment: str) -> tuple[Judgement, ...]:
        """Return all judgements of a commitment, the oldest first."""
        query = select(JUDGEMENTS).where(JUDGEMENTS.c.commitment == storable(commitment))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(JUDGEMENTS.c.turn)).all()
        return tuple(judgement_of(row) for row in rows)

    def note(self, commitment: str, text: str, *, by: str) -> Note:
        """Keep a remark on a commitment.

        Raises:
            PlansError: The text is empty or too long, or the database cannot be used.
        """
        values = {
            "commitment": required(commitment, "the commitment's id", LONGEST_ID),
            "text": required(text, "the note", LONGEST_NOTE),
            "person": required(by, "the name", LONGEST_NAME),
            "at": self._now(),
        }
        with self._database.writing() as connection:
            row = connection.execute(insert(NOTES).values(values).returning(NOTES)).one()
            return note_of(row)

    def notes(self, commitment: str) -> tuple[Note, ...]:
        """Return all notes on a commitment, the oldest first."""
        query = select(NOTES).where(NOTES.c.commitment == storable(commitment))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(NOTES.c.number)).all()
        return tuple(note_of(row) for row in rows)

    def note_counts(self) -> Mapping[str, int]:
        """Return how many notes each commitment has; those without any are left out."""
        query = select(NOTES.c.commitment, func.count()).group_by(NOTES.c.commitment)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return {row[0]: row[1] for row in rows}

    def record(self, action: str, *, by: str, detail: str = "") -> None:
        """Add a line to the log; what is too long is cut.

        Raises:
            PlansError: The database cannot be used.
        """
        values = {
            "at": self._now(),
            "person": cut(by, LONGEST_NAME),
            "action": cut(action, LONGEST_NAME),
            "detail": cut(detail, LONGEST_DETAIL),
        }
        with self._database.writing() as connection:
            connection.execute(insert(EVENTS).values(values))

    def events(self, *, most: int = 200, before: int | None = None) -> tuple[Event, ...]:
        """Return lines of the log, the newest first.

        Args:
            most: How many at most.
            before: Only lines with a number below this one.
        """
        query = select(EVENTS).order_by(EVENTS.c.number.desc()).limit(max(most, 0))
        if before is not None:
            query = query.where(EVENTS.c.number < max(min(before, _LAST), 0))
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(event_of(row) for row in rows)

    def state(self) -> tuple[int, int]:
        """Return the numbers of the last judgement and the last note: they change when one is added."""
        query = select(
            select(func.max(JUDGEMENTS.c.number)).scalar_subquery(),
            select(func.max(NOTES.c.number)).scalar_subquery(),
        )
        with self._database.reading() as connection:
            judgement, note = connection.execute(query).one()
        return judgement or 0, note or 0

    def problem(self) -> str:
        """Return why it cannot be used now; "" if it can."""
        try:
            self._database.check_folder()
            with self._database.writing():
                return ""
        except PlansError as error:
            return str(error)

    def _add(
        self,
        connection: Connection,
        new: NewJudgement,
        seen: int | None,
        *,
        undoes: int | None = None,
    ) -> Judgement:
        newest = _newest(connection, new.commitment)
        _see_that_it_follows(newest, seen)
        kept = {each.name: getattr(new, each.name) for each in fields(NewJudgement)}
        at = self._now().astimezone(dt.UTC)
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
        }
        query = insert(JUDGEMENTS).values(values).returning(JUDGEMENTS.c.number)
        number = connection.execute(query).scalar_one()
        return Judgement(**kept, number=number, at=at, undoes=undoes)


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
