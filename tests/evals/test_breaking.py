"""Breaking something on purpose moves the figure that it should: the suite can be believed."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import assistant.answering as answering
import assistant.deciding as deciding
import assistant.writing as writing
from assistant.scope import Search, SearchPlan, plan_search
from assistant.text import write_text
from corpus.lexical import LexicalIndex
from evals.samples import Sample
from evals.systems import Contestant
from evals.tasks import TASKS


def mean(task: str, measure: str, system: Contestant, samples: Sequence[Sample]) -> float:
    spec = TASKS[task]
    values = [
        spec.score(sample, [system.ask(*asked) for asked in spec.asks(sample)], system.passages)
        for sample in samples
        if spec.takes(sample)
    ]
    return float(np.mean([v[measure] for v in values if v[measure] is not None]))


@pytest.fixture
def some(dev: list[Sample]) -> list[Sample]:
    return dev[::3]


@pytest.fixture
def whole(assistant_system: Contestant) -> Contestant:
    """The assistant with nothing broken; ask it before breaking anything."""
    return assistant_system


def broken(system: Contestant) -> Contestant:
    """The same system with its memory of earlier answers gone."""
    return Contestant(system.name, system.system)


def test_without_bm25_less_is_retrieved(
    whole: Contestant, some: list[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = mean("retrieval", "passage nDCG@10", whole, some)
    monkeypatch.setattr(LexicalIndex, "search", lambda *_, **__: [])
    assert mean("retrieval", "passage nDCG@10", broken(whole), some) < before - 0.02


def test_without_scope_the_scope_is_wrong(
    whole: Contestant, some: list[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    named = [sample for sample in some if sample.plans]
    before = {m: mean("answers", m, whole, named) for m in ("scope", "sources superfluous")}

    def unlimited(*arguments: object) -> SearchPlan:
        found = plan_search(*arguments)  # type: ignore[arg-type]
        return replace(found, searches=(Search(within=None),), plans=())

    monkeypatch.setattr(answering, "plan_search", unlimited)
    after = broken(whole)
    assert mean("answers", "scope", after, named) == 0 < before["scope"]
    assert mean("answers", "sources superfluous", after, named) > before["sources superfluous"]


def test_a_wrong_marker_makes_quotations_unverified(
    whole: Contestant, some: list[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = [sample for sample in some if sample.category == "figure"]
    before = mean("answers", "quotations verified", whole, samples)

    def swapped(*arguments: Any, **more: Any) -> str:
        text = write_text(*arguments, **more)
        return re.sub(r"\[([12])\]", lambda m: "[2]" if m[1] == "1" else "[1]", text)

    monkeypatch.setattr(writing, "write_text", swapped)
    assert before == 1.0
    assert mean("answers", "quotations verified", broken(whole), samples) < 0.5


def test_with_abstention_off_nothing_searched_is_declined(
    whole: Contestant, some: list[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    searched = [s for s in some if s.category.startswith("unanswerable") or s.answerable]
    before = mean("abstention", "unanswerable declined", whole, searched)
    answered = mean("abstention", "answerable answered", whole, searched)
    monkeypatch.setattr(deciding, "probability", lambda *_: 1.0)
    after = broken(whole)
    assert mean("abstention", "unanswerable declined", after, searched) < before / 2
    assert mean("abstention", "answerable answered", after, searched) > answered
