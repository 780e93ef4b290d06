"""How people speak of plans and years, on the shipped catalogue."""

import datetime as dt
from itertools import pairwise

import pytest

from corpus.catalogue import Catalogue
from corpus.references import Reference, ReferenceKind, find_references

TODAY = dt.date(2026, 1, 1)


def find(text: str, catalogue: Catalogue, day: dt.date = TODAY) -> tuple[Reference, ...]:
    return find_references(text, catalogue, day)


def plans(text: str, catalogue: Catalogue, day: dt.date = TODAY) -> list[tuple[str, ...]]:
    """Ids of each reference to a plan."""
    found = find(text, catalogue, day)
    return [reference.documents for reference in found if reference.kind is ReferenceKind.PLAN]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did the 2015 plan say about cybercrime?", "plan-2015-20"),
        ("the 2015 Police & Crime Plan", "plan-2015-20"),
        ("2015's police and crime plan", "plan-2015-20"),
        ("the police and crime plan of 2015", "plan-2015-20"),
        ("the plan published in 2015", "plan-2015-20"),
        ("PCC plan 2015", "plan-2015-20"),
        ("2015-20", "plan-2015-20"),
        ("the 2015-20 plan", "plan-2015-20"),
        ("the 2015–20 plan", "plan-2015-20"),
        ("the 2013–2018 plan", "plan-2013-18"),
        ("2013—18", "plan-2013-18"),
        ("plan for 2015 to 2020", "plan-2015-20"),
        ("from 2017 until 2022", "plan-2017-22"),
        ("plan to 2024", "plan-2019-24"),
        ("the plan until 2024", "plan-2019-24"),
        ("the first plan", "plan-2013-18"),
        ("the second police and crime plan", "plan-2015-20"),
        ("the first ever plan", "plan-2013-18"),
        ("the 3rd plan", "plan-2017-22"),
        ("Ash-Edwards' plan", "plan-2025-fighting-crime"),
        ("Jonathan Ash-Edwards’s police and crime plan", "plan-2025-fighting-crime"),
        ("fighting crime, making hertfordshire safer", "plan-2025-fighting-crime"),
        ("the 2012 policing plan", "policing-plan-2012-13"),
        ("the 2012/13 plan", "policing-plan-2012-13"),
        ("THE 2017 PLAN", "plan-2017-22"),
        ("the plan’s priorities, the plan of 2022", "plan-2022-27"),
    ],
)
def test_a_phrase_names_one_plan(catalogue: Catalogue, text: str, expected: str) -> None:
    assert plans(text, catalogue) == [(expected,)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("compare the 2013 and 2017 plans", ["plan-2013-18", "plan-2017-22"]),
        ("the 2013, 2017 and 2022 plans", ["plan-2013-18", "plan-2017-22", "plan-2022-27"]),
        ("2013 vs 2017 plan", ["plan-2013-18", "plan-2017-22"]),
        ("the 2013 plan with the 2017 plan", ["plan-2013-18", "plan-2017-22"]),
        ("between the 2015 and 2017 plans", ["plan-2015-20", "plan-2017-22"]),
        ("2015-20 with 2017-22", ["plan-2015-20", "plan-2017-22"]),
    ],
)
def test_a_comparison_names_each_plan_by_itself_because_each_is_searched_by_itself(
    catalogue: Catalogue, text: str, expected: list[str]
) -> None:
    assert plans(text, catalogue) == [(plan,) for plan in expected]


def test_a_name_that_several_plans_share_names_them_all(catalogue: Catalogue) -> None:
    assert plans("Lloyd's plans", catalogue) == [
        ("plan-2013-18", "plan-2015-20", "plan-2017-22", "plan-2019-24", "plan-2022-27")
    ]


@pytest.mark.parametrize(
    ("day", "current", "previous"),
    [
        ("2013-03-31", "policing-plan-2012-13", None),
        ("2013-04-01", "plan-2013-18", "policing-plan-2012-13"),
        ("2015-12-31", "plan-2013-18", "policing-plan-2012-13"),
        ("2016-06-01", "plan-2015-20", "plan-2013-18"),
        ("2018-01-01", "plan-2017-22", "plan-2015-20"),
        ("2021-01-01", "plan-2019-24", "plan-2017-22"),
        ("2025-12-31", "plan-2022-27", "plan-2019-24"),
        ("2026-01-01", "plan-2025-fighting-crime", "plan-2022-27"),
    ],
)
def test_current_and_previous_are_meant_as_of_a_day(
    catalogue: Catalogue, day: str, current: str, previous: str | None
) -> None:
    as_of = dt.date.fromisoformat(day)
    for words in ("the current plan", "the plan in force at the time", "today's plan", "plan now"):
        assert plans(words, catalogue, as_of) == [(current,)], words
    assert plans("the previous plan", catalogue, as_of) == [(previous,) if previous else ()]


