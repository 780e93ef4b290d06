"""Thresholds: what is below them fails, what is unknown is said."""

from pathlib import Path

import pytest

from corpus.errors import PlansError
from evals.figures import Figures, figures_of
from evals.gates import missed_thresholds, read_gate
from tests.evals.made import row, run, sample


def figures(facts: float, words: float) -> Figures:
    return figures_of(run(row("answers", sample(), {"facts": facts, "words": words})))


@pytest.fixture
def thresholds(tmp_path: Path) -> Path:
    path = tmp_path / "thresholds.toml"
    path.write_text('[test]\n"answers.facts" = 0.5\n"answers.words" = 100\n', "utf-8")
    return path


def test_what_reaches_its_thresholds_passes(thresholds: Path) -> None:
    assert missed_thresholds(read_gate("test", thresholds), figures(0.5, 100)) == []


def test_too_few_facts_and_too_many_words_miss(thresholds: Path) -> None:
    missed = missed_thresholds(read_gate("test", thresholds), figures(0.4, 101))
    assert [line.split(" is ")[0] for line in missed] == ["answers.facts", "answers.words"]
    assert "at least 0.5" in missed[0]
    assert "at most 100" in missed[1]


def test_a_threshold_may_be_of_another_system(tmp_path: Path) -> None:
    path = tmp_path / "thresholds.toml"
    path.write_text('[test]\n"writer.answers.reading age" = 15\n"answers.facts" = 0.5\n', "utf-8")
    rows = [
        row("answers", sample(), {"facts": 0.6, "reading age": 20.0}),
        row("answers", sample(), {"facts": 0.1, "reading age": 16.0}, system="writer"),
    ]
    [missed] = missed_thresholds(read_gate("test", path), figures_of(run(*rows)))
    assert missed.startswith("writer.answers.reading age is 16.000")
    assert "at most 15" in missed


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[test]\n"answers.fact" = 1',
        '[test]\n"a.b.c.d" = 1',
        "[test]\nfacts = 'many'",
        "[test",
        "test = 1",
    ],
)
def test_a_gate_that_cannot_be_held_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "thresholds.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PlansError, match=r"thresholds\.toml"):
        missed_thresholds(read_gate("test", path), figures(1, 1))
