"""Each figure has one normal form, however it is written, and no two figures share one."""

import pytest

from assistant.verification.figures import figures_in


def _values(text: str) -> list[str]:
    return [figure.value for figure in figures_in(text)]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("£1700000", ["£1.7m", "£1.7 million", "1.7 million pounds", "£1,700,000", "£1.70m"]),
        ("£0.82", ["82p", "82 pence", "£0.82"]),
        ("5%", ["5%", "5 per cent", "five per cent", "5 percent", "5.0%"]),
        ("2 points", ["two percentage points", "2 percentage points"]),
        ("32000", ["32,000", "32 thousand", "32000"]),
        ("7", ["seven", "Seven", "7"]),
        ("21", ["twenty-one", "21"]),
        ("2015-2016", ["2015/16", "2015-16", "2015-2016", "2015 to 2016"]),
        ("2014", ["2014"]),
        ("5th", ["fifth", "5th"]),
        ("month-9", ["September", "Sept", "Sep"]),
        ("£3000000000", ["£3bn", "£3 billion"]),
    ],
)
def test_all_ways_of_writing_a_figure_have_one_normal_form(value: str, written: list[str]) -> None:
    assert {tuple(_values(f"It was {text} then")) for text in written} == {(value,)}


def test_a_date_in_digits_is_read_as_day_month_and_year() -> None:
    assert _values("on 20/03/2015") == _values("on 20 March 2015") == ["20", "month-3", "2015"]


@pytest.mark.parametrize("text", ["one of the areas", "they may go", "on the march", "no figures"])
def test_words_that_only_look_like_figures_are_none(text: str) -> None:
    assert _values(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("£5", "5%"), ("5", "5%"), ("5%", "5 percentage points"), ("£1.7m", "£17m"), ("fifth", "five"),
     ("2015", "2015/16"), ("82p", "£82")],
)  # fmt: skip
def test_different_figures_keep_different_forms(one: str, other: str) -> None:
    assert _values(one) != _values(other)


@pytest.mark.parametrize("text", ["2015", "2015/16", "May", "in March"])
def test_years_and_months_are_times(text: str) -> None:
    assert [figure.is_time for figure in figures_in(text)] == [True]


def test_a_figure_tells_where_it_stands() -> None:
    text = "It cost £1.7m in all"
    [figure] = figures_in(text)
    assert text[figure.start : figure.end] == "£1.7m"
