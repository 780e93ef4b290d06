"""Sessions of staff that were ended before their time, so that every process refuses them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table and what keeps its rows as they are."""
    op.create_table(
        "ended_sessions",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
    )
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            "CREATE TRIGGER ended_sessions_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON "
            "ended_sessions FOR EACH STATEMENT EXECUTE FUNCTION verdicts_only_added()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER ended_sessions_no_{change.lower()} BEFORE {change} ON ended_sessions "
            "BEGIN SELECT RAISE(ABORT, 'rows are only added, never changed'); END"
        )
