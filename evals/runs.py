"""A run: what was measured, on what, and every sample's answer; kept as Inspect's logs."""

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from corpus.errors import PlansError
from evals.samples import Sample
from evals.shown import STORED_AS, Shown

__all__ = [
    "Row",
    "Run",
    "RunInfo",
    "find_run",
    "read_run",
    "runs_folder",
    "samples_digest",
    "write_info",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInfo:
    """What a run was made with; enough to see why two runs differ."""

    id: str
    created: str
    split: str
    samples: int
    samples_sha256: str
    rows: int
    """How many answers to samples were scored, over all tasks and systems."""
    systems: tuple[str, ...]
    tasks: tuple[str, ...]
    versions: dict[str, str]
    settings: dict[str, Any]
    grader: str | None
    seconds: float


_INFO = TypeAdapter(RunInfo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One sample in one task with one system."""

    task: str
    system: str
    sample: Sample
    shown: tuple[Shown, ...]
    scores: dict[str, float | None]
    """None where the sample does not ask it, or where a grader's reply could not be read."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run that was read back."""

    info: RunInfo
    folder: Path
    rows: tuple[Row, ...]

    def of(self, task: str, system: str) -> list[Row]:
        """The rows of a task and a system."""
        return [row for row in self.rows if (row.task, row.system) == (task, system)]


def runs_folder(data: Path) -> Path:
    """Where runs are kept."""
    return data / "evals"


def find_run(data: Path, name: str = "last") -> Path:
    """Return the folder of a run by its id, or the beginning of its id, or "last".

    Raises:
        PlansError: There is none, or several ids begin so.
    """
    folder = runs_folder(data)
    complete = sorted(path.parent for path in folder.glob("*/run.json"))
    if not complete:
        raise PlansError(f"{folder}: there is no run yet; make one with `python -m evals run`")
    if name == "last":
        return max(complete, key=lambda path: (path / "run.json").stat().st_mtime_ns)
    found = [path for path in complete if path.name == name] or [
        path for path in complete if path.name.startswith(name)
    ]
    if len(found) == 1:
        return found[0]
    said = "several runs begin with" if found else "no run is called"
    todo = "; type more of the one that is meant" if found else ""
    known = ", ".join(path.name for path in (found or complete)[-8:])
    raise PlansError(f"{said} {name!r}{todo}; the latest are {known}")


def read_run(folder: Path) -> Run:
    """Read a run.

    Raises:
        PlansError: It cannot be read.
    """
    from inspect_ai.log import read_eval_log

    try:
        info = _INFO.validate_json((folder / "run.json").read_bytes())
        logs = [read_eval_log(str(path)) for path in sorted((folder / "logs").glob("*.eval"))]
        rows = [row for log in logs for row in _rows(log)]
        if len(rows) != info.rows:
            raise ValueError(f"its logs hold {len(rows)} of {info.rows} rows")
    except Exception as error:  # whatever a damaged archive makes its reader raise
        raise PlansError(f"{folder}: this run cannot be read ({error}); make a new one") from error
    order = {name: place for place, name in enumerate(info.tasks)}
    rows.sort(key=lambda row: (order[row.task], info.systems.index(row.system)))
    return Run(info=info, folder=folder, rows=tuple(rows))


def _rows(log: Any) -> Iterable[Row]:
    about = log.eval.metadata
    for sample in log.samples or ():
        scores: dict[str, float | None] = {}
        why = []
        for score in sample.scores.values():
            values = score.value if isinstance(score.value, dict) else {}
            scores |= {name: _number(value) for name, value in values.items()}
            why.append(score.explanation or score.reason or "")
        yield Row(
            task=about["task"],
            system=about["system"],
            sample=Sample.model_validate(sample.metadata),
            shown=tuple(Shown.from_dict(values) for values in sample.store[STORED_AS]),
            scores=scores,
            why="; ".join(part for part in why if part),
        )


def _number(value: Any) -> float | None:
    return None if value is None or math.isnan(float(value)) else float(value)


def write_info(folder: Path, info: RunInfo) -> None:
    """Write what a run was made with; its being there says that the run is whole."""
    new = folder / "run.json.new"
    new.write_text(json.dumps(asdict(info), indent=2) + "\n", "utf-8")
    new.replace(folder / "run.json")


def samples_digest(samples: Sequence[Sample]) -> str:
    """SHA-256 of a question set."""
    lines = (sample.model_dump_json() for sample in samples)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
