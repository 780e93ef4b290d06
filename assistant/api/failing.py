"""Everything that goes wrong becomes a problem of ours, and none tells more than it should."""

import logging

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.asking import FAILED_DETAIL
from assistant.api.problems import (
    BUSY,
    FAILED,
    NO_SUCH_METHOD,
    NOT_FOUND,
    NOT_NOW,
    TOO_LARGE,
    TOO_MANY,
    Problem,
    problem_response,
)
from assistant.serving.gate import Busy
from assistant.serving.logs import describe
from corpus.errors import PlansError

__all__ = ["Unfailing", "add_problems"]

_OF_STATUS = {
    404: (NOT_FOUND, "There is nothing at this address; GET /api/v1 lists the addresses."),
    405: (NO_SUCH_METHOD, "The header Allow names the methods that this address takes."),
    413: (TOO_LARGE, "The body is larger than is taken."),
}
_log = logging.getLogger(__name__)


def add_problems(app: FastAPI, root_path: str) -> None:
    """Write every error of an application as a problem.

    Args:
        app: The application.
        root_path: What a proxy takes off the start of every address.
    """

    async def problem(request: Request, error: Exception) -> Response:
        headers = {}
        if isinstance(error, HTTPException) and error.status_code == 405:
            headers["Allow"] = ", ".join(_methods(app, request))
        return problem_response(_problem_of(error), request, root_path=root_path, headers=headers)

    for kind in (Problem, PlansError, Busy, HTTPException):
        app.add_exception_handler(kind, problem)
    app.add_middleware(Unfailing, root_path=root_path)


def _problem_of(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, Busy):
        if error.too_often:
            return Problem(TOO_MANY, "Wait as the header Retry-After says.", seconds=error.seconds)
        return Problem(BUSY, "Try again as the header Retry-After says.", seconds=error.seconds)
    if isinstance(error, PlansError):
        _log.error("%s", error)
        return Problem(NOT_NOW, "What answers rest on cannot be used now. Try again later.")
    status = error.status_code if isinstance(error, HTTPException) else 500
    return Problem(*_OF_STATUS.get(status, (FAILED, FAILED_DETAIL)))


def _methods(app: FastAPI, request: Request) -> list[str]:
    """Return the methods of an address, which several routes may share."""
    found: set[str] = set()
    for route in app.routes:
        if route.matches(request.scope)[0] is not Match.NONE:
            found |= getattr(route, "methods", None) or set()
    return sorted(found)


class Unfailing:
    """Answers with a problem where the code itself fails, and logs where, but no words."""

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        """Stand before an application."""
        self._app = app
        self._root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception as error:
            _log.error("A request to the API failed: %s", describe(error))
            if not begun:
                problem = Problem(FAILED, FAILED_DETAIL)
                answer = problem_response(problem, Request(scope), root_path=self._root_path)
                await answer(scope, receive, send)
