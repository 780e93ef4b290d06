"""Judgements, notes and the log, to which rows can only be added."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TABLES = ("judgements", "notes", "events", "origin")


def upgrade() -> None:
    """Make the tables and what keeps their rows as they are."""
    op.create_table(
        "judgements",
        _number(),
        _text("commitment"),
        sa.Column("turn", sa.Integer, nullable=False),
        *map(_text, ("verdict", "why", "person", "office", "promise", "evidence")),
        _time(),
        sa.Column(
            "undoes", sa.Integer, sa.ForeignKey("judgements.number", name="judgement_undoes")
        ),
        sa.UniqueConstraint("commitment", "turn", name="one_judgement_a_turn"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "notes",
        _number(),
        *map(_text, ("commitment", "text", "person")),
        _time(),
        sqlite_autoincrement=True,
    )
    op.create_index("notes_of_a_commitment", "notes", ["commitment"])
    op.create_table(
        "events",
        _number(),
        _time(),
        *map(_text, ("person", "action", "detail")),
        sqlite_autoincrement=True,
    )
    origin = op.create_table("origin", sa.Column("id", sa.Text, primary_key=True))
    op.bulk_insert(origin, [{"id": uuid.uuid4().hex}])
    if op.get_bind().dialect.name == "sqlite":
        _keep_rows_in_sqlite()
    else:
        _keep_rows_in_postgresql()


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _time() -> sa.Column[object]:
    return sa.Column("at", sa.DateTime(timezone=True), nullable=False)


def _keep_rows_in_sqlite() -> None:
    for table in _TABLES:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'rows are only added, never changed'); END"
            )
    # INSERT OR REPLACE would delete without a trigger.
    op.execute(
        "CREATE TRIGGER judgements_no_replace BEFORE INSERT ON judgements WHEN EXISTS (SELECT 1 "
        "FROM judgements WHERE number = NEW.number OR (commitment = NEW.commitment AND "
        "turn = NEW.turn)) BEGIN SELECT RAISE(ABORT, 'rows are only added, never changed'); END"
    )


def _keep_rows_in_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION verdicts_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'rows are only added, never changed'; END $$"
    )
    for table in _TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION verdicts_only_added()"
        )
