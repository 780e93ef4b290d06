"""Measure the assistant and the rival at several sizes: every figure from a process of its own."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.settings import AssistantSettings
from corpus.embeddings import find_model
from corpus.errors import PlansError
from corpus.generation import Generation
from evals.bench.building import copy_model
from evals.bench.contestants import CONTESTANTS
from evals.bench.figures import Answering, SizeFigures, Writing, percentile
from evals.bench.goals import goals_of
from evals.bench.ingesting import measure_ingest, measure_unchanged
from evals.bench.machine import describe_machine
from evals.bench.processes import Worker, run_job, started
from evals.bench.reporting import (
    NOTES,
    About,
    as_text,
    goal_rows,
    step_rows,
    write_report,
)
from evals.bench.scale import write_scale
from evals.bench.served import Places, measure_served
from evals.index import open_index
from evals.samples import load_samples
from evals.table import plain_table

__all__ = ["Effort", "measure_size", "run_bench"]

_SEED = 20_260
_MOST_INGESTED = 1_000
"""Larger sizes are not ingested for real: 100,000 passages would take hours."""
_BYTES_PER_PASSAGE = 40_000
"""Room that both indexes take while they are written, generously."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is asked."""

    questions: tuple[str, ...]
    rounds: int = 3
    users: tuple[int, ...] = (1, 8, 32)
    starts: int = 3
    seconds: float = 12
    """For how long each number of users asks the servers."""


def run_bench(
    sizes: Sequence[int],
    settings: AssistantSettings,
    out: Path | None,
    effort: Effort | None = None,
) -> None:
    """Measure, print a table for each size, and write `bench.json` and `bench.md`.

    Args:
        sizes: Passages of each index that is answered from.
        settings: Of the assistant; its index lends the real passages.
        out: Where the figures are written; None if nowhere.
        effort: How much is asked; the dev questions without a history, if not given.

    Raises:
        PlansError: There is no index, no room, or a step failed or was stopped.
    """
    effort = effort or _usual_effort()
    real = open_index(settings).generation
    wanted = _checked(sizes, len(real.passages))
    _prepare(out)
    about = About(machine=describe_machine(), questions=len(effort.questions), rounds=effort.rounds)
    found: list[SizeFigures] = []
    try:
        about = replace(about, unchanged_seconds=_unchanged(settings))
        for passages in wanted:
            found.append(measure_size(passages, settings, real, effort))
            print(f"\n{as_text(found[-1])}\n", flush=True)
            if out:
                write_report(out, found, about)
    except KeyboardInterrupt:
        raise PlansError("stopped; the temporary indexes are removed") from None
    except OSError as error:
        raise PlansError(f"{error}; see that the disk has room") from error
    print(plain_table(step_rows(found)), end="\n\n")
    print(plain_table(goal_rows(goals_of(found, about.unchanged_seconds))), end="\n\n")
    print("\n".join(f"• {note}" for note in NOTES))
    if out:
        scale = f", {out / 'scale.md'}" if write_scale(out) else ""
        print(f"figures: {out / 'bench.json'}, {out / 'bench.md'}{scale}")


def _usual_effort() -> Effort:
    return Effort(questions=tuple(s.question for s in load_samples("dev") if not s.history))


def _checked(sizes: Sequence[int], real: int) -> list[int]:
    """Refuse now what would fail after the first sizes are measured."""
    wanted = sorted(set(sizes))
    if wanted[0] < real:
        raise PlansError(f"--sizes: {wanted[0]:,} is less than the {real:,} passages of the index")
    needed = wanted[-1] * _BYTES_PER_PASSAGE
    free = shutil.disk_usage(tempfile.gettempdir()).free
    if free < needed:
        raise PlansError(
            f"{wanted[-1]:,} passages need {needed / 1e9:.1f} GB for a while, and the folder for "
            f"temporary files has {free / 1e9:.1f} GB; set TMPDIR to another, or ask for less"
        )
    return wanted


