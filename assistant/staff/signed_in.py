"""What the pages for staff ask of any way of signing in."""

import hmac
from abc import ABC, abstractmethod

from fastapi import Request
from starlette.datastructures import QueryParams

from assistant.staff.people import Person
from assistant.web.posting import is_from_elsewhere

__all__ = ["SignIn"]


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

    def confirm(self, request: Request) -> None:  # noqa: B027
        """See that whoever is signed in was not signed out elsewhere, before anything is done.

        Raises:
            PlansError: Nobody can tell now, because the database cannot be used.
        """

    def is_ours(self, request: Request, fields: QueryParams) -> bool:
        """Whether a form was sent from a page of ours, made for whoever sends it."""
        sent = fields.get("token", "").encode("utf-8", "replace")
        ours = [token.encode() for token in self._tokens(request) if token]
        known = [hmac.compare_digest(sent, token) for token in ours]
        return any(known) and not is_from_elsewhere(request)

    def _tokens(self, request: Request) -> tuple[str, ...]:
        """Return the tokens that are taken."""
        return (self.token(request),)
