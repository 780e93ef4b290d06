"""The same tools over a pipe, for a client on this machine that starts the assistant itself."""

import datetime as dt
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, Protocol

from assistant.mcp.server import build_server
from assistant.mcp.tools import Caller, Result, Tool, Tools
from assistant.mcp.turns import Turns, in_turn
from assistant.mcp.wording import instructions
from assistant.web.answerer import Answerer

if TYPE_CHECKING:
    from corpus.reader import OpenIndex

__all__ = ["serve_stdio"]

_AT_ONCE = 4
_SECONDS = 60.0


class _Assistant(Answerer, Protocol):
    def index(self) -> "OpenIndex": ...


def serve_stdio(
    assistant: _Assistant,
    *,
    longest: int = 1_000,
    base_url: str = "",
    as_of: Callable[[], dt.date] = dt.date.today,
) -> None:
    """Answer what comes on standard input until it ends; logs go to standard error.

    Args:
        assistant: Answers questions; it is opened here.
        longest: Longest question that is taken, in characters.
        base_url: Where people reach our pages, with what a proxy takes off; "" for no links.
        as_of: Returns the day that "current" means.

    Raises:
        PlansError: What answers rest on cannot be used.
    """
    with _only_protocol() as out:
        assistant.open()
        import anyio

        if threading.current_thread() is threading.main_thread():
            # Reading standard input cannot be broken off, so Ctrl-C has to end it all.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        tools = Tools(assistant, assistant.index, longest=longest, as_of=as_of)
        anyio.run(_serve, assistant, tools, base_url.rstrip("/"), out)


async def _serve(assistant: _Assistant, tools: Tools, base: str, out: TextIOWrapper) -> None:
    import anyio
    from mcp.server.stdio import stdio_server

    turns = Turns(_AT_ONCE, _SECONDS)

    async def call(tool: Tool, given: dict[str, Any], _: object) -> Result:
        return await in_turn(turns, tools, tool, given, Caller(base=base))

    about = assistant.about()
    words = instructions(about, assistant.index().generation.catalogue.plans)
    server = build_server(f"Plans Assistant: {about.body}", words, call)
    async with stdio_server(stdout=anyio.wrap_file(out)) as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


@contextmanager
def _only_protocol() -> Iterator[TextIOWrapper]:
    """Keep standard output for the protocol; what libraries print there goes to standard error."""
    sys.stdout.flush()
    kept = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        with os.fdopen(os.dup(kept), "w", encoding="utf-8", newline="\n") as out:
            yield out
    finally:
        sys.stdout.flush()
        os.dup2(kept, sys.stdout.fileno())
        os.close(kept)
