"""Which questions are for the ledger, what they want to know, and what they are about."""

from collections.abc import Sequence

import pytest

from assistant.commitments.asking import Wish, asks_of_promises

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
        ("which pledges on council tax were broken?", Wish.BROKEN, "which on council tax were ?"),
        ("did they keep the promise of 75 more officers?", Wish.DELIVERED, "did they the of 75 more officers?"),
        ("have they kept their promises on burglary", Wish.DELIVERED, "have they their on burglary"),
        ("were the commitments on rural crime delivered?", Wish.DELIVERED, "were the on rural crime ?"),
    ],
)  # fmt: skip
def test_a_question_on_promises_is_for_the_ledger(question: str, wish: Wish, about: str) -> None:
    asked = asks_of_promises(question)
    assert asked is not None
    assert (asked.wish, asked.about, asked.follows) == (wish, about, False)


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
    asked = asks_of_promises(question, [SPECIALS, "thanks, and who is the PCC?"])
    assert asked is not None
    assert (asked.wish, asked.follows) == (Wish.DELIVERED, True)
    assert "Specials" in asked.about


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("was it delivered?", ["what did the plan say about burglary?"]),
        ("was burglary reduced after that?", [SPECIALS]),
        ("is it raining", [SPECIALS]),
    ],
)
def test_a_short_question_after_anything_else_does_not(
    question: str, history: Sequence[str]
) -> None:
    assert asks_of_promises(question, history) is None
