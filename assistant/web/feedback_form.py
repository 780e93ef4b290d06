"""Was this answer useful? Asked by a form without scripts, under each answer of `/ask`."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace

from anyio import to_thread
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import QueryParams

from assistant.answers import Answer, Status
from assistant.feedback import LONGEST_WHY, Feedback, FeedbackStore
from assistant.routing import route
from assistant.web.answerer import Answerer
from assistant.web.asking import Asked, limits_query, read_asked
from assistant.web.help_page import to_help
from assistant.web.posting import Flood, is_from_elsewhere, read_body, read_fields
from assistant.web.shell import Shell
from assistant.web.words import say
from corpus.errors import PlansError

__all__ = ["Said", "add_feedback"]

A_MINUTE = 30
"""Replies that are taken in a minute, of everybody together: more are no people."""
PURGE_SECONDS = 3_600
"""How often it is seen whether a new day has come, on which what is too old is deleted."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person chose and typed, so that a page can show it again."""

    useful: bool | None = None
    """None where neither Yes nor No was chosen."""
    why: str = ""
    wrong_choice: str = ""
    """What is wrong with the choice, in words; empty where nothing is."""
    wrong_why: str = ""
    """What is wrong with what was typed."""
    failed: str = ""
    """Why it could not be kept."""


