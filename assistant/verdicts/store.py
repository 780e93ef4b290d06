"""Where judgements, notes and the log are kept: only ever added to, all or nothing."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import func, insert, select

from assistant.verdicts.checking import LONGEST_NOTE, LONGEST_WHY, checked, storable
from assistant.verdicts.database import Database, Overtaken
from assistant.verdicts.keeping import (
    Conflict,
    NewEvent,
    NewNote,
    NoteConflict,
    add_event,
    add_judgement,
    add_note,
    checked_note,
    see_that_they_follow,
    undoing,
)
from assistant.verdicts.latest import Latest
from assistant.verdicts.migrating import migrate
from assistant.verdicts.records import Event, Judgement, NewJudgement, Note
from assistant.verdicts.tables import (
    ENDED_SESSIONS,
    EVENTS,
    JUDGEMENTS,
    LAST,
    NOTES,
    event_of,
    judgement_of,
    note_of,
)
from corpus.errors import PlansError

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_WHY",
    "Conflict",
    "NewEvent",
    "NewNote",
    "NoteConflict",
    "VerdictStore",
]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


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
        return self.keep([(new, seen)])[0]

    def keep(
        self,
        judgements: Sequence[tuple[NewJudgement, int | None]] = (),
        notes: Sequence[NewNote] = (),
        event: NewEvent | None = None,
    ) -> tuple[Judgement, ...]:
        """Keep what belongs together, in one transaction: everything, or nothing at all.

        Args:
            judgements: Verdicts, each with the number that was seen; see `judge`.
            notes: Remarks.
            event: The line of the log that tells of them.

        Returns:
            The verdicts as they are kept.

        Raises:
            Conflict: Of the first verdict that another one has overtaken.
            NoteConflict: Another note was written in between.
            PlansError: A text is too long or missing, or the database cannot be used.
        """
        taken = [(checked(each), seen) for each, seen in judgements]
        remarks = [checked_note(each) for each in notes]
        try:
            with self._database.writing() as connection:
                kept = [add_judgement(connection, *each, self._now()) for each in taken]
                for note in remarks:
                    add_note(connection, note, self._now())
                if event is not None:
                    add_event(connection, event, self._now())
                return tuple(kept)
        except Overtaken:
            with self._database.reading() as connection:
                see_that_they_follow(connection, taken)
            raise

    def undo(
        self, number: int, *, by: str, office: str, why: str, event: NewEvent | None = None
    ) -> Judgement:
        """Take back the latest judgement of its commitment: what held before it holds again.

        Args:
            number: The judgement's.
            by: Who takes it back.
            office: What the public reads in place of the name.
            why: For what reason.
            event: The line of the log that tells of it.

        Raises:
            Conflict: It is not the latest of its commitment.
            PlansError: There is none of that number, or the database cannot be used.
        """
        with self._database.writing() as connection:
            new = checked(undoing(connection, number, by=by, office=office, why=why))
            kept = add_judgement(connection, new, number, self._now(), undoes=number)
            if event is not None:
                add_event(connection, event, self._now())
            return kept

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

    def continued(self) -> Mapping[str, str]:
        """Return which commitment took over the verdict of each one whose words are gone."""
        query = select(JUDGEMENTS.c.continues, JUDGEMENTS.c.commitment)
        query = query.where(JUDGEMENTS.c.continues.is_not(None)).order_by(JUDGEMENTS.c.number)
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query).all()}

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
        self.keep(event=NewEvent(action=action, by=by, detail=detail))

    def events(self, *, most: int = 200, before: int | None = None) -> tuple[Event, ...]:
        """Return lines of the log, the newest first.

        Args:
            most: How many at most.
            before: Only lines with a number below this one.
        """
        query = select(EVENTS).order_by(EVENTS.c.number.desc()).limit(max(most, 0))
        if before is not None:
            query = query.where(EVENTS.c.number < max(min(before, LAST), 0))
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

    def end_session(self, digest: str, until: dt.datetime) -> None:
        """Let a session count no longer, in any process; ending it twice does no harm.

        Args:
            digest: What stands for the session.
            until: When it would be over by itself.

        Raises:
            PlansError: The database cannot be used.
        """
        with self._database.writing() as connection:
            query = select(ENDED_SESSIONS.c.digest).where(ENDED_SESSIONS.c.digest == digest)
            if connection.execute(query).first() is None:
                values = {"digest": digest, "until": until}
                connection.execute(insert(ENDED_SESSIONS).values(values))

    def has_ended(self, digest: str) -> bool:
        """Say whether anybody ended the session that a digest stands for.

        Raises:
            PlansError: The database cannot be used.
        """
        query = select(ENDED_SESSIONS.c.digest).where(ENDED_SESSIONS.c.digest == digest)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None

    def problem(self) -> str:
        """Return why it cannot be used now; "" if it can."""
        try:
            self._database.check_folder()
            with self._database.writing():
                return ""
        except PlansError as error:
            return str(error)
