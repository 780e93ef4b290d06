"""Sessions of staff: a signed cookie, the key that signs it, and which were ended early."""

import datetime as dt
import fcntl
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from assistant.locked_files import locked
from assistant.staff.people import refuse_open_to_others
from corpus.errors import PlansError

__all__ = ["SHORTEST_KEY", "Ended", "Session", "Sessions", "made_key", "read_key"]

SHORTEST_KEY = 32
"""Bytes of a key."""

_SALT = "staff session"
_CLOCKS_DIFFER = 60
"""Seconds by which the clocks of two replicas may differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What a browser's cookie says, after its signature was checked."""

    nonce: str
    """Random; forms of the session carry a token made of it."""
    name: str = ""
    """Who signed in; empty until somebody has."""
    print: str = ""
    """Of the password's hash at that time: a changed password ends the session."""


class Ended(Protocol):
    """Keeps which sessions were ended, for every process; its methods raise PlansError."""

    def end_session(self, digest: str, until: dt.datetime) -> None:
        """Keep that one was ended, and when it would be over by itself."""

    def has_ended(self, digest: str) -> bool:
        """Say whether one was ended."""


class Sessions:
    """Signs and reads sessions; for several threads at once."""

    def __init__(
        self, key: bytes, hours: int, ended: Ended, clock: Callable[[], float] = time.time
    ) -> None:
        """Prepare the signature.

        Args:
            key: At least `SHORTEST_KEY` bytes that nobody else knows.
            hours: How long a session lasts.
            ended: Keeps which were ended.
            clock: Tells seconds since 1970.
        """
        self._key = key
        self._seconds = hours * 3600
        self._kept = ended
        self._clock = clock
        self._serializer = URLSafeTimedSerializer(
            key,
            salt=_SALT,
            signer=_Signer,
            signer_kwargs={
                "clock": clock,
                "key_derivation": "hmac",
                "digest_method": hashlib.sha256,
            },
        )
        self._ended: dict[str, float] = {}
        self._lock = Lock()

    def new(self, name: str = "", hashed: str = "") -> Session:
        """Start a session; without a name it is that of somebody who has yet to sign in."""
        return Session(
            nonce=secrets.token_urlsafe(16), name=name, print=self.print_of(hashed) if name else ""
        )

    def sign(self, session: Session) -> str:
        """Return the value of the cookie."""
        signed = self._serializer.dumps([session.nonce, session.name, session.print])
        return signed.decode() if isinstance(signed, bytes) else signed

    def read(self, cookie: str | None) -> Session | None:
        """Return the session of a cookie; None where it is forged, damaged, too old or ended here.

        Whether it was ended elsewhere, `has_ended` says.
        """
        try:
            said, signed_at = self._serializer.loads(cookie or "", return_timestamp=True)
        except BadData:
            return None
        if not -_CLOCKS_DIFFER <= self._clock() - signed_at.timestamp() <= self._seconds:
            return None
        if not isinstance(said, list) or [type(part) for part in said] != [str, str, str]:
            return None
        session = Session(nonce=said[0], name=said[1], print=said[2])
        return None if session.nonce in self._ended else session

    def end(self, session: Session) -> None:
        """Let a session count no longer, whoever kept a copy of its cookie.

        Raises:
            PlansError: Only this process knows of it, because the database cannot be used.
        """
        now = self._clock()
        until = now + self._seconds + _CLOCKS_DIFFER
        with self._lock:
            ended = {nonce: end for nonce, end in self._ended.items() if end > now}
            self._ended = {**ended, session.nonce: until}
        self._kept.end_session(self._digest(session), dt.datetime.fromtimestamp(until, dt.UTC))

    def has_ended(self, session: Session) -> bool:
        """Say whether any process ended a session.

        Raises:
            PlansError: The database cannot be used.
        """
        return self._kept.has_ended(self._digest(session))

    def _digest(self, session: Session) -> str:
        """Return what stands for a session where no cookie can be made of it."""
        return self._mac("ended", session.nonce)

    def print_of(self, hashed: str) -> str:
        """Return what stands for the hash of a password in a session."""
        return self._mac("password", hashed)

    def token(self, *parts: str) -> str:
        """Return what a form carries to show that it is ours; the parts tell whose it is."""
        return self._mac("form", *parts)

    def _mac(self, *parts: str) -> str:
        # Lengths keep ("a", "bc") apart from ("ab", "c").
        said = "".join(f"{len(part)}:{part}" for part in parts)
        return hmac.new(self._key, said.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


class _Signer(TimestampSigner):
    def __init__(self, *arguments: Any, clock: Callable[[], float], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock())


def read_key(path: Path) -> bytes:
    """Read the key of an operator.

    Raises:
        PlansError: It cannot be read, others could read it, or it is too short.
    """
    try:
        with path.open("rb") as file:
            refuse_open_to_others(path, os.fstat(file.fileno()).st_mode)
            key = file.read()
    except OSError as error:
        raise PlansError(f"PLANS_STAFF_KEY={path}: cannot be read: {error.strerror}") from error
    if len(key) < SHORTEST_KEY:
        raise PlansError(
            f"PLANS_STAFF_KEY={path}: has {len(key)} bytes; at least {SHORTEST_KEY} are needed, "
            "such as `openssl rand -hex 32` makes"
        )
    return key


def made_key(path: Path) -> bytes:
    """Read the key of the data folder, and make it where there is none.

    Several processes that start at once get the same one.

    Raises:
        PlansError: It can be neither read nor made, or others could read it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with locked(path, os.O_RDONLY, fcntl.LOCK_SH) as file:
                key = _read(path, file)
        except FileNotFoundError:
            key = b""
        # Whoever crashed while writing it left too little, which signed nothing yet.
        return key if len(key) >= SHORTEST_KEY else _make(path)
    except OSError as error:
        raise PlansError(
            f"{path}: the key for sessions of staff can be neither read nor made: {error.strerror}"
        ) from error


def _make(path: Path) -> bytes:
    with locked(path, os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX) as file:
        key = _read(path, file)
        if len(key) < SHORTEST_KEY:  # nobody else made it meanwhile
            key = secrets.token_hex(SHORTEST_KEY).encode()
            os.ftruncate(file, 0)
            os.pwrite(file, key, 0)
            os.fsync(file)
        return key


def _read(path: Path, file: int) -> bytes:
    refuse_open_to_others(path, os.fstat(file).st_mode)
    return os.pread(file, 4096, 0)
