"""The figures that the README states: written by a run, kept in the repository."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from corpus.errors import PlansError
from evals.figures import ALL, Figure, Figures
from evals.headlines import BY_CATEGORY, HEADLINES
from evals.runs import Run, RunInfo
from evals.systems import SYSTEMS
from evals.tasks import TASKS

__all__ = ["PUBLISHED", "Published", "publish", "read_published"]

PUBLISHED = Path(__file__).parent / "published.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was measured last for people to read."""

    info: RunInfo
    figures: tuple[Figure, ...]


def publish(run: Run, figures: Figures, path: Path = PUBLISHED) -> Path:
    """Write the figures of a run of the whole test split.

    Raises:
        PlansError: It is a run of something else, or of a part.
    """
    if (run.info.split, run.info.systems, run.info.tasks) != ("test", SYSTEMS, tuple(TASKS)):
        raise PlansError(
            "only a run of the test split with all tasks and systems is published; "
            "run `python -m evals run --split test --publish`"
        )
    overall = {(line.task, line.measure, ALL) for line in HEADLINES}
    split = {(line.task, line.measure) for line in BY_CATEGORY}
    shown = tuple(
        _rounded(figure)
        for figure in figures.all
        if (figure.task, figure.measure, figure.category) in overall
        or (figure.task, figure.measure) in split
    )
    values = asdict(Published(info=run.info, figures=shown))
    path.write_text(json.dumps(values, indent=1) + "\n", "utf-8")
    return path


def _rounded(figure: Figure) -> Figure:
    value, low, high = (round(part, 6) for part in (figure.value, figure.low, figure.high))
    return replace(figure, value=value, low=low, high=high)


def read_published(path: Path = PUBLISHED) -> Published:
    """Read the published figures."""
    return TypeAdapter(Published).validate_json(path.read_bytes())
