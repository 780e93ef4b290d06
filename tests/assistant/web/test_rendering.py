import html
from collections.abc import Iterable
from dataclasses import replace

import pytest

from assistant.answers import Absence, Answer, Citation, More, MorePage, Part, Status
from assistant.web.rendering import (
    HEADINGS,
    WITH_SOURCES,
    render_answer,
    render_failure,
    render_question,
)
from corpus.documents import TextSource
from tests.assistant.web.fakes import NEW, THREATS, answer, citation, full_answer
from tests.assistant.web.hostile import HOSTILE
from tests.assistant.web.html_reading import Document, read_html

OURS = {
    *("div", "section", "h2", "h3", "p", "cite", "span", "strong", "blockquote", "a"),
    *("details", "summary", "mark", "br", "button", "ul", "li"),
}
ALLOWED_ATTRIBUTES = {"class", "id", "href", "target", "rel", "tabindex", "type"}


def page(shown: Answer, key: str = "a1") -> Document:
    return read_html(render_answer(shown, key=key))


def text(shown: Answer) -> str:
    return page(shown).elements[0].text


def hostile_answer(words: str) -> Answer:
    return answer(
        opening=words,
        notes=(words,),
        understood=f"x {words}",
        read_as=words,
        parts=(Part(name=words, markers=(1,), note=words),),
        absence=Absence(documents=1, pages=0, passages=1, terms=(words,), unknown=(words,)),
        near=(citation(title=words, shown=words, url=words, published=words),),
        citations=(
            citation(
                title=words,
                published=words,
                publisher=words,
                quotation=words,
                shown=words,
                emphasis=(words[:9],),
                lead=words,
                before=words,
                after=words,
                heading=words,
                url=words,
                page=3,
                source=TextSource.ORIGINAL,
            ),
        ),
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_anywhere_in_an_answer_bring_no_element_of_their_own(words: str) -> None:
    shown = page(hostile_answer(words))
    assert {element.tag for element in shown.elements} <= OURS
    assert {name for e in shown.elements for name in e.attributes} <= ALLOWED_ATTRIBUTES


@pytest.mark.parametrize("words", HOSTILE)
def test_an_answer_is_one_line_so_that_markdown_never_starts_again(words: str) -> None:
    rendered = render_answer(hostile_answer(words), key="a1")
    assert "\n" not in rendered
    assert rendered.startswith("<div")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/etc/passwd", None])
def test_a_source_with_an_unsafe_address_is_shown_without_a_link(url: str | None) -> None:
    shown = page(answer(citations=(citation(url=url),)))
    ours = ("#", "/documents/")
    assert all(e.attributes["href"].startswith(ours) for e in shown.with_tag("a"))
    assert "Its address is not known." in shown.elements[0].text


@pytest.mark.parametrize("words", HOSTILE)
def test_a_question_is_shown_as_words(words: str) -> None:
    shown = read_html(render_question(words))
    assert {element.tag for element in shown.elements} <= {"div", "br"}
    assert "".join(shown.elements[0].text.split()) == "".join(words.split())


def test_a_very_long_question_is_cut_for_showing() -> None:
    assert len(render_question("a" * 100_000)) < 1_000


def test_every_status_has_a_heading_of_its_own() -> None:
    assert set(HEADINGS) == set(Status)
    assert len(set(HEADINGS.values())) == len(Status)


@pytest.mark.parametrize("status", Status)
def test_every_status_shows_its_heading_its_class_and_its_message(status: Status) -> None:
    shown = answer(status)
    top = page(shown).elements[0]
    assert top.attributes["class"].split()[1] == f"pa-{status.value.replace('_', '-')}"
    assert html.unescape(HEADINGS[status]) in top.text
    for line in (shown.opening, *shown.notes):
        assert line in top.text


@pytest.mark.parametrize("status", sorted(set(Status) - WITH_SOURCES))
def test_what_is_no_answer_shows_no_quotation_and_no_source(status: Status) -> None:
    shown = page(answer(status, citations=(citation(),)))
    assert not shown.with_tag("blockquote", "details", "mark")
    assert THREATS not in shown.elements[0].text


def test_an_emergency_shows_a_number_to_press() -> None:
    call = page(answer(Status.EMERGENCY)).with_class("pa-call")
    assert [element.text for element in call] == ["Call 999"]


def test_every_marker_leads_to_one_place_and_back() -> None:
    shown = page(full_answer())
    markers = shown.with_class("pa-marker")
    assert [marker.text for marker in markers] == [f"Source [{n}]" for n in (1, 2, 3, 4)]
    for link in (e for e in shown.with_tag("a") if e.attributes["href"].startswith("#")):
        assert shown.ids.count(link.attributes["href"][1:]) == 1
    back = [e.attributes["href"][1:] for e in shown.with_tag("a") if "Back" in e.text]
    assert back == [marker.attributes["id"] for marker in markers]


def test_two_answers_on_a_page_share_no_id() -> None:
    ids = page(full_answer(), "a1").ids + page(full_answer(), "a2").ids
    assert len(ids) == len(set(ids))


def test_a_marker_in_a_note_is_a_link_only_where_it_is_cited() -> None:
    shown = page(answer(notes=("[1] and [9] disagree.",)))
    (note,) = shown.with_class("pa-note")
    assert note.text == "Source [1] and [9] disagree."
    assert len(shown.ids) == len(set(shown.ids))


def quoted(shown: Answer) -> list[str]:
    return [element.text for element in page(shown).with_tag("blockquote")]


def test_a_summary_is_called_ours_and_never_stands_in_quotation_marks() -> None:
    shown = answer(citations=(citation(source=TextSource.DIGEST),))
    assert quoted(shown) == [f"{THREATS} Source [1]"]
    assert "From our summary of Commissioner presents" in text(shown)
    assert "From our summary of this document" in text(shown)
    assert "own words" not in text(shown)


def test_a_documents_own_words_stand_in_quotation_marks_and_are_not_called_a_summary() -> None:
    shown = answer(citations=(citation(source=TextSource.ORIGINAL),))
    assert quoted(shown) == [f"“{THREATS}” Source [1]"]
    assert "own words" in text(shown)
    assert "summary" not in text(shown)


@pytest.mark.parametrize("source", [TextSource.ORIGINAL, TextSource.DIGEST])
def test_a_row_of_a_table_is_said_to_be_one_and_never_stands_in_quotation_marks(
    source: TextSource,
) -> None:
    row = citation(r"| 500 trees \| hedges | 2018 |", source=source)
    row = replace(row, shown="We will: 500 trees | hedges; By: 2018")
    shown = answer(citations=(row,))
    assert quoted(shown) == ["Table: We will: 500 trees | hedges; By: 2018 Source [1]"]
    (mark,) = page(shown).with_tag("mark")
    assert mark.text == "500 trees | hedges · 2018"


def test_quotations_of_one_document_stand_together_in_its_group_and_in_one_card() -> None:
    citations = (
        citation(marker=1),
        citation(marker=2, document="other", title="Other"),
        citation("Public Focus", marker=3),
    )
    shown = page(answer(citations=citations))
    groups = [group.text for group in shown.with_class("pa-group")]
    assert [("[1]" in g, "[2]" in g, "[3]" in g) for g in groups] == [
        (True, False, True),
        (False, True, False),
    ]
    assert len(shown.with_tag("details")) == 2


def test_what_introduces_a_list_is_said_once_and_not_quoted() -> None:
    lead = "The plan keeps the themes of the first plan:"
    citations = [
        citation(name, marker=n, lead=lead)
        for n, name in enumerate(("Public Focus", "Offender Pays"), start=1)
    ]
    shown = page(answer(citations=tuple(citations)))
    assert [element.text for element in shown.with_class("pa-lead")] == [lead]
    assert not any(lead in element.text for element in shown.with_tag("blockquote"))


def test_the_opening_comes_before_the_quotations_and_the_notes_after_them() -> None:
    order = [e.attributes["class"] for e in page(full_answer()).elements if "class" in e.attributes]
    places = [order.index(name) for name in ("pa-opening", "pa-quotation", "pa-note", "pa-sources")]
    assert places == sorted(places)


def test_how_a_question_was_read_is_said_unless_the_opening_says_it() -> None:
    read = "Read “cybrcrime” as “cybercrime”."
    said = page(answer(understood=read)).with_class("pa-understood")
    assert [element.text for element in said] == [read]
    assert not page(answer(understood=read, opening=f"{read} More.")).with_class("pa-understood")


def test_lines_of_our_own_words_that_start_with_a_bullet_are_a_list() -> None:
    shown = page(answer(Status.NO_SUCH_DOCUMENT, opening="The plans are:\n• one\n• two\nAsk."))
    assert [item.text for item in shown.with_tag("li")] == ["one", "two"]
    assert [line.text for line in shown.with_class("pa-opening")] == [
        "The plans are:",
        "onetwo",
        "Ask.",
    ]


def test_a_failure_is_kind_and_looks_like_an_error() -> None:
    top = read_html(render_failure("a1")).elements[0]
    assert "pa-error" in top.attributes["class"]
    assert "Please ask it again." in top.text


def contexts(citations: Iterable[Citation]) -> list[str]:
    return [e.text for e in page(answer(citations=tuple(citations))).with_class("pa-context")]


def test_a_card_marks_the_quotation_in_its_surroundings() -> None:
    shown = page(answer(citations=(citation(),)))
    assert [mark.text for mark in shown.with_tag("mark")] == [THREATS]
    assert NEW in shown.with_class("pa-context")[0].text


def test_surroundings_stay_within_the_section() -> None:
    (context,) = contexts([citation("Keep the local policing model of Hertfordshire.")])
    assert "Commitments" not in context
    assert context.startswith("• Keep")


def test_surroundings_show_lines_and_no_markdown() -> None:
    html_of_list = render_answer(answer(citations=(citation("Public Focus"),)), key="a1")
    assert "• <mark>Public Focus</mark><br>• Offender Pays" in html_of_list


def test_a_word_that_was_cut_at_the_edge_is_left_out() -> None:
    cut = citation(before="ommissioner said: ", after=" He also sa", start=900)
    assert contexts([cut]) == [f"… said: {THREATS} He also …"]


def test_the_start_of_a_document_is_not_shown_as_cut() -> None:
    whole = citation(before="Foreword ", after="", start=9)
    assert contexts([whole]) == [f"Foreword {THREATS}"]


def test_a_card_names_the_page_and_a_pdf_opens_at_it() -> None:
    shown = page(answer(citations=(citation(page=14, url="https://example.org/plan.pdf"),)))
    assert "Page 14" in shown.with_class("pa-place")[0].text
    links = [e.attributes["href"] for e in shown.with_tag("a")]
    assert "https://example.org/plan.pdf#page=14" in links


def test_outward_links_open_a_new_tab_that_cannot_reach_back() -> None:
    outward = [
        e for e in page(full_answer()).with_tag("a") if e.attributes["href"].startswith("http")
    ]
    assert outward
    for link in outward:
        assert link.attributes["target"] == "_blank"
        assert link.attributes["rel"] == "noopener noreferrer"


def test_pages_with_more_on_the_subject_are_linked_with_the_subject_in_the_address() -> None:
    more = (
        More(page=MorePage.COMPARE, about="rural crime & “fly-tipping”"),
        More(page=MorePage.COMMITMENTS, about="officers", verdict="not-kept"),
        More(page=MorePage.COMMITMENTS, about=""),
    )
    shown = replace(answer(Status.ANSWERED), more=more)
    links = read_html(render_answer(shown, key="a1", root_path="/x")).with_tag("a")
    addresses = [each for link in links if "/x/com" in (each := str(link.attributes["href"]))]
    assert addresses == [
        "/x/compare?subject=rural+crime+%26+%E2%80%9Cfly-tipping%E2%80%9D",
        "/x/commitments?q=officers&verdict=not-kept",
        "/x/commitments",
    ]
