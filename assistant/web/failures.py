"""What people see where there is no page, or where making one failed."""

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException

from assistant.web.shell import Shell
from assistant.web.words import say

__all__ = ["add_failures"]

ROBOTS = "User-agent: *\nDisallow: /gradio_api/\nDisallow: /feedback\n"
NO_ASKING = "Disallow: /ask\n"
"""Each question that a robot asks would have a language model write, at the operator's cost."""


def add_failures(app: FastAPI, shell: Shell, *, has_model: bool = False) -> None:
    """Answer with plain words where a page is not there or failed; robots may read the others.

    Args:
        app: The application.
        shell: Makes the pages.
        has_model: Whether a language model writes answers; robots may not ask then.
    """
    robots = ROBOTS + (NO_ASKING if has_model else "")

    def missing(_: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        if status == 413:
            words = say("What was sent is too long. Please make it shorter.")
            return shell.message(say("Too long"), words, status=status)
        words = say("There is no page at this address. Look at it again, or ask a question.")
        return shell.message(say("Page not found"), words, status=status)

    def failed(_: Request, __: Exception) -> Response:
        words = say("Sorry, something went wrong. Please try again in a moment.")
        return shell.message(say("Not now"), words, status=500)

    app.add_exception_handler(HTTPException, missing)
    app.add_exception_handler(Exception, failed)
    app.add_api_route("/robots.txt", lambda: PlainTextResponse(robots), methods=["GET"])
