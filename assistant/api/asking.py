"""Questions: answered as one object, or as it grows."""

from collections.abc import Callable
from functools import partial
from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi import Request, Response

from assistant.answers import Answer, to_json
from assistant.api.accepting import JSON, accepted
from assistant.api.callers import Callers
from assistant.api.event_stream import MEDIA_TYPE, EventStream
from assistant.api.problems import FAILED, Problem, problem_fields
from assistant.api.questions import AskBody, AskQuery, tells_of_danger
from assistant.api.reading import read_json, read_query, validated
from assistant.limits import NO_LIMITS
from assistant.web.answer_stream import AnswerStream
from assistant.web.answerer import Answerer
from corpus.reader import OpenIndex

__all__ = ["Asking"]

_ASKING = 128
"""Threads in which questions wait and are answered; how many at once is not decided here."""
_FOLLOWING = 64
"""Threads in which streams wait for what is written."""
FAILED_DETAIL = "Something went wrong on our side. Report it with the request_id."

Asked = AskBody | AskQuery


class Asking:
    """Answers questions."""

    def __init__(
        self,
        answerer: Answerer,
        index: Callable[[], OpenIndex],
        callers: Callers,
        *,
        longest: int,
        root_path: str,
    ) -> None:
        """Prepare.

        Args:
            answerer: The assistant.
            index: Returns the index that answers now; raises PlansError.
            callers: Lets in those who may ask.
            longest: Longest question that is taken, in characters.
            root_path: What a proxy takes off the start of every address.
        """
        self._answerer = answerer
        self._index = index
        self._callers = callers
        self._longest = longest
        self._root_path = root_path
        self._threads = CapacityLimiter(_ASKING)
        self._following = CapacityLimiter(_FOLLOWING)

    async def by_body(self, request: Request) -> Response:
        """Answer a question that stands in the body."""
        sent = await read_json(request)
        question = sent.get("question") if isinstance(sent, dict) else None
        return await self._answered(request, question, partial(validated, AskBody, sent))

    async def by_address(self, request: Request) -> Response:
        """Answer a question that stands in the address."""
        given = request.query_params.getlist("q")
        urgent = (each for each in given if tells_of_danger(each))  # also where it is given twice
        question = await self._run(next, urgent, next(iter(given), None))
        return await self._answered(request, question, partial(read_query, request, AskQuery))

    async def _answered(
        self, request: Request, question: Any, read: Callable[[], Asked]
    ) -> Response:
        """Answer; somebody in danger before anything else is looked at, be it wrong or too much."""
        if await self._run(tells_of_danger, question):
            return await self._sent(request, _form(request), AskBody(question=question))
        await self._run(self._callers.admit, request, "ask")
        form = accepted(request, JSON, MEDIA_TYPE)
        asked = read()
        await self._run(self._index)  # where there is none, that is no answer
        return await self._sent(request, form, asked)

    async def _sent(self, request: Request, form: str, asked: Asked) -> Response:
        limits = asked.limited or NO_LIMITS
        ask: dict[str, Any] = {"limits": limits, "longest": self._longest}
        if form == MEDIA_TYPE:
            answers = partial(self._answerer.answers, asked.question, asked.earlier, **ask)
            stream = await self._run(lambda: AnswerStream(answers()))
            failure = problem_fields(Problem(FAILED, FAILED_DETAIL), request, self._root_path)
            return EventStream(stream, failure, waiting=self._following)
        answer: Answer = await self._run(
            partial(self._answerer.answer, asked.question, asked.earlier, **ask)
        )
        return Response(to_json(answer), headers={"Cache-Control": "no-store"}, media_type=JSON)

    async def _run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Run in a thread of ours, so that those of the pages are never all taken by questions."""
        return await to_thread.run_sync(work, *arguments, limiter=self._threads)


def _form(request: Request) -> str:
    """Return the form that is wanted; JSON, where that cannot be read."""
    try:
        return accepted(request, JSON, MEDIA_TYPE)
    except Problem:
        return JSON
