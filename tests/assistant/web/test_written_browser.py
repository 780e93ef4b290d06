"""A short answer that comes sentence by sentence, in the chat, in a browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest

from assistant.answers import Ended, Written
from tests.assistant.web.conftest import Served, open_page, serving
from tests.assistant.web.looking import barriers, sideways, small_targets
from tests.assistant.web.test_access_browser import CHANGES_OF_WHAT_IS_SAID
from tests.assistant.web.test_browser import ask, focused_id
from tests.assistant.web.writing_answerer import SENTENCES, WritingAnswerer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ONE, TWO, THREE = SENTENCES
NOTE = "Written by a computer program"
CALM = "Writing a short answer"
LONG = Written(text="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3, markers=(1,))
TOP = "marker => marker.getBoundingClientRect().top + scrollY"


@pytest.fixture(scope="module")
def serving_writer() -> Iterator[Served]:
    with serving(answerer=WritingAnswerer()) as served:
        yield served


@pytest.fixture
def writer(serving_writer: Served) -> Iterator[WritingAnswerer]:
    answerer = serving_writer.answerer
    assert isinstance(answerer, WritingAnswerer)
    yield answerer
    # Whatever a test left unfinished ends, and nothing of it reaches the next one.
    answerer.end_all()


@pytest.fixture
def page(browser: "Browser", serving_writer: Served, writer: WritingAnswerer) -> "Iterator[Page]":
    assert writer
    with open_page(browser, serving_writer) as page:
        yield page


def comes(page: "Page", words: str, answer: str = "a1") -> None:
    page.locator(f"#{answer}-written").get_by_text(words).wait_for()


def test_the_whole_answer_is_there_before_anything_is_written(page: "Page") -> None:
    ask(page, "What about cybercrime?")
    assert page.locator("#a1 blockquote").count() == 4
    assert CALM in page.locator("#a1-written").inner_text()
    assert page.get_by_role("button", name="How many documents").is_visible()


def test_sentences_come_and_stay_and_their_markers_lead_to_the_sources(
    page: "Page", writer: WritingAnswerer
) -> None:
    ask(page, "What about cybercrime?")
    for number, sentence in enumerate(SENTENCES, start=1):
        writer.let(sentence)
        comes(page, sentence.text)
        assert page.locator("#a1-written .pa-written-words > span").count() == number
    writer.let(Ended.FINISHED)
    comes(page, NOTE)
    assert CALM not in page.locator("#a1").inner_text()
    page.locator("#a1-written .pa-marker").nth(1).click()
    assert focused_id(page) == "a1-s4"
    assert page.locator("#a1-s4").is_visible()


def test_nothing_around_it_changes_while_it_grows(page: "Page", writer: WritingAnswerer) -> None:
    ask(page, "What about cybercrime?")
    page.locator("#a1-q4").click()
    top = page.locator("#a1-q1").evaluate(TOP)
    for step, words in ((ONE, ONE.text), (TWO, TWO.text), (Ended.FINISHED, NOTE)):
        writer.let(step)
        comes(page, words)
        assert page.locator("#a1-s4").is_visible()
        assert focused_id(page) == "a1-s4"
        assert page.locator("#a1-q1").evaluate(TOP) == top
    ask(page, "and then?")
    assert page.locator("#a1-s4").is_visible()
    assert NOTE in page.locator("#a1-written").inner_text()


def test_the_focus_on_a_marker_of_a_sentence_stays_when_the_next_comes(
    page: "Page", writer: WritingAnswerer
) -> None:
    ask(page, "What about cybercrime?")
    writer.let(ONE)
    comes(page, ONE.text)
    page.locator("#a1-written .pa-marker").focus()
    writer.let(TWO)
    comes(page, TWO.text)
    assert page.evaluate("document.activeElement.closest('#a1-written') !== null")


@pytest.mark.parametrize("ended", [Ended.UNREADABLE, ValueError("no")], ids=["nothing", "failure"])
def test_where_nothing_passed_it_goes_without_a_word(
    page: "Page", writer: WritingAnswerer, ended: Ended | Exception
) -> None:
    ask(page, "What about cybercrime?")
    writer.let(ended)
    page.locator("#a1-written").wait_for(state="hidden")
    shown = page.locator("#a1").inner_text()
    assert "In short" not in shown
    assert CALM not in shown
    assert page.locator("#a1 blockquote").count() == 4


def test_it_is_read_out_once_when_it_is_finished(page: "Page", writer: WritingAnswerer) -> None:
    page.evaluate(CHANGES_OF_WHAT_IS_SAID)
    ask(page, "What about cybercrime?")
    page.locator("#pa-said", has_text=CALM).wait_for(state="attached")
    writer.let(ONE)
    comes(page, ONE.text)
    writer.let(TWO, Ended.FINISHED)
    comes(page, NOTE)
    page.locator("#pa-said", has_text=NOTE).wait_for(state="attached")
    first, said = page.evaluate("window.saidChanges")
    assert first.startswith(CALM)
    assert said.index(ONE.text) < said.index(TWO.text) < said.index("fewer than one in five")


def test_the_next_question_does_not_wait_and_ends_the_writing(
    page: "Page", writer: WritingAnswerer
) -> None:
    ask(page, "one")
    writer.let(ONE)
    comes(page, ONE.text)
    ask(page, "two")
    comes(page, NOTE)
    assert CALM in page.locator("#a2-written").inner_text()
    writer.let_to("one", TWO)
    assert writer.has_closed("one")
    writer.let_to("two", THREE, Ended.FINISHED)
    comes(page, NOTE, "a2")
    assert THREE.text in page.locator("#a2-written").inner_text()
    assert TWO.text not in page.locator("#pa-chat").inner_text()


def test_starting_again_ends_the_writing_and_nothing_of_it_comes_back(
    page: "Page", writer: WritingAnswerer
) -> None:
    ask(page, "one")
    writer.let(ONE)
    comes(page, ONE.text)
    page.get_by_role("button", name="Start again").click()
    page.locator(".pa-answer").first.wait_for(state="detached")
    ask(page, "two")
    writer.let_to("one", TWO)
    assert writer.has_closed("one")
    writer.let_to("two", THREE)
    comes(page, THREE.text, "a2")
    shown = page.locator("#pa-chat").inner_text()
    assert ONE.text not in shown
    assert TWO.text not in shown


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_meets_a_barrier_in_it(
    browser: "Browser",
    serving_writer: Served,
    writer: WritingAnswerer,
    scheme: "Literal['light', 'dark']",
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(serving_writer.url)
    page.get_by_label("Your question").wait_for()
    ask(page, "What about cybercrime?")
    writer.let(ONE, LONG)
    comes(page, LONG.text)
    for words, step in ((CALM, Ended.FINISHED), (NOTE, None)):
        comes(page, words)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert barriers(page) == [], width
            assert small_targets(page) == [], width
            assert sideways(page) <= 0, width
        if step:
            writer.let(step)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_scripts_it_stands_on_the_page_of_one_question(
    browser: "Browser", serving_writer: Served, scheme: "Literal['light', 'dark']"
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{serving_writer.url}/ask?q=cybercrime")
        assert barriers(page) == [], width
        assert small_targets(page) == [], width
        assert sideways(page) <= 0, width
    context.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{serving_writer.url}/ask?q=cybercrime")
    page.locator("#a-written .pa-marker").nth(1).click()
    page.locator("#a-s4").get_by_text("fewer than one in five").wait_for()
    page.emulate_media(media="print")
    assert page.locator("#a-written").is_visible()
    context.close()


def test_without_a_model_the_chat_has_none_of_it(browser: "Browser", served: Served) -> None:
    with open_page(browser, served) as page:
        ask(page, "What about cybercrime?")
        assert page.locator("#pa-grown, .pa-written").count() == 0
        shown = page.locator("body").inner_text()
        assert CALM not in shown
        assert NOTE not in shown
