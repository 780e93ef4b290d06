"""The whole, as ASGI: served at once, saying what it is doing until it answers."""

import asyncio
import contextlib
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette._utils import get_route_path
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.serving.front import Front
from assistant.serving.memory import give_back
from assistant.serving.metrics import CONTENT_TYPE
from assistant.web.assets import asset
from assistant.web.security import Guard
from assistant.web.shell import Shell
from assistant.web.words import say
from corpus.errors import PlansError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.serving.opening import Serving

__all__ = ["Application", "Start"]

RETRY_SECONDS = 2
STOP_SECONDS = 3
"""Longest time that a stop waits where nobody set one."""
_SITE = "/site/"
_CHATS = re.compile(
    r"/?|/(?:gradio_api|assets|static|svelte)/.*|/(?:theme\.css|favicon\.ico|manifest\.json)",
    re.DOTALL,
)
"""What belongs to the chat; everything else to the pages without Gradio."""
_GIVE_BACK_SECONDS = 30
"""After how long memory that is free goes back to the system, again and again."""
_STAFF = re.compile(r"/staff(?:/|$)")
_API = re.compile(r"/api(?:/|$)")
_MCP = re.compile(r"/mcp(?:/|$)")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What has to be done before everything answers, in this order; each may take seconds."""

    open: Callable[[], object]
    """Opens the index and the model."""
    plain: "Callable[[], FastAPI]"
    """Makes the pages without Gradio."""
    staff: "Callable[[], FastAPI] | None" = None
    """Makes all of /staff; None where the operator configured no sign-in."""
    api: "Callable[[], FastAPI] | None" = None
    """Makes all of /api."""
    mcp: "Callable[[], FastAPI] | None" = None
    """Makes all of /mcp; None where the operator did not turn it on."""
    chat: "Callable[[], FastAPI]"
    warm: Callable[[], object]
    """Works out what the first visitors would wait for; nobody waits for it here."""
    check: Callable[[], object]
    """Raises PlansError where what answers rest on can no longer be used."""


class Application:
    """Serves the pages as each becomes ready, and meanwhile a page that says what is being done."""

    def __init__(
        self,
        begin: Callable[[], Start],
        shell: Shell,
        *,
        framed_by: tuple[str, ...] = (),
        serving: "Serving | None" = None,
    ) -> None:
        """Prepare; nothing slow happens before the server's start.

        Args:
            begin: Puts together what has to be done; called in a thread once the port answers,
                since its imports take seconds. Raises PlansError where the settings are wrong.
            shell: Makes the page that is shown meanwhile.
            framed_by: Websites that may show the pages in a frame.
            serving: Limits and counts; without it there is nothing at "/metrics".
        """
        self.begin = begin
        self._serving = serving
        self._start: Start | None = None
        self._shell = shell
        self._doing = say("starting")
        self._plain: FastAPI | None = None
        self._api: FastAPI | None = None
        self._staff: FastAPI | None = None
        self._mcp: FastAPI | None = None
        self.chat: FastAPI | None = None
        """The chat, once it is there."""
        self.failure: PlansError | None = None
        """Why it will never answer."""
        self.on_ready: Callable[[], None] = lambda: None
        """Called when everything answers."""
        self.on_failure: Callable[[], None] = lambda: None
        """Called when it will never answer."""
        self.stopping = False
        """Whether it is about to end: questions are still answered, but none should be sent."""
        self._front = Front(
            Guard(self._respond, root_path=shell.root_path, framed_by=framed_by),
            root_path=shell.root_path,
            proxies=serving.proxies if serving else None,
            metrics=serving.metrics if serving else None,
            limits=serving.limits if serving else None,
        )

    @property
    def under_way(self) -> int:
        """Questions that are being answered, as far as they are counted."""
        return self._serving.under_way if self._serving else 0

    @property
    def stop_seconds(self) -> int:
        """Longest time that a stop waits for answers under way."""
        return self._serving.stop_seconds if self._serving else STOP_SECONDS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live through one run of the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await self._front(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._make_room()
        over = asyncio.Event()
        starting = asyncio.create_task(self._prepare(over))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        over.set()
        with contextlib.suppress(asyncio.CancelledError):
            await starting
        await send({"type": "lifespan.shutdown.complete"})

    def _make_room(self) -> None:
        """Let questions wait in threads without anything else waiting for a thread."""
        if self._serving is not None:
            from anyio.to_thread import current_default_thread_limiter

            current_default_thread_limiter().total_tokens = self._serving.threads

    async def _prepare(self, over: asyncio.Event) -> None:
        """Do what has to be done, in a thread, and keep what was made alive until the end."""
        async with contextlib.AsyncExitStack() as stack:
            try:
                self._doing = say("opening the documents and the search")
                start = await asyncio.to_thread(self.begin)
                await asyncio.to_thread(start.open)
                self._start = start
                self._plain = await self._made(start.plain, stack)
                if start.api is not None:
                    self._api = await self._made(start.api, stack)
                if start.staff is not None:
                    self._staff = await self._made(start.staff, stack)
                if over.is_set():
                    return
                self._doing = say("preparing the chat")
                self.chat = await self._made(start.chat, stack)
                if start.mcp is not None:
                    self._mcp = await self._made(start.mcp, stack)
                self._doing = ""
                if over.is_set():
                    return
                self.on_ready()
                await asyncio.to_thread(start.warm)
            except PlansError as error:
                self._give_up(error)
            except Exception as error:
                _log.exception("The pages could not be made")
                self._give_up(PlansError(f"the pages could not be made: {error}"))
            while not over.is_set():
                await asyncio.to_thread(give_back)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(over.wait(), _GIVE_BACK_SECONDS)

    async def _made(
        self, make: "Callable[[], FastAPI]", stack: contextlib.AsyncExitStack
    ) -> "FastAPI":
        app = await asyncio.to_thread(make)
        await stack.enter_async_context(app.router.lifespan_context(app))
        return app

    def _give_up(self, error: PlansError) -> None:
        if self.chat is None:
            self.failure = error
            self.on_failure()
        else:
            _log.error("%s", error)  # only warming failed

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = get_route_path(scope)
        app: ASGIApp
        if path == "/healthz":
            app = JSONResponse({"status": "ok"})
        elif path == "/readyz":
            app = await asyncio.to_thread(self._readiness)
        elif path == "/metrics":
            app = await asyncio.to_thread(self._metrics, scope)
        elif path.startswith(_SITE):
            app = asset(path.removeprefix(_SITE), self._shell)
        else:
            app = self._face(path) or self._waiting(scope)
        await app(scope, receive, send)

    def _face(self, path: str) -> ASGIApp | None:
        """Return what answers an address; None where that is not ready."""
        start = self._start
        if start is None:
            return None
        if _STAFF.match(path):
            return self._staff if start.staff is not None else self._no_staff()
        if _API.match(path) and start.api is not None:
            return self._api
        if _MCP.match(path) and start.mcp is not None:
            return self._mcp
        return self.chat if _CHATS.fullmatch(path) else self._plain

    def _no_staff(self) -> ASGIApp:
        words = say("Nobody can sign in here: whoever runs this has not turned on pages for staff.")
        return self._shell.message(say("Not found"), words, status=404)

    def _metrics(self, scope: Scope) -> Response:
        """Show what is counted to those who may read it; for others there is nothing here."""
        serving, request = self._serving, Request(scope)
        if serving is None or not serving.proxies.is_from(request, serving.metrics_from):
            return PlainTextResponse("Not found", 404)
        headers = {"Cache-Control": "no-store"}
        return Response(serving.metrics.text(), media_type=CONTENT_TYPE, headers=headers)

    def _readiness(self) -> JSONResponse:
        """Say whether questions are answered, and if not, what is being done about it."""
        doing, asks = self._doing, self._plain is not None
        ready = self.chat is not None and not doing
        if asks and self._start is not None:
            try:
                self._start.check()
            except PlansError as error:
                _log.error("%s", error)
                ready, asks, doing = False, False, "the index cannot be used; see the log"
        if self.stopping:
            ready, doing = False, "stopping"
        state: dict[str, Any] = {"ready": ready, "asks": asks}
        if doing:
            state["doing"] = doing
        headers = {"Cache-Control": "no-store"}
        return JSONResponse(state, status_code=200 if ready else 503, headers=headers)

    def _waiting(self, scope: Scope) -> ASGIApp:
        """Show what is being done; the page looks for itself when that is over."""
        asked = scope.get("query_string", b"").decode("latin-1")
        return self._shell.page(
            "starting.html",
            title=say("Starting"),
            status=503,
            index=False,
            doing=self._doing,
            again=f"?{asked}" if asked else "",
            headers={"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"},
        )
