"""Means, intervals, aggregates and the test of a difference."""

import pytest

from evals.figures import ALL, figures_of, paired_p
from tests.evals.made import near_miss, row, run, sample


def routing(values: list[float], category: str = "figure") -> list[object]:
    return [
        row("routing", sample(id=f"dev-{n}", category=category), {"status": value})
        for n, value in enumerate(values)
    ]


def test_a_mean_has_an_interval_around_it_and_counts_its_samples() -> None:
    figures = figures_of(run(*routing([1, 0, 1, 1, 0, 1, 1, 1, 0, 1])))  # type: ignore[arg-type]
    figure = figures.get("routing", "assistant", "status")
    assert figure is not None
    assert (figure.value, figure.n) == (0.7, 10)
    assert 0.3 <= figure.low < 0.7 < figure.high <= 1.0


def test_an_interval_is_narrower_with_more_samples() -> None:
    few, many = (
        figures_of(run(*routing([1.0, 0.0] * n))).get("routing", "assistant", "status")  # type: ignore[arg-type]
        for n in (5, 100)
    )
    assert few and many
    assert many.high - many.low < few.high - few.low


def test_what_is_not_asked_is_left_out_of_the_mean() -> None:
    rows = (
        row("routing", sample(), {"emergencies caught": None}),
        row("routing", sample(id="dev-9"), {"emergencies caught": 1.0}),
    )
    figure = figures_of(run(*rows)).get("routing", "assistant", "emergencies caught")
    assert figure is not None
    assert (figure.value, figure.n) == (1.0, 1)


def test_categories_have_figures_of_their_own() -> None:
    rows = [*routing([1, 1]), *routing([0], "list")]
    figures = figures_of(run(*rows))  # type: ignore[arg-type]
    values = {c: figures.get("routing", "assistant", "status", c) for c in (ALL, "figure", "list")}
    assert {c: f.value for c, f in values.items() if f} == pytest.approx(
        {ALL: 2 / 3, "figure": 1.0, "list": 0.0}
    )


def abstained(declined: bool, answerable: bool, support: float, n: int) -> object:
    asked = sample(id=f"dev-{n}") if answerable else near_miss(id=f"dev-{n}")
    return row("abstention", asked, {"declined": float(declined), "support": support})


def test_declines_have_precision_recall_f1_and_the_area_under_the_curve() -> None:
    rows = [
        abstained(True, False, 0.1, 1),
        abstained(True, True, 0.4, 2),
        abstained(False, False, 0.6, 3),
        abstained(False, True, 0.9, 4),
    ]
    figures = figures_of(run(*rows))  # type: ignore[arg-type]
    names = ("decline precision", "decline recall", "decline F1", "support AUROC")
    values = [figures.get("abstention", "assistant", name) for name in names]
    assert [f.value for f in values if f] == [0.5, 0.5, 0.5, 0.75]
    assert all(f.low <= f.value <= f.high for f in values if f)


def test_the_same_values_differ_by_chance_alone() -> None:
    assert paired_p([1, 0, 1], [1, 0, 1]) == 1.0


def test_one_sided_change_of_many_samples_is_no_chance() -> None:
    assert paired_p([0.0] * 12, [1.0] * 12) < 0.001
    assert paired_p([0.0, 1.0], [1.0, 0.0]) == 1.0


def test_where_all_are_right_there_is_still_doubt() -> None:
    figures = figures_of(run(*routing([1.0] * 10)))  # type: ignore[arg-type]
    figure = figures.get("routing", "assistant", "status")
    assert figure is not None
    assert (round(figure.low, 3), figure.high) == (0.692, 1.0)


def test_where_all_are_answerable_nothing_is_told_apart() -> None:
    figures = figures_of(run(abstained(False, True, 0.5, 1), abstained(True, True, 0.1, 2)))  # type: ignore[arg-type]
    assert figures.get("abstention", "assistant", "support AUROC") is None
