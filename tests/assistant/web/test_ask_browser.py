"""The page at /ask in a browser: without scripts, in every status, by everybody."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest

from assistant.answers import Status
from tests.assistant.web.conftest import ARGUMENTS, CHROMIUM, LEAVE, Served
from tests.assistant.web.looking import barriers, sideways, small_targets, unseen_focus

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (320, 1280)
QUESTIONS = [*Status, "compare", "near", "break"]


@contextmanager
def opened(browser: "Browser", **context: object) -> "Iterator[Page]":
    """Open a browser of its own; nothing may be asked of another machine."""
    of_its_own = browser.new_context(reduced_motion="reduce", **context)  # type: ignore[arg-type]
    page = of_its_own.new_page()
    requested: set[str | None] = set()
    page.on("request", lambda request: requested.add(urlsplit(request.url).hostname))
    yield page
    of_its_own.close()
    assert requested <= {"127.0.0.1", None}, "a request left the page's origin"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_meets_a_barrier_in_any_status(
    browser: "Browser", served: Served, scheme: "Literal['light', 'dark']"
) -> None:
    with opened(browser, color_scheme=scheme) as page:
        for question in QUESTIONS:
            page.goto(f"{served.url}/ask?q={question}&earlier=one&plan=plan-2015-20")
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                assert sideways(page) <= 0, (question, width)
                assert small_targets(page) == [], (question, width)
                assert barriers(page) == [], (question, width)


def test_text_of_twice_the_size_still_fits(browser: "Browser", served: Served) -> None:
    with opened(browser, viewport={"width": 640, "height": 800}) as page:
        for question in ("answered", "compare", "emergency"):
            page.goto(f"{served.url}/ask?q={question}")
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert sideways(page) <= 0


def test_without_scripts_people_ask_follow_up_and_look_at_sources(
    browser: "Browser", served: Served
) -> None:
    served.answerer.asked.clear()
    with opened(browser, java_script_enabled=False) as page:
        page.goto(f"{served.url}/")
        page.get_by_role("link", name="Ask on the page that works without it").click()
        page.get_by_label("Your question").fill("What about cybercrime?")
        page.get_by_role("button", name="Ask").click()
        page.get_by_role("heading", name="What about cybercrime?").wait_for()
        assert page.locator("blockquote").count() == 4
        page.locator("#a-q4").click()
        page.locator("#a-s4").get_by_text("fewer than one in five").wait_for()
        page.get_by_label("Ask a follow-up question").fill("who runs it?")
        page.get_by_text("Limit the search").click()
        page.get_by_label("The 2015–20 plan").check()
        page.get_by_role("button", name="Ask").click()
        page.get_by_role("heading", name="who runs it?").wait_for()
    assert served.answerer.asked == [
        ("What about cybercrime?", ()),
        ("who runs it?", ("What about cybercrime?",)),
    ]
    assert served.answerer.limits[-1].plan == "plan-2015-20"


def test_an_address_seen_in_one_browser_shows_the_same_in_another(
    browser: "Browser", served: Served
) -> None:
    with opened(browser) as page:
        page.goto(f"{served.url}/ask")
        page.get_by_label("Your question").fill("What about cybercrime?")
        page.keyboard.press("Enter")
        page.locator(".pa-answer").wait_for()
        shared, first = page.url, page.locator("main").inner_text()
    assert "plan=" not in shared
    with opened(browser, java_script_enabled=False) as page:
        page.goto(shared)
        assert page.locator(".pa-answer").inner_text() in first


def test_everything_can_be_done_by_keyboard_and_the_focus_is_seen(
    browser: "Browser", served: Served
) -> None:
    with opened(browser, viewport={"width": 390, "height": 700}) as page:
        page.goto(f"{served.url}/ask?q=near&earlier=one")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.goto(f"{served.url}/ask?q=answered&plan=plan-2015-20")
        assert unseen_focus(page) == []


def test_a_marker_leads_to_its_card_and_back(browser: "Browser", served: Served) -> None:
    with opened(browser) as page:
        page.goto(f"{served.url}/ask?q=answered")
        page.locator("#a-q4").press("Enter")
        assert page.evaluate("document.activeElement.id") == "a-s4"
        page.locator("#a-s4").get_by_role("link", name="Back to the answer").press("Enter")
        assert page.evaluate("document.activeElement.id") == "a-q4"


def test_characters_are_counted_once_they_become_few(browser: "Browser", served: Served) -> None:
    with opened(browser) as page:
        page.goto(f"{served.url}/ask")
        box, left = page.get_by_label("Your question"), page.locator("#question-left")
        box.fill("x" * 200)
        assert left.inner_text() == ""
        box.fill("x" * 290)
        assert left.inner_text() == "10 left."
        box.fill("x" * 312)
        assert left.inner_text() == "12 too many."


def test_who_leaves_in_a_hurry_does_not_come_back_by_the_browsers_button(
    browser: "Browser", served: Served
) -> None:
    page = browser.new_page()
    page.route(LEAVE, lambda route: route.fulfill(body="sunny"))
    page.goto(f"{served.url}/healthz")
    page.goto(f"{served.url}/ask?q=emergency")
    assert page.url.startswith(f"{served.url}/help?n=")
    page.get_by_role("link", name="Leave this page").click()
    page.wait_for_url(LEAVE)
    page.go_back()
    assert page.url == f"{served.url}/healthz"
    page.close()


def test_printed_the_answer_has_its_sources_and_no_form(browser: "Browser", served: Served) -> None:
    with opened(browser) as page:
        page.goto(f"{served.url}/ask?q=answered")
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("#a-s4 mark").is_visible()
        assert not page.locator("form").first.is_visible()


def test_a_browser_keeps_no_address_with_what_somebody_in_danger_wrote(
    browser: "Browser", served: Served, tmp_path: Path
) -> None:
    """Looked for where others would look: in the history of an ordinary profile."""
    kept = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=CHROMIUM, args=list(ARGUMENTS)
    )
    page = kept.new_page()
    page.goto(f"{served.url}/ask")
    page.get_by_label("Your question").fill("emergency in my flat")
    page.keyboard.press("Enter")
    page.wait_for_url("**/help?*")
    page.goto(f"{served.url}/robots.txt")
    kept.close()
    with closing(sqlite3.connect(tmp_path / "Default" / "History")) as history:
        addresses = [url for (url,) in history.execute("SELECT url FROM urls")]
    assert any("/help?" in url for url in addresses)
    assert not any("emergency" in url for url in addresses)
