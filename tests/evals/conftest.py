"""The assistant on the shipped corpus, and runs made of small question sets."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.settings import AssistantSettings
from evals.index import open_index
from evals.running import RunPlan, make_run
from evals.runs import Run, read_run
from evals.samples import Sample, load_samples
from evals.systems import Contestant, open_systems

AS_OF = dt.date(2026, 1, 1)


@pytest.fixture(scope="session")
def dev() -> list[Sample]:
    return load_samples("dev")


@pytest.fixture
def assistant_system(shipped: Path) -> Contestant:
    """The assistant as it is while a test has something of it broken; it remembers nothing."""
    settings = AssistantSettings(data=shipped, as_of=AS_OF)
    return open_systems(settings, open_index(settings), ["assistant"])[0]


@pytest.fixture
def settings(shipped: Path, tmp_path: Path) -> AssistantSettings:
    """Settings with the shipped index and room for runs."""
    data = tmp_path / "data"
    data.mkdir()
    for name in ("index", "models"):
        (data / name).symlink_to(shipped / name)
    return AssistantSettings(data=data, as_of=AS_OF)


@pytest.fixture
def make(settings: AssistantSettings) -> Callable[..., Run]:
    """Make a run of some samples: `make(samples, tasks=["routing"])`."""

    def run(samples: Sequence[Sample], *, max_words: int = 120, **plan: object) -> Run:
        changed = settings.model_copy(update={"max_words": max_words})
        made = RunPlan(samples=samples, split="dev", **plan)  # type: ignore[arg-type]
        return read_run(make_run(changed, made))

    return run
