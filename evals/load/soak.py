"""A soak: a server on a copy of the index, used in every way for a long time, while it changes."""

import asyncio
import contextlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

import corpus
from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from evals.bench.machine import describe_machine
from evals.load.deeds import Visitor
from evals.load.memory import trend_of
from evals.load.record import Ingested, Look, Record, Soaked, SoakError, percentiles
from evals.load.serving import ROOT, Server, assistant_server, get

__all__ = ["SoakPlan", "run_soak"]

_API = "/api/v1/ask"
_SEEN_WITHIN = 30.0
_LEAST_LOOKS = 8
_ENDED = "the server"


@dataclass(frozen=True, slots=True, kw_only=True)
class SoakPlan:
    """How long and how much."""

    questions: Sequence[str]
    minutes: float = 60
    users: int = 4
    think_seconds: float = 2.0
    """What a user waits between two things, on average."""
    ingest_minutes: float = 5.0
    """Between two changes of a document."""
    look_seconds: float = 10.0
    """Between two looks at memory, threads and files."""


def run_soak(plan: SoakPlan, settings: AssistantSettings) -> Soaked:
    """Serve a copy of the index and use it; the index itself is not touched.

    Args:
        plan: How long and how much.
        settings: Whose data folder is copied.

    Raises:
        PlansError: The copy could not be made, or the server did not start.
    """
    record = Record()
    machine = describe_machine()
    with tempfile.TemporaryDirectory(prefix="plans-soak-") as name:
        place = _Place(Path(name), settings.data)
        asyncio.run(place.ingest())
        with assistant_server(place.data) as server:
            server.first_times({"chat": (get, "/")})
            began = time.monotonic()
            asyncio.run(_Soak(plan, place, server, record, began).run())
            server.stop()
            record.errors += _complaints(server.output(), time.monotonic() - began)
    looks = record.looks
    enough = len(looks) >= _LEAST_LOOKS
    return Soaked(
        machine=machine,
        minutes=plan.minutes,
        users=plan.users,
        think_seconds=plan.think_seconds,
        done=dict(record.done.most_common()),
        p50_ms=percentiles(record, 50),
        p95_ms=percentiles(record, 95),
        errors=record.errors,
        ingests=record.ingests,
        looks=looks,
        trend=trend_of([k.at for k in looks], [k.memory_mb for k in looks]) if enough else None,
    )


class _Place:
    """A copy of the corpus and of the index."""

    def __init__(self, folder: Path, source: Path) -> None:
        self._corpus = folder / "corpus"
        self.data = folder / "data"
        shipped = Path(next(iter(corpus.__path__)))
        ignored = shutil.ignore_patterns("*.py", "__pycache__")
        shutil.copytree(shipped, self._corpus, ignore=ignored)
        self.data.mkdir()
        for name in ("index", "models"):
            shutil.copytree(source / name, self.data / name)
        self._digest = min((self._corpus / "digests").glob("*.md"))
        self._text = self._digest.read_text("utf-8")
        self._changed = False

    def change(self) -> None:
        """Add a sentence to a document, or take it away again."""
        self._changed = not self._changed
        added = "\n\n## A note\n\nThis note comes and goes.\n" if self._changed else ""
        self._digest.write_text(self._text.rstrip() + "\n" + added, "utf-8")

    @property
    def generation(self) -> str:
        """The name of the index that is to answer."""
        current: dict[str, str] = json.loads((self.data / "index" / "current.json").read_text())
        return current["generation"]

    @property
    def generations(self) -> int:
        """How many there are on the disk."""
        return len(list((self.data / "index").glob("gen-*")))

    async def ingest(self) -> None:
        """Run `python -m ingest`; raises PlansError where it fails."""
        given = {"PLANS_DATA": str(self.data), "PLANS_CORPUS": str(self._corpus)}
        inherited = {name: value for name, value in os.environ.items() if name[:6] != "PLANS_"}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "ingest",
            cwd=ROOT,
            env=inherited | given,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await process.communicate()
        if process.returncode:
            lines = said.decode("utf-8", "replace").strip().splitlines()
            raise PlansError(f"python -m ingest failed: {lines[-1] if lines else 'silently'}")


