"""The text of an answer, as a person reads it."""

from dataclasses import replace

import pytest

from assistant.answers import Absence, Part, Scope
from assistant.text import absence_in_words, named_plans, write_text
from corpus.documents import Kind, TextSource
from tests.assistant.web.fakes import THREATS, TITLE, citation

PLAN = citation(
    "Public Focus",
    marker=2,
    document="plan-2015-20",
    title="The plan itself",
    kind=Kind.PLAN,
    published="July 2015",
    source=TextSource.ORIGINAL,
    page=14,
)
ABSENCE = Absence(documents=62, pages=184, passages=264, terms=("drones", "schools"))


def test_an_answer_without_parts_is_its_opening_its_quotations_and_its_notes() -> None:
    assert write_text("From documents of 2015.", [citation(), PLAN], ["Replaced in 2017."]) == (
        "From documents of 2015.\n\n"
        f"{TITLE} (news, June 2015; our summary):\n“{THREATS}” [1]\n\n"
        "The plan itself (plan, July 2015; its own words):\n“Public Focus” [2] (page 14)\n\n"
        "Replaced in 2017."
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.NEWS, "Reported in news of June 2015: "),
        (Kind.CONSULTATION, "Reported in a consultation of June 2015: "),
        (Kind.PANEL_PAPER, "Reported in a panel paper of June 2015: "),
        (Kind.BUDGET, "Reported in a budget release of June 2015: "),
    ],
)
def test_a_document_that_speaks_of_a_named_plan_is_said_to_report_on_it(
    kind: Kind, words: str
) -> None:
    text = write_text("First.", [citation(kind=kind)], [], plans=("plan-2015-20",))
    assert f"{words}{TITLE} (our summary):" in text
    assert "Reported" not in write_text("First.", [citation(kind=kind)], [])


def test_the_named_plan_itself_is_not_said_to_report() -> None:
    text = write_text("First.", [PLAN], [], plans=("plan-2015-20",))
    assert "The plan itself (plan, July 2015; its own words):" in text


def test_a_plan_that_only_applied_in_a_year_that_is_named_is_no_named_plan() -> None:
    scope = Scope(words="x", documents=("plan-a", "news"), plans=("plan-a", "plan-b"))
    assert named_plans(scope) == ("plan-a",)


def test_parts_come_in_their_order_each_with_its_quotations_or_its_note() -> None:
    parts = (
        Part(name="the 2017–22 plan", markers=(2,), note="It applied until 2019."),
        Part(name="the 2013–18 plan", note="Nothing on this was found in documents about it."),
        Part(name="the 2015–20 plan", markers=(1,)),
        Part(name="the 2012–13 plan"),
    )
    blocks = write_text("First.", [citation(), PLAN], ["Last."], parts=parts).split("\n\n")
    assert blocks == [
        "First.",
        "— The 2017–22 plan —\nThe plan itself (plan, July 2015; its own words):\n"
        "“Public Focus” [2] (page 14)\nIt applied until 2019.",
        "— The 2013–18 plan —\nNothing on this was found in documents about it.",
        f"— The 2015–20 plan —\n{TITLE} (news, June 2015; our summary):\n“{THREATS}” [1]",
        "— The 2012–13 plan —\nNothing on this was found.",
        "Last.",
    ]


def test_a_quotation_that_belongs_to_no_part_is_not_lost() -> None:
    parts = (Part(name="Promised", markers=(1,)),)
    text = write_text("First.", [citation(), PLAN], [], parts=parts)
    assert text.index("[1]") < text.index("[2]")


def test_what_is_near_has_no_marker_and_is_said_to_be_no_answer() -> None:
    long = citation(shown=f"{'long words ' * 40}end.")
    near = [citation(), long, PLAN, replace(PLAN, title="A fourth")]
    text = write_text("Nothing was found.", [], ["Last."], near=near)
    heading, *lines = text.split("\n\n")[1].split("\n")
    assert heading == "Near, but not an answer:"
    assert lines[0] == f"• “{THREATS}” ({TITLE}, June 2015; our summary)"
    assert lines[1].startswith("• “long words") and "long” … (" in lines[1]
    assert len(lines[1]) < 350
    assert lines[2] == "• “Public Focus” (The plan itself, July 2015)"
    assert len(lines) == 3
    assert "[" not in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Searched: 62 documents (184 pages). Looked for: drones, schools."),
        (
            {"unknown": ("drones",)},
            "Searched: 62 documents (184 pages). Looked for: drones, schools; "
            "“drones” stands in none of them.",
        ),
        (
            {"unknown": ("drones", "schools"), "pages": 0},
            "Searched: 62 documents. Looked for: drones, schools; "
            "“drones” and “schools” stand in none of them.",
        ),
        (
            {"documents": 1, "pages": 1, "terms": ("drones",), "unknown": ("drones",)},
            "Searched: 1 document (1 page). Looked for: drones; “drones” stands nowhere in it.",
        ),
        ({"terms": ()}, "Searched: 62 documents (184 pages)."),
        ({"documents": 0}, ""),
    ],
)
def test_what_was_searched_is_said_plainly(changes: dict[str, object], words: str) -> None:
    absence = replace(ABSENCE, **changes)  # type: ignore[arg-type]
    assert absence_in_words(absence) == words
    blocks = write_text("Nothing.", [], [], absence=absence, near=[PLAN]).split("\n\n")
    assert blocks[1 : len(blocks) - 1] == ([words] if words else [])
