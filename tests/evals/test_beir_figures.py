"""What is counted of rankings and decisions on data in BEIR's layout."""

import pytest

from assistant.answers import Answer, Scope, Status
from evals.beir.abstention import judge_abstention
from evals.beir.figures import area, mean
from evals.beir.reading import BeirQuery
from evals.measures import measure_rankings


def test_the_area_counts_pairs_and_the_interval_holds_it() -> None:
    found = area([0.9, 0.5, 0.4], [0.5, 0.1])
    assert found.value == pytest.approx(4.5 / 6)
    assert found.low < found.value <= found.high


def test_an_interval_lies_around_its_value_unless_nothing_differs() -> None:
    found = mean([1.0, 0.0, 1.0, 1.0])
    assert found.low < found.value < found.high
    for alike in (mean([0.5, 0.5]), area([1.0], [0.5, 0.0])):
        assert alike.low == alike.value == alike.high


def test_measures_are_those_of_the_ranking_and_nothing_found_counts_as_nothing() -> None:
    rankings = {"a": ["x", "y", "z"], "b": [], "unmarked": ["x"]}
    found = measure_rankings(rankings, {"a": {"y": 1, "elsewhere": 1}, "b": {"x": 1}})
    assert found["recall@5"] == {"a": 0.5, "b": 0.0}
    assert found["MRR@10"] == {"a": 0.5, "b": 0.0}


def _answer(status: Status, support: float | None) -> Answer:
    scope = Scope(words="")
    return Answer(
        id="", question="", status=status, text="", opening="", scope=scope, support=support
    )


def test_answers_in_part_are_answers_and_all_else_is_declining() -> None:
    answers = {
        "whole": _answer(Status.ANSWERED, 1.5),
        "part": _answer(Status.PARTLY_ANSWERED, 0.9),
        "none": _answer(Status.NOT_FOUND, 0.9),
        "unsearched": _answer(Status.REFUSED, None),
    }
    kinds = {
        "whole": "ANSWERABLE",
        "part": "ANSWERABLE",
        "none": "UNANSWERABLE",
        "unsearched": "UNANSWERABLE",
    }
    queries = [BeirQuery(id=i, text="x", answerability=kind) for i, kind in kinds.items()]
    cosines = {"whole": 0.1, "part": 0.2, "none": 0.3, "unsearched": 0.4}
    found = judge_abstention([*queries, BeirQuery(id="unsaid", text="x")], answers, cosines)
    assert found is not None
    assert [(d.answerability, d.n, d.answered, d.declined) for d in found.decisions] == [
        ("ANSWERABLE", 2, 2, 0),
        ("UNANSWERABLE", 2, 0, 2),
    ]
    assert found.decisions[1].statuses == {"not_found": 1, "refused": 1}
    assert found.without_support == 1
    assert found.support_auroc is not None
    assert found.support_auroc.value == pytest.approx(3.5 / 4)
    assert found.plain_auroc is not None
    assert found.plain_auroc.value == 0.0


def test_without_both_kinds_there_is_no_area() -> None:
    query = BeirQuery(id="a", text="x", answerability="ANSWERABLE")
    found = judge_abstention([query], {"a": _answer(Status.ANSWERED, 1.0)}, {"a": 0.5})
    assert found is not None
    assert found.support_auroc is None
