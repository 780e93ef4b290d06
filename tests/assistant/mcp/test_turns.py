"""Turns: so many at once, the others in order, none for ever."""

import threading
from collections.abc import Callable

import anyio
import pytest

from assistant.mcp.turns import Turns
from assistant.serving.gate import Busy


def _blocked(release: threading.Event) -> Callable[[], str]:
    def work() -> str:
        assert release.wait(30)
        return "done"

    return work


def test_whoever_waits_too_long_is_told_that_it_is_busy_and_the_place_is_free_again() -> None:
    release = threading.Event()

    async def work() -> str:
        turns = Turns(1, seconds=0.05)
        async with anyio.create_task_group() as group:
            group.start_soon(turns.run, _blocked(release))
            await anyio.lowlevel.checkpoint()
            with pytest.raises(Busy):
                await turns.run(lambda: "never")
            assert await turns.run(lambda: "at once", urgent=True) == "at once"
            release.set()
        return await turns.run(lambda: "later")

    assert anyio.run(work) == "later"


def test_a_place_is_given_back_when_the_work_fails() -> None:
    def fail() -> None:
        raise ValueError

    async def work() -> str:
        turns = Turns(1, seconds=5)
        with pytest.raises(ValueError):
            await turns.run(fail)
        return await turns.run(lambda: "next")

    assert anyio.run(work) == "next"


def test_more_work_at_once_than_there_are_threads_that_the_pages_share() -> None:
    all_there = threading.Barrier(64)

    async def work() -> None:
        turns = Turns(64, seconds=5)
        async with anyio.create_task_group() as group:
            for _ in range(64):
                group.start_soon(turns.run, lambda: all_there.wait(30))

    anyio.run(work)
    assert not all_there.broken
