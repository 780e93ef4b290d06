"""Times that are not whole years, what depends on the day, and premises that are wrong."""

import datetime as dt

import pytest

from corpus.catalogue import Catalogue
from corpus.references import ReferenceKind, find_references
from tests.corpus.reference_words import PLANS, TODAY


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("in June 2017", "2017-06-01", "2017-06-30"),
        ("on 14 February 2016", "2016-02-14", "2016-02-14"),
        ("in the summer of 2018", "2018-06-01", "2018-08-31"),
        ("spring 2013", "2013-03-01", "2013-05-31"),
        ("in 2013/14", "2013-04-01", "2014-03-31"),
        ("since March 2015", "2015-03-01", "2026-11-01"),
        ("between 2015/16 and 2018/19", "2015-04-01", "2019-03-31"),
        ("2 March 2015 until 20 April 2015", "2015-03-02", "2015-04-20"),
        ("the year ending 30 September 2016", "2015-10-01", "2016-09-30"),
        ("on 31 February 2016", "2016-02-01", "2016-02-29"),
    ],
)
def test_a_time_that_is_not_whole_years_has_its_days(
    catalogue: Catalogue, question: str, first: str, last: str
) -> None:
    (found,) = find_references(question, catalogue, TODAY, ())
    days = (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert (found.kind, found.days) == (ReferenceKind.YEARS, days)
    assert found.years == tuple(range(days[0].year, days[1].year + 1))


@pytest.mark.parametrize(
    ("day", "last", "before_last", "following"),
    [
        ("2014-06-01", "2012", "", "2015"),
        ("2018-06-01", "2015", "2013", "2019"),
        ("2024-06-01", "2019", "2017", "2025"),
    ],
)
def test_what_is_last_and_next_depends_on_the_day(
    catalogue: Catalogue, day: str, last: str, before_last: str, following: str
) -> None:
    as_of = dt.date.fromisoformat(day)
    for question, named in (
        ("the last plan", last),
        ("the plan before last", before_last),
        ("the next plan", following),
    ):
        (found,) = find_references(question, catalogue, as_of, ())
        assert found.documents == ((PLANS[named],) if named else ()), question


@pytest.mark.parametrize(
    ("question", "correction"),
    [
        ("the 2014 plan", "No plan is dated 2014; the 2013–18 plan was in force then."),
        (
            "the 2016 annual report",
            "No report is of 2016 alone: Annual Report 2015-16 and Annual Report 2016-17 may be "
            "meant.",
        ),
        (
            "Ash-Edwards' 2022 plan",
            "The 2022–27 plan was David Lloyd's, not Jonathan Ash-Edwards's.",
        ),
        ("Lloyd's sixth plan", "David Lloyd had 5 plans, as far as is known."),
    ],
)
def test_a_wrong_premise_is_corrected(catalogue: Catalogue, question: str, correction: str) -> None:
    (found,) = find_references(question, catalogue, TODAY, ())
    assert found.correction == correction
