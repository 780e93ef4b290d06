"""An answer as it grows, as server-sent events."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping
from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi import Response
from starlette.types import Receive, Scope, Send

from assistant.answers import Answer, to_json
from assistant.web.answer_stream import AnswerStream

__all__ = ["MEDIA_TYPE", "EventStream"]

MEDIA_TYPE = "text/event-stream"
_RETRY_MS = 60_000
"""A browser asks again by itself when a stream ends; whoever does not close it waits for that."""
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_log = logging.getLogger(__name__)


class EventStream(Response):
    """Sends `answer`, then `written` as often as the answer grows, then `done`.

    Where the client goes away, nothing more is written for it.
    """

    media_type = MEDIA_TYPE

    def __init__(
        self,
        answers: AnswerStream,
        failure: Mapping[str, Any],
        *,
        waiting: CapacityLimiter,
        quiet_seconds: float = 10,
    ) -> None:
        """Prepare.

        Args:
            answers: The answer, the first of which is there.
            failure: The problem that is sent as `error` where the rest cannot be.
            waiting: Bounds the threads in which streams wait.
            quiet_seconds: After so long without an event, a comment shows that we are still there.
        """
        super().__init__(headers=_HEADERS, media_type=MEDIA_TYPE)
        del self.headers["content-length"]
        self._answers = answers
        self._failure = failure
        self._waiting = waiting
        self._quiet_seconds = quiet_seconds

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Send the events, until the end or until nobody listens."""
        sending = asyncio.ensure_future(self._send(send))
        leaving = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._answers.close()
            for task in (sending, leaving):
                task.cancel()
            ended = await asyncio.gather(sending, leaving, return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception) and not isinstance(error, OSError):
                raise error

    async def _send(self, send: Send) -> None:
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        first = self._answers.first
        begun = f"retry: {_RETRY_MS}\n{_event('answer', to_json(first))}"
        await send({"type": "http.response.body", "body": begun.encode(), "more_body": True})
        try:
            async for event in self._following(first):
                await send(
                    {"type": "http.response.body", "body": event.encode(), "more_body": True}
                )
            last = _event("done", json.dumps({"id": first.id}))
        except OSError:
            raise
        except Exception as error:
            # Its message may hold what people wrote.
            _log.error("An answer could not be sent to its end: %s", type(error).__name__)
            last = _event("error", json.dumps(self._failure, ensure_ascii=False))
        await send({"type": "http.response.body", "body": last.encode(), "more_body": False})

    async def _following(self, shown: Answer) -> AsyncIterator[str]:
        """Give an event for each time that the answer grew, and comments in between."""
        changes = self._answers.changes()
        while True:
            coming = asyncio.ensure_future(
                to_thread.run_sync(next, changes, None, limiter=self._waiting)
            )
            while not (await asyncio.wait({coming}, timeout=self._quiet_seconds))[0]:
                yield ": still being written\n\n"
            answer = coming.result()
            if answer is None:
                return
            if (answer.written, answer.writer) != (shown.written, shown.writer):
                yield _event("written", _grown(answer))
            shown = answer


async def _gone(receive: Receive) -> None:
    """Wait until the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _grown(answer: Answer) -> str:
    """What takes the place of the two fields that grow."""
    fields = json.loads(to_json(answer))
    grown = {name: fields[name] for name in ("written", "writer")}
    return json.dumps(grown, ensure_ascii=False)


def _event(name: str, data: str) -> str:
    """Write one event; JSON has no line ends of its own."""
    return f"event: {name}\ndata: {data}\n\n"
