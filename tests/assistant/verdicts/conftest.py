"""A store of verdicts in SQLite and, where one is named, in PostgreSQL."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from assistant.verdicts.store import VerdictStore

POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "")
"""Of a server on this machine where the tests may make databases, such as
`postgresql+psycopg://postgres@127.0.0.1/postgres`."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the verdicts are, in SQLite."""
    return tmp_path / "verdicts" / "verdicts.db"


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRESQL else ["sqlite"])
def url(request: pytest.FixtureRequest, file: Path) -> Iterator[str]:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{file}"
        return
    name = f"verdicts_{uuid.uuid4().hex}"
    server = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


@pytest.fixture
def store(url: str) -> VerdictStore:
    """A store that is ready."""
    made = VerdictStore(url)
    made.prepare()
    return made


@pytest.fixture
def kept(file: Path) -> VerdictStore:
    """A store in a file, that is ready and waits for others no longer than a moment."""
    made = VerdictStore(f"sqlite:///{file}?timeout=0.05")
    made.prepare()
    return made
