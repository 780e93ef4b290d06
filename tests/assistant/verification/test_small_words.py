"""A small word of a claim says of a word what it says of it in the sentence."""

import pytest

from assistant.verification.alignment import align
from assistant.verification.small_words import small_words_moved
from tests.assistant.verification.quoting import unit


@pytest.mark.parametrize(
    ("claim", "sentence", "moved"),
    [
        ("The letter came from the port.", "The letter came from the port.", False),
        ("The letter went to the port.", "The letter came from the port.", True),
        ("Boats came without sails.", "Boats came with sails.", True),
        ("The town was consulted.", "The town was consulted.", False),
        ("The town consulted.", "The town was consulted.", True),
        ("Those who invited were boatmen.", "Those invited were boatmen.", True),
        ("It has 40 boats, ten of them new.", "It has 40 boats and ten new ferries.", True),
        ("It has 40 boats, ten of them new.", "It has 40 boats, ten of them new.", False),
        ("The goal of the harbour is that trade has rules.", "The goal is that harbour trade has rules.", True),
        ("There is a change if towns agree.", "If there is no change, towns agree.", True),
    ],
)  # fmt: skip
def test_small_words_stay_where_they_are(claim: str, sentence: str, *, moved: bool) -> None:
    assert small_words_moved(align(claim, unit(sentence))) is moved
