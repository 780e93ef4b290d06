"""What every request passes: it gets an id, limits of time, a count, and a line in the log."""

import asyncio
import json
import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette._utils import get_route_path
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.serving.logs import REQUESTS, describe
from assistant.serving.metrics import Metrics
from assistant.serving.proxies import Proxies
from assistant.serving.rates import Rates
from assistant.serving.requests import Face, Sent, answering, face_of, id_of, request_id

__all__ = ["Front", "FrontLimits", "refusal"]

_POSTS = 10
"""How many messages the chat's page may send for each question that one may ask."""
_SHARE = 2
"""One address may have half of it under way: it may be a proxy that is not trusted yet."""
_NAMED = frozenset({"/healthz", "/readyz", "/metrics"})
_lines = logging.getLogger(REQUESTS)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontLimits:
    """Limits that hold for every request, whatever it asks."""

    body_seconds: float = 10
    """Longest time that the body of a request may take to come."""
    answer_seconds: float = 60
    """Longest time until an answer begins; what streams may then go on."""
    at_once: int = 800
    """Requests under way at the same time, open streams among them: fewer than files may be open."""
    questions_per_minute: int = 0
    """What one address may ask; 0 is no limit."""


@dataclass(slots=True)
class _Course:
    """How far a request has come."""

    since: float
    status: int = 0
    """0 until an answer begins."""
    over: bool = False
    """Whether whatever is still sent for it is dropped."""
    body_until: float | None = None
    """When its body has to be here; None once it is."""
    slow_body: bool = False
    gone: bool = False
    """Whether its sender has gone."""


