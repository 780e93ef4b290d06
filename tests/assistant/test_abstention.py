"""Whether what was found answers: the weighing of signals, and what may stand beside the best."""

import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import pytest

from assistant.abstention import (
    WEIGHTS,
    Signals,
    Weights,
    adds_to_it,
    is_foreign,
    probability,
    read_weights,
    signals_of,
)
from assistant.forms import Form
from tests.assistant.made import asked, candidate, concept, passage_of

NAMES = [field.name for field in fields(Signals)]
FOR = {"similarity": 0.7, "coverage": 0.9, "passage": 0.9, "whole": 1.5, "agreement": 0.8}
AGAINST = frozenset({"missing", "unfit"})
"""All others, such as whether a year is named, may speak for an answer or against it."""
GOOD = Signals(**dict.fromkeys(NAMES, 0.0) | FOR)
STEPS = [step / 20 for step in range(31)]


def made(**weight: float) -> Weights:
    """Weights of 0 but for those given, over signals as they are."""
    return Weights(
        mean=(0.0,) * len(NAMES),
        scale=(1.0,) * len(NAMES),
        weights=tuple(weight.get(name, 0.0) for name in NAMES),
        bias=0.0,
        threshold=0.5,
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("others", [GOOD, replace(GOOD, similarity=0.3, whole=0.7, missing=0.3)])
def test_each_signal_moves_the_probability_one_way(name: str, others: Signals) -> None:
    weights = read_weights()
    chances = [probability(replace(others, **{name: step}), weights) for step in STEPS]
    falls = name in AGAINST or (name not in FOR and chances[-1] < chances[0])
    assert chances == sorted(chances, reverse=falls)
    assert chances[0] != chances[-1] or name not in AGAINST | set(FOR)


def test_the_shipped_weights_answer_what_is_good_and_decline_what_is_not() -> None:
    weights = read_weights()
    bad = Signals(**dict.fromkeys(NAMES, 0.0) | {"missing": 1.0, "unfit": 1.0})
    assert 0 < probability(bad, weights) < weights.threshold < probability(GOOD, weights) < 1


def test_the_shipped_weights_are_for_these_signals_in_this_order() -> None:
    assert list(json.loads(WEIGHTS.read_text("utf-8"))["signals"]) == NAMES


@pytest.mark.parametrize("change", ["lost", "renamed", "added", "moved"])
def test_weights_for_other_signals_are_refused(tmp_path: Path, change: str) -> None:
    stored: dict[str, Any] = json.loads(WEIGHTS.read_text("utf-8"))
    rows = stored["signals"]
    row = rows.pop("missing") if change != "added" else rows["missing"]
    if change != "lost":
        rows["missing" if change == "moved" else "other"] = row
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(stored), "utf-8")
    with pytest.raises(ValueError, match=r"weights\.json: is fitted for other signals") as raised:
        read_weights(path)
    assert "evals fit" in str(raised.value)


def test_a_signal_counts_by_how_far_it_is_from_its_mean() -> None:
    weights = replace(made(coverage=2.0), mean=(0.9,) * len(NAMES), scale=(0.1,) * len(NAMES))
    assert probability(GOOD, weights) == 0.5
    assert probability(replace(GOOD, coverage=1.0), weights) == pytest.approx(0.8808, abs=1e-4)


@pytest.mark.parametrize(
    ("missing", "similarity", "doubtful"),
    [
        (0.5, 0.41, True),
        (1.0, 0.3, True),
        (0.49, 0.41, False),
        (0.5, 0.42, False),
        (0.2, 0.24, True),
        (0.2, 0.25, False),
        (0.19, 0.0, False),
    ],
)
def test_much_missing_and_nothing_near_halves_the_probability(
    missing: float, similarity: float, doubtful: bool
) -> None:
    signals = replace(GOOD, missing=missing, similarity=similarity)
    assert probability(signals, made()) == (0.25 if doubtful else 0.5)


