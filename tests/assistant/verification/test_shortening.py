"""Words of a claim follow each other as in the sentence, and what limits them is not left out."""

import pytest

from assistant.verification.alignment import align
from assistant.verification.shortening import shortens
from tests.assistant.verification.quoting import unit


def _shortens(claim: str, sentence: str) -> bool:
    return shortens(align(claim, unit(sentence)))


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The Board bought boats.", "The Board bought wooden boats, as it does each spring."),
        ("Boats were bought by the Board.", "The Board bought boats."),
        ("In Tarn, the Board bought boats.", "The Board bought boats in Tarn."),
    ],
)
def test_a_sentence_may_be_shortened(claim: str, sentence: str) -> None:
    assert _shortens(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Boats bought the Board.", "The Board bought boats."),
        ("The Board bought boats.", "The Board bought boats only for show."),
        ("The Board bought boats.", "The clerk whom the Board pays bought boats."),
        ("Mr Vane, the Clerk, bought boats.", "Mr Vane, whom the Clerk had met, bought boats."),
        ("Guests were Ann Reed.", "Guests were Ann Reed, Tom Hale, Joy Lane and others."),
        ("It has 16 boats.", "It has 16 boats and ferries."),
        ("He called it the best pier.", "He called it one of the best piers."),
        ("Crime rose by 5%.", "In Tarn, crime rose by 5%."),
        ("The Board will close the pier.", "The Board, the Clerk said, will close the pier."),
        ("Boats start in May.", "Boats start in May at the earliest."),
        ("Staff are trained.", "Staff who carry keys are trained."),
    ],
)
def test_a_sentence_may_not_be_turned(claim: str, sentence: str) -> None:
    assert not _shortens(claim, sentence)
