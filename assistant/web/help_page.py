"""The page for somebody in danger, at an address that does not hold what they wrote.

A browser's history keeps every address that a page was shown at, and others may look through it.
So questions that tell of danger lead here, and only which help lines fit goes along.
"""

import re

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from assistant.answers import Status
from assistant.help_lines import emergency_text_with, read_help_lines, shown_for
from assistant.web.rendering import render_answer
from assistant.web.shell import Shell
from assistant.web.words import ENGLISH, say, spoken
from assistant.writing import Writing
from corpus.errors import PlansError

__all__ = ["add_help", "to_help"]

_PLACES = re.compile(r"\d{1,3}(?:-\d{1,3}){0,5}")


def add_help(app: FastAPI, shell: Shell) -> None:
    """Show 999 and help lines at /help.

    Args:
        app: The application.
        shell: Makes the page; its site may have help lines of its own.
    """

    def page(request: Request) -> Response:
        query = request.query_params
        with shell.in_language(query.get("lang")):
            text = emergency_text_with(_lines(shell, query.get("n", "")), shell.site.help_lines)
            answer = Writing("help", "").finish(Status.EMERGENCY, text)
            html = render_answer(answer, key="a", leave=shell.site.leave or "")
            return shell.page(
                "help.html",
                title=say("Help"),
                embed=query.get("embed") == "1",
                index=False,
                headers={"Cache-Control": "no-store"},
                html=Markup(html),
                other_language=spoken().code != ENGLISH,
            )

    app.add_api_route("/help", page, methods=["GET", "HEAD"], response_model=None)


def to_help(shell: Shell, question: str, *, embed: bool = False) -> Response:
    """Lead somebody in danger to the page with the lines that fit what they wrote."""
    places = "-".join(map(str, shown_for(question, shell.site.help_lines)))
    address = shell.url("/help", n=places, embed="1" if embed else "")
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})


def _lines(shell: Shell, places: str) -> list[int]:
    """Return the places of lines that an address names; none for an address of other makes."""
    try:
        known = len(read_help_lines(shell.site.help_lines))
    except PlansError:
        return []
    named = [int(n) for n in places.split("-")] if _PLACES.fullmatch(places) else []
    return [n for n in named if n < known]
