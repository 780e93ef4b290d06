"""Visitors of the cluster: each question from another address, as many people at once would ask."""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx

from evals.load.report import LoadReport, UserFigures
from evals.load.users import run_users
from evals.load.ways import Way, page_or_api

__all__ = ["QUESTIONS", "Reply", "Visitors", "ask", "visiting"]

QUESTIONS = (
    "what did the 2015 plan say about cybercrime?",
    "what are the priorities of the current plan?",
    "how much was the police precept in 2016/17?",
    "who was the first Commissioner?",
    "compare the themes of the 2015 plan and the 2017 plan",
    "what did they promise about Specials?",
    "when did the consultation on the 2022 plan run?",
    "how many documents mention Beacon?",
    "what is said about rural crime?",
    "is there anything on knife crime?",
)
_MORE = 2.0
_ADDRESSES = 200
"""So many that none of them asks more often than a single visitor may."""

Reply = tuple[int, dict[str, Any]]
"""The HTTP status, and what the API said; {} where that is not an object of JSON."""


class Visitors:
    """People behind many addresses; on Linux all of 127.0.0.0/8 is this machine."""

    def __init__(self, clients: list[httpx.AsyncClient]) -> None:
        self._clients = clients
        self._next = itertools.cycle(clients)

    def some(self, count: int) -> list[httpx.AsyncClient]:
        """Return clients of different addresses."""
        return self._clients[:count]

    async def load(
        self, url: str, users: int, seconds: float, *, until: asyncio.Event
    ) -> LoadReport:
        """Ask by the page and by the API, for some seconds and until something has happened."""
        ways = [self._from_somewhere(way) for way in await page_or_api(url)]
        reports = [await run_users(url, users, QUESTIONS, seconds, timeout=30, ways=ways)]
        while not until.is_set():
            reports.append(await run_users(url, users, QUESTIONS, _MORE, timeout=30, ways=ways))
        return _together(reports)

    def _from_somewhere(self, way: Way) -> Way:
        async def asked(_: httpx.AsyncClient, question: str) -> int:
            return await way(next(self._next), question)

        return asked


@asynccontextmanager
async def visiting(url: str) -> AsyncIterator[Visitors]:
    """Give visitors of a server, each with an address of their own."""
    async with AsyncExitStack() as stack:
        clients = []
        for number in range(1, _ADDRESSES + 1):
            transport = httpx.AsyncHTTPTransport(
                verify=False,
                local_address=f"127.0.1.{number}",
                limits=httpx.Limits(max_keepalive_connections=0),
            )
            client = httpx.AsyncClient(
                base_url=url, transport=transport, timeout=30, trust_env=False
            )
            clients.append(await stack.enter_async_context(client))
        yield Visitors(clients)


_told = itertools.cycle(f"198.18.{high}.{low}" for high in range(8) for low in range(1, 255))


async def ask(
    url: str, question: str = QUESTIONS[0], *, by: str | None = None, seconds: float = 30
) -> Reply:
    """Ask one server through the API.

    Args:
        url: Of a replica, which believes us to be its proxy.
        question: What is asked.
        by: The visitor's address; every time another if not given.
        seconds: Longest wait.

    Raises:
        httpx.HTTPError: Nothing came back.
    """
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=seconds) as client:
        reply = await client.post(
            "/api/v1/ask",
            json={"question": question},
            headers={"X-Forwarded-For": by or next(_told)},
        )
    try:
        said = reply.json()
    except ValueError:
        said = None
    return reply.status_code, said if isinstance(said, dict) else {}


def _together(reports: Sequence[LoadReport]) -> LoadReport:
    """One report of loads that followed each other at once."""
    failures, begun = [], 0.0
    statuses: Counter[int] = Counter()
    for report in reports:
        failures += [replace(failure, at=failure.at + begun) for failure in report.failures]
        begun += report.seconds
        statuses.update(report.statuses)
    return LoadReport(
        seconds=begun,
        statuses=dict(statuses),
        failures=tuple(failures),
        latencies=tuple(latency for report in reports for latency in report.latencies),
        users=tuple(map(_user, zip(*(report.users for report in reports), strict=True))),
    )


def _user(parts: Sequence[UserFigures]) -> UserFigures:
    return UserFigures(
        answered=sum(part.answered for part in parts),
        failed=sum(part.failed for part in parts),
        slowest=max(part.slowest for part in parts),
    )
