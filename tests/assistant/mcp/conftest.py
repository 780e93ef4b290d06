"""A real client of the protocol, and the whole application that it calls."""

import datetime as dt
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import anyio
import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from assistant.mcp.application import build_mcp
from assistant.pipeline import Assistant
from assistant.serving.proxies import Proxies
from assistant.serving.rates import Rates
from assistant.web.answerer import Answerer
from assistant.web.app import build_app
from assistant.web.originals import Holdings

T = TypeVar("T")
LONGEST = 300
DAY = dt.date(2026, 1, 1)


@contextmanager
def serving(
    assistant: Assistant,
    *,
    answerer: Answerer | None = None,
    per_minute: int = 0,
    root_path: str = "",
    base_url: str = "",
) -> Iterator[str]:
    """Serve all pages and /mcp on a free port; gives the address without a path."""
    import uvicorn

    mcp = partial(
        build_mcp,
        answerer or assistant,
        assistant.index,
        rates=Rates(),
        per_minute=per_minute,
        longest=LONGEST,
        proxies=Proxies(()),
        root_path=root_path,
        base_url=base_url,
        as_of=lambda: DAY,
    )
    data = assistant.generation().folder.parents[1]
    holdings = Holdings(assistant.generation, data)
    app = build_app(assistant, holdings=holdings, root_path=root_path, mcp=mcp)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        until = time.monotonic() + 120
        while _is_starting(f"{url}{root_path}/mcp") and time.monotonic() < until:
            time.sleep(0.05)
        yield url
        server.should_exit = True
        thread.join(20)


def _is_starting(url: str) -> bool:
    try:
        return httpx.get(url, timeout=10).status_code == 503
    except httpx.TransportError:
        return True


def talk(url: str, work: Callable[[ClientSession], Awaitable[T]]) -> T:
    """Connect as a client does, and do some work with it."""

    async def connected() -> T:
        async with (
            streamable_http_client(f"{url}/mcp") as (incoming, outgoing, _),
            ClientSession(incoming, outgoing) as session,
        ):
            await session.initialize()
            return await work(session)

    return anyio.run(connected)


def call(url: str, tool: str, **arguments: Any) -> Any:
    """Call one tool; the client holds what comes back against the tool's schema."""
    return talk(url, lambda session: session.call_tool(tool, arguments))


@pytest.fixture(scope="session")
def url(assistant: Assistant) -> Iterator[str]:
    """Where the shipped corpus is served, without limits."""
    with serving(assistant) as address:
        yield address
