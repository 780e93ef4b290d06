"""When a text states a fact."""

import pytest

from evals.facts import holds, stated


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Precept of £147.00 a year", "£147"),
        ("over 11,500 officers", "1,500"),
        ("a 137% rise", "37%"),
        ("it rose 0.37%", "37%"),
        ("the unreported", "reported"),
        ("£1.25 million", "£1.2"),
        ("in 2015-16", "2015-1"),
    ],
)
def test_part_of_another_figure_or_word_is_not_the_fact(text: str, wording: str) -> None:
    assert not holds(text, wording)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Precept of £147.", "£147"),
        ("from 1 to 7\nJune 2017", "1 to 7 June 2017"),
        ("the ‘Offender Pays’ idea", "'offender pays'"),
        ("2013–18", "2013-18"),
        ("(37%)", "37%"),
        ("volunteers.", "Volunteer"),
    ],
)
def test_white_space_capitals_and_shapes_do_not_matter(text: str, wording: str) -> None:
    assert holds(text, wording)


def test_one_wording_of_each_fact_is_enough() -> None:
    assert stated("about 200 people", [["two hundred", "200"], ["Hertford"]]) == [True, False]
