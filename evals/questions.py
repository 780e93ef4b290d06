"""Question sets: what is asked, and what a right answer has."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["Sample", "Split", "load_samples"]

Split = Literal["dev", "test"]
_FOLDER = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One question with what is expected of its answer."""

    id: str
    question: str
    history: tuple[str, ...]
    category: str
    status: tuple[str, ...]
    """Statuses that would be right."""
    documents: tuple[str, ...]
    """A right answer cites at least one of these; empty where nothing is to be cited."""
    contains: tuple[str, ...]
    """What a right answer must hold."""
    plans: tuple[str, ...]
    """Plans that the scope must include."""


def load_samples(split: Split) -> list[Sample]:
    """Read a set: tune on `dev`, only report on `test`."""
    lines = (_FOLDER / f"{split}.jsonl").read_text("utf-8").splitlines()
    return [_sample(json.loads(line)) for line in lines if line.strip()]


def _sample(values: dict[str, object]) -> Sample:
    lists = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    return Sample(**lists)  # type: ignore[arg-type]
