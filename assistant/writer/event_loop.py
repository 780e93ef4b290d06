"""Runs a provider's asynchronous client for callers that are not.

A read that waits can be broken off from outside only where it is asynchronous: so a limit of time
holds against a server that sends a byte a second, and whoever stops listening closes the
connection.
"""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

__all__ = ["pieces"]

_GRACE = 1.0
"""Seconds that the work itself has to notice that its time is over."""
_STARTING = threading.Lock()
_LOOPS: list[asyncio.AbstractEventLoop] = []

Say = Callable[[str], None]


def pieces(work: Callable[[Say], Coroutine[Any, Any, None]], seconds: float) -> Iterator[str]:
    """Yield what some work says, as it says it; closing the iterator cancels the work.

    Args:
        work: Called with what it is to call with each piece.
        seconds: Within which it ends by itself; if it does not, it is cancelled.

    Raises:
        TimeoutError: It did not end.
        Exception: What the work raised.
    """
    said: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()

    async def run() -> None:
        try:
            await work(said.put)
            said.put(None)
        except BaseException as error:
            said.put(error)
            if not isinstance(error, Exception):
                raise

    until = time.monotonic() + seconds + _GRACE
    running = asyncio.run_coroutine_threadsafe(run(), _loop())
    try:
        while True:
            try:
                item = said.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                raise TimeoutError from None
            if isinstance(item, BaseException):
                raise item
            if item is None:
                return
            yield item
    finally:
        running.cancel()


def _loop() -> asyncio.AbstractEventLoop:
    """Return the one loop of this process: the providers' clients keep connections for it."""
    with _STARTING:
        if not _LOOPS:
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="chat-model", daemon=True).start()
            _LOOPS.append(loop)
        return _LOOPS[0]
