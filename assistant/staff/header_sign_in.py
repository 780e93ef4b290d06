"""Signing in where a proxy that does the organisation's single sign-on names the person."""

import logging
import time
import unicodedata
from collections.abc import Callable

from fastapi import Request

from assistant.serving.proxies import Proxies
from assistant.staff.people import Person, clean_name, fold
from assistant.staff.sessions import Sessions
from assistant.staff.signed_in import SignIn
from assistant.web.posting import Flood
from corpus.errors import PlansError

__all__ = ["HeaderSignIn"]

_NOBODY = frozenset(
    {
        "anonymous",
        "anonymoususer",
        "guest",
        "n/a",
        "nil",
        "nobody",
        "none",
        "null",
        "unauthenticated",
        "undefined",
        "unknown",
    }
)
"""What programs write where they know no name, folded and without what stands around it."""
_AROUND = "()[]{}<>\"'`“”‘’-_.:;!*/ "
_log = logging.getLogger(__name__)


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
            return Person(name=_named(_decoded(said[0])), office=self._office)
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


def _named(said: str) -> str:
    """Return the name of one person.

    Raises:
        PlansError: It means nobody, or two, or it cannot be shown.
    """
    cleaned = clean_name(said)
    if not any(unicodedata.category(sign)[0] in "LN" for sign in cleaned):
        raise PlansError("there is no letter and no digit in it")
    if fold(cleaned).strip(_AROUND) in _NOBODY:
        raise PlansError(f"{cleaned!a} is what programs write where they know no name")
    if "," in cleaned:
        raise PlansError("it has a comma, as where a proxy joined two headers to one")
    return cleaned


def _decoded(value: str) -> str:
    """Read a header as UTF-8, which proxies write; servers read them as Latin-1."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return value
