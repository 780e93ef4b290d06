"""Phrases that a grammar of plans and years is easily wrong about."""

import datetime as dt
import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from corpus.catalogue import Catalogue
from corpus.references import ReferenceKind, find_references

TODAY = dt.date(2026, 1, 1)


@pytest.fixture
def hang_guard() -> Iterator[None]:
    """Turn an endless search into a failure."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError("the search does not end")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(5)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def test_a_long_list_of_years_is_read_at_all(catalogue: Catalogue, hang_guard: None) -> None:
    found = find_references("2015 and " * 50, catalogue, TODAY)
    assert [reference.years for reference in found] == [(2015,)] * 50


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ash-Edwards' first plan",
            "plan-2025-fighting-crime",
        ),
        ("Lloyd's second plan", "plan-2015-20"),
        pytest.param(
            "Ash Edwards' plan",
            "plan-2025-fighting-crime",
        ),
        pytest.param("the 2015\u201120 plan", "plan-2015-20"),
        pytest.param("the most recent plan", "plan-2025-fighting-crime"),
        pytest.param("the fifth plan", "plan-2022-27"),
        pytest.param("the 4th plan", "plan-2019-24"),
    ],
)
def test_a_phrase_names_one_plan(catalogue: Catalogue, text: str, expected: str) -> None:
    found = find_references(text, catalogue, TODAY)
    named = {i for r in found if r.kind is ReferenceKind.PLAN for i in r.documents}
    assert named == {expected}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2 March 2015 – 20 April 2015"),
        pytest.param("2 March 2015-17 April 2015"),
        "2 March 2015 to 20 April 2015",
        "2 March 2015 until 20 April 2015",
    ],
)
def test_the_day_of_a_second_date_is_not_the_end_of_a_range_of_years(
    catalogue: Catalogue, text: str
) -> None:
    found = find_references(text, catalogue, TODAY)
    assert [(r.kind, r.years) for r in found] == [(ReferenceKind.YEARS, (2015,))] * 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("children aged 10-11"),
        pytest.param("16-17 year olds"),
        pytest.param("13/14 March"),
        pytest.param("page 17/18"),
        "aged 10-17",
        "10-11am",
        pytest.param("on 1-10-11"),
    ],
)
def test_ages_days_and_pages_are_not_financial_years_because_years_limit_the_search(
    catalogue: Catalogue, text: str
) -> None:
    assert find_references(text, catalogue, TODAY) == ()


@pytest.mark.parametrize("text", ["the 2030/31 plan", "the 2027-28 plan"])
def test_nothing_is_said_of_which_plan_was_in_force_in_a_year_to_come(
    catalogue: Catalogue, text: str
) -> None:
    (found,) = find_references(text, catalogue, TODAY)
    assert (found.documents, found.correction) == ((), None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Is there a plan for 2000 officers?"),
        pytest.param("plan for 2015 more officers"),
        pytest.param("the 2015 estates plan"),
        pytest.param("a £2015 plan"),
    ],
)
def test_numbers_and_other_plans_are_not_a_plan_of_the_body(
    catalogue: Catalogue, text: str
) -> None:
    found = find_references(text, catalogue, TODAY)
    assert [r for r in found if r.kind is ReferenceKind.PLAN] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "annual reports 2013-14 and 2014-15",
            {"annual-report-2013-14", "annual-report-2014-15"},
        ),
        pytest.param(
            "the 2015 plan annual report",
            {"plan-2015-20"},
        ),
    ],
)
def test_each_document_of_a_list_is_named(
    catalogue: Catalogue, text: str, expected: set[str]
) -> None:
    found = find_references(text, catalogue, TODAY)
    assert expected <= {name for reference in found for name in reference.documents}


def test_without_a_body_file_years_still_name_plans_and_no_commissioner_does(
    catalogue: Catalogue,
) -> None:
    bare = Catalogue(documents=catalogue.documents)
    (found,) = find_references("the 2015 plan", bare, TODAY)
    assert found.documents == ("plan-2015-20",)
    assert find_references("Lloyd's plan", bare, TODAY) == ()


def test_before_the_first_plan_nothing_was_current(catalogue: Catalogue) -> None:
    (found,) = find_references("the current plan", catalogue, dt.date(2010, 1, 1))
    assert (found.kind, found.documents) == (ReferenceKind.PLAN, ())
