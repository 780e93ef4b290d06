"""The short answer over the quotations, as HTML: in the chat, on its own page, and not at all."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from assistant.answers import Answer, Status, Written
from assistant.feedback import FeedbackStore
from assistant.web.rendering import render_answer
from assistant.web.written import render_grown
from tests.assistant.web.conftest import asking_client
from tests.assistant.web.fakes import FakeAnswerer, answer, full_answer
from tests.assistant.web.hostile import HOSTILE
from tests.assistant.web.html_reading import Document, read_html
from tests.assistant.web.plain_pages import client_of, plain_app
from tests.assistant.web.test_rendering import ALLOWED_ATTRIBUTES, OURS
from tests.assistant.web.writing_answerer import SENTENCES, WritingAnswerer, written_answer

NOTE = "Written by a computer program and checked sentence by sentence"
CALM = "Writing a short answer"


def page(shown: Answer) -> Document:
    return read_html(render_answer(shown, key="a1"))


def test_sentences_stand_between_the_opening_and_the_quotations_with_whose_words_they_are() -> None:
    words = page(written_answer(full_answer())).elements[0].text
    order = ("From documents about", "In short", "The plan names", NOTE, "From our summary of")
    places = [words.index(part) for part in order]
    assert places == sorted(places)
    assert CALM not in words


def test_each_marker_of_a_sentence_leads_to_the_source_of_its_quotation() -> None:
    shown = page(written_answer(full_answer()))
    words = shown.with_class("pa-written-words")[0].text
    assert " ".join(words.split()) == (
        "The plan names cybercrime as a <newer> threat. Source [1] (June 2015) "
        "Fewer than one in five victims *report* it. Source [4] Source [1] (June 2015 and July 2015) "
        "The “Public Focus” stays. Source [2] (June 2015)"
    )
    markers = [e for e in shown.with_tag("a") if "pa-marker" in e.attributes.get("class", "")]
    leading = [marker.attributes["href"] for marker in markers[:4]]
    assert leading == ["#a1-s1", "#a1-s4", "#a1-s1", "#a1-s2"]
    assert {href.removeprefix("#") for href in leading} <= set(shown.ids)
    assert len(shown.ids) == len(set(shown.ids))


def test_a_sentence_that_rests_on_nothing_that_is_shown_is_not_shown() -> None:
    alone = (Written(text="From nowhere.", markers=(9,)), Written(text="Neither.", markers=()))
    words = page(written_answer(full_answer(), alone)).elements[0].text
    assert "nowhere" not in words
    assert "In short" not in words


def test_only_originals_are_said_to_be_what_the_documents_say() -> None:
    ours = written_answer(full_answer())
    original = written_answer(replace(full_answer(), citations=full_answer().citations[3:]))
    claim = "The quotations are what the documents say."
    assert claim in page(original).with_class("pa-written-note")[0].text
    note = page(ours).with_class("pa-written-note")[0].text
    assert claim not in note
    assert note.endswith("Rely on the quotations and their sources.")


def test_while_it_is_written_there_is_room_and_a_calm_line() -> None:
    shown = page(written_answer(full_answer(), (), None))
    (room,) = shown.with_class("pa-writing")
    assert room.attributes["id"] == "a1-written"
    assert room.text.startswith(f"In short{CALM}")
    assert NOTE not in room.text


def test_where_nothing_passed_the_answer_is_the_same_as_without_a_model() -> None:
    without = render_answer(full_answer(), key="a1")
    assert render_answer(written_answer(full_answer(), ()), key="a1") == without
    assert "pa-written" not in without


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.ANSWERED, Status.PARTLY_ANSWERED}))
def test_only_what_is_answered_has_a_short_answer(status: Status) -> None:
    shown = written_answer(answer(status), ended=None)
    assert "pa-written" not in render_answer(shown, key="a1")


@pytest.mark.parametrize("words", HOSTILE)
def test_a_sentence_can_be_nothing_but_words(words: str) -> None:
    sentence = Written(text=f"x {words}", markers=(1,))
    answered = written_answer(full_answer(), (sentence,))
    for shown in (
        render_answer(answered, key="a1"),
        render_grown(answered, "a1", going_on=False),
    ):
        read = read_html(shown)
        assert {element.tag for element in read.elements} <= OURS
        for element in read.elements:
            assert set(element.attributes) <= ALLOWED_ATTRIBUTES
        assert len(read.with_class("pa-written-words")[0].text.split()) >= 3
        assert "\n" not in shown


def test_what_has_grown_takes_the_place_of_what_was_there_and_has_nothing_in_the_end() -> None:
    first = written_answer(full_answer(), SENTENCES[:1], None)
    growing = read_html(render_grown(first, "a3", going_on=True)).elements[0]
    assert growing.attributes == {"class": "pa-written pa-writing", "id": "a3-grown"}
    assert "The plan names" in growing.text
    assert CALM in growing.text
    over = read_html(render_grown(first, "a3", going_on=False)).elements[0]
    assert NOTE in over.text
    assert CALM not in over.text
    nothing = read_html(render_grown(replace(first, written=()), "a3", going_on=False))
    assert [element.text for element in nothing.elements] == [""]


def test_the_page_without_scripts_waits_for_the_short_answer() -> None:
    with asking_client(WritingAnswerer()) as client:
        shown = html.fromstring(client.get("/ask?q=cybercrime").text)
    (written,) = shown.xpath("//section[@class='pa-written']")
    assert len(written.xpath(".//span[not(@class)]")) == len(SENTENCES)
    for marker in written.xpath(".//a/@href"):
        assert shown.get_element_by_id(marker.removeprefix("#")) is not None


@pytest.mark.parametrize("path", ["/ask?q=cybercrime", "/ask?q=compare", "/ask"])
def test_without_a_model_no_page_speaks_of_one(path: str) -> None:
    with asking_client(FakeAnswerer()) as client:
        words = html.fromstring(client.get(path).text).text_content()
    for said in (NOTE, CALM, "In short", "language model"):
        assert said not in words


def test_feedback_on_an_answer_lets_nothing_be_written_again(tmp_path: Path) -> None:
    answerer, store = WritingAnswerer(), FeedbackStore(tmp_path / "feedback.jsonl")
    with client_of(plain_app(answerer, store)) as client:
        sent = client.post("/feedback", data={"q": "What about cybercrime?", "useful": "yes"})
    assert sent.status_code == 303
    assert answerer.has_closed("What about cybercrime?")
    assert answerer.written == 0