def add_feedback(
    app: FastAPI,
    shell: Shell,
    answerer: Answerer,
    store: FeedbackStore | None,
    *,
    longest: int = 300,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Take feedback at /feedback, and delete what is too old while the application runs.

    Args:
        app: The application.
        shell: Makes the pages.
        answerer: The assistant behind the pages; it is asked again, so that nothing is believed
            of an answer that a form says it had.
        store: Where feedback is kept; without one the addresses say that none is taken.
        longest: Longest question that the pages take, in characters.
        clock: Tells seconds.
    """
    if store is None:
        router = APIRouter(prefix="/feedback")

        def nothing() -> Response:
            words = say("No feedback is kept here, so there is nothing to send.")
            return shell.message(say("Not found"), words, status=404)

        for path in ("", "/{rest:path}"):
            router.add_api_route(path, nothing, methods=["GET", "HEAD", "POST"])
        app.include_router(router)
        return
    form = _Form(shell, answerer, store, longest, Flood(A_MINUTE, 60, clock))
    router = APIRouter(prefix="/feedback", lifespan=_purging(store))
    for path, answer, methods in (
        ("", form.send, ["POST"]),
        ("", form.look, ["GET", "HEAD"]),
        ("/thanks", form.thanks, ["GET", "HEAD"]),
    ):
        router.add_api_route(path, answer, methods=methods, response_model=None)
    app.include_router(router)


class _Form:
    def __init__(
        self, shell: Shell, answerer: Answerer, store: FeedbackStore, longest: int, flood: Flood
    ) -> None:
        self._shell = shell
        self._answerer = answerer
        self._store = store
        self._longest = longest
        self._flood = flood

    def look(self, request: Request) -> Response:
        """Lead whoever opens the form's address to where questions are asked."""
        with self._shell.in_language(request.query_params.get("lang")):
            return RedirectResponse(self._shell.url("/ask"), status_code=303)

    def thanks(self, request: Request) -> Response:
        with self._shell.in_language(request.query_params.get("lang")):
            try:
                asked = read_asked(request.query_params, self._answerer.about())
            except PlansError as error:
                _log.error("%s", error)
                asked = Asked()
            return self._shell.page(
                "feedback_thanks.html",
                title=say("Thank you"),
                embed=asked.embed,
                index=False,
                asked=asked,
            )

    async def send(self, request: Request) -> Response:
        """Take one reply."""
        body = await read_body(request)
        return await to_thread.run_sync(self._sent, request, body)

    def _sent(self, request: Request, body: bytes | None) -> Response:
        with self._shell.in_language(request.query_params.get("lang")):
            if is_from_elsewhere(request):
                words = say("This form was sent from another website, so it was not taken.")
                return self._refused(403, words)
            fields = read_fields(body, request.headers.get("content-type", ""))
            if fields is None:
                return self._refused(400, say("This is not what the form on our page sends."))
            if not self._flood.lets_in():
                words = say("Many replies are coming in just now. Please send yours again later.")
                return self._refused(429, words)
            try:
                asked = read_asked(fields, self._answerer.about())
            except PlansError as error:
                _log.error("%s", error)
                return self._refused(503, say("Replies cannot be taken now. Please try later."))
            question = asked.question.strip()
            if asked.problem or not question or len(question) > self._longest:
                words = say("The form did not say which answer it is about.")
                return self._refused(400, words)
            return self._reply(replace(asked, question=question), _said(fields))

    def _reply(self, asked: Asked, said: Said) -> Response:
        if route(said.why) is Status.EMERGENCY:
            return to_help(self._shell, said.why, embed=asked.embed)
        if said.wrong_choice or said.wrong_why:
            return self._again(asked, said, 400)
        url = self._shell.url
        try:
            answer = self._ask_again(asked, asked.question, asked.earlier)
            if answer.status is Status.EMERGENCY:
                # Nobody in danger is thanked for an opinion: they read where there is help.
                return to_help(self._shell, asked.question, embed=asked.embed)
            if answer.status is Status.ERROR:
                raise PlansError("the question cannot be answered now")
            self._store.add(self._feedback(asked, said, answer))
        except Exception as error:
            # Other messages may hold what people wrote.
            reason = error if isinstance(error, PlansError) else type(error).__name__
            _log.error("Feedback was lost: %s", reason)
            failed = say("Sorry, your reply could not be saved. You can try again later.")
            return self._again(asked, replace(said, failed=failed), 503)
        return RedirectResponse(url("/feedback/thanks", **asked.query(asked.question)), 303)

    def _ask_again(self, asked: Asked, question: str, earlier: tuple[str, ...]) -> Answer:
        """Answer as before, but for what a language model would write: nobody reads it here."""
        limits, longest = asked.limits, self._longest
        return next(self._answerer.answers(question, earlier, limits=limits, longest=longest))

    def _feedback(self, asked: Asked, said: Said, answer: Answer) -> Feedback:
        """Gather what is kept; a call for help among the earlier questions is not."""
        earlier = [
            question
            for question in asked.earlier
            if self._ask_again(asked, question, ()).status is not Status.EMERGENCY
        ]
        return Feedback(
            question=asked.question,
            history=tuple(earlier),
            limits=asked.limits,
            status=answer.status,
            documents=tuple(dict.fromkeys(cited.document for cited in answer.citations)),
            useful=bool(said.useful),
            why=said.why,
            versions=dict(answer.versions),
        )

    def _again(self, asked: Asked, said: Said, status: int) -> Response:
        """Show the form again, with what was typed, and say what is wrong."""
        return self._shell.page(
            "feedback_again.html",
            title=say("Your reply was not sent"),
            status=status,
            embed=asked.embed,
            index=False,
            asked=asked,
            said=said,
            limits=limits_query(asked.limits),
        )

    def _refused(self, status: int, words: str) -> Response:
        page = self._shell.message(say("Your reply was not sent"), words, status=status)
        if status == 429:
            page.headers["Retry-After"] = "60"
        return page


def _purging(store: FeedbackStore) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return what lives as long as the application and deletes what becomes too old."""

    async def purge() -> None:
        while True:
            try:
                await to_thread.run_sync(store.purge_daily)
            except PlansError as error:
                _log.error("Old feedback could not be deleted: %s", error)
            await asyncio.sleep(PURGE_SECONDS)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        purging = asyncio.create_task(purge())
        yield
        purging.cancel()

    return lifespan


def _said(fields: QueryParams) -> Said:
    why = fields.get("why", "").strip()
    useful = {"yes": True, "no": False}.get(fields.get("useful", ""))
    too_long = say("Please use at most {longest} characters.", longest=LONGEST_WHY)
    return Said(
        useful=useful,
        why=why,
        wrong_choice="" if useful is not None else say("Please choose Yes or No."),
        wrong_why=too_long if len(why) > LONGEST_WHY else "",
    )
