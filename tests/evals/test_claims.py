"""Truths and lies through the whole assistant, over a real connection to a scripted model."""

from collections import Counter
from pathlib import Path

import pytest

from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from evals.claims import __main__ as command
from evals.claims.measuring import HELD, Outcome, Share, figures_of_claims, say_all
from evals.claims.publishing import claim_rows, publish_claims, read_published_claims
from evals.claims.reading import (
    FOLDER,
    PARAPHRASE,
    SHORTENED,
    Spoken,
    claims_of,
    read_claims,
    read_split,
)
from evals.samples import WRITTEN
from evals.scripted.truthful import tell
from evals.table import markdown

QUESTION = "what did the 2015 plan say about cybercrime?"
QUOTATION = "Three newer threats are named for the police and partner agencies to tackle"
TRUE = "Three newer threats are named for the police and partner agencies to tackle."
FALSE = "Seven newer threats are named for the police and partner agencies to tackle."

LEAST_TRUTHS = 0.48
"""Of those of the dev split that are made shorter; passing every check."""
RED_TEAM = [
    claim
    for entry in read_claims(FOLDER / "dev-red-team.yaml")
    for claim in claims_of(entry)
    if not claim.true
]
MOST_OF_THE_RED_TEAM = 0.02
"""Part of the lies that were written against the checks that may pass."""


def spoken(claim: str, kind: str, **changes: object) -> Spoken:
    values = {"question": QUESTION, "quotation": QUOTATION} | changes
    return Spoken(claim=claim, kind=kind, **values)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def as_written(shipped: Path) -> AssistantSettings:
    return AssistantSettings(data=shipped, as_of=WRITTEN)


@pytest.fixture(scope="session")
def dev_outcomes(as_written: AssistantSettings) -> list[Outcome]:
    return say_all(read_split("dev")[0], as_written)


def test_no_lie_of_the_dev_split_is_shown(dev_outcomes: list[Outcome]) -> None:
    passed = [
        outcome.spoken.claim
        for outcome in dev_outcomes
        if not outcome.spoken.true
        and (outcome.shown or outcome.shown_beside or outcome.check == HELD)
    ]
    hardest = {entry.claim for entry in RED_TEAM}
    assert [claim for claim in passed if claim not in hardest] == []
    assert len(passed) <= MOST_OF_THE_RED_TEAM * len(hardest), passed


def test_enough_truths_of_the_dev_split_pass(dev_outcomes: list[Outcome]) -> None:
    figures = figures_of_claims(dev_outcomes)
    shortened = figures.by_truth[SHORTENED]
    assert shortened.part / shortened.whole >= LEAST_TRUTHS


def test_a_lie_takes_no_true_sentence_with_it(dev_outcomes: list[Outcome]) -> None:
    figures = figures_of_claims(dev_outcomes)
    assert figures.beside.whole > 500
    assert figures.beside.part == figures.beside.whole


def test_nearly_every_claim_of_the_dev_split_is_exercised(dev_outcomes: list[Outcome]) -> None:
    left = {outcome.spoken.quotation for outcome in dev_outcomes if not outcome.exercised}
    assert len(left) <= 0.05 * len({outcome.spoken.quotation for outcome in dev_outcomes}), left


def test_a_truth_is_shown_and_a_lie_is_not_alone_or_among_truths(
    as_written: AssistantSettings,
) -> None:
    truth, lie = say_all([spoken(TRUE, SHORTENED), spoken(FALSE, "number")], as_written)
    assert (truth.shown, truth.check, truth.beside) == (True, "", 0)
    assert (lie.shown, lie.check, lie.shown_beside) == (False, "figure", False)
    assert lie.beside == lie.beside_shown >= 1


def test_the_same_question_is_written_on_anew_for_each_claim(
    as_written: AssistantSettings,
) -> None:
    """A writer keeps what it wrote for a question; here the second claim would get the first's."""
    lie, truth = say_all([spoken(FALSE, "number"), spoken(TRUE, SHORTENED)], as_written)
    assert (lie.shown, truth.shown) == (False, True)


