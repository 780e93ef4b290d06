"""The figures that the README states: written by a run, kept in the repository."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter

from corpus.errors import PlansError
from evals.figures import Figure, Figures
from evals.runs import Run, RunInfo

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
        PlansError: It is a run of something else.
    """
    if run.info.split != "test":
        raise PlansError(
            f"only a run of the test split is published, this is one of {run.info.split}; "
            "run `python -m evals run --split test --publish`"
        )
    values = asdict(Published(info=run.info, figures=figures.all))
    path.write_text(json.dumps(values, indent=1) + "\n", "utf-8")
    return path


def read_published(path: Path = PUBLISHED) -> Published:
    """Read the published figures."""
    return TypeAdapter(Published).validate_json(path.read_bytes())
