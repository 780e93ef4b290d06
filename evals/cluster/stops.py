"""Trials of what replicas share: each service is stopped and started again."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from evals.cluster.cluster import STAFF_HEADER, Cluster, Replica
from evals.cluster.findings import Finding
from evals.cluster.services import wait_for_port
from evals.cluster.visitors import QUESTIONS, Reply, ask

__all__ = ["without_chroma", "without_postgres", "without_redis"]

_PATIENCE = 60.0
_SHORT = "hello"
"""Answered at once, so that a minute is long enough for all that may be asked in it."""
_A_MINUTE = 60
"""Questions that one visitor may ask, by default."""
_PAUSE = 0.1
_NEVER = float("inf")


async def without_chroma(cluster: Cluster) -> Finding:
    """Stop Chroma: replicas must say so, answer nothing wrong, and come back by themselves."""
    await cluster.chroma.stop()
    said = await _all(cluster, lambda replica: _until(replica, 503))
    told = await _all(cluster, _readiness)
    direct = [await ask(r.url, question) for r in cluster.replicas for question in QUESTIONS[:3]]
    through = [await ask(cluster.url, question) for question in QUESTIONS[:3]]
    page = await _get(cluster.url, "/ask", params={"q": QUESTIONS[0]})
    replies = [*direct, *through]
    honest = sum(_is_honest(reply) for reply in replies)
    cluster.chroma.start()
    began = time.monotonic()
    await wait_for_port(cluster.chroma, int(cluster.chroma_url.rpartition(":")[2]))
    up = time.monotonic() - began
    back = await _all(cluster, lambda replica: _until(replica, 200))
    answered = [await ask(replica.url) for replica in cluster.replicas]
    again = sum(_is_answer(reply) for reply in answered)
    return Finding(
        what="Chroma stopped, and started again",
        wanted="/readyz of every replica says so, no question gets a wrong answer, all come back",
        passed=max(said + back) < _NEVER
        and honest == len(replies)
        and page.status_code == 503
        and again == len(answered),
        lines=(
            f"/readyz said 503 after {_seconds(said)} s: {told[0][1].get('doing', told[0][1])}",
            f"{honest} of {len(replies)} questions meanwhile were told that they cannot be "
            f"answered now; the page through nginx had the status {page.status_code}",
            f"Chroma listened {up:.1f} s after its start, and then /readyz said 200 after "
            f"{_seconds(back)} s; {again} of {len(answered)} replicas answered again",
        ),
    )


async def without_redis(cluster: Cluster) -> Finding:
    """Ask all replicas in turn until the shared count refuses; then stop Redis."""
    allowed = await _until_refused(cluster, by="203.0.113.7", most=200)
    others = [(await ask(r.url, _SHORT, by="203.0.113.7"))[0] for r in cluster.replicas]
    await cluster.redis.stop()
    began = time.monotonic()
    without = [await ask(r.url, by="203.0.113.8") for r in cluster.replicas for _ in range(3)]
    slowest = (time.monotonic() - began) / len(without)
    answered = sum(_is_answer(reply) for reply in without)
    cluster.redis.start()
    began = time.monotonic()
    counted = 0
    while not counted and time.monotonic() - began < _PATIENCE:
        counted = await _shares_again(cluster)
    back = time.monotonic() - began
    return Finding(
        what="one visitor asks all replicas in turn; then Redis stopped, and started again",
        wanted="the count is shared; without Redis questions are answered; then it is shared again",
        passed=allowed == _A_MINUTE
        and set(others) == {429}
        and answered == len(without)
        and counted == _A_MINUTE,
        lines=(
            f"{allowed} questions answered before the first was refused (the limit is {_A_MINUTE} a "
            f"minute), and then every replica refused: {', '.join(map(str, others))}",
            f"without Redis {answered} of {len(without)} were answered, in {slowest:.2f} s each",
            f"with Redis again {counted} were answered before the first was refused; seen within "
            f"{back:.0f} s, asking included",
        ),
    )


async def _until_refused(cluster: Cluster, *, by: str, most: int) -> int:
    """Ask all replicas in turn; returns how many questions were answered before a refusal."""
    for asked in range(most):
        replica = cluster.replicas[asked % len(cluster.replicas)]
        status, _ = await ask(replica.url, _SHORT, by=by)
        if status == 429:
            return asked
    return most


_fresh = iter(range(9, 250))


async def _shares_again(cluster: Cluster) -> int:
    """Return what `_until_refused` does for a new visitor, 0 where the count is not shared yet."""
    most = _A_MINUTE * len(cluster.replicas)
    allowed = await _until_refused(cluster, by=f"203.0.113.{next(_fresh)}", most=most)
    return allowed if allowed == _A_MINUTE else 0


async def without_postgres(cluster: Cluster) -> Finding:
    """Stop PostgreSQL: questions are answered, pages for staff say what is wrong."""
    before = await _all(cluster, _staff)
    await cluster.postgres.stop()
    answers = [await ask(r.url, q) for r in cluster.replicas for q in QUESTIONS[:3]]
    answered = sum(_is_answer(reply) for reply in answers)
    without = await _all(cluster, _staff)
    cluster.postgres.start()
    began = time.monotonic()
    await wait_for_port(
        cluster.postgres,
        int(cluster.shared["PLANS_DATABASE_URL"].rpartition(":")[2].partition("/")[0]),
    )
    after = [0]
    while set(after) != {200} and time.monotonic() - began < _PATIENCE:
        after = await _all(cluster, _staff)
    back = time.monotonic() - began
    return Finding(
        what="PostgreSQL stopped, and started again",
        wanted="questions are answered, pages for staff say that they cannot be used, all come back",
        passed=set(before) == {200}
        and answered == len(answers)
        and set(without) == {503}
        and set(after) == {200},
        lines=(
            f"{answered} of {len(answers)} questions meanwhile were answered",
            f"/staff said {', '.join(map(str, before))} before, "
            f"{', '.join(map(str, without))} without PostgreSQL, "
            f"{', '.join(map(str, after))} {back:.1f} s after its start",
        ),
    )


def _is_honest(reply: Reply) -> bool:
    """Whether a reply says that nothing can be answered now, and not that nothing was found."""
    status, said = reply
    return status == 503 or said.get("status") == "error"


def _is_answer(reply: Reply) -> bool:
    status, said = reply
    return status == 200 and said.get("status") in ("answered", "partly_answered")


async def _all(cluster: Cluster, look: Callable[[Replica], Awaitable[Any]]) -> list[Any]:
    return list(await asyncio.gather(*(look(replica) for replica in cluster.replicas)))


async def _until(replica: Replica, wanted: int) -> float:
    """Seconds until /readyz has a status; infinite where it never has."""
    began = time.monotonic()
    while (taken := time.monotonic() - began) < _PATIENCE:
        if (await _readiness(replica))[0] == wanted:
            return taken
        await asyncio.sleep(_PAUSE)
    return _NEVER


async def _readiness(replica: Replica) -> Reply:
    try:
        reply = await _get(replica.url, "/readyz")
    except httpx.HTTPError:
        return 0, {}
    return reply.status_code, reply.json()


async def _staff(replica: Replica) -> int:
    """The status of the pages for staff, asked as a proxy that has signed somebody in."""
    try:
        reply = await _get(replica.url, "/staff", headers={STAFF_HEADER: "Ada Example"})
    except httpx.HTTPError:
        return 0
    return reply.status_code


async def _get(url: str, path: str, **more: Any) -> httpx.Response:
    async with httpx.AsyncClient(
        base_url=url, trust_env=False, timeout=30, follow_redirects=True
    ) as client:
        return await client.get(path, **more)


def _seconds(times: list[float]) -> str:
    return ", ".join(f"{each:.1f}" for each in times)
