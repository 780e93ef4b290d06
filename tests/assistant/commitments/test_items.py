"""List items and table rows: their lead, their heading and their columns say what they are."""

import pytest

from assistant.commitments.context import opens_with_action
from corpus.documents import Kind, SpanKind
from tests.assistant.commitments.made import found_in

ITEM, ROW = SpanKind.ITEM, SpanKind.ROW
ACTIONS = "| Action | Lead | By when | Measure |"


@pytest.mark.parametrize(
    ("lead", "words"),
    [
        ("We will:", "recruit 40 constables;"),
        ("Over the next year the Commissioner will:", "Open a hub for victims"),
        ("I promise to:", "answer every letter"),
        ("The plan commits the force to:", "keep a station in each town"),
        ("Our commitments are:", "a named officer for each village"),
        ("His stated intentions included:", "freezing the precept;"),
        ("We intend to:", "close the gap in funding"),
    ],
)
def test_an_item_of_a_list_of_promises_is_one(lead: str, words: str) -> None:
    assert found_in(words, lead=lead, form=ITEM) is not None


@pytest.mark.parametrize(
    ("lead", "words"),
    [
        ("Residents asked whether we will:", "recruit 40 constables?"),
        ("The government will:", "recruit 20,000 constables;"),
        ("In the last year we have delivered:", "a hub for victims"),
        ("The following ideas were raised:", "open a hub for victims"),
        ("The sources are:", "£117m from council tax"),
        ("Its three themes are:", "Public Trust"),
        ("We will:", "was opened in May"),
        ("The panel is asked to:", "note the report"),
    ],
)
def test_an_item_of_another_list_is_none(lead: str, words: str) -> None:
    assert found_in(words, lead=lead, form=ITEM) is None


def test_the_lead_says_who_promises() -> None:
    found = found_in("Open a hub by 2016", lead="The Chief Constable will:", form=ITEM)
    assert found is not None
    assert (found.who, found.what, found.by) == ("The Chief Constable", "Open a hub", "by 2016")


@pytest.mark.parametrize(
    ("heading", "words", "promised"),
    [
        ("Commitments", "No reduction in constables.", True),
        ("Our pledges", "A named officer for each village.", True),
        ("What the money pays for", "20 more constables in schools;", True),
        ("Key aims", "Bring services under one roof.", True),
        ("Key aims", "the safest county in the land", False),
        ("What was achieved", "Open a hub for victims.", False),
        ("Progress in the last year", "Recruit 40 constables.", False),
        ("New proposals in the draft", "more vans", False),
        ("Commitments", "Keep Crime Low", False),
        ("Commitments", "The station was opened in May.", False),
    ],
)
def test_a_heading_says_what_its_items_are(heading: str, words: str, promised: bool) -> None:
    assert (found_in(words, headings=("A title", heading), form=ITEM) is not None) is promised


@pytest.mark.parametrize("kind", [Kind.MANIFESTO, Kind.PLAN, Kind.DELIVERY_PLAN])
def test_an_item_that_tells_what_to_do_is_one_in_a_plan(kind: Kind) -> None:
    about = {"headings": ("A title", "Burglary"), "form": ITEM}
    assert found_in("Visit every victim within a day.", kind=kind, **about) is not None
    assert found_in("Visit every victim within a day.", kind=Kind.ANNUAL_REPORT, **about) is None
    assert found_in("Lock your door and visit your neighbours.", kind=kind, **about) is None


def test_a_row_of_a_table_of_actions_is_one_with_its_parts() -> None:
    found = found_in(
        "| Train 30 advocates for victims | Chief Constable | March 2015 | 30 trained |",
        lead=ACTIONS,
        form=ROW,
    )
    assert found is not None
    assert found.rule == "table of actions"
    assert (found.who, found.what, found.by, found.measure, found.beneficiary) == (
        "Chief Constable", "Train 30 advocates for victims", "March 2015", "30 trained", "victims",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lead", "words"),
    [
        ("| Band | 2016/17 |", "| A | £98.00 |"),
        ("| Action taken | Lead | Date |", "| Trained 30 advocates | Chief Constable | 2015 |"),
        ("| Measure | First year |", "| Patrols | 2,903 |"),
        (ACTIONS, "| n/a | Chief Constable | 2015 | 1 |"),
        (ACTIONS, "| Train 30 advocates | Chief Constable |"),
        ("", "| Train 30 advocates | Chief Constable |"),
    ],
)
def test_a_row_of_another_table_is_none(lead: str, words: str) -> None:
    assert found_in(words, lead=lead, form=ROW) is None


def test_a_row_under_a_heading_of_what_was_done_is_none() -> None:
    row = "| Train 30 advocates | Chief Constable | March 2015 | 30 |"
    assert found_in(row, lead=ACTIONS, form=ROW, headings=("A", "What was achieved")) is None


@pytest.mark.parametrize("words", ["3. **Cut** thefts", "to open a hub", "- build a wall"])
def test_marks_and_numbers_before_a_verb_do_not_hide_it(words: str) -> None:
    assert opens_with_action(words) is not None


@pytest.mark.parametrize(
    "words", ["Setting-up costs", "Burglary", "Report it to your council", "Keep's"]
)
def test_what_only_looks_like_a_verb_of_doing_is_none(words: str) -> None:
    assert opens_with_action(words) is None


def test_an_item_of_what_is_written_about_a_new_plan_is_one_unless_it_only_names_a_theme() -> None:
    about = {
        "headings": ("Commissioner launches new plan", "Fraud"),
        "kind": Kind.NEWS,
        "form": ITEM,
    }
    assert found_in("Look at ways to make reporting simpler.", **about) is not None
    assert found_in("Protect People from Harm: fewer victims of violence.", **about) is None
    other = about | {"headings": ("A van visits Oldtown", "Fraud")}
    assert found_in("Look at ways to make reporting simpler.", **other) is None


def test_what_the_money_of_a_budget_goes_to_is_one_only_in_a_budget() -> None:
    words = "More money also goes to road safety."
    assert found_in(words, kind=Kind.BUDGET) is not None
    assert found_in(words, kind=Kind.NEWS) is None
