"""Rules of time: which plan applied when."""

import datetime as dt

import pytest

from corpus.catalogue import Body, Catalogue
from corpus.dates import PartialDate
from corpus.documents import Document, InForce, Kind


def plan(name: str, start: str, until: str | None, supersedes: tuple[str, ...] = ()) -> Document:
    return Document(
        id=name,
        title=name,
        kind=Kind.PLAN,
        published=PartialDate.parse(start),
        in_force=InForce(
            start=PartialDate.parse(start), until=PartialDate.parse(until) if until else None
        ),
        supersedes=supersedes,
        publisher="P",
    )


PLANS = Catalogue(
    documents=(
        plan("third", "2017-02", None, ("second",)),
        plan("first", "2013-04-01", "2015"),
        plan("second", "2015", "2017-02", ("first",)),
    ),
    body=Body(name="P"),
)


def test_plans_are_in_the_order_in_which_they_came_to_apply_whatever_the_order_of_the_file() -> (
    None
):
    assert [plan.id for plan in PLANS.plans] == ["first", "second", "third"]


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        pytest.param("2013-03-31", None, id="the-day-before-the-first-began"),
        pytest.param("2013-04-01", "first", id="the-day-it-began"),
        pytest.param("2015-12-31", "first", id="only-the-year-is-known-so-until-its-last-day"),
        pytest.param("2016-01-01", "second", id="the-day-after"),
        pytest.param("2017-02-28", "second", id="only-the-month-is-known-so-until-its-last-day"),
        pytest.param("2017-03-01", "third", id="the-month-after"),
        pytest.param("2050-01-01", "third", id="a-plan-without-end-goes-on"),
    ],
)
def test_one_plan_is_in_force_on_a_day(day: str, in_force: str | None) -> None:
    found = PLANS.plan_in_force_on(dt.date.fromisoformat(day))
    assert (found.id if found else None) == in_force


def test_where_the_day_of_the_change_is_known_the_new_plan_applies_from_it() -> None:
    plans = Catalogue(
        documents=(plan("old", "2012", "2013-04-01"), plan("new", "2013-04-01", None, ("old",)))
    )
    before, after = dt.date(2013, 3, 31), dt.date(2013, 4, 1)
    found = [plans.plan_in_force_on(day) for day in (before, after)]
    assert [p.id for p in found if p] == ["old", "new"]


def test_between_two_plans_none_is_in_force() -> None:
    gap = Catalogue(documents=(plan("old", "2010", "2012-06"), plan("new", "2013", None)))
    assert gap.plan_in_force_on(dt.date(2012, 8, 1)) is None
    assert gap.plans_in_force_in(2012) == (gap.by_id["old"],)


@pytest.mark.parametrize(
    ("year", "plans"),
    [
        (2012, []),
        (2013, ["first"]),
        (2015, ["first", "second"]),
        (2016, ["second"]),
        (2017, ["second", "third"]),
        (2040, ["third"]),
    ],
)
def test_a_year_in_which_one_plan_replaced_another_names_both(year: int, plans: list[str]) -> None:
    assert [found.id for found in PLANS.plans_in_force_in(year)] == plans


@pytest.mark.parametrize(
    ("first", "last", "plans"),
    [
        pytest.param("2013-03-01", "2013-03-31", [], id="the-month-before-the-first"),
        pytest.param("2013-03-31", "2013-04-01", ["first"], id="the-day-it-began"),
        pytest.param("2014-04-01", "2015-03-31", ["first"], id="a-year-alone-is-1-april-or-later"),
        pytest.param("2015-03-31", "2015-04-01", ["first", "second"], id="from-1-april-both-may"),
        pytest.param("2015-12-31", "2015-12-31", ["first", "second"], id="to-the-end-of-the-year"),
        pytest.param("2016-01-01", "2016-01-31", ["second"], id="the-year-after"),
        pytest.param("2017-02-10", "2017-02-10", ["second", "third"], id="only-the-month-is-known"),
        pytest.param("2017-04-01", "2018-03-31", ["third"], id="a-plan-without-end-goes-on"),
    ],
)
def test_between_two_days_every_plan_that_may_have_applied_is_named(
    first: str, last: str, plans: list[str]
) -> None:
    days = (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert [found.id for found in PLANS.plans_in_force_between(*days)] == plans


def test_a_plan_whose_day_of_ending_is_known_does_not_apply_on_it() -> None:
    plans = Catalogue(
        documents=(plan("old", "2012", "2013-04-01"), plan("new", "2013-04-01", None, ("old",)))
    )
    day, before = dt.date(2013, 4, 1), dt.date(2013, 3, 31)
    assert [found.id for found in plans.plans_in_force_between(day, day)] == ["new"]
    assert [found.id for found in plans.plans_in_force_between(before, before)] == ["old"]


def test_the_plan_that_replaced_another_is_known_and_none_for_the_one_that_applies() -> None:
    later = {plan.id: PLANS.superseded_by(plan.id) for plan in PLANS.plans}
    assert {name: found.id if found else None for name, found in later.items()} == {
        "first": "second",
        "second": "third",
        "third": None,
    }


def test_a_document_mainly_speaks_of_the_first_plan_it_is_about() -> None:
    news = Document(
        id="news",
        title="N",
        kind=Kind.NEWS,
        published=PartialDate(2015),
        about=("other-news", "second", "first"),
        publisher="P",
    )
    other = Document(
        id="other-news", title="O", kind=Kind.NEWS, published=PartialDate(2015), publisher="P"
    )
    catalogue = Catalogue(documents=(*PLANS.documents, news, other))
    assert catalogue.main_plans(news) == ("second",)
    assert catalogue.main_plans(other) == ()
    assert catalogue.main_plans(catalogue.by_id["third"]) == ("third",)


@pytest.mark.parametrize(
    ("year", "plans"),
    [
        (2011, []),
        (2013, ["policing-plan-2012-13", "plan-2013-18"]),
        (2014, ["plan-2013-18"]),
        (2015, ["plan-2013-18", "plan-2015-20"]),
        (2019, ["plan-2017-22", "plan-2019-24"]),
        (2025, ["plan-2022-27", "plan-2025-fighting-crime"]),
        (2026, ["plan-2025-fighting-crime"]),
    ],
)
def test_the_shipped_plans_of_a_year(catalogue: Catalogue, year: int, plans: list[str]) -> None:
    assert [found.id for found in catalogue.plans_in_force_in(year)] == plans
