"""The tables are made whole, once, and never by an older version over a newer one's."""

import os
import tomllib
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from assistant.verdicts.database import Database
from assistant.verdicts.migrating import _MIGRATIONS
from assistant.verdicts.store import VerdictStore
from assistant.verdicts.tables import METADATA, VERSION, VERSION_TABLE
from corpus.errors import PlansError
from tests.assistant.verdicts.judging import verdict_on


def test_the_migrations_make_the_tables_that_the_code_reads(url: str, store: VerdictStore) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_server_default": True}
        )
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


@pytest.mark.skipif(
    "TEST_DATABASE_URL" not in os.environ, reason="TEST_DATABASE_URL names no PostgreSQL server"
)
def test_the_tests_of_the_store_ran_in_postgresql_too(request: pytest.FixtureRequest) -> None:
    asked = {each.nodeid for each in request.session.items if "[postgresql]" in each.nodeid}
    assert asked


def test_starting_again_changes_nothing(url: str, store: VerdictStore) -> None:
    judged = store.judge(verdict_on("a/1"), seen=None)
    again = VerdictStore(url)
    again.prepare()
    again.prepare()
    assert again.latest() == store.latest() == {"a/1": judged}


def test_a_migration_that_fails_leaves_nothing_behind(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("in the middle")

    store = VerdictStore(url)
    with monkeypatch.context() as patch:
        patch.setattr(Operations, "bulk_insert", fail)
        with pytest.raises(RuntimeError, match="in the middle"):
            store.prepare()
    engine = create_engine(url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    store.prepare()
    assert store.latest() == {}


def test_the_code_names_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    assert ScriptDirectory.from_config(config).get_heads() == [VERSION]


def test_verdicts_of_an_older_version_are_kept_when_their_tables_change(url: str) -> None:
    database = Database(url)
    database.create()
    with database.writing(checked=False) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        command.upgrade(config, "0001")
        connection.exec_driver_sql(
            "INSERT INTO judgements (commitment, turn, verdict, why, person, office, promise, "
            "evidence, at) VALUES ('a/1', 1, 'kept', 'So.', 'Ada', 'the office', '[{\"document\": "
            '"d", "title": "t", "published": "2013", "page": null, "start": 0, '
            '"end": 1, "words": "w"}]\', \'[]\', \'2025-01-02 03:04:05\')'
        )
    store = VerdictStore(url)
    store.prepare()
    (judged,) = store.history("a/1")
    assert (judged.why, judged.continues) == ("So.", "")
    store.keep([(verdict_on("a/1"), judged.number)])
    store.end_session("a1b2", judged.at)
    assert store.has_ended("a1b2")


def test_verdicts_of_a_newer_version_are_left_alone(url: str, store: VerdictStore) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(PlansError, match=r"a newer version .* \(9999\); run that version"):
        VerdictStore(url).prepare()
    with engine.connect() as connection:
        found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()
    engine.dispose()
    assert found == "9999"


def test_every_migration_is_installed_with_the_package() -> None:
    root = Path(__file__).resolve().parents[3]
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["assistant"]
    installed = {path for pattern in patterns for path in (root / "assistant").glob(pattern)}
    migrations = root / "assistant" / "verdicts" / "migrations"
    assert {
        path for path in migrations.rglob("*") if path.suffix != ".pyc" and path.is_file()
    } <= installed