def _prepare(out: Path | None) -> None:
    if out is None:
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "bench.md").touch()
    except OSError as error:
        raise PlansError(f"--out: {out}: {error.strerror}") from None


def measure_size(
    passages: int, settings: AssistantSettings, real: Generation, effort: Effort
) -> SizeFigures:
    """Measure both contestants on an index of one size, in a temporary folder.

    Raises:
        PlansError: A step failed.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="plans-bench-") as name:
        folder = Path(name)
        data, store = folder / "data", folder / "plain"
        _say(passages, "writing the indexes")
        copy_model(settings.data, data, settings.embedding_model)
        build = {
            "data": str(data),
            "source": str(real.folder.resolve()),
            "store": str(store),
            "passages": passages,
            "seed": _SEED,
        }
        writing = Writing(**run_job("build", build, shown=True))
        asked = _job(data, store, settings, effort)
        folders = dict(zip(CONTESTANTS, (data / "index", store), strict=True))
        answering = _measure_answering(passages, asked, effort, folders)
        served = measure_served(
            _places(data, store, settings),
            effort.questions,
            starts=effort.starts,
            users=effort.users,
            seconds=effort.seconds,
            say=lambda what: _say(passages, what),
        )
        ingest = None
        if passages <= _MOST_INGESTED:
            _say(passages, "ingesting for real, with both")
            ingest = measure_ingest(folder / "ingest", settings, real, passages, _SEED)
    return SizeFigures(
        passages=passages,
        real=len(real.passages),
        load=round(os.getloadavg()[1], 1),
        assistant=answering["assistant"],
        plain=answering["plain"],
        served=served,
        writing=writing,
        ingest=ingest,
        taken=round(time.monotonic() - began),
    )


def _unchanged(settings: AssistantSettings) -> float:
    with tempfile.TemporaryDirectory(prefix="plans-bench-") as name:
        return measure_unchanged(Path(name), settings)


def _job(data: Path, store: Path, settings: AssistantSettings, effort: Effort) -> dict[str, Any]:
    # Neither a chat model nor a server for the index: both answer from their own folder.
    alone = {"data": str(data), "model": "", "chroma_url": "", "model_key": "", "chroma_key": ""}
    return {
        "settings": settings.model_dump(mode="json") | alone,
        "plain": {"store": str(store), "model": str(find_model(settings.embedding_model).folder)},
        "questions": list(effort.questions),
    }


def _places(data: Path, store: Path, settings: AssistantSettings) -> Places:
    own = {"embedding_model": settings.embedding_model}
    if settings.as_of is not None:
        own["as_of"] = settings.as_of.isoformat()
    model = find_model(settings.embedding_model).folder
    return Places(data=data, store=store, model=model, settings=own)


def _measure_answering(
    passages: int, asked: dict[str, Any], effort: Effort, folders: dict[str, Path]
) -> dict[str, Answering]:
    """Let both answer in their processes; they take turns, so that a busy moment meets both."""
    rounds: dict[str, list[dict[str, Any]]] = {name: [] for name in CONTESTANTS}
    with ExitStack() as stack:
        workers: dict[str, Worker] = {}
        for name in CONTESTANTS:
            running = started("answering", asked | {"contestant": name})
            workers[name], _ = stack.enter_context(running)
        for turn in range(1, effort.rounds + 1):
            for name, worker in workers.items():
                rounds[name].append(made := worker.ask({}))
                typical = percentile(made["milliseconds"], 50)
                _say(passages, f"{name}: round {turn}, {typical:.0f} ms a question")
    return {
        name: Answering(
            milliseconds=[made["milliseconds"] for made in rounds[name]],
            steps=[steps for made in rounds[name] for steps in made["steps"]],
            memory_mb=max(made["memory_mb"] for made in rounds[name]),
            disk_mb=_size_of(folders[name]),
        )
        for name in CONTESTANTS
    }


def _size_of(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _say(passages: int, what: str) -> None:
    print(f"[{passages:,} passages] {what}", file=sys.stderr, flush=True)