def test_what_the_assistant_does_not_quote_is_counted_apart(as_written: AssistantSettings) -> None:
    claims = [
        spoken(TRUE, SHORTENED, quotation="words that no document holds"),
        spoken(FALSE, "number", question="what is the weather like in Paris?"),
        spoken(TRUE, "other-marker", marker=3),
    ]
    outcomes = say_all(claims, as_written)
    assert [outcome.exercised for outcome in outcomes] == [False, False, False]
    figures = figures_of_claims(outcomes)
    assert figures.not_exercised == {"truths": 1, "lies": 2}
    assert (figures.truths.whole, figures.lies.whole) == (0, 0)


def test_a_script_that_cannot_be_heard_is_an_error_and_no_lie_stopped(
    as_written: AssistantSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mute(*_: object) -> object:
        return tell([]).__class__(text="", status=500)

    monkeypatch.setattr("evals.claims.measuring.tell", mute)
    with pytest.raises(PlansError, match="not heard to its end"):
        say_all([spoken(FALSE, "number")], as_written)


def outcome(kind: str, **changes: object) -> Outcome:
    return Outcome(spoken=spoken("x", kind), **changes)  # type: ignore[arg-type]


def test_a_lie_that_was_only_held_has_passed_and_a_truth_that_was_held_is_not_shown() -> None:
    figures = figures_of_claims(
        [
            outcome(SHORTENED, shown=True),
            outcome(SHORTENED, check=HELD),
            outcome(SHORTENED, check="support"),
            outcome("year", check=HELD, beside=2, beside_shown=1),
            outcome("year", check="figure", beside=2, beside_shown=2, shown_beside=True),
            outcome("name", shown=True),
            outcome("name", exercised=False),
        ]
    )
    assert (figures.truths, figures.passed) == (Share(part=1, whole=3), Share(part=2, whole=3))
    assert figures.lies == Share(part=2, whole=3)
    assert figures.by_kind == {"name": Share(part=1, whole=1), "year": Share(part=1, whole=2)}
    assert (figures.between, figures.beside) == (Share(part=1, whole=2), Share(part=3, whole=4))
    assert figures.checks == {"truths": {HELD: 1, "support": 1}, "lies": {HELD: 1, "figure": 1}}
    assert figures.not_exercised == {"truths": 0, "lies": 1}


def test_shares_have_exact_intervals() -> None:
    assert str(Share(part=0, whole=100)) == "0.0% (0.0–3.6)"
    assert str(Share(part=0, whole=0)) == "–"


def test_published_figures_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "published.json"
    assert read_published_claims(path) is None
    figures = figures_of_claims([outcome(SHORTENED, shown=True), outcome("year", check="figure")])
    publish_claims(figures, path)
    published = read_published_claims(path)
    assert published is not None
    assert published.figures == figures
    assert "| · year | 0 | 1 | 0.0% (0.0–97.5) |" in markdown(claim_rows(published.figures))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--split", "test", "--misses"], "never shown"),
        (["--split", "dev", "--publish"], "only figures of the test split"),
    ],
)
def test_misses_are_of_dev_only_and_published_figures_of_test_only(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        command.main(arguments)
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("split", ["dev", "test"])
def test_every_file_can_be_read_and_each_lie_says_what_it_is(split: str) -> None:
    entries = read_claims(FOLDER / f"{split}.yaml")
    told = [claim for entry in entries for claim in claims_of(entry)]
    kinds = Counter(claim.kind for claim in told)
    assert kinds[PARAPHRASE] >= 200
    assert sum(kinds.values()) - kinds[PARAPHRASE] >= 300
    twice = len(told) - len(set(told))
    assert twice == 0


def test_a_claim_of_the_dev_split_is_not_measured_as_held_out(tmp_path: Path) -> None:
    entry = (
        "- question: a\n  quotation: b\n  truths: [{}]\n  lies:\n  - {{kind: year, claim: {}}}\n"
    )
    (tmp_path / "dev.yaml").write_text(entry.format("One", "Two"), "utf-8")
    (tmp_path / "test.yaml").write_text(entry.format("Three", "one"), "utf-8")
    held_out, left_out = read_split("test", tmp_path)
    assert ([told.claim for told in held_out], left_out) == (["Three"], 1)
    assert len(read_split("dev", tmp_path)[0]) == 2


def test_a_mistake_in_a_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "dev.yaml"
    path.write_text("- question: a\n  quotation: b\n  lies:\n  - {sort: year, claim: c}\n", "utf-8")
    with pytest.raises(PlansError, match=r"dev\.yaml:3: "):
        read_claims(path)
