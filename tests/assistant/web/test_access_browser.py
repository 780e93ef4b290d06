"""The chat in a browser, for everybody: barriers, narrow screens, keyboards, what is read out."""

from typing import TYPE_CHECKING, Literal

import pytest

from assistant.answers import Status
from tests.assistant.web.conftest import Served
from tests.assistant.web.looking import (
    HEIGHT_COVERED,
    NARROW,
    PHONE,
    barriers,
    sideways,
    small_targets,
    unseen_focus,
)
from tests.assistant.web.test_browser import ask, focused_id, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

__all__ = ["page"]

CHANGES_OF_WHAT_IS_SAID = """() => {
    window.saidChanges = [];
    const said = document.getElementById("pa-said");
    const note = () => said.textContent && window.saidChanges.push(said.textContent);
    new MutationObserver(note)
        .observe(document.getElementById("pa-said"), { childList: true, characterData: true });
}"""


def test_a_finished_answer_is_read_out_once_and_the_focus_is_in_the_question_box(
    page: "Page",
) -> None:
    page.evaluate(CHANGES_OF_WHAT_IS_SAID)
    for number in (1, 2):
        ask(page, "What about cybercrime?")
        page.wait_for_function(f"window.saidChanges.length >= {number}")
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    said = page.evaluate("window.saidChanges")
    assert len(said) == 2
    assert said[0].startswith("Answer From documents about the 2015–20 plan")
    assert "fewer than one in five" in said[0]
    assert "Sources" not in said[0]
    assert page.locator("#pa-said").get_attribute("role") == "status"
    assert page.locator("#pa-chat [role=log]").get_attribute("aria-live") == "off"


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "narrow"])
def test_nothing_has_to_be_scrolled_sideways(page: "Page", size: "ViewportSize") -> None:
    page.set_viewport_size(size)
    assert sideways(page) <= 0
    for status in Status:
        ask(page, status.value)
    ask(page, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 5)
    page.evaluate("document.querySelectorAll('details').forEach(card => card.open = true)")
    assert sideways(page) <= 0


@pytest.mark.parametrize("height", [600, 700, 800])
def test_the_question_box_never_covers_what_has_the_focus(page: "Page", height: int) -> None:
    page.set_viewport_size({"width": 390, "height": height})
    ask(page, "one")
    ask(page, "two")
    page.locator("#a1-q1").focus()
    for _ in range(14):
        page.keyboard.press("Tab")
        assert page.evaluate(HEIGHT_COVERED) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_meets_a_barrier_in_any_status(
    browser: "Browser", served: Served, scheme: "Literal['light', 'dark']"
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", viewport=NARROW)
    page = context.new_page()
    page.goto(served.url)
    page.get_by_label("Your question").wait_for()
    assert barriers(page) == []
    page.get_by_role("button", name="Limit the search").click()
    page.get_by_label("Any plan").wait_for()
    for question in (*Status, "compare", "near", "break"):
        ask(page, question)
    page.evaluate("document.querySelectorAll('details').forEach(card => card.open = true)")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert barriers(page) == [], width
        assert small_targets(page) == [], width
        assert sideways(page) <= 0
    context.close()


def test_the_whole_conversation_is_had_by_keyboard_alone(page: "Page") -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the question"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type("What about cybercrime?")
    page.keyboard.press("Enter")
    page.locator(".pa-answer").wait_for()
    page.locator("#a1-q1").focus()
    page.keyboard.press("Enter")
    assert focused_id(page) == "a1-s1"
    page.evaluate("document.activeElement.blur()")
    assert unseen_focus(page) == []


def test_text_of_twice_the_size_still_fits(page: "Page") -> None:
    page.set_viewport_size({"width": 640, "height": 800})
    for question in ("answered", "compare", "emergency"):
        ask(page, question)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert sideways(page) <= 0
