"""Figures of a claim belong to what they belong to in the sentence."""

import pytest

from assistant.verification.alignment import align
from assistant.verification.links import links_problem
from tests.assistant.verification.quoting import unit

GREW = "The port grew from 40 boats in 2014 to 90 boats in 2016."


@pytest.mark.parametrize(
    ("claim", "sentence", "apart"),
    [
        (GREW, GREW, False),
        ("The port grew from 90 boats to 40 boats.", GREW, True),
        ("The port has 300 patrols.", "The port has 300 hours of patrols.", True),
        ("The port has 300 hours of patrols.", "The port has 300 hours of patrols.", False),
        ("It ran from 5 May 2015 to 9 June 2014.", "It ran from 5 May 2014 to 9 June 2015.", True),
    ],
)
def test_figures_keep_their_own_words(claim: str, sentence: str, *, apart: bool) -> None:
    assert links_problem(align(claim, unit(sentence))) is apart
