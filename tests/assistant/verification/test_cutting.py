"""A sentence may lose whole parts that nothing hangs on, and no others."""

import pytest

from assistant.verification.alignment import align
from assistant.verification.cutting import is_cut_from
from tests.assistant.verification.quoting import unit


def _cut(claim: str, sentence: str, before: str = "") -> bool:
    return is_cut_from(align(claim, unit(sentence, before=before)))


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The Board closed the pier.", "In May 2015 the Board closed the pier."),
        ("The Board closed the pier in May 2015.", "In May 2015 the Board closed the pier."),
        ("The Board closed the pier.", "The Board, meeting in Marley, closed the pier."),
        ("The Board closed the pier.", "The Board closed the pier, which had 40 boats."),
        ("The Board closed the pier.", "The Board closed the pier because it was old."),
        ("The pier is old.", "The boats were sold, and the pier is old."),
        ("Ann Reed closed the pier.", "Police and Crime Commissioner (PCC) Ann Reed closed the pier."),
        ("The fare goes up to £7.", "The fare goes up from £5 to £7."),
        ("The pier was sold.", "It was announced that the pier was sold."),
        ("She said that boats sink.", "She said piers burn, and that boats sink."),
        ("It is meant to help and to teach.", "It is also meant to help and to teach."),
        ("The Board wants a study.", "The Board wants a thorough study."),
        ("Piers burn, Ann Reed said.", "Ann Reed said piers burn, and that boats sink."),
    ],
)  # fmt: skip
def test_a_part_that_only_adds_may_go(claim: str, sentence: str) -> None:
    assert _cut(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The Council closed the pier.", "The Board, next to the Council, closed the pier."),
        ("The pier will close.", "The Board said the pier will close."),
        ("The pier is old.", "The pier is old, the Board said."),
        ("The pier is old.", "According to the Board, the pier is old."),
        ("The pier will close.", "The pier will close, if the Board agrees."),
        ("The pier will close.", "The pier will close after a vote."),
        ("The pier did not close.", "The pier did not close because it was old."),
        ("The pier is the longest.", "The pier is the longest in Hertfordshire."),
        ("The Board helps boats.", "The Board helps boats that carry children."),
        ("Those asked were Ann Reed.", "Those asked were Ann Reed, Tom Hale and others."),
        ("It has 16 boats.", "It has 16 boats and ferries."),
        ("The pier is the priority.", "The pier is a top priority."),
        ("Residents pay more.", "In the draft, residents pay more."),
        ("Residents pay.", "In one proposal, residents pay."),
        ("Boats sank.", "As the Board sees it, boats sank."),
        ("40 boats sank.", "In Marley, 40 boats sank."),
        ("She gave back to the town.", "She gave a small share back to the town."),
        ("The Board has 40 boats.", "The Board has 40 boats, at most."),
        ("He supports boats and ferries.", "He supports boats, opposes piers, and ferries."),
        ("She said that boats sink.", "She said it is wrong that piers burn and that boats sink."),
    ],
)  # fmt: skip
def test_a_part_that_limits_stays(claim: str, sentence: str) -> None:
    assert not _cut(claim, sentence)


def test_a_pronoun_may_be_named_by_the_subject_of_the_sentence_before() -> None:
    before = "Theft from boats costs the port a great deal."
    assert _cut("Theft from boats hurts the port.", "It hurts the port.", before)
    assert not _cut("Theft hurts the port.", "It hurts the port.", before)
    assert not _cut("The port hurts the port.", "It hurts the port.", before)


@pytest.mark.parametrize(
    ("claim", "lead", "passes"),
    [
        ("One aim is to buy boats.", "Key aims:", True),
        ("The aims include to buy boats.", "Key aims:", True),
        ("One plan is to buy boats.", "Key aims:", False),
        ("One aim is to buy boats.", "Aims that the Board refused:", False),
        ("One aim is to buy boats.", "Proposed aims:", False),
    ],
)
def test_an_item_is_told_as_what_its_list_is(claim: str, lead: str, *, passes: bool) -> None:
    assert is_cut_from(align(claim, unit("Buy boats, as in 2014.", lead))) is passes


def test_words_keep_their_order() -> None:
    assert not _cut("The pier closed the Board.", "The Board closed the pier.")
