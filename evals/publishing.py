"""The figures that the README states: written by a run, kept in the repository."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from corpus.errors import PlansError
from evals.figures import ALL, Figure, Figures
from evals.headlines import BY_CATEGORY, HEADLINES
from evals.runs import Run, RunInfo
from evals.systems import SYSTEMS
from evals.tasks import TASKS

__all__ = ["PUBLISHED", "Modelled", "Published", "publish", "read_published"]

PUBLISHED = Path(__file__).parent / "published.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Modelled:
    """What was measured of the assistant with one chat model."""

    name: str
    """The column of its figures: "writer, openai:NAME"."""
    info: RunInfo
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was measured last for people to read."""

    info: RunInfo
    figures: tuple[Figure, ...]
    models: tuple[Modelled, ...] = ()
    """Each chat model that somebody measured on the same questions; by name."""

    @property
    def systems(self) -> tuple[str, ...]:
        """The columns of its tables; an older file may have no figures of one."""
        return (*SYSTEMS, *(model.name for model in self.models))

    @property
    def all(self) -> Figures:
        """Every figure."""
        return Figures([*self.figures, *(f for model in self.models for f in model.figures)])


def publish(run: Run, figures: Figures, path: Path = PUBLISHED) -> Path:
    """Write the figures of a run of the whole test split, or add those of a chat model.

    With a chat model set, only the figures of `writer` are taken, as a column of their own.

    Raises:
        PlansError: It is a run of something else, or of a part.
    """
    info = run.info
    if info.split == "test" and "writer" in info.systems and info.settings.get("model"):
        published = _with_model(read_published(path), info, figures)
    elif (info.split, info.systems, info.tasks) == ("test", SYSTEMS, tuple(TASKS)):
        old = read_published(path).models if path.exists() else ()
        kept = tuple(m for m in old if m.info.samples_sha256 == info.samples_sha256)
        published = Published(info=info, figures=tuple(_shown(figures)), models=kept)
    else:
        raise PlansError(
            "only a run of the test split with all tasks and systems is published, or one of "
            "`writer` with a chat model; run `python -m evals run --split test --publish`"
        )
    path.write_text(json.dumps(asdict(published), indent=1) + "\n", "utf-8")
    return path


def _with_model(published: Published, info: RunInfo, figures: Figures) -> Published:
    if published.info.samples_sha256 != info.samples_sha256:
        raise PlansError(
            "the published figures are of other questions; publish a run without PLANS_MODEL first"
        )
    name = f"writer, {info.settings['model']}"
    own = tuple(replace(f, system=name) for f in _shown(figures) if f.system == "writer")
    others = [model for model in published.models if model.name != name]
    models = sorted([*others, Modelled(name=name, info=info, figures=own)], key=lambda m: m.name)
    return replace(published, models=tuple(models))


def _shown(figures: Figures) -> Iterator[Figure]:
    """The figures that tables show."""
    overall = {(line.task, line.measure, ALL) for line in HEADLINES}
    split = {(line.task, line.measure) for line in BY_CATEGORY}
    for figure in figures.all:
        if (figure.task, figure.measure, figure.category) in overall or (
            figure.task,
            figure.measure,
        ) in split:
            yield _rounded(figure)


def _rounded(figure: Figure) -> Figure:
    value, low, high = (round(part, 6) for part in (figure.value, figure.low, figure.high))
    return replace(figure, value=value, low=low, high=high)


def read_published(path: Path = PUBLISHED) -> Published:
    """Read the published figures."""
    return TypeAdapter(Published).validate_json(path.read_bytes())
