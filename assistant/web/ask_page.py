"""The page that answers one question without scripts, at an address that can be shared."""

import contextlib
from dataclasses import replace

from fastapi import FastAPI, Request, Response
from markupsafe import Markup

from assistant.answers import About, Answer, Status
from assistant.limits import NO_LIMITS
from assistant.routing import route
from assistant.serving.gate import Busy
from assistant.web.answerer import Answerer
from assistant.web.asking import Asked, choices, limits_query, read_asked
from assistant.web.busy import busy_words
from assistant.web.conversation import answered_or_failed, quoted_or_failed, suggested
from assistant.web.escaping import escape
from assistant.web.help_page import to_help
from assistant.web.introduction import what_it_is
from assistant.web.rendering import HEADINGS, render_answer, render_failure
from assistant.web.shell import Shell
from assistant.web.words import ENGLISH, say, spoken
from corpus.errors import PlansError

__all__ = ["add_ask"]

KEY = "a"
"""Starts every element id of the answer; there is one on the page."""
NOT_TO_BE_LISTED = frozenset(Status) - {Status.ANSWERED, Status.PARTLY_ANSWERED}
_ERROR = 503


def add_ask(
    app: FastAPI, shell: Shell, answerer: Answerer, *, longest: int, has_feedback: bool = False
) -> None:
    """Answer at /ask.

    Args:
        app: The application.
        shell: Makes the pages.
        answerer: The assistant behind the page.
        longest: Longest question that is taken, in characters.
        has_feedback: Whether the page asks if an answer was useful.
    """
    page = _AskPage(shell, answerer, longest, has_feedback, answerer.about())
    app.add_api_route("/ask", page.respond, methods=["GET", "HEAD"], response_model=None)


class _AskPage:
    def __init__(
        self, shell: Shell, answerer: Answerer, longest: int, has_feedback: bool, about: About
    ) -> None:
        self._shell = shell
        self._answerer = answerer
        self._longest = longest
        self._has_feedback = has_feedback
        self._about = about
        """As it was last known: with a damaged index, people in danger still need the page."""

    def respond(self, request: Request) -> Response:
        """Answer one request; threads of the server call it."""
        with self._shell.in_language(request.query_params.get("lang")):
            with contextlib.suppress(PlansError):
                self._about = self._answerer.about()
            asked = read_asked(request.query_params, self._about)
            if asked.problem and route(asked.question) is Status.EMERGENCY:
                return to_help(self._shell, asked.question, embed=asked.embed)
            if asked.problem or "q" not in request.query_params:
                return self._form(asked)
            if request.method == "HEAD" and self._about.model:
                return _without_length(self._answer_or_busy(asked, writes=False))
            return self._answer_or_busy(asked)

    def _form(self, asked: Asked) -> Response:
        return self._page(
            asked,
            title=say("Ask a question"),
            status=400 if asked.problem else 200,
            draft=asked.draft or asked.question,
        )

    def _answer_or_busy(self, asked: Asked, *, writes: bool = True) -> Response:
        """Show the answer, or when to ask again: the question stays in the box and in a link."""
        try:
            return self._answer(asked, writes=writes)
        except Busy as busy:
            address = self._shell.url("/ask", **asked.query(asked.question))
            again = f'<p class="pa-again"><a href="{escape(address)}">{say("Ask it again")}</a></p>'
            page = self._page(
                asked,
                title=say("Busy just now"),
                status=429 if busy.too_often else _ERROR,
                draft=asked.question,
                html=Markup(render_failure(KEY, busy_words(busy)) + again),
            )
            page.headers["Retry-After"] = str(busy.seconds)
            page.headers["Cache-Control"] = "no-store"
            return page

    def _answer(self, asked: Asked, *, writes: bool = True) -> Response:
        """Show the answer; without `writes` no language model has a part in it."""
        answerer, question, longest = self._answerer, asked.question, self._longest
        if writes:
            answer = answered_or_failed(answerer, question, asked.earlier, asked.limits, longest)
        else:
            answer = quoted_or_failed(answerer, question, asked.limits, longest)
        if answer is None:
            html = render_failure(KEY)
            return self._page(
                asked,
                title=HEADINGS[Status.ERROR],
                status=_ERROR,
                draft=asked.question,
                html=Markup(html),
            )
        shell = self._shell
        if answer.status is Status.EMERGENCY:
            return to_help(shell, asked.question, embed=asked.embed)
        failed = answer.status is Status.ERROR
        html = render_answer(
            answer,
            key=KEY,
            root_path=shell.root_path,
            change=shell.url("/ask", draft=answer.read_as or answer.question),
        )
        return self._page(
            asked,
            title=asked.question.strip()[: self._longest] or say(HEADINGS[Status.ERROR]),
            status=self._status(asked) if failed else 200,
            draft=asked.question if failed else "",
            html=Markup(html),
            answer=answer,
            suggestions=() if failed else suggested(self._answerer, answer),
        )

    def _status(self, asked: Asked) -> int:
        """Say whose fault it is that there is no answer: what was asked, or the assistant."""
        words = asked.question.strip()
        return 400 if not words or len(words) > self._longest else _ERROR

    def _page(
        self,
        asked: Asked,
        *,
        title: str,
        status: int,
        draft: str,
        html: Markup | None = None,
        answer: Answer | None = None,
        suggestions: tuple[str, ...] = (),
    ) -> Response:
        about = self._about
        shown = answer is not None and answer.status not in NOT_TO_BE_LISTED
        follows = answer is not None and not draft
        asked_again = replace(asked, limits=NO_LIMITS)
        # After a decline, what is suggested is answered only without the limits.
        next_one = asked if shown else asked_again
        return self._shell.page(
            "ask.html",
            title=title,
            status=status,
            here="/ask",
            embed=asked.embed,
            index=shown or (html is None and not asked.limits),
            about=about,
            asked=asked,
            answer=answer,
            choices=choices(about),
            draft=draft,
            follows=follows,
            going_on=(*asked.earlier, asked.question) if follows else asked.earlier,
            html=html,
            what=what_it_is(about),
            longest=self._longest,
            limits=limits_query(asked.limits),
            other_language=spoken().code != ENGLISH,
            suggestions=[(words, next_one.after(words)) for words in suggestions],
            without_limits=asked_again.query(asked.question)
            if asked.limits and not shown
            else None,
            has_feedback=self._has_feedback and answer is not None,
        )


def _without_length(response: Response) -> Response:
    """Take the length off: with what a model writes, the page is longer."""
    del response.headers["content-length"]
    return response
