"""So many calls are worked on at once, in threads; the others wait for their turn, not for long."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

import anyio.to_thread
from anyio import CapacityLimiter

from assistant.mcp.tools import Caller, Result, Tool, Tools, is_urgent, say_busy
from assistant.serving.gate import Busy

__all__ = ["Turns", "in_turn"]

T = TypeVar("T")


class Turns:
    """Runs work in threads of its own, so that no other face of the assistant waits for them."""

    def __init__(self, at_once: int, seconds: float) -> None:
        """Prepare.

        Args:
            at_once: How many are worked on at the same time.
            seconds: Longest time that one waits for its turn.
        """
        self._free = asyncio.Semaphore(at_once)
        self._seconds = seconds

    async def run(self, work: Callable[[], T], *, urgent: bool = False) -> T:
        """Do work in a thread when its turn comes, first come first served; at once where urgent.

        Raises:
            Busy: Its turn did not come in time.
        """
        if urgent:
            return await _in_thread(work)
        try:
            async with asyncio.timeout(self._seconds):
                await self._free.acquire()
        except TimeoutError:
            raise Busy(self._seconds) from None
        try:
            return await _in_thread(work)
        finally:
            self._free.release()


async def _in_thread(work: Callable[[], T]) -> T:
    """Do work in a thread that is not one of those that the pages share."""
    return await anyio.to_thread.run_sync(work, limiter=CapacityLimiter(1))


async def in_turn(
    turns: Turns, tools: Tools, tool: Tool, given: Mapping[str, Any], caller: Caller
) -> Result:
    """Answer one call of a tool when its turn comes; those that tell of danger do not wait."""
    try:
        return await turns.run(partial(tools.call, tool, given, caller), urgent=is_urgent(given))
    except Busy as busy:
        return say_busy(busy)
