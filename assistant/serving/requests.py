"""The request that is being answered: its id, who sent it, and which part of the website it is for."""

import re
import uuid
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = ["Face", "Sent", "answering", "current", "face_of", "id_of", "request_id", "sent_by"]

_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_IN_SCOPE, _ID_IN_SCOPE = "plans.sent", "plans.request_id"


class Face(StrEnum):
    """A part of the website; requests are counted by it."""

    CHAT = "chat"
    ASK = "ask"
    API = "api"
    MCP = "mcp"
    STAFF = "staff"
    PAGES = "pages"
    ASSETS = "assets"
    HEALTH = "health"


_FACES = (
    (Face.CHAT, re.compile(r"/?|/gradio_api/.*", re.DOTALL)),
    (Face.ASK, re.compile(r"/ask")),
    (Face.API, re.compile(r"/api(?:/.*)?", re.DOTALL)),
    (Face.MCP, re.compile(r"/mcp(?:/.*)?", re.DOTALL)),
    (Face.STAFF, re.compile(r"/staff(?:/.*)?", re.DOTALL)),
    (Face.HEALTH, re.compile(r"/(?:healthz|readyz|metrics)")),
    (
        Face.ASSETS,
        re.compile(
            r"/(?:site|assets|static|svelte)/.*|/(?:theme\.css|favicon\.ico|manifest\.json)",
            re.DOTALL,
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What is known of a request; nothing of what it asks."""

    id: str = "-"
    """Stands in the log and in the header X-Request-ID; "-" where nothing is being answered."""
    face: Face = Face.CHAT
    client: str = ""
    """Address of whoever sent it, as one is counted by; "" where it is not known."""


_NOBODY = Sent()
_now: ContextVar[Sent] = ContextVar("request", default=_NOBODY)


def current() -> Sent:
    """Return the request that is being answered; one without an id where there is none."""
    return _now.get()


def request_id() -> str:
    """Return the id of the request that is being answered; "-" where there is none."""
    return _now.get().id


@contextmanager
def answering(sent: Sent, scope: MutableMapping[str, Any] | None = None) -> Iterator[None]:
    """Be answering a request until the block ends.

    Args:
        sent: The request.
        scope: Its ASGI scope, in which `sent_by` finds it again.
    """
    if scope is not None:
        scope[_IN_SCOPE], scope[_ID_IN_SCOPE] = sent, sent.id
    token = _now.set(sent)
    try:
        yield
    finally:
        _now.reset(token)


def sent_by(scope: MutableMapping[str, Any]) -> Sent:
    """Return the request of an ASGI scope, for work that goes on outside of its own task."""
    sent = scope.get(_IN_SCOPE)
    return sent if isinstance(sent, Sent) else _NOBODY


def face_of(path: str) -> Face:
    """Return the part of the website that a path belongs to, without what a proxy takes off it."""
    return next((face for face, its in _FACES if its.fullmatch(path)), Face.PAGES)


def id_of(given: str, believed: bool) -> str:
    """Return the id of a request: the one that a believed proxy gave it, else a new one."""
    return given if believed and _ID.fullmatch(given) else uuid.uuid4().hex
