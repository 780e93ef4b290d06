"""Which questions are for the ledger, what they want to know, and what they are about."""

from collections.abc import Sequence

import pytest

from assistant.commitments.asking import Wish, asks_of_promises, asks_without_promise
from assistant.verdicts.records import Verdict

SPECIALS = "what did they promise about Specials?"


@pytest.mark.parametrize(
    ("question", "wish", "about"),
    [
        (SPECIALS, Wish.MADE, "what did they about Specials?"),
        ("list the commitments on domestic abuse", Wish.MADE, "the on domestic abuse"),
        ("promises about burglary", Wish.MADE, "about burglary"),
        ("what are they committed to on ASB", Wish.MADE, "what are they on ASB"),
        ("which promises about rural crime are still open?", Wish.OPEN, "which about rural crime are ?"),
        ("what commitments in the 2017 plan are outstanding", Wish.OPEN, "what in the 2017 plan are"),
        ("which pledges on council tax were broken?", Wish.JUDGED, "which on council tax were ?"),
        ("did they break their promise on police stations?", Wish.DELIVERED, "did they their on police stations?"),
        ("what did they promise about burglary and did it happen?", Wish.DELIVERED, "what did they about burglary and did it ?"),
        ("what happened to the promise of a hub?", Wish.DELIVERED, "what to the of a hub?"),
        ("did they keep the promise of 75 more officers?", Wish.DELIVERED, "did they the of 75 more officers?"),
        ("have they kept their promises on burglary", Wish.DELIVERED, "have they their on burglary"),
        ("were the commitments on rural crime delivered?", Wish.DELIVERED, "were the on rural crime ?"),
    ],
)  # fmt: skip
def test_a_question_on_promises_is_for_the_ledger(question: str, wish: Wish, about: str) -> None:
    asked = asks_of_promises(question)
    assert asked is not None
    assert (asked.wish, asked.about, asked.follows) == (wish, about, "")


@pytest.mark.parametrize(
    ("question", "verdicts"),
    [
        ("which promises did Lloyd break?", (Verdict.NOT_KEPT,)),
        ("which promises were not kept", (Verdict.NOT_KEPT,)),
        ("which promises haven't been delivered", (Verdict.NOT_KEPT,)),
        ("which promises did Ash-Edwards keep", (Verdict.KEPT,)),
        ("how many promises were kept?", (Verdict.KEPT,)),
        ("which promises were partly kept?", (Verdict.PARTLY_KEPT,)),
        ("has any promise been overtaken?", (Verdict.OVERTAKEN,)),
        ("which promises were dropped", (Verdict.NOT_KEPT, Verdict.OVERTAKEN)),
        ("which promises are in progress", (Verdict.IN_PROGRESS,)),
        ("which promises cannot be checked", (Verdict.CANNOT_BE_CHECKED,)),
    ],
)
def test_which_promises_have_a_verdict_is_asked(
    question: str, verdicts: tuple[Verdict, ...]
) -> None:
    asked = asks_of_promises(question)
    assert asked is not None
    assert (asked.wish, asked.verdicts) == (Wish.JUDGED, verdicts)


@pytest.mark.parametrize(
    ("question", "who", "denied"),
    [
        ("what did the Bedfordshire commissioner promise about officers", "the Bedfordshire commissioner", False),
        ("what has the government promised on pay", "the government", False),
        ("has any promise been overtaken?", "any", False),
        ("what did the plan not promise?", "the plan not", True),
        ("what has never been promised about officers", "never been", True),
    ],
)  # fmt: skip
def test_whose_promises_and_whether_none_are_asked_is_read(
    question: str, who: str, denied: bool
) -> None:
    asked = asks_of_promises(question)
    assert asked is not None
    assert (asked.who, asked.denied) == (who, denied)


@pytest.mark.parametrize(
    ("question", "history", "without"),
    [
        ("was it delivered?", (), True),
        ("did they keep it?", (), True),
        ("was it?", (), False),
        ("was it delivered?", ("what about burglary?",), False),
        ("what was delivered?", (), False),
    ],
)
def test_a_short_question_with_nothing_before_it_says_of_no_promise(
    question: str, history: Sequence[str], without: bool
) -> None:
    assert asks_without_promise(question, history) is without


@pytest.mark.parametrize(
    "question",
    [
        "what did the plan say about burglary?",
        "is burglary kept low?",
        "did burglary fall?",
        "Lloyd's pledge on villages in DriveSafe, as of March 2014",
        "how do I keep my house safe?",
        "was it delivered?",
        "",
    ],
)
def test_other_questions_are_not(question: str) -> None:
    assert asks_of_promises(question) is None


@pytest.mark.parametrize(
    "question",
    ["was it delivered?", "And did they keep it?", "was it?", "have any of them been kept", "so did it ever happen?"],
)  # fmt: skip
def test_a_short_question_follows_one_on_promises(question: str) -> None:
    asked = asks_of_promises(question, ["who is the PCC?", SPECIALS, "was it kept?"])
    assert asked is not None
    assert (asked.wish, asked.follows) == (Wish.DELIVERED, SPECIALS)
    assert "Specials" in asked.about


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("was it delivered?", ["what did the plan say about burglary?"]),
        ("was burglary reduced after that?", [SPECIALS]),
        ("is it raining", [SPECIALS]),
        ("was it delivered?", [SPECIALS, "who is the PCC?"]),
    ],
)
def test_a_short_question_after_anything_else_does_not(
    question: str, history: Sequence[str]
) -> None:
    assert asks_of_promises(question, history) is None
