"""The tables of the verdicts, and how a row becomes a judgement, a note or a line of the log.

Quotations are kept as JSON in ASCII, so that any database returns them character for character.
"""

import datetime as dt
import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.engine import Dialect, Row
from sqlalchemy.types import TypeDecorator

from assistant.verdicts.records import Event, Judgement, Note, Quoted, Verdict

__all__ = [
    "ENDED_SESSIONS",
    "EVENTS",
    "JUDGEMENTS",
    "LAST",
    "METADATA",
    "NOTES",
    "ORIGIN",
    "VERSION",
    "VERSION_TABLE",
    "Utc",
    "event_of",
    "judgement_of",
    "note_of",
    "quotations_as_text",
]

VERSION_TABLE = "verdicts_version"
"""Where Alembic keeps which migration was the last."""
VERSION = "0003"
"""The last migration: with it the tables are as this code reads and writes them."""
LAST = 2**31 - 1
"""The highest number; addresses and forms may hold a higher one, which databases cannot look for."""


class Utc(TypeDecorator[dt.datetime]):
    """A time in UTC, which databases without time zones keep without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Return what the database keeps."""
        return value and value.astimezone(dt.UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Return a time that says that it is in UTC."""
        if value is None:
            return None
        moment: dt.datetime = value
        return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


METADATA = MetaData()
JUDGEMENTS = Table(
    "judgements",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("commitment", Text, nullable=False),
    # Counts up over the judgements of one commitment: two can never follow the same one.
    Column("turn", Integer, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("promise", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("undoes", Integer, ForeignKey("judgements.number", name="judgement_undoes")),
    Column("continues", Text),
    Unique("commitment", "turn", name="one_judgement_a_turn"),
    sqlite_autoincrement=True,
)
NOTES = Table(
    "notes",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("commitment", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Index("notes_of_a_commitment", "commitment"),
    sqlite_autoincrement=True,
)
EVENTS = Table(
    "events",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("person", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)
ORIGIN = Table("origin", METADATA, Column("id", Text, primary_key=True))
"""One row that tells this database from any other."""
ENDED_SESSIONS = Table(
    "ended_sessions",
    METADATA,
    Column("digest", Text, primary_key=True),
    # When it would have been over by itself.
    Column("until", Utc, nullable=False),
)


def quotations_as_text(*quotations: Quoted) -> str:
    """Write quotations as the database keeps them."""
    return json.dumps([asdict(each) for each in quotations])


def _quotations(text: str) -> tuple[Quoted, ...]:
    return tuple(Quoted(**each) for each in json.loads(text))


def judgement_of(row: Row[Any]) -> Judgement:
    """Return the judgement of a row of `JUDGEMENTS`."""
    kept = row._mapping
    return Judgement(
        number=kept["number"],
        commitment=kept["commitment"],
        verdict=Verdict(kept["verdict"]),
        why=kept["why"],
        by=kept["person"],
        office=kept["office"],
        promise=_quotations(kept["promise"])[0],
        evidence=_quotations(kept["evidence"]),
        at=kept["at"],
        undoes=kept["undoes"],
        continues=kept["continues"] or "",
    )


def note_of(row: Row[Any]) -> Note:
    """Return the note of a row of `NOTES`."""
    return Note(
        number=row.number, commitment=row.commitment, text=row.text, by=row.person, at=row.at
    )


def event_of(row: Row[Any]) -> Event:
    """Return the line of the log of a row of `EVENTS`."""
    return Event(number=row.number, at=row.at, by=row.person, action=row.action, detail=row.detail)
