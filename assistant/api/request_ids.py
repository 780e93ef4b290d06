"""The id by which one request is found in the log."""

import uuid

from fastapi import Request

from assistant.serving.requests import Sent, sent_by

__all__ = ["request_id"]

_MADE = "plans.api.request_id"
_NONE = Sent().id


def request_id(request: Request) -> str:
    """Return the id of a request: that of its header X-Request-ID; one is made where it has none."""
    given = sent_by(request.scope).id
    if given != _NONE:
        return given
    made: str = request.scope.setdefault(_MADE, uuid.uuid4().hex)
    return made
