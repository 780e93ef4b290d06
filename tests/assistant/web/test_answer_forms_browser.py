"""Answers in parts, what is near, and changing how a question was read, in a browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest

from tests.assistant.web.conftest import Served, open_page
from tests.assistant.web.looking import NARROW, sideways
from tests.assistant.web.test_browser import ask, focused_id

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

READ_AS = "How do the plans of 2013, 2015 and 2017 differ on cybercrime?"


@pytest.fixture
def page(browser: "Browser", served: Served) -> "Iterator[Page]":
    served.answerer.asked.clear()
    with open_page(browser, served) as page:
        yield page


def typed(page: "Page") -> str:
    return page.get_by_label("Your question").input_value()


def test_change_puts_the_question_into_the_box_and_it_can_be_asked(
    page: "Page", served: Served
) -> None:
    ask(page, "compare them")
    page.get_by_role("button", name="Change the question").focus()
    page.keyboard.press("Enter")
    assert typed(page) == READ_AS
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type(" And fraud?")
    page.keyboard.press("Enter")
    page.locator(".pa-answer").nth(1).wait_for()
    assert served.answerer.asked[-1][0] == f"{READ_AS} And fraud?"


def test_what_is_typed_already_is_kept(page: "Page") -> None:
    ask(page, "compare them")
    page.get_by_label("Your question").fill("and on fraud")
    page.locator(".pa-change").click()
    assert typed(page) == f"{READ_AS} and on fraud"
    page.locator(".pa-change").click()
    assert typed(page) == f"{READ_AS} and on fraud"


def test_each_answer_changes_its_own_question(page: "Page") -> None:
    ask(page, "compare them")
    ask(page, "near")
    page.locator(".pa-change").nth(1).click()
    assert typed(page) == "What do the plans say about drones in schools?"


def test_the_kept_question_is_neither_seen_nor_heard(page: "Page") -> None:
    ask(page, "compare them")
    assert not page.locator(".pa-kept").is_visible()
    assert page.locator(".pa-reading").aria_snapshot().count(READ_AS) == 1


def test_what_is_near_is_closed_until_it_is_opened_by_key(page: "Page") -> None:
    ask(page, "near")
    words = page.locator(".pa-near-words").first
    assert not words.is_visible()
    page.locator(".pa-near summary").focus()
    page.keyboard.press("Enter")
    assert words.is_visible()


def test_a_marker_in_a_part_leads_to_its_card_and_back(page: "Page") -> None:
    ask(page, "compare them")
    page.locator(".pa-part .pa-marker").last.click()
    assert focused_id(page) == "a1-s3"
    page.locator("#a1-s3").get_by_role("link", name="Back to the answer").click()
    assert focused_id(page) == "a1-q3"


def test_the_name_of_a_part_stands_above_its_words_where_there_is_little_room(page: "Page") -> None:
    ask(page, "compare them")
    ask(page, "near")
    page.evaluate("document.querySelectorAll('details').forEach(card => card.open = true)")

    def places() -> tuple[float, float, float, float]:
        name = page.locator(".pa-part h3").nth(1).bounding_box()
        words = page.locator(".pa-part-body").nth(1).bounding_box()
        assert name and words
        return name["x"], name["y"], words["x"], words["y"]

    left, top, words_left, words_top = places()
    assert words_left > left
    assert abs(words_top - top) < 5
    page.set_viewport_size(NARROW)
    left, top, words_left, words_top = places()
    assert words_left == left
    assert words_top > top
    assert sideways(page) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend(
    browser: "Browser", served: Served, scheme: "Literal['light', 'dark']"
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", viewport=NARROW)
    page = context.new_page()
    page.goto(served.url)
    page.get_by_label("Your question").wait_for()
    for question in ("compare", "near"):
        ask(page, question)
    page.evaluate("document.querySelectorAll('details').forEach(card => card.open = true)")
    found = axe.Axe().run(page).response["violations"]
    context.close()
    assert [(problem["id"], problem["nodes"][0]["html"]) for problem in found] == []
