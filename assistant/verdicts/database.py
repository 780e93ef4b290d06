"""The database that verdicts are kept in: opened, checked, and its failures put in words.

SQLite is opened for each use, in its default way of writing: that works on network drives, which
its write-ahead log does not, one file is all there is to copy, and a file that somebody deletes
or puts back is noticed at once.
"""

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    NullPool,
    Select,
    column,
    create_engine,
    event,
    make_url,
    select,
    table,
    text,
)
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from assistant.verdicts.failures import failure_in_words
from assistant.verdicts.tables import ORIGIN, VERSION, VERSION_TABLE
from corpus.errors import PlansError

__all__ = ["LONGEST_WAIT", "Database", "Overtaken"]

LONGEST_WAIT = 10
"""Seconds for which one who writes waits for others; `?timeout=` of the address changes it."""
_LONGEST_READ = 1
"""Seconds for which a look waits until SQLite has written; everybody who asks may have to."""
_ONE_WRITER = 0x706C616E73
"""Key of the lock under which PostgreSQL takes one writer at a time, so that numbers count up in
the order in which they can be seen."""
_OWNER_ONLY = 0o600
_LEAST_ROOM = 1 << 20
"""Bytes of the disk; one verdict with its quotations takes a hundredth of it."""
_SAY_TIMEOUT = {"psycopg": "connect_timeout", "psycopg2": "connect_timeout", "pg8000": "timeout"}
_SETTING = "PLANS_DATABASE_URL"
_VERSION_NOW: Select[str] = select(column("version_num")).select_from(table(VERSION_TABLE))


class Overtaken(PlansError):
    """Another program has just added what was to be added; nothing was written."""