class Front:
    """Stands before the whole application."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        root_path: str = "",
        proxies: Proxies | None = None,
        metrics: Metrics | None = None,
        limits: FrontLimits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Stand before an application.

        Args:
            app: What answers.
            root_path: What a proxy takes off the start of every path.
            proxies: Who is believed about the sender.
            metrics: Where requests are counted.
            limits: How long and how often; the defaults if not given.
            clock: Tells seconds.
        """
        self._app = app
        self._root_path = root_path
        self._proxies = proxies or Proxies(())
        self._metrics = metrics or Metrics()
        self._limits = limits or FrontLimits()
        self._clock = clock
        # Not shared with other replicas: it protects this process, and nobody waits for it.
        self._posts = Rates()
        self.under_way = 0
        """Requests that are being answered, open streams among them."""
        self._by_client: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = self._path(scope)
        sent = self._sent(scope, path)
        course = _Course(since=self._clock())
        self.under_way += 1
        self._by_client[sent.client] += 1
        with answering(sent, scope):
            try:
                await self._answer(scope, sent, course, _Ends(receive, send, sent, course))
            finally:
                self.under_way -= 1
                self._left(sent.client)
                self._note(scope, path, sent, course)

    def _left(self, client: str) -> None:
        self._by_client[client] -= 1
        if not self._by_client[client]:
            del self._by_client[client]

    def _path(self, scope: Scope) -> str:
        """Return the path as the application knows it, whether or not a proxy took its start off."""
        path = get_route_path(scope)
        its, root = f"{path}/", f"{self._root_path}/"
        return path[len(root) - 1 :] if self._root_path and its.startswith(root) else path

    def _sent(self, scope: Scope, path: str) -> Sent:
        connection = HTTPConnection(scope)
        given = connection.headers.get("x-request-id", "")
        return Sent(
            id=id_of(given, self._proxies.sent(connection)),
            face=face_of(path),
            client=self._proxies.client(connection),
        )

    async def _answer(self, scope: Scope, sent: Sent, course: _Course, ends: "_Ends") -> None:
        if refused := self._refused(scope, sent):
            await refused(scope, ends.receive, ends.send)
            return
        if _has_body(scope):
            course.body_until = self._limits.body_seconds + asyncio.get_running_loop().time()
        work = asyncio.ensure_future(self._app(scope, ends.receive, ends.send))
        try:
            await self._finished(work, course)
        except asyncio.CancelledError:
            work.cancel()
            raise
        except Exception as error:
            _log.error("A request failed: %s", describe(error))
        if course.slow_body:
            self._metrics.too_slow("body")
            await ends.instead(refusal(408, "What you sent took too long to come."))
        elif course.status == 0 and not course.gone:
            late = not work.done()
            if late:
                self._metrics.too_slow("answer")
            words = "The answer takes too long." if late else "Something went wrong."
            await ends.instead(refusal(503 if late else 500, f"{words} Please try again.", 30))

    async def _finished(self, work: "asyncio.Future[None]", course: _Course) -> None:
        """Wait for an answer; one that does not begin in time is left to itself.

        Its thread cannot be stopped, so it goes on, and keeps the place that it has.
        """
        await asyncio.wait({work}, timeout=self._limits.answer_seconds)
        if not work.done() and course.status == 0:
            work.add_done_callback(_look_at)
        else:
            await work

    def _refused(self, scope: Scope, sent: Sent) -> ASGIApp | None:
        if sent.face is Face.HEALTH:
            return None
        most_of_one = max(1, self._limits.at_once // _SHARE)
        if self.under_way > self._limits.at_once or self._by_client[sent.client] > most_of_one:
            return refusal(503, "Very many people are here just now. Please try again.", 5)
        if scope["method"] == "POST" and sent.face is Face.CHAT:
            per_minute = _POSTS * self._limits.questions_per_minute
            seconds = self._posts.wait(sent.client, per_minute)
            if seconds is not None:
                self._metrics.refused(sent.face, too_often=True)
                return refusal(429, "Too much was sent from here.", seconds)
        return None

    def _note(self, scope: Scope, path: str, sent: Sent, course: _Course) -> None:
        status = course.status or 499  # gone before there was an answer
        self._metrics.request(sent.face, status)
        took = round((self._clock() - course.since) * 1000)
        template = _template(scope, path)
        _lines.log(
            logging.DEBUG if sent.face is Face.HEALTH else logging.INFO,
            "%s %s %s %s ms",
            sent.face.value,
            template,
            status,
            took,
            extra={
                "face": sent.face.value,
                "path": template,
                "status": status,
                "milliseconds": took,
            },
        )


class _Ends:
    """Both ends of a request: what is received of the sender, and what is sent back."""

    def __init__(self, receive: Receive, send: Send, sent: Sent, course: _Course) -> None:
        self._receive, self._send = receive, send
        self._sent, self._course = sent, course

    async def receive(self) -> Message:
        """Receive what comes; a body that takes too long ends as if its sender had gone."""
        course = self._course
        if course.body_until is None:
            return self._looked_at(await self._receive())
        try:
            async with asyncio.timeout_at(course.body_until):
                message = await self._receive()
        except TimeoutError:
            course.slow_body = course.over = course.status == 0
            return {"type": "http.disconnect"}
        return self._looked_at(message)

    def _looked_at(self, message: Message) -> Message:
        self._course.gone |= message["type"] == "http.disconnect"
        if not message.get("more_body"):
            self._course.body_until = None
        return message

    async def send(self, message: Message) -> None:
        """Send what answers, with the request's id, unless it was answered otherwise."""
        if not self._course.over:
            await self._pass_on(message)

    async def instead(self, answer: ASGIApp) -> None:
        """Answer otherwise; whatever the application still sends is dropped."""
        self._course.over = True
        await answer({"type": "http"}, self._receive, self._pass_on)

    async def _pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._course.status = message["status"]
            MutableHeaders(scope=message)["X-Request-ID"] = self._sent.id
        await self._send(message)


def refusal(status: int, words: str, seconds: float = 0) -> ASGIApp:
    """Make an answer that needs nothing of the application: a problem as RFC 9457 writes it.

    Args:
        status: The HTTP status.
        words: What to say.
        seconds: When to come again; 0 says nothing of it.
    """
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": f"{words} In danger, call 999.",
        "request_id": request_id(),
    }
    body = json.dumps(problem).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if status == 408:
        headers.append((b"connection", b"close"))
    if seconds:
        headers.append((b"retry-after", str(max(1, round(seconds + 0.5))).encode()))

    async def answer(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return answer


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


def _template(scope: Scope, path: str) -> str:
    """Return the route's path with its names in braces; never what somebody wrote there."""
    if path in _NAMED:
        return path
    template = getattr(scope.get("route"), "path", None)
    return template if isinstance(template, str) and template else f"({face_of(path).value})"


def _look_at(late: "asyncio.Future[None]") -> None:
    """Take what came of a request that was given up, so that nobody complains that none did."""
    if not late.cancelled() and (error := late.exception()) is not None:
        _log.error("A request that was given up failed: %s", describe(error))
