"""What answers language models at /mcp: each request by itself, so that any replica can."""

import datetime as dt
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from assistant.mcp.messages import MAX_BODY_BYTES, read_body, refusal_of, replayed, rpc_error
from assistant.mcp.origins import Origins
from assistant.mcp.server import build_server
from assistant.mcp.tools import Caller, Result, Tool, Tools
from assistant.mcp.turns import Turns, in_turn
from assistant.mcp.wording import instructions
from assistant.serving.metrics import Metrics
from assistant.serving.proxies import Proxies
from assistant.serving.rates import Rates
from assistant.serving.requests import Face
from assistant.web.answerer import Answerer
from corpus.reader import OpenIndex

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

__all__ = ["build_mcp"]

_ASKING_AT_ONCE = 64
"""Questions that may wait in threads; how many are worked on is the answerer's matter."""
_READING_AT_ONCE = 4
_SECONDS = 10.0
"""Longest time that a call waits for its turn."""


def build_mcp(  # noqa: PLR0913 - everything that differs between installations meets here
    answerer: Answerer,
    index: Callable[[], OpenIndex],
    *,
    rates: Rates,
    per_minute: int,
    longest: int,
    proxies: Proxies,
    root_path: str = "",
    base_url: str = "",
    metrics: Metrics | None = None,
    as_of: Callable[[], dt.date] = dt.date.today,
) -> FastAPI:
    """Make all of /mcp: read-only tools over streamable HTTP, stateless, answering in JSON.

    Args:
        answerer: Answers questions; it must have been opened.
        index: Returns the index that answers now; raises PlansError where it cannot be used.
        rates: Counts calls by address, together with questions of the pages and of the API.
        per_minute: Questions that one address may ask in a minute; 0 is no limit.
        longest: Longest question that is taken, in characters.
        proxies: Which proxies are believed about the address.
        root_path: What a proxy takes off the start of every path, such as "/plans".
        base_url: Where people reach our pages, such as "https://plans.example.org", for links;
            without it only those who call this machine itself get any.
        metrics: Where refused calls are counted.
        as_of: Returns the day that "current" means.

    Raises:
        PlansError: The index cannot be used.
    """
    about = answerer.about()
    logging.getLogger("mcp").setLevel(logging.WARNING)  # else a line for every request
    face = _Face(
        tools=Tools(answerer, index, longest=longest, as_of=as_of),
        origins=Origins(base_url, root_path),
        wait=partial(_wait, rates, per_minute, proxies, metrics or Metrics()),
        name=f"Plans Assistant: {about.body}",
        instructions=instructions(about, index().generation.catalogue.plans),
    )
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=face.lifespan,
    )
    app.router.routes += [Route("/mcp", face), Route("/mcp/", face)]
    return app


def _wait(
    rates: Rates, per_minute: int, proxies: Proxies, metrics: Metrics, tool: Tool, request: Request
) -> float | None:
    """Count one call; returns the seconds to wait where there were too many.

    What is asked is counted with what the same address asks on the pages and through the API, and
    what is only read with what it reads there.
    """
    use = "read" if tool.name == "document" else "ask"
    seconds = rates.wait(f"{use}:{proxies.client(request)}", per_minute)
    if seconds is not None:
        metrics.refused(Face.MCP, too_often=True)
    return seconds


class _Face:
    """Answers requests at /mcp, as ASGI."""

    def __init__(
        self,
        *,
        tools: Tools,
        origins: Origins,
        wait: Callable[[Tool, Request], float | None],
        name: str,
        instructions: str,
    ) -> None:
        self._tools = tools
        self._origins = origins
        self._wait = wait
        self._name, self._instructions = name, instructions
        self._manager: StreamableHTTPSessionManager | None = None
        self._asking = Turns(_ASKING_AT_ONCE, _SECONDS)
        self._reading = Turns(_READING_AT_ONCE, _SECONDS)

    @asynccontextmanager
    async def lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        """Answer as long as this lasts."""
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        self._manager = StreamableHTTPSessionManager(
            build_server(self._name, self._instructions, self._call),
            json_response=True,
            stateless=True,
            max_request_body_size=MAX_BODY_BYTES,
        )
        async with self._manager.run():
            yield
        self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        if not self._origins.admit(request):
            words = "Pages of other websites may not call this."
            await rpc_error(words, status=403)(scope, receive, send)
            return
        if request.method != "POST":  # there is no stream to listen to and no session to end
            refused = rpc_error(
                "Send messages with POST; nothing is kept here between them.",
                status=405,
                headers={"Allow": "POST"},
            )
            await refused(scope, receive, send)
            return
        body = await read_body(request)
        if body is None or self._manager is None:
            return
        refusal = refusal_of(body) if isinstance(body, bytes) else body
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        assert isinstance(body, bytes)
        await self._manager.handle_request(scope, replayed(body, receive), send)

    async def _call(self, tool: Tool, given: dict[str, Any], request: Request) -> Result:
        caller = Caller(wait=partial(self._wait, tool, request), base=self._origins.base(request))
        turns = self._asking if tool.name == "ask" else self._reading
        return await in_turn(turns, self._tools, tool, given, caller)
