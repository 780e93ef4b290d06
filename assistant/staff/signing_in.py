"""Who is signed in: by a password of ours, or by the organisation's own single sign-on.

Exactly one of the two is configured, or the pages for staff are not there.
"""

import datetime as dt
import hmac
import logging
import re
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import QueryParams

from assistant.settings import AssistantSettings
from assistant.staff.attempts import Attempts
from assistant.staff.passwords import Passwords
from assistant.staff.people import LONGEST_NAME, Person, clean_name, fold
from assistant.staff.proxies import Proxies
from assistant.staff.sessions import Session, Sessions, made_key, read_key
from assistant.web.posting import Flood, is_from_elsewhere
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
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_log = logging.getLogger(__name__)


class SignIn(ABC):
    """Says of each request who is signed in."""

    asks_password: bool
    """Whether there is a form for a password, and a button to sign out."""
    published: bool
    """Whether everybody may read /commitments."""

    @abstractmethod
    def person(self, request: Request) -> Person | None:
        """Return who is signed in; None if nobody is."""

    @abstractmethod
    def token(self, request: Request) -> str:
        """Return what every form carries as the hidden field "token"; "" where nobody could send."""

    def is_ours(self, request: Request, fields: QueryParams) -> bool:
        """Whether a form was sent from a page of ours, made for whoever sends it."""
        sent = fields.get("token", "").encode("utf-8", "replace")
        ours = [token.encode() for token in self._tokens(request) if token]
        known = [hmac.compare_digest(sent, token) for token in ours]
        return any(known) and not is_from_elsewhere(request)

    def _tokens(self, request: Request) -> tuple[str, ...]:
        """Return the tokens that are taken."""
        return (self.token(request),)


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

    def token(self, request: Request) -> str:
        """Return the token of the session, of somebody who has yet to sign in too."""
        session = self.session(request)
        return self.token_of(session) if session else ""

    def session(self, request: Request) -> Session | None:
        """Return the session that the cookie tells of, whether or not anybody is signed in."""
        return self.sessions.read(request.cookies.get(COOKIE))

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
        again = self._attempts.count(key, address)
        if again is not None:
            # A right password is not looked at either, or it could be told from wrong ones.
            if self._attempts.is_news(key, address):
                self._failed("too many attempts", name, address)
            return Tried(again=dt.datetime.fromtimestamp(again, dt.UTC))
        known = self._passwords.check(name, password)
        if known is None:
            self._failed("sign-in failed", name, address)
            return Tried()
        self._attempts.forget(key)
        self._record("signed in", by=known.name)
        return Tried(session=self.sessions.new(known.name, known.hash))

    def sign_out(self, request: Request) -> None:
        """End the session of a request."""
        person, session = self.person(request), self.session(request)
        if session is not None:
            self.sessions.end(session)
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


class HeaderSignIn(SignIn):
    """Believes a header in which a trusted proxy names the person."""

    asks_password = False

    def __init__(
        self,
        header: str,
        sessions: Sessions,
        proxies: Proxies,
        *,
        office: str,
        published: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Prepare.

        Args:
            header: Its name.
            sessions: Makes the tokens of forms.
            proxies: Who is believed.
            office: What the public reads in place of a name.
            published: Whether everybody may read /commitments.
            clock: Tells seconds since 1970.
        """
        self.published = published
        self._header = header
        self._sessions = sessions
        self._proxies = proxies
        self._office = office
        self._clock = clock
        self._complaints = Flood(10, 60, clock)

    def person(self, request: Request) -> Person | None:
        """Return whom the proxy names; None where it names nobody, or no proxy is asked."""
        said = request.headers.getlist(self._header)
        if not said:
            return None
        if not self._proxies.sent(request):
            sender = request.client.host if request.client else "an unknown address"
            self._complain(f"came from {sender}, which PLANS_TRUSTED_PROXIES does not name")
            return None
        if len(said) > 1:  # the proxy added its own to what anybody could have sent
            self._complain("came more than once; the proxy must replace it, not add to it")
            return None
        try:
            return Person(name=clean_name(_decoded(said[0])), office=self._office)
        except PlansError as error:
            self._complain(f"names nobody: {error}")
            return None

    def token(self, request: Request) -> str:
        """Return the token of the person for today."""
        return self._tokens(request)[0]

    def _tokens(self, request: Request) -> tuple[str, ...]:
        """Return those of today and of yesterday, for forms that were open at midnight."""
        person = self.person(request)
        if person is None:
            return ("",)
        today = int(self._clock() // 86_400)
        return tuple(self._sessions.token(person.name, str(day)) for day in (today, today - 1))

    def _complain(self, why: str) -> None:
        if self._complaints.lets_in():
            _log.warning("The header %s %s; it was not believed", self._header, why)


def sign_in_from(
    settings: AssistantSettings, record: Recorded, clock: Callable[[], float] = time.time
) -> SignIn | None:
    """Return how staff sign in; None where the operator configured no way.

    Raises:
        PlansError: It is configured wrongly; the message says what to mend.
    """
    if settings.staff is None and not settings.staff_header:
        return None
    if settings.staff is not None and settings.staff_header:
        raise PlansError(
            "PLANS_STAFF and PLANS_STAFF_HEADER are both set: staff sign in either by a password or "
            "by the organisation's own sign-on; unset one"
        )
    if settings.staff_header and not _HEADER.fullmatch(settings.staff_header):
        raise PlansError(f"PLANS_STAFF_HEADER={settings.staff_header!r}: is no name of a header")
    if settings.staff_header and not settings.trusted_proxies:
        raise PlansError(
            "PLANS_STAFF_HEADER is set, but not PLANS_TRUSTED_PROXIES: anybody could send the "
            "header; name the addresses of the proxies that set it"
        )
    passwords = Passwords(settings.staff) if settings.staff else None
    given = settings.staff_key
    key = read_key(given) if given else made_key(settings.data / "staff-key")
    sessions = Sessions(key, settings.staff_hours, clock)
    proxies = Proxies(settings.trusted_proxies)
    office, published = settings.staff_office, settings.publish_commitments
    if passwords is not None:
        return PasswordSignIn(
            passwords, sessions, proxies, record, office=office, published=published
        )
    header = settings.staff_header
    return HeaderSignIn(header, sessions, proxies, office=office, published=published, clock=clock)


def _decoded(value: str) -> str:
    """Read a header as UTF-8, which proxies write; servers read them as Latin-1."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return value
