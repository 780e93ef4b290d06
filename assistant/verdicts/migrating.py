"""The database's tables, made or brought up to what this version of the assistant reads."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from assistant.verdicts.database import Database
from assistant.verdicts.tables import VERSION_TABLE
from corpus.errors import PlansError

__all__ = ["migrate"]

_MIGRATIONS = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = threading.Lock()
"""Alembic's own context is one for the whole process."""


def migrate(database: Database) -> None:
    """Make the tables, or change them to the newest form; all or nothing, one process at a time.

    Raises:
        PlansError: The database cannot be used, is damaged, or a newer version wrote it.
    """
    database.create()
    with _ONE_AT_A_TIME, database.writing(checked=False) as connection:
        if database.path is not None:
            _see_that_it_is_whole(connection, database.name)
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        known = ScriptDirectory.from_config(config)
        now = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE}
        ).get_current_heads()
        if not {each.revision for each in known.walk_revisions()}.issuperset(now):
            raise PlansError(
                f"{database.name}: a newer version of the assistant wrote these verdicts "
                f"({', '.join(now)}); run that version, or put back a copy from before"
            )
        if set(now) != set(known.get_heads()):
            command.upgrade(config, "head")
    with database.reading():
        pass  # remembers which database it is, so that another in its place is noticed


def _see_that_it_is_whole(connection: Connection, name: str) -> None:
    found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    if found != "ok":
        raise PlansError(
            f"{name}: the verdicts are damaged ({found}); put a copy from before in its place"
        )
