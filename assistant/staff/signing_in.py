"""Who is signed in: by a password of ours, or by the organisation's own single sign-on.

Exactly one of the two is configured, or the pages for staff are not there.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request

from assistant.serving.proxies import Proxies
from assistant.settings import AssistantSettings
from assistant.staff.attempts import Attempts
from assistant.staff.header_sign_in import HeaderSignIn
from assistant.staff.passwords import Passwords
from assistant.staff.people import LONGEST_NAME, Person, fold
from assistant.staff.sessions import Ended, Session, Sessions, made_key, read_key
from assistant.staff.sign_in_settings import refuse_wrong
from assistant.staff.signed_in import SignIn
from corpus.errors import PlansError

__all__ = [
    "COOKIE",
    "HeaderSignIn",
    "PasswordSignIn",
    "Recorded",
    "SignIn",
    "Tried",
    "sign_in_from",
]

COOKIE = "staff"
"""The name of the cookie."""

Recorded = Callable[..., None]
"""Writes a line of the log: `record(action, by=…, detail=…)`."""

_UNKNOWN = "an unknown name"
_ENDED, _UNTOLD = "staff_session_ended", "staff_session_untold"
"""Of the state of a request."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of an attempt to sign in."""

    session: Session | None = None
    """The new session, where the password was right."""
    again: dt.datetime | None = None
    """In UTC: when to try again, where there were too many attempts."""


class PasswordSignIn(SignIn):
    """Signs in whoever knows a password of the file, and keeps them signed in by a cookie."""

    asks_password = True

    def __init__(
        self,
        passwords: Passwords,
        sessions: Sessions,
        proxies: Proxies,
        record: Recorded,
        *,
        office: str,
        published: bool = False,
    ) -> None:
        """Prepare.

        Args:
            passwords: Who may sign in.
            sessions: Signs the cookies.
            proxies: Whose word on the sender's address is taken.
            record: Writes the log.
            office: What the public reads in place of a name that has no office of its own.
            published: Whether everybody may read /commitments.
        """
        self.sessions = sessions
        self.published = published
        self._passwords = passwords
        self._proxies = proxies
        self._record = record
        self._office = office
        self._attempts = Attempts()

    def person(self, request: Request) -> Person | None:
        """Return who is signed in; None if nobody is, or the file cannot be used."""
        session = self.session(request)
        if session is None or not session.name:
            return None
        try:
            known = self._passwords.find(session.name)
        except PlansError:
            return None  # it was logged when it came about
        if known is None or self.sessions.print_of(known.hash) != session.print:
            return None
        return Person(name=known.name, office=known.office or self._office)

    def confirm(self, request: Request) -> None:
        """See that the session was not ended elsewhere; see `SignIn.confirm`."""
        untold = getattr(request.state, _UNTOLD, None)
        if untold is not None:
            raise untold

    def _has_ended(self, request: Request, session: Session) -> bool:
        """Say whether a session was ended, asking the database once for each request."""
        if not hasattr(request.state, _ENDED):
            ended = False
            try:
                ended = self.sessions.has_ended(session)
            except PlansError as error:  # whoever works on may keep what they typed, and no more
                setattr(request.state, _UNTOLD, error)
            setattr(request.state, _ENDED, ended)
        return bool(getattr(request.state, _ENDED))

    def token(self, request: Request) -> str:
        """Return the token of the session, of somebody who has yet to sign in too."""
        session = self.session(request)
        return self.token_of(session) if session else ""

    def session(self, request: Request) -> Session | None:
        """Return the session that the cookie tells of, whether or not anybody is signed in."""
        session = self.sessions.read(request.cookies.get(COOKIE))
        if session is not None and session.name and self._has_ended(request, session):
            return None
        return session

    def token_of(self, session: Session) -> str:
        """Return the token of a session, which may be a new one."""
        return self.sessions.token(session.nonce, session.name)

    def attempt(self, request: Request, name: str, password: str) -> Tried:
        """Sign in, if the password is that of the name and there were not too many attempts.

        Raises:
            PlansError: The file cannot be used, or the log cannot be written: nobody signs in
                without a trace.
        """
        key, address = fold(name)[:LONGEST_NAME], self._proxies.client(request)
        again = self._attempts.begin(key, address)
        if again is not None:
            # A right password is not looked at either, or it could be told from wrong ones.
            if self._attempts.is_news(key, address):
                self._failed("too many attempts", name, address)
            return Tried(again=dt.datetime.fromtimestamp(again, dt.UTC))
        known = None
        try:
            known = self._passwords.check(name, password)
        finally:
            self._attempts.settle(key, address, right=known is not None)
        if known is None:
            self._failed("sign-in failed", name, address)
            return Tried()
        self._record("signed in", by=known.name)
        return Tried(session=self.sessions.new(known.name, known.hash))

    def sign_out(self, request: Request) -> None:
        """End the session of a request."""
        person, session = self.person(request), self.session(request)
        if session is not None:
            try:
                self.sessions.end(session)
            except PlansError as error:
                _log.error("Signed out in this process only, the others do not know: %s", error)
        if person is not None:
            self._note("signed out", person.name)

    def _failed(self, action: str, name: str, address: str) -> None:
        """Write down a failure; a name that nobody has may be a password, and is not written."""
        known = self._passwords.find(name)
        self._note(action, known.name if known else _UNKNOWN, f"from {address}")

    def _note(self, action: str, by: str, detail: str = "") -> None:
        try:
            self._record(action, by=by, detail=detail)
        except PlansError as error:
            _log.error("The log of staff cannot be written: %s", error)


def sign_in_from(
    settings: AssistantSettings,
    record: Recorded,
    ended: Ended,
    clock: Callable[[], float] = time.time,
) -> SignIn | None:
    """Return how staff sign in; None where the operator configured no way.

    Args:
        settings: Which way.
        record: Writes the log.
        ended: Keeps which sessions were ended.
        clock: Tells seconds since 1970.

    Raises:
        PlansError: It is configured wrongly; the message says what to mend.
    """
    if settings.staff is None and not settings.staff_header:
        return None
    refuse_wrong(settings)
    passwords = Passwords(settings.staff) if settings.staff else None
    given = settings.staff_key
    key = read_key(given) if given else made_key(settings.data / "staff-key")
    sessions = Sessions(key, settings.staff_hours, ended, clock)
    proxies = Proxies(settings.trusted_proxies)
    office, published = settings.staff_office.strip(), settings.publish_commitments
    if passwords is not None:
        return PasswordSignIn(
            passwords, sessions, proxies, record, office=office, published=published
        )
    header = settings.staff_header
    return HeaderSignIn(header, sessions, proxies, office=office, published=published, clock=clock)
