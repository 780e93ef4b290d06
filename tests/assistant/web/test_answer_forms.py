"""What an answer has besides quotations: parts, what is near, what was searched, how it was read."""

from dataclasses import replace

import pytest

from assistant.answers import Part, Scope, Status
from assistant.web.rendering import render_answer
from tests.assistant.web.fakes import THREATS, answer, citation, comparison, nothing_but_near
from tests.assistant.web.html_reading import Document, read_html

NAMED = Scope(words="x", documents=("plan-2015-20",), plans=("plan-2015-20",))


def page(shown: object) -> Document:
    return read_html(render_answer(shown, key="a1"))  # type: ignore[arg-type]


def test_each_part_has_a_heading_and_its_own_quotations_or_its_note() -> None:
    shown = page(comparison())
    parts = shown.with_class("pa-part")
    headings = [e.text for e in shown.with_tag("h3")]
    assert headings[:3] == ["The 2013–18 plan", "The 2015–20 plan", "The 2017–22 plan"]
    assert [part.text.startswith(name) for part, name in zip(parts, headings, strict=False)] == (
        [True] * 3
    )
    assert [[f"[{n}]" in part.text for n in (1, 2, 3, 4)] for part in parts] == [
        [False, False, False, False],
        [True, False, False, True],
        [False, True, True, False],
    ]
    assert "Nothing on this was found in documents about the 2013–18 plan." in parts[0].text
    assert len(shown.with_class("pa-marker")) == 4
    assert len(shown.ids) == len(set(shown.ids))


def test_a_part_without_anything_says_so_and_a_quotation_without_a_part_is_shown() -> None:
    shown = page(answer(parts=(Part(name="Promised"),)))
    assert shown.with_class("pa-part")[0].text == "PromisedNothing on this was found."
    assert [e.text for e in shown.with_tag("blockquote")] == [f"{THREATS} Source [1]"]


def test_a_release_on_a_named_plan_is_said_to_report() -> None:
    (named,) = page(answer(scope=NAMED)).with_class("pa-from")
    assert named.text.startswith("Reported in news of June 2015: Commissioner presents")
    assert named.text.endswith("(our summary)")
    (unnamed,) = page(answer()).with_class("pa-from")
    assert unnamed.text.startswith("From our summary of Commissioner presents")


def test_what_is_near_is_closed_and_has_no_marker_no_card_and_a_link_to_its_source() -> None:
    shown = page(nothing_but_near())
    (near,) = shown.with_class("pa-near")
    assert near.tag == "details"
    assert "open" not in near.attributes
    assert near.text.startswith("Near, but not an answer (2 passages)")
    words = [e.text for e in shown.with_class("pa-near-words")]
    assert words[0] == THREATS
    assert words[1].startswith("“Cybercrime") and words[1].endswith("”")
    links = [e.attributes["href"] for e in shown.with_tag("a") if "riginal" in e.text]
    assert links == ["/documents/plan-2015-20/original#page=14"]
    seen = [e.attributes["href"] for e in shown.with_tag("a") if "See it in" in e.text]
    assert [link.partition("?")[0] for link in seen] == [
        "/documents/news-2015-06-plan-presented",
        "/documents/plan-2015-20",
    ]
    assert not shown.with_class("pa-marker") + shown.with_class("pa-card") + shown.with_tag("mark")


def test_at_most_three_passages_are_near() -> None:
    shown = page(replace(nothing_but_near(), near=(citation(),) * 5))
    assert len(shown.with_class("pa-near-words")) == 3


@pytest.mark.parametrize("status", [Status.EMERGENCY, Status.REFUSED, Status.ERROR])
def test_nobody_in_danger_is_shown_what_is_near(status: Status) -> None:
    assert not page(replace(nothing_but_near(), status=status)).with_class("pa-near")


def test_what_was_searched_is_said_after_the_opening() -> None:
    (searched,) = page(nothing_but_near()).with_class("pa-absence")
    assert searched.text == (
        "Searched: 62 documents (184 pages). Looked for: drones, schools; "
        "“drones” stands in none of them."
    )
    assert not page(answer()).with_class("pa-absence")


def test_how_a_question_was_read_comes_with_a_button_that_has_it() -> None:
    shown = page(answer(understood="Read “x” as “y”.", read_as="What about\ny?"))
    assert [e.text for e in shown.with_class("pa-understood")] == [
        "Read “x” as “y”. Understood as: What about y?"
    ]
    (button,) = shown.with_tag("button")
    assert button.text == "Change the question"
    assert [e.text for e in shown.with_class("pa-kept")] == ["What about y?"]


def test_without_a_full_reading_the_button_has_the_question_itself() -> None:
    shown = page(answer(understood="Read “x” as “y”.", question="about x"))
    assert [e.text for e in shown.with_class("pa-kept")] == ["about x"]


def test_a_question_taken_as_it_stands_brings_no_line_and_no_button() -> None:
    assert not page(answer()).with_class("pa-reading")
