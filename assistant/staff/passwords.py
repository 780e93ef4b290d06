"""Checking passwords against the file, which is read again when it changes."""

import logging
import secrets
from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore, Lock

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from assistant.staff.people import LONGEST_PASSWORD, Known, fold, password_bytes, read_people
from corpus.errors import PlansError

__all__ = ["Passwords"]

AT_ONCE = 2
"""Passwords that are checked at the same time: each takes 64 MB and a twentieth of a second."""

_log = logging.getLogger(__name__)


class Passwords:
    """Who may sign in, and with which password; for several threads at once."""

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            PlansError: It cannot be used.
        """
        self._path = path
        self._hasher = PasswordHasher()
        # Nobody's: a name that is not known takes as long as a wrong password.
        self._dummy = self._hasher.hash(secrets.token_bytes(16))
        self._checking = BoundedSemaphore(AT_ONCE)
        self._lock = Lock()
        self._seen = self._state()
        self._people: Mapping[str, Known] = read_people(path)
        self._wrong: PlansError | None = None

    def find(self, name: str) -> Known | None:
        """Return who has a name, as the file says now.

        Raises:
            PlansError: The file can no longer be used; then nobody is signed in.
        """
        return self._read().get(fold(name))

    def check(self, name: str, password: str) -> Known | None:
        """Return whose password it is; None for a wrong one and for an unknown name.

        Raises:
            PlansError: The file can no longer be used.
        """
        known = self.find(name)
        given = password_bytes(password) if len(password) <= LONGEST_PASSWORD else b""
        with self._checking:
            try:
                self._hasher.verify(known.hash if known else self._dummy, given)
            except VerificationError:
                return None
        return known

    def _read(self) -> Mapping[str, Known]:
        with self._lock:
            seen = self._state()
            if seen != self._seen:
                self._seen = seen
                try:
                    self._people, self._wrong = read_people(self._path), None
                except PlansError as error:
                    self._people, self._wrong = {}, error
                    _log.error("Staff cannot sign in: %s", error)
            if self._wrong is not None:
                raise self._wrong
            return self._people

    def _state(self) -> object:
        """Return what is another after each change of the file."""
        try:
            state = self._path.stat()
        except OSError as error:
            return error.errno
        return (state.st_ino, state.st_dev, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
