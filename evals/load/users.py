"""Several users at once, each of whom asks the next question when the last one is answered."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from evals.load.report import Failure, LoadReport, UserFigures
from evals.load.ways import NotAnswered, Way, page_or_api

__all__ = ["run_users"]

_AFTER_FAILURE = 0.05
"""Seconds that a user waits after a failure, so that a dead server is not asked a million times."""


async def run_users(
    base_url: str,
    users: int,
    questions: Sequence[str],
    seconds: float,
    *,
    timeout: float = 30,
    ways: Sequence[Way] | None = None,
) -> LoadReport:
    """Let users ask for some time; what has begun by then is waited for, so none is left uncounted.

    Nobody asks again after a failure: a question is answered or lost.

    Args:
        base_url: Of the server, such as `http://127.0.0.1:7860`.
        users: How many ask at once, each over a connection of its own.
        questions: What is asked, in this order; each user starts at another place.
        seconds: For how long questions are begun.
        timeout: Seconds without a byte after which a question counts as failed.
        ways: How they are put, in turns; by default the page `/ask` and, where the server has it,
            the API.
    """
    turns = tuple(ways) if ways else await page_or_api(base_url, timeout=timeout)
    limits = httpx.Limits(max_connections=users, max_keepalive_connections=users)
    async with httpx.AsyncClient(
        base_url=base_url, timeout=timeout, limits=limits, trust_env=False
    ) as client:
        began = time.perf_counter()
        asking = [_User(client, questions, turns, began) for _ in range(users)]
        await asyncio.gather(
            *(
                user.ask_until(seconds, first=number * len(questions) // users)
                for number, user in enumerate(asking)
            )
        )
        taken = time.perf_counter() - began
    return _summed(asking, taken)


@dataclass(slots=True)
class _User:
    """One of them, and what became of its questions."""

    client: httpx.AsyncClient
    questions: Sequence[str]
    ways: Sequence[Way]
    began: float
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    answered: list[tuple[float, float]] = field(default_factory=list)
    """When each answer came, and after how many seconds."""

    async def ask_until(self, seconds: float, *, first: int) -> None:
        """Ask one question after the other, beginning with the `first`."""
        turn = first
        while (at := time.perf_counter() - self.began) < seconds:
            question = self.questions[turn % len(self.questions)]
            kind = await self._ask(self.ways[turn % len(self.ways)], question)
            now = time.perf_counter() - self.began
            if kind is None:
                self.answered.append((now, now - at))
            else:
                self.failures.append(Failure(kind=kind, at=at, seconds=now - at))
                await asyncio.sleep(_AFTER_FAILURE)
            turn += 1

    async def _ask(self, way: Way, question: str) -> str | None:
        """Put one question; returns in which way it failed, None if it was answered."""
        try:
            status = await way(self.client, question)
        except httpx.HTTPError as error:
            return type(error).__name__
        except NotAnswered as error:
            return f"no answer: {error}"
        self.statuses[status] += 1
        return None if status == 200 else f"status {status}"

    def figures(self) -> UserFigures:
        """How this user was served."""
        waits = [taken for _, taken in self.answered] + [lost.seconds for lost in self.failures]
        return UserFigures(
            answered=len(self.answered),
            failed=len(self.failures),
            slowest=max(waits, default=0.0),
        )


def _summed(users: Sequence[_User], seconds: float) -> LoadReport:
    statuses: Counter[int] = Counter()
    for user in users:
        statuses += user.statuses
    answers = sorted(answer for user in users for answer in user.answered)
    failures = [failure for user in users for failure in user.failures]
    return LoadReport(
        seconds=seconds,
        statuses=dict(statuses),
        failures=tuple(sorted(failures, key=lambda failure: failure.at)),
        latencies=tuple(taken for _, taken in answers),
        users=tuple(user.figures() for user in users),
    )
