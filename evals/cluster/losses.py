"""Trials under load: a replica is killed, the index is renewed, all replicas are restarted."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx

from evals.cluster.cluster import Cluster, Replica
from evals.cluster.findings import Finding, Scale, loaded
from evals.cluster.proxy import Passed, passed_on
from evals.cluster.visitors import Visitors, ask
from evals.load.report import LoadReport

__all__ = ["killed", "renewed", "restarted"]

_BEFORE = 3.0
"""Seconds of load before anything is done."""
_REACHES = 10.0
_DEAD = 502
_STARTING = 503
_PAUSE = 0.2
_ADDED = "\n\nThe office put a fresh sentence about lighthouses into this summary.\n"
_Done = TypeVar("_Done")


async def killed(cluster: Cluster, visitors: Visitors, scale: Scale) -> Finding:
    """Kill a replica under load and start it again."""
    victim = cluster.replicas[0]
    began, down = time.time(), scale.seconds / 3
    at = began

    async def kill() -> float:
        nonlocal at
        await asyncio.sleep(_BEFORE)
        at = time.time()
        victim.part.kill()
        await asyncio.sleep(down)
        victim.part.start()
        return await victim.ready()

    report, ready = await _under_load(cluster, visitors, scale, kill)
    requests = passed_on(cluster.folder, since=began)
    lost = sum(_was_with(victim, request, at=at) for request in requests)
    beyond = len(report.failures) - lost
    met = [r for r in requests if len(r.ports) > 1 and r.ports[0] == victim.port]
    dead = sum(r.statuses[0] != _STARTING for r in met)
    back = _first_of(victim, requests, after=at + down)
    return Finding(
        what=f"a replica of {len(cluster.replicas)} killed under load, and started again",
        wanted="nothing is lost beyond what the replica itself was answering; it comes back",
        passed=beyond <= 0 and back is not None,
        lines=(
            loaded(report),
            f"lost: {lost} that the killed replica was answering, {max(0, beyond)} others",
            f"asked again elsewhere by nginx: {dead} that had met the dead replica in the "
            f"{down:.0f} s until its start, {len(met) - dead} that it was not ready for after that",
            f"after its start it answered questions again {_after(back)}, and all of it was "
            f"ready in {ready:.1f} s",
        ),
    )


def _after(seconds: float | None) -> str:
    return "never" if seconds is None else f"in {seconds:.1f} s"


def _was_with(replica: Replica, request: Passed, *, at: float) -> bool:
    """Whether a replica was answering a request at a time (s since 1970), and it got no answer."""
    begun = request.ended - request.seconds
    met_it_dead = request.ports[:1] == (replica.port,) and request.statuses[:1] == (_DEAD,)
    return request.status >= 500 and met_it_dead and begun <= at


def _first_of(replica: Replica, requests: list[Passed], *, after: float) -> float | None:
    """Seconds from a time to the first request that a replica answered, and no other one did."""
    answered = [r.ended for r in requests if r.ports == (replica.port,) and r.status == 200]
    later = [ended - after for ended in answered if ended > after]
    return later[0] if later else None


async def renewed(cluster: Cluster, visitors: Visitors, scale: Scale) -> Finding:
    """Change a document under load, run the ingest, and see when each replica speaks from it."""
    digest = min(cluster.digests.glob("*.md"))
    before = await _versions(cluster)

    async def renew() -> tuple[float, list[float]]:
        await asyncio.sleep(_BEFORE)
        digest.write_text(digest.read_text("utf-8").rstrip() + _ADDED, "utf-8")
        ingested = asyncio.create_task(cluster.ingest())
        following = [asyncio.create_task(_follows(r, before[r.number])) for r in cluster.replicas]
        taken = await ingested
        published = time.monotonic()
        return taken, [moment - published for moment in await asyncio.gather(*following)]

    report, (ingested, seconds) = await _under_load(cluster, visitors, scale, renew)
    after = await _versions(cluster)
    same = len(set(after.values())) == 1
    times = ", ".join(f"{max(0.0, each):.1f}" for each in seconds)
    return Finding(
        what="a document changed under load, and `python -m ingest` run",
        wanted=f"every replica speaks from the new index within {_REACHES:.0f} s; nothing fails",
        passed=same and max(seconds) <= _REACHES and not report.failures,
        lines=(
            loaded(report),
            f"the ingest took {ingested:.1f} s; after its end the replicas spoke from the new "
            f"index within {times} s (0: before it had ended)",
            f"versions before: {_shown(before)}; after: {_shown(after)}",
        ),
    )


async def _follows(replica: Replica, before: str) -> float:
    """Wait until a replica answers from another index; returns when, on `time.monotonic()`."""
    for _ in range(int(120 / _PAUSE)):
        if await _version(replica) not in (before, ""):
            return time.monotonic()
        await asyncio.sleep(_PAUSE)
    return float("inf")


async def _versions(cluster: Cluster) -> dict[int, str]:
    return {replica.number: await _version(replica) for replica in cluster.replicas}


async def _version(replica: Replica) -> str:
    """Which index and corpus a replica answers from; "" where it does not say."""
    try:
        _, said = await ask(replica.url)
    except httpx.HTTPError:
        return ""
    versions = said.get("versions", {})
    return f"{versions['index']} {versions['corpus']}" if "index" in versions else ""


def _shown(versions: dict[int, str]) -> str:
    return ", ".join(dict.fromkeys(versions.values()))


async def restarted(cluster: Cluster, visitors: Visitors, scale: Scale) -> Finding:
    """Stop and start all replicas under load, one after the other, as an upgrade does."""

    async def restart() -> list[tuple[float, float]]:
        await asyncio.sleep(_BEFORE)
        times = []
        for replica in cluster.replicas:
            stopped = await replica.part.stop()
            replica.part.start()
            times.append((stopped, await replica.ready()))
        return times

    began = time.time()
    report, times = await _under_load(cluster, visitors, scale, restart)
    elsewhere = sum(len(r.ports) > 1 for r in passed_on(cluster.folder, since=began))
    stops = ", ".join(f"{stopped:.1f}" for stopped, _ in times)
    starts = ", ".join(f"{ready:.1f}" for _, ready in times)
    return Finding(
        what=f"all {len(times)} replicas stopped (SIGTERM) and started under load, one by one",
        wanted="no question fails",
        passed=not report.failures,
        lines=(
            loaded(report),
            f"stopped in {stops} s, ready again in {starts} s; "
            f"{elsewhere} questions asked again elsewhere by nginx",
        ),
    )


async def _under_load(
    cluster: Cluster, visitors: Visitors, scale: Scale, act: Callable[[], Awaitable[_Done]]
) -> tuple[LoadReport, _Done]:
    """Do something while users ask; they go on until it is done, and a little longer."""
    over = asyncio.Event()

    async def acting() -> _Done:
        try:
            done = await act()
            await asyncio.sleep(_BEFORE)
            return done
        finally:
            over.set()

    load = visitors.load(cluster.url, scale.users, scale.seconds, until=over)
    report, done = await asyncio.gather(load, acting())
    return report, done
