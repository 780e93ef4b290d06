"""A soak sees what goes wrong, and only that; memory that grows is not called flat."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import httpx
import numpy as np
import pytest

from corpus.errors import PlansError
from evals.load.deeds import Visitor
from evals.load.memory import trend_of
from evals.load.mischief import MISCHIEF
from evals.load.record import Ingested, Look, Soaked, SoakError
from evals.load.serving import free_port, get, serving
from evals.load.soak import _complaints
from evals.load.soak_page import as_markdown, as_text, write_soak
from evals.load.watching import held_by
from tests.evals.http_script import PAGE, Reply, scripted

HOUR = [10.0 * number for number in range(360)]
QUICK = {name: deed for name, deed in MISCHIEF.items() if name not in ("a slow sender", "no HTTP")}


def noise(seed: int) -> Sequence[float]:
    return np.random.default_rng(seed).normal(0, 3, len(HOUR)).tolist()


def test_memory_that_wavers_is_flat_and_memory_that_grows_is_not() -> None:
    wavers = [300 + extra for extra in noise(1)]
    grows = [300 + 40 * at / 3600 + extra for at, extra in zip(HOUR, noise(2), strict=True)]
    steady, growing = trend_of(HOUR, wavers), trend_of(HOUR, grows)
    assert steady.flat is True and steady.low < 0 < steady.high
    assert growing.flat is False
    assert growing.low < 40 < growing.high and growing.slope == pytest.approx(40, abs=5)


def test_what_a_start_takes_is_no_growth() -> None:
    warming = [200 + 100 * min(at / 600, 1) for at in HOUR]
    found = trend_of(HOUR, warming)
    assert found.flat is True and found.slope == pytest.approx(0, abs=1e-6)
    assert found.second_quarter == found.last_quarter == 300


def test_a_few_minutes_do_not_say_whether_memory_is_flat() -> None:
    assert trend_of(HOUR[:60], [300.0] * 60).flat is None
    with pytest.raises(ValueError, match="too few"):
        trend_of(HOUR[:7], [300.0] * 7)


def did(url: str, name: str) -> str | None:
    async def deed() -> str | None:
        async with httpx.AsyncClient(base_url=url, timeout=5) as client:
            return await MISCHIEF[name](client)

    return asyncio.run(deed())


@pytest.mark.parametrize("name", QUICK)
def test_a_bad_request_that_is_refused_is_no_error(name: str) -> None:
    with scripted(lambda *_: (422, "text/plain", b"no")) as url:
        assert did(url, name) is None


ANSWERED = [name for name in QUICK if name not in ("a dropped connection",)]


@pytest.mark.parametrize("name", ANSWERED)
def test_a_bad_request_that_breaks_the_server_is_an_error(name: str) -> None:
    with scripted(lambda *_: (500, "text/plain", b"oh")) as url:
        assert "500" in str(did(url, name))


def test_a_visitor_does_everything_and_says_what_went_wrong() -> None:
    def script(method: str, path: str, body: bytes) -> Reply:
        if path.startswith("/documents"):
            return (404, "text/html", b"")
        if path.startswith("/api"):
            return (200, "application/json", b'{"status": "answered"}')
        return PAGE

    async def visit(url: str) -> list[tuple[str, str | None]]:
        async with httpx.AsyncClient(base_url=url, timeout=5) as client:
            visitor = Visitor(client, ["why?"], seed=1)
            return [await visitor.act() for _ in range(60)]

    quick = {"too long": QUICK["a question that is too long"]}
    with scripted(script) as url, pytest.MonkeyPatch.context() as patch:
        patch.setattr("evals.load.deeds.MISCHIEF", quick)
        seen = asyncio.run(visit(url))
    said: dict[str, set[str | None]] = {what: set() for what, _ in seen}
    for what, wrong in seen:
        said[what].add(wrong)
    assert said["question, page"] == {None} and said["question, API"] == {None}
    assert said["page"] == {None, "/documents: status 404"}
    assert said["question, stream"] == {"no answer: the stream has no event"}
    assert said["question, chat"] == {"no answer: the page does not say how it asks"}
    assert said["bad request"] == {"too long: status 200 instead of a refusal"}


def look(at: float, memory_mb: float) -> Look:
    return Look(at=at, memory_mb=memory_mb, threads=9, files=30, generations=2, done=0, errors=0)


def soaked(**changed: object) -> Soaked:
    machine = {"date": "2026-01-01", "cores": 2, "memory_gb": 8, "load_at_start": 1.0}
    made = Soaked(
        machine=machine,
        minutes=60,
        users=4,
        think_seconds=2,
        done={"page": 1_200},
        p50_ms={"page": 5.0},
        p95_ms={"page": 9.0},
        errors=[],
        ingests=[Ingested(at=300, seconds=4, seen_after=1.25)],
        looks=[look(at, 300) for at in HOUR],
        trend=trend_of(HOUR, [300.0] * len(HOUR)),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def test_a_soak_passes_without_errors_and_with_flat_memory_only() -> None:
    error = SoakError(at=5, what="page", said="status 500")
    grown = trend_of(HOUR, [300 + at / 30 for at in HOUR])
    assert soaked().passed is True
    assert soaked(errors=[error]).passed is False
    assert soaked(trend=grown).passed is False
    assert soaked(trend=None).passed is None


def test_the_page_of_a_soak_shows_what_was_done_and_every_error(tmp_path: Path) -> None:
    error = SoakError(at=5, what="ingest", said="it failed")
    found = soaked(errors=[error])
    write_soak(tmp_path, found)
    page = (tmp_path / "soak.md").read_text("utf-8")
    assert page == as_markdown(found)
    assert "| page | 1,200 | 0 | 5 | 9 |" in page and "| ingest | – | 1 | – | – |" in page
    assert "- after 5 s, ingest: it failed" in page and "**Not passed.**" in page
    assert "at most 1.2 s after its end" in page and "](images/soak.png)" in page
    assert (tmp_path / "images" / "soak.png").stat().st_size > 5_000
    assert json.loads((tmp_path / "soak.json").read_text("utf-8")) == json.loads(
        json.dumps(asdict(found))
    )
    assert "Passed" in as_text(soaked())


def test_every_traceback_in_a_log_is_an_error_with_what_was_raised() -> None:
    log = "starting\nTraceback (most recent call last):\n  File x\n    y()\nKeyError: 'z'\nwell\n"
    (found,) = _complaints(log, 60)
    assert (found.said, found.at) == ("KeyError: 'z'", 60)
    assert _complaints("the Traceback of a word\n", 60) == []


def test_what_a_process_holds_includes_its_children() -> None:
    program = (
        "import subprocess, sys; "
        "c = subprocess.Popen([sys.executable, '-c', 'print(1, flush=True); input()'], "
        "stdin=subprocess.PIPE); input()"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert started.stdout and started.stdin
    try:
        started.stdout.readline()  # the child says that it is there
        held = held_by(started.pid)
        assert held.processes == 2 and held.threads == 2
        assert 5 < held.memory_mb <= held.peak_mb
    finally:
        started.communicate(b"\n")
    with pytest.raises(PlansError, match="has ended"):
        held_by(started.pid)
    assert held_by(os.getpid()).files > 2


def test_a_server_is_timed_until_it_answers_and_is_stopped_at_the_end() -> None:
    port = free_port()
    arguments = [str(port), "--bind", "127.0.0.1"]
    with serving("http.server", arguments, port, {}) as server:
        times = server.first_times({"page": (get, "/")})
        assert 0 < times["page"] < 60 and server.held().memory_mb > 5
    assert server.process.poll() is not None


def test_a_server_that_ends_at_once_says_why() -> None:
    with serving("no_such_module", [], 1, {}) as server:
        server.process.wait(30)
        with pytest.raises(PlansError, match="No module named no_such_module"):
            server.first_times({"page": (get, "/")})
