"""Both contestants as servers, each in a process of its own, asked by the same client."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.bench.figures import Load, Served
from evals.load.report import LoadReport
from evals.load.serving import Server, assistant_server, free_port, get, serving
from evals.load.users import run_users
from evals.load.ways import Way, ask_gradio, ask_page

__all__ = ["Places", "as_load", "measure_served"]

_ASKS: Mapping[str, Way] = {"assistant": ask_page, "plain": ask_gradio}
"""The rival has no way to be asked but its chat's."""
_PROBES: Mapping[str, Mapping[str, tuple[Way, str]]] = {
    "assistant": {"healthz": (get, "/healthz"), "chat": (get, "/")},
    "plain": {"chat": (get, "/")},
}
_Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where both find what they serve."""

    data: Path
    """The assistant's data folder."""
    store: Path
    """The rival's Chroma."""
    model: Path
    """What the rival's sentence-transformers loads."""
    settings: Mapping[str, str]
    """Of the assistant, beside the data folder."""


def measure_served(
    places: Places,
    questions: Sequence[str],
    *,
    starts: int,
    users: Sequence[int],
    seconds: float,
    say: _Say,
) -> dict[str, Served]:
    """Start both several times, then let both answer several users; they take turns.

    Args:
        places: What they serve.
        questions: What is asked, in this order; the first is the one that a start answers.
        starts: How often each is started.
        users: With how many users at once questions are asked, one number after the other.
        seconds: For how long, with each number.
        say: Is told what is done.

    Raises:
        PlansError: A server did not start, or ended.
    """
    found: dict[str, Served] = {}
    times: dict[str, list[dict[str, float]]] = {name: [] for name in _ASKS}
    for turn in range(1, starts):
        for name in _ASKS:
            with _served(name, places) as server:
                times[name].append(_start(server, name, questions[0]))
            say(f"{name}: start {turn} of {starts}, answer after {times[name][-1]['answer']:.1f} s")
    for name in _ASKS:
        with _served(name, places) as server:
            times[name].append(_start(server, name, questions[0]))
            idle = server.held().memory_mb
            loads = []
            for count in users:
                asked = run_users(server.url, count, questions, seconds, ways=[_ASKS[name]])
                loads.append(as_load(count, asyncio.run(asked)))
                say(f"{name}: {count} at once, p95 {loads[-1].p95_ms:,.0f} ms")
            held = server.held()
        found[name] = Served(
            starts=times[name],
            idle_mb=idle,
            memory_mb=held.memory_mb,
            peak_mb=held.peak_mb,
            answered=1 + sum(load.asked - load.failed for load in loads),
            loads=loads,
        )
    return found


def _start(server: Server, name: str, question: str) -> dict[str, float]:
    probes = {"answer": (_ASKS[name], question), **_PROBES[name]}
    return server.first_times(probes)


@contextmanager
def _served(name: str, places: Places) -> Iterator[Server]:
    """Start a contestant's server."""
    opened: AbstractContextManager[Server]
    if name == "assistant":
        opened = assistant_server(places.data, **places.settings)
    else:
        port = free_port()
        arguments = [str(places.store), str(places.model), str(port)]
        opened = serving("evals.bench.plain_server", arguments, port, {})
    with opened as server:
        yield server


def as_load(users: int, report: LoadReport) -> Load:
    """Sum up what became of the questions of some users."""
    p50, p95, p99 = (report.percentile(percent) * 1000 for percent in (50, 95, 99))
    return Load(
        users=users,
        asked=report.asked,
        failures=report.failed,
        p50_ms=p50,
        p95_ms=p95,
        p99_ms=p99,
        per_second=report.per_second,
        fairness=report.fairness,
        longest_wait=report.longest_wait,
    )
