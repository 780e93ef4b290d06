"""From what a question names to what may be searched."""

import datetime as dt
from pathlib import Path

import pytest

from assistant.scope import SearchPlan, plan_search
from corpus.catalogue import Catalogue
from corpus.catalogue_file import load_corpus
from corpus.references import find_references

TODAY = dt.date(2026, 11, 1)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The shipped catalogue."""
    return load_corpus([Path(__file__).resolve().parents[2] / "corpus"]).catalogue


def scope(question: str, catalogue: Catalogue) -> SearchPlan:
    return plan_search(find_references(question, catalogue, TODAY, ()), catalogue)


def plans(question: str, catalogue: Catalogue) -> list[str]:
    return [plan.id for plan in scope(question, catalogue).plans]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("precept in 2017", ["plan-2015-20", "plan-2017-22"]),
        ("precept in 2012/13", ["policing-plan-2012-13"]),
        ("precept in 2013/14", ["plan-2013-18"]),
        ("precept in 2014/15", ["plan-2013-18"]),
        ("precept in 2015/16", ["plan-2013-18", "plan-2015-20"]),
        ("precept in 2016/17", ["plan-2015-20", "plan-2017-22"]),
        ("precept in 17/18", ["plan-2017-22"]),
        ("precept in 2018/19", ["plan-2017-22"]),
        ("precept in 2019/20", ["plan-2017-22", "plan-2019-24"]),
        ("in June 2017", ["plan-2017-22"]),
        ("in October 2019", ["plan-2017-22", "plan-2019-24"]),
        ("in the summer of 2018", ["plan-2017-22"]),
        ("2013/14 against 2018/19", ["plan-2013-18", "plan-2017-22"]),
        ("the 2018-19 annual report", ["plan-2017-22"]),
        ("the 2015 plan, in 2019", ["plan-2015-20"]),
        ("in 2011", []),
        ("knife crime", []),
    ],
)
def test_the_plans_of_a_question_are_those_named_or_those_then_in_force(
    catalogue: Catalogue, question: str, expected: list[str]
) -> None:
    assert plans(question, catalogue) == expected


def test_a_financial_year_is_searched_in_both_its_calendar_years(catalogue: Catalogue) -> None:
    (search,) = scope("precept in 2018/19", catalogue).searches
    assert search.within is not None
    assert search.within.years == {2018, 2019}
    assert scope("precept in 2018/19", catalogue).years == (2018, 2019)


def test_two_times_are_searched_each_by_itself_so_that_they_can_be_compared(
    catalogue: Catalogue,
) -> None:
    found = scope("spent in 2015/16 and ten years later", catalogue)
    years = [search.within.years for search in found.searches if search.within]
    assert years == [{2015, 2016}, {2025, 2026}]


@pytest.mark.parametrize(
    ("question", "searches"),
    [
        ("the 2013 and 2017 plans", [1, 1]),
        ("Lloyd's first two plans", [1, 1]),
        ("Lloyd's plans", [5]),
        ("every plan", [1, 1, 1, 1, 1, 1]),
        ("all plans since 2019", [1, 1, 1]),
        ("the plan in force in 2017", [1, 1]),
    ],
)
def test_what_is_asked_of_each_plan_is_searched_for_each(
    catalogue: Catalogue, question: str, searches: list[int]
) -> None:
    limits = [search.within for search in scope(question, catalogue).searches]
    assert [len(limit.plans or ()) for limit in limits if limit] == searches


def test_a_consultation_is_searched_with_what_speaks_of_the_plan_that_it_was_on(
    catalogue: Catalogue,
) -> None:
    (search,) = scope("replies to the 2016 consultation", catalogue).searches
    assert search.within is not None
    documents = search.within.documents or frozenset()
    assert {"consultation-2016-plan", "news-2017-02-plan-passes-panel"} <= documents
    assert "news-2014-community-fund" not in documents


@pytest.mark.parametrize(
    "question", ["the 2031 plan", "Lloyd's sixth plan", "annual report 2009-10", "the next plan"]
)
def test_what_does_not_exist_is_missing(catalogue: Catalogue, question: str) -> None:
    missing = scope(question, catalogue).missing
    assert missing is not None and missing.documents == ()


def test_corrections_are_passed_on_once(catalogue: Catalogue) -> None:
    found = scope("the 2014 plan. I mean the 2014 plan!", catalogue)
    assert found.corrections == ("No plan is dated 2014; the 2013–18 plan was in force then.",)


def test_a_question_that_names_nothing_is_not_limited(catalogue: Catalogue) -> None:
    (search,) = scope("What do the plans say about knives?", catalogue).searches
    assert search.within is None