def test_a_named_plan_does_not_make_up_for_what_is_missing() -> None:
    weights = read_weights()
    asked_of_a_plan = replace(GOOD, missing=0.9, coverage=0.1, passage=0.1, similarity=0.3)
    named = replace(asked_of_a_plan, scoped=1.0, whole=0.7)
    assert probability(named, weights) < weights.threshold


PASSAGE = passage_of("news-1/x/1", "Fraud fell in Oldtown.", "It fell by 12 per cent.")


def test_without_candidates_there_are_no_signals() -> None:
    assert signals_of([], asked(concept("fraud")), scoped=True, dated=True) is None


def test_signals_say_what_the_passage_lacks() -> None:
    question = asked(concept("fraud", 3.0), concept("horses", 1.0))
    found = signals_of([candidate(PASSAGE, 0)], question, scoped=True, dated=False)
    assert found is not None
    assert (found.passage, found.missing) == (0.75, 0.25)
    assert (found.scoped, found.dated) == (1.0, 0.0)
    assert found.unfit == 0.0


def test_the_figure_asked_for_makes_the_best_span() -> None:
    question = asked(concept("fraud"), form=Form.SHARE)
    without = candidate(PASSAGE, 0, 2.0, fits=0.0, similarity=0.9)
    figure = candidate(PASSAGE, 1, 1.0, fits=1.0, similarity=0.5)
    found = signals_of([without, figure], question, scoped=False, dated=False)
    assert found is not None and (found.similarity, found.unfit) == (0.5, 0.0)
    alone = signals_of([without], question, scoped=False, dated=False)
    assert alone is not None and alone.unfit == 1.0
    text = signals_of([without, figure], asked(concept("fraud")), scoped=False, dated=False)
    assert text is not None and (text.similarity, text.unfit) == (0.9, 0.0)


def test_agreement_is_how_many_of_the_best_stand_in_one_document() -> None:
    other = passage_of("news-2/x/1", *["Fraud rose."] * 6)
    same = [candidate(PASSAGE, at, 2.0) for at in (0, 1)]
    mixed = [*same, *(candidate(other, at, 1.0) for at in range(6))]
    question = asked(concept("fraud"))
    signals = signals_of(mixed, question, scoped=False, dated=False)
    assert signals is not None and signals.agreement == pytest.approx(2 / 6)
    assert asdict(signals)["agreement"] < 0.5


@pytest.mark.parametrize(
    ("direct", "similarity", "coverage", "adds"),
    [
        (0.8, 0.6, 0.8, True),
        (0.0, 0.39, 0.9, False),
        (0.0, 0.4, 0.0, True),
        (0.1, 0.3, 0.1, True),
        (0.1, 0.3, 0.05, False),
        (0.9, 0.19, 0.9, False),
    ],
)
def test_a_span_stands_beside_the_best_only_if_it_is_about_what_is_asked(
    direct: float, similarity: float, coverage: float, adds: bool
) -> None:
    span = candidate(PASSAGE, 0, direct=direct, similarity=similarity, coverage=coverage)
    assert adds_to_it(span, asked(concept("fraud"))) is adds
    assert adds_to_it(span, asked())


def test_a_question_is_foreign_where_nothing_at_all_is_near() -> None:
    question = asked(concept("passport", known=False))
    far = [candidate(PASSAGE, 0, similarity=0.2), candidate(PASSAGE, 1, similarity=0.27)]
    assert is_foreign(far, question)
    assert not is_foreign([*far, candidate(PASSAGE, 0, similarity=0.3)], question)


def test_an_unknown_word_that_means_nearly_a_word_of_the_documents_is_not_foreign() -> None:
    far = [candidate(PASSAGE, 0, similarity=0.2)]
    kin = concept("quokkas", known=False, ways=((("quokka",), 1.0), (("wood",), 0.5)))
    weak = concept("quokkas", known=False, ways=((("quokka",), 1.0), (("wood",), 0.3)))
    known = replace(kin, known=True)
    assert not is_foreign(far, asked(kin))
    assert is_foreign(far, asked(weak))
    assert is_foreign(far, asked(known))
