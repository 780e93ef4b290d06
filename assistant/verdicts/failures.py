"""What a failure of a database means, and what to do about it."""

import sqlite3

from sqlalchemy.exc import SQLAlchemyError

from corpus.errors import PlansError

__all__ = ["failure_in_words"]

_SQLITE = {
    sqlite3.SQLITE_BUSY: "another program holds it; try again, and stop that program if it stays so",
    sqlite3.SQLITE_LOCKED: "another program holds it; try again, and stop that program if it stays so",
    sqlite3.SQLITE_READONLY: "it can only be read; let the assistant's user write to the file and its folder",
    sqlite3.SQLITE_FULL: "no room is left for it; make room on the disk and try again",
    sqlite3.SQLITE_CANTOPEN: "it is gone or cannot be opened; put the file or its folder back, or "
    "restore a copy: no empty one is made while the assistant runs",
    sqlite3.SQLITE_CORRUPT: "it is damaged; put a copy from before in its place",
    sqlite3.SQLITE_NOTADB: "it is damaged or not a database; put a copy from before in its place, or "
    "name another file in PLANS_DATABASE_URL",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written; mend the disk or the connection to it",
    sqlite3.SQLITE_PERM: "it may not be opened; let the assistant's user read and write the file",
    sqlite3.SQLITE_AUTH: "it may not be opened; let the assistant's user read and write the file",
}
_POSTGRES = {
    "55P03": "another program holds it; try again, and stop that program if it stays so",
    "25006": "it can only be read; name the server that takes writes in PLANS_DATABASE_URL",
    "53100": "no room is left for it; make room on the server's disk and try again",
    "42P01": "it holds no verdicts; put back the database that was there, or restart the assistant "
    "to begin a new one",
    "42501": "the user of PLANS_DATABASE_URL may not do that; give them the rights to these tables",
}


def failure_in_words(error: SQLAlchemyError, name: str, password: str) -> PlansError:
    """Return what to tell people of a failure.

    Args:
        error: What happened.
        name: What people know the database by.
        password: What must not be told of; "" if there is none.
    """
    cause = getattr(error, "orig", None) or error
    said = (str(cause).strip() or type(cause).__name__).splitlines()[0]
    if password:
        said = said.replace(password, "***")
    return PlansError(f"{name}: verdicts cannot be read or kept now: {_remedy(cause, said)}")


def _remedy(cause: BaseException, said: str) -> str:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        if "no such table" in said:
            return _POSTGRES["42P01"]
        if code == sqlite3.SQLITE_READONLY_DBMOVED:
            return _SQLITE[sqlite3.SQLITE_CANTOPEN]
        return _SQLITE.get(code & 0xFF, f"{said}; see that the file is whole")
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    if state in _POSTGRES:
        return _POSTGRES[state]
    return f"{said}; see that the server runs and that PLANS_DATABASE_URL is right, and try again"