class Database:
    """One database by its address; nothing is opened before it is used. Safe in threads."""

    def __init__(self, url: str) -> None:
        self._given = url
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._origin: str | None = None

    @cached_property
    def url(self) -> URL:
        """The address, checked.

        Raises:
            PlansError: It is none, or of a database that cannot be used.
        """
        try:
            url = make_url(self._given)
            name = url.get_backend_name()
            if url.get_dialect().is_async:
                raise ArgumentError("an asynchronous driver")
        except NoSuchModuleError:
            _refuse("names a database or driver that is not known")
        except ModuleNotFoundError as error:
            _not_installed(error)
        except (ArgumentError, ValueError, AttributeError):
            _refuse("is not an address of a database")
        if name not in ("sqlite", "postgresql"):
            _refuse("has to name SQLite or PostgreSQL")
        if name == "sqlite" and (
            not url.database or url.database.startswith((":", "file:")) or "mode" in url.query
        ):
            _refuse("has to name a file, like sqlite:////folder/verdicts.db")
        return url

    @cached_property
    def path(self) -> Path | None:
        """The file, of SQLite."""
        if self.url.get_backend_name() != "sqlite":
            return None
        return Path(str(self.url.database)).absolute()

    @property
    def name(self) -> str:
        """What people know it by; never with its password."""
        return str(self.path or self.url.render_as_string(hide_password=True))

    @property
    def engine(self) -> Engine:
        """The way to it.

        Raises:
            PlansError: The driver is not installed.
        """
        with self._lock:
            if self._engine is None:
                self._engine = self._made()
            return self._engine

    def create(self) -> None:
        """Make the file and its folder where they are missing; nobody else may read the file.

        Raises:
            PlansError: They cannot be made.
        """
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _OWNER_ONLY))
        except OSError as error:
            raise PlansError(
                f"{self.name}: verdicts cannot be kept there ({error.strerror}); mend that, or "
                f"name another place in {_SETTING}"
            ) from None
        self.check_folder()

    def check_folder(self) -> None:
        """See that the folder of the file can be written to, where changes are prepared.

        Raises:
            PlansError: It cannot, or its disk is full.
        """
        if self.path is None:
            return
        folder = self.path.parent
        if not os.access(self.path, os.F_OK):
            return  # opening it says what is wrong
        if not os.access(self.path, os.W_OK) or not os.access(folder, os.W_OK):
            raise PlansError(
                f"{self.name}: verdicts can only be read there; let the assistant's user write to "
                "the file and its folder"
            )
        with suppress(OSError):
            if shutil.disk_usage(folder).free < _LEAST_ROOM:
                raise PlansError(
                    f"{self.name}: no room is left for verdicts; make room on the disk"
                )

    @contextmanager
    def reading(self, *, checked: bool = True) -> Iterator[Connection]:
        """Read one state of the database.

        Raises:
            PlansError: It cannot be read, or is not the one that it was.
        """
        with self._opened(writing=False, checked=checked) as connection:
            yield connection

    @contextmanager
    def writing(self, *, checked: bool = True) -> Iterator[Connection]:
        """Write alone, all or nothing.

        Raises:
            PlansError: It cannot be written to; nothing was written.
        """
        before = self._file()
        with self._opened(writing=True, checked=checked) as connection:
            yield connection
        if self._file() != before:
            # What was written went into a file that nobody will find again.
            raise PlansError(
                f"{self.name}: the file was moved or replaced while it was written to; put it "
                "back and check whether the last entry is there"
            )

    def _file(self) -> tuple[int, int] | None:
        if self.path is None:
            return None
        try:
            found = self.path.stat()
        except OSError:
            return 0, 0
        return found.st_dev, found.st_ino

    @contextmanager
    def _opened(self, *, writing: bool, checked: bool) -> Iterator[Connection]:
        engine = self.engine.execution_options(writing=writing)
        try:
            with engine.begin() as connection:
                if writing and self.path is None:
                    connection.execute(text(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}s'"))
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_WRITER})"))
                if checked:
                    self._check(connection)
                yield connection
        except IntegrityError:
            raise Overtaken(
                f"{self.name}: somebody else wrote at the same moment; look again and repeat it"
            ) from None
        except SQLAlchemyError as error:
            raise failure_in_words(error, self.name, str(self.url.password or "")) from None

    def _check(self, connection: Connection) -> None:
        """See that it is the database that it was, not another or an empty one in its place."""
        origin = connection.execute(select(ORIGIN.c.id)).scalar()
        if origin is None or (self._origin is not None and origin != self._origin):
            raise PlansError(
                f"{self.name}: this is not the database that was there before; put that one back, "
                "or restart the assistant if the new one is meant"
            )
        self._origin = origin
        version = connection.execute(_VERSION_NOW).scalar()
        if version != VERSION:
            raise PlansError(
                f"{self.name}: these verdicts were written by another version of the assistant "
                f"(their tables are of {version}, this one's of {VERSION}); restart the assistant, "
                "or run the version that wrote them"
            )

    def _made(self) -> Engine:
        try:
            if self.path is None:
                option = _SAY_TIMEOUT.get(self.url.get_driver_name(), "")
                waits = {option: LONGEST_WAIT} if option and option not in self.url.query else {}
                return create_engine(
                    self.url, pool_pre_ping=True, hide_parameters=True, connect_args=waits
                )
            # Opened so that a file which is gone is never made anew, empty.
            url = self.url.set(database=f"file:{quote(str(self.path))}").update_query_dict(
                {"timeout": str(LONGEST_WAIT)}
                | dict(self.url.query)
                | {"mode": "rw", "uri": "true"}
            )
            engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
        except ModuleNotFoundError as error:
            _not_installed(error)
        except (ArgumentError, TypeError, ValueError):
            _refuse("is not an address of a database")
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
        return engine


def _on_connect(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy begins transactions, and the driver does not
    connection.execute("PRAGMA foreign_keys = ON")


def _on_begin(connection: Connection) -> None:
    # One who reads first and then writes could be overtaken in between.
    writing = connection.get_execution_options().get("writing")
    if not writing:
        waits = int(connection.exec_driver_sql("PRAGMA busy_timeout").scalar() or 0)
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {min(waits, _LONGEST_READ * 1000)}")
    connection.exec_driver_sql("PRAGMA synchronous = EXTRA")  # waits itself for one who writes
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _refuse(why: str) -> NoReturn:
    raise PlansError(
        f"{_SETTING}: {why}; write it like postgresql+psycopg://name@host/database, or leave it "
        "empty to keep verdicts in the data folder"
    ) from None


def _not_installed(error: ModuleNotFoundError) -> NoReturn:
    raise PlansError(
        f"{_SETTING}: its driver {error.name} is not installed; run "
        "`pip install 'plans-assistant[postgres]'`"
    ) from None
