"""Keys of partners: who may use the API with a key, and the file that holds their digests.

A key is 32 random bytes. Nobody can try enough of them to guess one, so a plain SHA-256 is kept: a
slow hash with a salt guards passwords, which people choose, and would only slow every request here.
"""

import datetime as dt
import fcntl
import hashlib
import hmac
import logging
import os
import re
import secrets
import stat
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.locked_files import forget_unfinished, locked, replace_file
from corpus.errors import PlansError

__all__ = ["Keys", "Partner", "add_key", "read_keys", "remove_key"]

PREFIX = "pa_"
"""By which a key is known for one, also where somebody published it by mistake."""
_BYTES = 32
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,98}[A-Za-z0-9]|[A-Za-z0-9]")
_MODE = 0o600
_OTHERS = stat.S_IWGRP | stat.S_IRWXO
"""Its group may read it, because that is how secrets are handed to containers."""
_log = logging.getLogger(__name__)

Stamp = tuple[int, int, int, int]


class Partner(BaseModel):
    """Somebody with a key, as the file holds them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=f"^(?:{_NAME.pattern})$")
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    """Of the whole key, in hexadecimal digits."""
    per_minute: int | None = Field(default=None, ge=0)
    """Questions that may be asked in a minute; 0 is no limit, None the limit of everybody."""
    created: dt.date
    until: dt.date | None = None
    """The last day on which the key is taken; None where it has no end."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    keys: tuple[Partner, ...] = ()


class Keys:
    """The partners of a file, read again when it changes; safe to use from several threads."""

    def __init__(self, path: Path, today: Callable[[], dt.date] = dt.date.today) -> None:
        """Read the file.

        Args:
            path: The file of PLANS_API_KEYS.
            today: Tells the day, by which keys end.

        Raises:
            PlansError: It cannot be read, or is damaged.
        """
        self._path = path
        self._today = today
        self._lock = threading.Lock()
        self._stamp = _stamp(path)
        self._partners = read_keys(path)

    def partner(self, key: str) -> Partner | None:
        """Return whose key it is; None where it is nobody's, or its last day is over.

        Every digest is compared, in the same time wherever they differ.
        """
        digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
        found = None
        for partner in self._now():
            if hmac.compare_digest(partner.sha256, digest):
                found = partner
        if found is None or (found.until is not None and found.until < self._today()):
            return None
        return found

    def _now(self) -> Sequence[Partner]:
        """The partners as the file has them; as it had them last, where it is damaged."""
        with self._lock:
            stamp = _stamp(self._path)
            if stamp != self._stamp:
                self._stamp = stamp
                try:
                    self._partners = read_keys(self._path)
                except PlansError as error:
                    _log.error("%s\nThe keys that were read before are still taken.", error)
            return self._partners


def read_keys(path: Path) -> tuple[Partner, ...]:
    """Read the file; returns the partners in its order.

    Raises:
        PlansError: It cannot be read, others than its owner could, or it is damaged; the message
            names each place and shows no digest.
    """
    try:
        with path.open("rb") as file:
            _refuse_open_to_others(path, os.fstat(file.fileno()).st_mode)
            data = file.read()
    except FileNotFoundError:
        raise PlansError(
            f"{path}: there is no such file; make it with `python -m assistant key add NAME`, or "
            "correct PLANS_API_KEYS"
        ) from None
    except OSError as error:
        raise PlansError(f"{path}: cannot be read: {error.strerror}") from error
    return _partners(data, path)


def _refuse_open_to_others(path: Path, mode: int) -> None:
    if mode & _OTHERS:
        raise PlansError(
            f"{path}: others may read or write it (its mode is {stat.S_IMODE(mode):04o}), and it "
            f"decides who may use the API with a key; run `chmod 600 {path}`"
        )


def _partners(data: bytes, path: Path) -> tuple[Partner, ...]:
    if not data.strip():
        return ()
    try:
        partners = _File.model_validate_json(data).keys
    except ValidationError as error:
        problems = [
            f"{path}: {'.'.join(map(str, each['loc'])) or 'the file'}: {each['msg']}"
            for each in error.errors(include_input=False, include_url=False)
        ]
        raise PlansError("\n".join(problems)) from None
    names = [partner.name.lower() for partner in partners]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise PlansError(f"{path}: {', '.join(twice)}: stands there twice")
    return partners


def add_key(
    path: Path,
    name: str,
    *,
    per_minute: int | None = None,
    until: dt.date | None = None,
    today: dt.date | None = None,
) -> str:
    """Make a key for a partner; returns it, and nobody can find it out again.

    Args:
        path: The file; it is made where it is missing.
        name: Letters, digits, spaces and “._-”; nobody has it yet.
        per_minute: As in `Partner`.
        until: As in `Partner`.
        today: The day that is noted.

    Raises:
        PlansError: The name or a limit cannot be used, or the file cannot.
    """
    name, today = " ".join(name.split()), today or dt.date.today()
    if not _NAME.fullmatch(name):
        raise PlansError("a name has 1 to 100 letters, digits, spaces, and “._-” between them")
    if per_minute is not None and per_minute < 0:
        raise PlansError("the limit must be 0, for none, or more")
    if until is not None and until < today:
        raise PlansError(f"{until} is over already, so nobody could use the key")
    key = PREFIX + secrets.token_urlsafe(_BYTES)
    partner = Partner(
        name=name,
        sha256=hashlib.sha256(key.encode()).hexdigest(),
        per_minute=per_minute,
        created=today,
        until=until,
    )

    def added(partners: tuple[Partner, ...]) -> tuple[Partner, ...]:
        if any(each.name.lower() == name.lower() for each in partners):
            raise PlansError(
                f"{name}: has a key already; remove it with `python -m assistant key remove`, or "
                "give the second one another name"
            )
        return (*partners, partner)

    _change(path, added)
    return key


def remove_key(path: Path, name: str) -> str:
    """Take a partner's key away; returns the name as it stood in the file.

    Raises:
        PlansError: Nobody has that name, or the file cannot be used.
    """
    wanted, removed = " ".join(name.split()).lower(), ""

    def without(partners: tuple[Partner, ...]) -> tuple[Partner, ...]:
        nonlocal removed
        found = [each.name for each in partners if each.name.lower() == wanted]
        if not found:
            raise PlansError(f"{name!a}: nobody of that name has a key, see {path}")
        removed = found[0]
        return tuple(each for each in partners if each.name != removed)

    read_keys(path)  # which says what to do where there is none
    _change(path, without)
    return removed


def _change(path: Path, change: Callable[[tuple[Partner, ...]], tuple[Partner, ...]]) -> None:
    """Replace the file, whole or not at all, while nobody else changes it."""
    path = path.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path, os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX):
            forget_unfinished(path)
            changed = _File(keys=change(read_keys(path)))
            text = changed.model_dump_json(indent=1, exclude_none=True)
            replace_file(path, f"{text}\n".encode(), _MODE)
    except OSError as error:
        raise PlansError(f"{path}: cannot be written: {error.strerror}") from error


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    # A mode that is mended changes the last of these alone.
    return status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns
