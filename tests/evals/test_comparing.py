"""Two runs beside each other."""

import pytest

from corpus.errors import PlansError
from evals.comparing import compare, differences
from evals.runs import Row
from tests.evals.made import row, run, sample, shown


def answers(n: int, facts: float, text: str = "1,500") -> Row:
    scores: dict[str, float | None] = {"facts": facts, "sources superfluous": 1 - facts}
    return row("answers", sample(id=f"dev-{n}"), scores, shown=(shown(text, "a"),))


def test_better_and_worse_samples_are_named() -> None:
    before = run(answers(1, 0.0), answers(2, 1.0), answers(3, 0.5))
    after = run(answers(1, 1.0), answers(2, 0.5), answers(3, 0.5))
    comparisons, changes = compare(before, after)
    facts = next(c for c in comparisons if c.headline.measure == "facts")
    assert (facts.better, facts.worse) == (("dev-1",), ("dev-2",))
    assert (facts.before, facts.after) == pytest.approx((0.5, 2 / 3))
    assert [change.after.sample.id for change in changes] == ["dev-2", "dev-1"]
    assert "facts 1 → 0.5" in changes[0].measures


def test_fewer_superfluous_sources_are_better() -> None:
    comparisons, _ = compare(run(answers(1, 0.0)), run(answers(1, 1.0)))
    superfluous = next(c for c in comparisons if c.headline.measure == "sources superfluous")
    assert superfluous.better == ("dev-1",)


def test_other_words_with_the_same_scores_are_a_change_too() -> None:
    _, changes = compare(run(answers(1, 1.0)), run(answers(1, 1.0, "1,500 officers")))
    assert [(change.better, change.measures) for change in changes] == [(0, ())]


def test_what_was_made_differently_is_named() -> None:
    before = run(answers(1, 1.0))
    after = run(answers(1, 1.0), settings={"max_words": 60}, versions={"index": "gen-000002"})
    assert differences(before, after) == [
        "version index: gen-000001 → gen-000002",
        "setting max_words: 120 → 60",
    ]


def test_runs_without_a_common_sample_are_refused() -> None:
    with pytest.raises(PlansError, match="no sample in common"):
        compare(run(answers(1, 1.0)), run(answers(2, 1.0)))
