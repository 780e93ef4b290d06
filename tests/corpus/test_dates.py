import datetime as dt

import pytest

from corpus.dates import PartialDate, Period


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        pytest.param(
            "2015", "2015-01-01", "2015-12-31", "2015", id="a-year-may-be-any-of-its-days"
        ),
        pytest.param("2016-02", "2016-02-01", "2016-02-29", "February 2016", id="a-leap-february"),
        pytest.param("2015-02", "2015-02-01", "2015-02-28", "February 2015", id="a-short-february"),
        pytest.param("2015-12", "2015-12-01", "2015-12-31", "December 2015", id="the-last-month"),
        pytest.param(
            "2015-06-11", "2015-06-11", "2015-06-11", "11 June 2015", id="a-day-is-one-day"
        ),
    ],
)
def test_a_date_means_every_day_that_it_leaves_open_and_no_other(
    text: str, first: str, last: str, words: str
) -> None:
    date = PartialDate.parse(text)
    assert date.first_day == dt.date.fromisoformat(first)
    assert date.last_day == dt.date.fromisoformat(last)
    assert date.in_words() == words
    assert str(date) == text


@pytest.mark.parametrize(
    "text", ["", "15", "2015-6", "2015-06-1", "June 2015", "2015/06", " 2015", "2015\n", "2015-"]
)
def test_what_is_not_written_as_a_date_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(ValueError, match="write YYYY, YYYY-MM or YYYY-MM-DD in quotes"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["2015-02-29", "2015-13", "2015-06-31", "0000"])
def test_a_day_that_never_was_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day that exists"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["2015-00", "2015-06-00"])
def test_a_month_or_day_numbered_nought_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day that exists"):
        PartialDate.parse(text)


def test_dates_become_numbers_that_sort_as_time_because_the_index_compares_only_numbers() -> None:
    dates = ["2012-12-06", "2013", "2013-01-15", "2013-10", "2013-11-01", "2014"]
    numbers = [PartialDate.parse(date).as_int for date in dates]
    assert numbers == [20121206, 20130101, 20130115, 20131001, 20131101, 20140101]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2015-2020", "2015–20"),
        ("2015", "2015"),
        ("2015-2015", "2015"),
        ("1999-2004", "1999–2004"),
        ("2008-2013", "2008–13"),
    ],
)
def test_a_period_is_written_short_unless_its_century_would_be_lost(text: str, words: str) -> None:
    assert Period.parse(text).in_words() == words


def test_a_period_covers_both_its_ends_and_nothing_beyond() -> None:
    period = Period.parse("2015-2017")
    assert [year for year in range(2013, 2020) if period.covers(year)] == [2015, 2016, 2017]


@pytest.mark.parametrize("text", ["2015-20", "2015/2020", "2015–2020", "", "15", "2015-2020 "])
def test_what_is_not_written_as_a_period_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(ValueError, match="write YYYY or YYYY-YYYY in quotes"):
        Period.parse(text)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        Period.parse("2020-2015")


@pytest.mark.parametrize("text", ["2015", "2015-06", "2015-06-11"])
def test_a_date_written_out_and_read_again_is_the_same_date(text: str) -> None:
    assert PartialDate.parse(str(PartialDate.parse(text))) == PartialDate.parse(text)


@pytest.mark.parametrize("text", ["2015", "2015-2020"])
def test_a_period_written_out_and_read_again_is_the_same_period(text: str) -> None:
    assert Period.parse(str(Period.parse(text))) == Period.parse(text)