@dataclass(slots=True)
class _Soak:
    plan: SoakPlan
    place: _Place
    server: Server
    record: Record
    began: float
    over: bool = False
    """Whether the server has ended before its time."""

    async def run(self) -> None:
        """Do everything at once until the time is over."""
        limits = httpx.Limits(max_connections=8 * self.plan.users)
        async with httpx.AsyncClient(
            base_url=self.server.url, timeout=60, trust_env=False, limits=limits
        ) as client:
            visitors = [Visitor(client, self.plan.questions, n) for n in range(self.plan.users)]
            await asyncio.gather(
                *(self._visit(visitor) for visitor in visitors),
                self._look(),
                self._change(client),
            )

    @property
    def _at(self) -> float:
        return time.monotonic() - self.began

    @property
    def _goes_on(self) -> bool:
        return not self.over and self._at < self.plan.minutes * 60

    async def _sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, min(seconds, self.plan.minutes * 60 - self._at)))

    async def _visit(self, visitor: Visitor) -> None:
        while self._goes_on:
            at = self._at
            what, said = await visitor.act()
            self.record.note(at, what, self._at - at, said)
            await self._sleep(visitor.pause(self.plan.think_seconds))

    async def _look(self) -> None:
        while self._goes_on:
            try:
                held = self.server.held()
            except PlansError as error:
                self.over = True
                self._failed(_ENDED, str(error))
                return
            self.record.looks.append(
                Look(
                    at=self._at,
                    memory_mb=held.memory_mb,
                    threads=held.threads,
                    files=held.files,
                    generations=self.place.generations,
                    done=self.record.done.total(),
                    errors=len(self.record.errors),
                )
            )
            await self._sleep(self.plan.look_seconds)

    async def _change(self, client: httpx.AsyncClient) -> None:
        """Change a document and ingest, again and again, and wait until answers come from it."""
        await self._sleep(self.plan.ingest_minutes * 60)
        while self._goes_on:
            at = self._at
            self.place.change()
            try:
                await self.place.ingest()
            except PlansError as error:
                self._failed("ingest", str(error))
            else:
                taken = self._at - at
                seen = await self._seen(client, self.place.generation)
                self.record.ingests.append(Ingested(at=at, seconds=taken, seen_after=seen))
                if seen is None and self._goes_on:
                    self._failed("ingest", "no answer came from the new generation")
            await self._sleep(self.plan.ingest_minutes * 60)

    async def _seen(self, client: httpx.AsyncClient, generation: str) -> float | None:
        """Ask until an answer comes from a generation; None if none does within half a minute."""
        began = self._at
        question = {"question": self.plan.questions[0]}
        while self._at - began < _SEEN_WITHIN and not self.over:
            with contextlib.suppress(httpx.HTTPError, ValueError):
                found = (await client.post(_API, json=question)).json()
                if isinstance(found, dict) and generation in str(found.get("versions")):
                    return self._at - began
            await asyncio.sleep(0.5)
        return None

    def _failed(self, what: str, said: str) -> None:
        self.record.errors.append(SoakError(at=self._at, what=what, said=said))


def _complaints(log: str, at: float) -> list[SoakError]:
    """Return the tracebacks that a server logged, as what each says was raised."""
    lines = log.splitlines()
    found = [place for place, line in enumerate(lines) if line.startswith("Traceback")]
    return [
        SoakError(at=at, what="log of the server", said=_last_of_traceback(lines[place:]))
        for place in found
    ]


def _last_of_traceback(lines: Sequence[str]) -> str:
    """Return what was raised: the first line after the head that is not indented."""
    return next((line for line in lines[1:] if line and line[0] != " "), lines[0])
