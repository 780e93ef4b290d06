"""Which plan a passage speaks of, as its readers took it when it came out."""

import pytest

from corpus.catalogue import Catalogue
from corpus.documents import Document
from ingest.plans import mark_plans
from ingest.readers.markdown import sections_in


def marks(text: str, document: Document, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """The plans of each quotable span, by its words."""
    found = {}
    for section in sections_in(text, plain=False):
        for span in mark_plans(section.spans, text, section.headings, document, catalogue):
            found[text[span.start : span.end]] = span.plans
    return found


@pytest.fixture
def consultation(catalogue: Catalogue) -> Document:
    """Of March 2015, on the plan of 2015, when the plan of 2013 was in force."""
    return catalogue.by_id["consultation-2015-plan"]


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        pytest.param("Views are asked for.", "plan-2015-20", id="nothing-is-named"),
        pytest.param("The 2013 plan had themes.", "plan-2013-18", id="another-plan-is-named"),
        pytest.param("The current plan has themes.", "plan-2013-18", id="current-when-it-came-out"),
        pytest.param("The plan in force then.", "plan-2013-18", id="in-force-when-it-came-out"),
        pytest.param(
            "## The plan in force at the time\n\nIt has themes.",
            "plan-2013-18",
            id="by-its-heading",
        ),
        pytest.param(
            "## The plan in force at the time\n\nThe 2015-20 plan keeps one.",
            "plan-2015-20",
            id="its-words-before-its-heading",
        ),
        pytest.param(
            "## The plan in force at the time\n\n### Themes\n\nThere are five.",
            "plan-2013-18",
            id="by-a-heading-further-up",
        ),
        pytest.param(
            "## The 2013 plan\n\n### The draft 2015 plan\n\nIt has six.",
            "plan-2015-20",
            id="by-the-nearest-heading",
        ),
    ],
)
def test_a_consultation_on_a_new_plan_tells_it_from_the_old_one(
    consultation: Document, catalogue: Catalogue, text: str, plans: str
) -> None:
    assert list(marks(text, consultation, catalogue).values()) == [(plans,)]


def test_a_sentence_on_both_speaks_of_both(consultation: Document, catalogue: Catalogue) -> None:
    text = "The plan keeps two themes of the 2013 plan."
    assert marks(text, consultation, catalogue) == {text: ("plan-2013-18", "plan-2015-20")}


def test_items_speak_of_the_plan_that_their_lead_names(
    consultation: Document, catalogue: Catalogue
) -> None:
    text = "The current plan has:\n\n- Offender Pays\n- Public Focus\n\nNew ideas:\n\n- Cyber"
    found = marks(text, consultation, catalogue)
    assert found["Offender Pays"] == found["Public Focus"] == ("plan-2013-18",)
    assert found["Cyber"] == ("plan-2015-20",)


def test_rows_speak_of_the_plan_that_their_heading_row_names(
    consultation: Document, catalogue: Catalogue
) -> None:
    found = marks("| The 2013 plan |\n|---|\n| Five themes |", consultation, catalogue)
    assert found == {"| Five themes |": ("plan-2013-18",)}


def test_under_the_name_of_a_report_no_plan_is_taken_for_granted(
    consultation: Document, catalogue: Catalogue
) -> None:
    assert marks("## Annual report 2013-14\n\nCrime fell.", consultation, catalogue) == {
        "Crime fell.": ()
    }


def test_a_year_in_a_heading_does_not_take_a_passage_from_its_plan(
    consultation: Document, catalogue: Catalogue
) -> None:
    assert marks("## Dates in 2014\n\nCrime fell.", consultation, catalogue) == {
        "Crime fell.": ("plan-2015-20",)
    }


def test_a_name_that_several_plans_share_means_the_document_s_own(catalogue: Catalogue) -> None:
    page = catalogue.by_id["web-page-plan-to-2024"]
    text = "The Community Safety and Criminal Justice Plan has priorities."
    assert marks(text, page, catalogue) == {text: ("plan-2019-24",)}


def test_a_document_about_no_plan_speaks_of_none_unless_it_names_one(catalogue: Catalogue) -> None:
    budget = catalogue.by_id["budget-2014-02-precept-freeze"]
    text = "The precept is frozen. It pays for the 2013 plan."
    assert marks(text, budget, catalogue) == {
        "The precept is frozen.": (),
        "It pays for the 2013 plan.": ("plan-2013-18",),
    }


def test_a_plan_s_own_text_speaks_of_itself_and_of_what_it_replaced_where_it_says_so(
    catalogue: Catalogue,
) -> None:
    plan = catalogue.by_id["plan-2017-22"]
    text = "This plan has five themes. The 2015 plan had six."
    assert marks(text, plan, catalogue) == {
        "This plan has five themes.": ("plan-2017-22",),
        "The 2015 plan had six.": ("plan-2015-20",),
    }


def test_a_plan_that_does_not_exist_is_not_marked(
    consultation: Document, catalogue: Catalogue
) -> None:
    text = "A 2040 plan may follow."
    assert marks(text, consultation, catalogue) == {text: ("plan-2015-20",)}


def test_no_passage_that_ships_on_the_plan_in_force_speaks_of_the_consulted_one(
    catalogue: Catalogue,
) -> None:
    from pathlib import Path

    digests = Path(__file__).resolve().parents[2] / "corpus" / "digests"
    text = (digests / "consultation-2015-plan.md").read_text("utf-8")
    document = catalogue.by_id["consultation-2015-plan"]
    sections = [
        section
        for section in sections_in(text, plain=False)
        if section.headings[-1] == "The plan in force at the time"
    ]
    assert sections
    for section in sections:
        for span in mark_plans(section.spans, text, section.headings, document, catalogue):
            assert span.plans == ("plan-2013-18",), text[span.start : span.end]
