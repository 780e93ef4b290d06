"""How old one has to be to read a text."""

import pytest

from evals.reading_age import reading_age

PLAIN = "The cat sat on the mat. It was a good day for all of us. We had tea and a bun."
OFFICIAL = (
    "The Commissioner established comprehensive collaborative arrangements regarding neighbourhood "
    "policing, acknowledging considerable organisational interdependencies."
)


def test_a_childs_sentences_are_for_a_child_and_official_ones_for_graduates() -> None:
    plain, official = reading_age(PLAIN), reading_age(OFFICIAL)
    assert plain == 5
    assert official is not None
    assert official > 21


def test_the_age_is_the_grade_by_coleman_and_liau_plus_five() -> None:
    """Worked out by hand: 5 letters in each of 20 words, in two sentences."""
    sentence = " ".join(["words"] * 10) + ". "
    assert reading_age(sentence * 2) == pytest.approx(0.058 * 500 - 0.296 * 10 - 15.8 + 5, abs=0.01)


def test_what_stands_in_a_list_or_has_no_full_stop_is_read_line_by_line() -> None:
    lines = ["Police work with local people", "Police help the young to stay safe"]
    in_a_list = reading_age("\n".join(f"• {line};" for line in lines))
    assert in_a_list == reading_age(". ".join(lines) + ".")
    assert in_a_list != reading_age(" ".join(lines) + ".")


def test_a_decimal_point_ends_no_sentence() -> None:
    text = "The whole of the budget came to £{} million after that cut was made."
    assert reading_age(text.format("1.25")) == reading_age(text.format("125"))


@pytest.mark.parametrize("text", ["", "too short a text", "• • •"])
def test_of_a_few_words_nothing_is_said(text: str) -> None:
    assert reading_age(text) is None