@pytest.mark.parametrize(
    ("text", "year", "applied", "correction"),
    [
        (
            "2014 plan",
            2014,
            ("plan-2013-18",),
            "No plan is dated 2014; the 2013–18 plan was in force then.",
        ),
        (
            "the plan in 2021",
            2021,
            ("plan-2019-24",),
            "No plan is dated 2021; the 2019–24 plan was in force then.",
        ),
        (
            "the 2018-19 plan",
            2018,
            ("plan-2017-22",),
            "No plan is dated 2018; the 2017–22 plan was in force then.",
        ),
    ],
)
def test_a_year_without_a_plan_of_its_own_is_corrected_to_the_plan_then_in_force(
    catalogue: Catalogue, text: str, year: int, applied: tuple[str, ...], correction: str
) -> None:
    (found,) = find(text, catalogue)
    assert (found.documents, found.years) == (applied, (year,))
    assert found.correction == correction


@pytest.mark.parametrize(
    "text", ["the 2011 plan", "1999-2004 plan", "the 2040 plan", "2025-29 plan"]
)
def test_a_plan_that_does_not_exist_is_a_reference_to_no_document(
    catalogue: Catalogue, text: str
) -> None:
    (found,) = find(text, catalogue)
    assert (found.kind, found.documents, found.correction) == (ReferenceKind.PLAN, (), None)


@pytest.mark.parametrize(
    ("text", "documents", "years"),
    [
        ("annual report 2013-14", ("annual-report-2013-14",), (2013, 2014)),
        ("the 2013–14 annual report", ("annual-report-2013-14",), (2013, 2014)),
        ("the annual report for 2018/19", ("annual-report-2018-19",), (2018, 2019)),
        ("annual report (2016-17)", ("annual-report-2016-17",), (2016, 2017)),
        ("delivery plan 2019-20", ("delivery-plan-2019-20",), (2019, 2020)),
        ("his 2016 manifesto", ("manifesto-2016",), (2016,)),
        ("annual report 2013", ("annual-report-2012-13", "annual-report-2013-14"), (2013,)),
        ("the annual report of 2099", (), (2099,)),
        ("the manifestos", ("manifesto-2016", "manifesto-2021"), ()),
    ],
)
def test_other_documents_are_named_by_kind_and_year(
    catalogue: Catalogue, text: str, documents: tuple[str, ...], years: tuple[int, ...]
) -> None:
    (found,) = find(text, catalogue)
    assert (found.kind, found.documents, found.years) == (ReferenceKind.REPORT, documents, years)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("precept 2016/17", [(2016, 2017)]),
        ("precept in 17/18", [(2017, 2018)]),
        ("in 17–18", [(2017, 2018)]),
        ("between 2015 and 2017", [(2015, 2016, 2017)]),
        ("between 2014 and 2016 crime fell", [(2014, 2015, 2016)]),
        ("in 2016", [(2016,)]),
        ("20 March 2015 to 17 April 2015", [(2015,), (2015,)]),
        ("May 2015-June 2016", [(2015,), (2016,)]),
        ("on 2015-06-17", [(2015,)]),
        ("17/06/2015", [(2015,)]),
        ("2020-2015", [(2020,), (2015,)]),
        ("in 1066", []),
        ("32015 bicycles", []),
        ("12/14 members", []),
        ("page 5 of 20", []),
    ],
)
def test_years_are_read_as_written_and_never_made_up(
    catalogue: Catalogue, text: str, years: list[tuple[int, ...]]
) -> None:
    found = find(text, catalogue)
    assert [reference.years for reference in found] == years
    assert all(reference.kind is ReferenceKind.YEARS for reference in found)


@pytest.mark.parametrize(
    "text", ["", "plan", "planning in general", "We plan to cut crime", "my plan"]
)
def test_a_text_that_names_no_plan_and_no_year_has_no_reference(
    catalogue: Catalogue, text: str
) -> None:
    assert find(text, catalogue) == ()


def test_references_say_where_they_stand_and_never_overlap(catalogue: Catalogue) -> None:
    text = "Did the 2013 and 2017 plans, the annual report 2013-14 or 2019/20 beat the first plan?"
    found = find(text, catalogue)
    assert [reference.words for reference in found] == [
        "2013",
        "2017",
        "annual report 2013-14",
        "2019/20",
        "first plan",
    ]
    assert all(text[reference.start : reference.end] == reference.words for reference in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
