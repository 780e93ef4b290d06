"""The page in a browser: what people see and do, and what the browser is made to do."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest

from assistant.answers import Answer, Status
from tests.assistant.web.conftest import Served, open_page
from tests.assistant.web.fakes import FakeAnswerer
from tests.assistant.web.hostile import HOSTILE
from tests.assistant.web.test_rendering import hostile_answer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

PHONE: "ViewportSize" = {"width": 390, "height": 844}
NARROW: "ViewportSize" = {"width": 320, "height": 640}


@pytest.fixture
def page(browser: "Browser", served: Served) -> "Iterator[Page]":
    served.answerer.asked.clear()
    with open_page(browser, served) as page:
        yield page


def ask(page: "Page", question: str) -> None:
    """Ask, and wait until one more answer is there."""
    answers = page.locator(".pa-answer").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    page.locator(".pa-answer").nth(answers).wait_for()


def focused_id(page: "Page") -> str:
    return str(page.evaluate("document.activeElement.id"))


def sideways(page: "Page") -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_the_page_says_what_it_is_and_that_it_is_no_emergency_service(page: "Page") -> None:
    assert page.title() == "Ask about the plans - Police and Crime Commissioner for Hertfordshire"
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    introduction = page.locator("#pa-introduction").inner_text()
    assert "62 documents: 5 in full, 57 as our own summaries" in introduction
    assert "not an emergency service" in introduction
    assert page.get_by_role("link", name="999").get_attribute("href") == "tel:999"


def test_asking_brings_the_question_its_answer_and_its_sources(page: "Page") -> None:
    ask(page, "What about cybercrime?")
    assert page.locator(".pa-question").inner_text() == "What about cybercrime?"
    assert page.locator(".pa-opening").is_visible()
    assert page.locator("blockquote").count() == 4
    assert page.locator(".pa-card summary").count() == 2
    assert page.get_by_label("Your question").input_value() == ""
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_the_button_asks_too(page: "Page") -> None:
    page.get_by_label("Your question").fill("What about cybercrime?")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator(".pa-answer").wait_for()


def test_a_suggestion_asks_and_moves_the_focus_to_the_answer(page: "Page", served: Served) -> None:
    page.get_by_role("button", name="When did DriveSafe start?").click()
    page.locator(".pa-answer").wait_for()
    page.locator(".pa-heading:focus").wait_for(state="attached")
    assert served.answerer.asked == [("When did DriveSafe start?", ())]
    assert not page.get_by_role("button", name="When did DriveSafe start?").is_visible()


def test_a_marker_opens_its_card_in_place_and_the_card_leads_back(page: "Page") -> None:
    ask(page, "What about cybercrime?")
    assert not page.locator("#a1-s4").is_visible()
    page.locator("#a1-q4").click()
    assert page.locator("#a1-s4").is_visible()
    assert focused_id(page) == "a1-s4"
    assert len(page.context.pages) == 1
    page.locator("#a1-s4").get_by_role("link", name="Back to the answer").click()
    assert focused_id(page) == "a1-q4"


def test_markers_of_a_second_answer_lead_to_its_own_cards(page: "Page") -> None:
    ask(page, "one")
    ask(page, "two")
    page.locator(".pa-answer").nth(1).locator(".pa-marker").nth(3).click()
    assert focused_id(page) == "a2-s4"


def test_earlier_questions_go_with_a_new_one_until_starting_again(
    page: "Page", served: Served
) -> None:
    ask(page, "one")
    ask(page, "two <b>")
    ask(page, "three")
    page.get_by_role("button", name="Start again").click()
    page.locator(".pa-answer").first.wait_for(state="detached")
    page.locator("textarea:focus").wait_for()
    ask(page, "four")
    assert served.answerer.asked == [
        ("one", ()),
        ("two <b>", ("one",)),
        ("three", ("one", "two <b>")),
        ("four", ()),
    ]


def test_two_browsers_do_not_share_a_conversation(
    page: "Page", browser: "Browser", served: Served
) -> None:
    ask(page, "mine")
    other = browser.new_page()
    other.goto(served.url)
    ask(other, "yours")
    other.close()
    assert served.answerer.asked[-1] == ("yours", ())


def test_a_pasted_book_is_answered_like_any_question(page: "Page", served: Served) -> None:
    ask(page, "‘é’ " * 20_000)
    assert len(served.answerer.asked[-1][0]) > 10_000


def test_the_newest_question_stands_at_the_top(page: "Page") -> None:
    for question in ("one", "two", "three"):
        ask(page, question)
    page.wait_for_timeout(500)
    top = page.locator(".pa-question").last.bounding_box()
    assert top is not None
    assert 0 <= top["y"] < 200


def test_a_failure_is_shown_kindly_and_the_page_goes_on(
    page: "Page", capfd: pytest.CaptureFixture[str]
) -> None:
    ask(page, "break the bicycle")
    assert "Please ask it again" in page.locator(".pa-error").inner_text()
    ask(page, "What about cybercrime?")
    assert "bicycle" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "narrow"])
def test_nothing_has_to_be_scrolled_sideways(page: "Page", size: "ViewportSize") -> None:
    page.set_viewport_size(size)
    assert sideways(page) <= 0
    for status in Status:
        ask(page, status.value)
    ask(page, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 5)
    page.evaluate("document.querySelectorAll('details').forEach(card => card.open = true)")
    assert sideways(page) <= 0


HEIGHT_COVERED = """() => {
    const focused = document.activeElement, box = document.querySelector("#pa-ask");
    if (focused === document.body || box.contains(focused)) return 0;
    return focused.getBoundingClientRect().bottom - box.getBoundingClientRect().top;
}"""


@pytest.mark.parametrize("height", [600, 700, 800])
def test_the_question_box_never_covers_what_has_the_focus(page: "Page", height: int) -> None:
    page.set_viewport_size({"width": 390, "height": height})
    ask(page, "one")
    ask(page, "two")
    page.locator("#a1-q1").focus()
    for _ in range(14):
        page.keyboard.press("Tab")
        assert page.evaluate(HEIGHT_COVERED) <= 0


class HostileAnswerer(FakeAnswerer):
    """Answers with the hostile words of the number asked for."""

    def answer(self, question: str, history: object = ()) -> Answer:  # noqa: ARG002
        return hostile_answer(HOSTILE[int(question)])


def test_hostile_words_stay_words_in_the_browser(
    page: "Page", served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served.answerer, "answer", HostileAnswerer().answer)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for number, words in enumerate(HOSTILE):
        ask(page, str(number))
        shown = page.locator(".pa-answer").nth(number).locator(".pa-quotation").inner_text()
        assert "".join(words.split()) in "".join(shown.split())
    chat = page.locator("#pa-chat [role=log]")
    assert chat.locator("img, svg, script, form, input, table, code, pre, em, iframe").count() == 0
    outward = chat.locator("a:not([href^='#'])").evaluate_all("all => all.map(a => a.href)")
    # Only our own words (openings and notes) may name an address that becomes a link.
    assert all(href.startswith("http://evil.example") for href in outward)
    assert page.locator("blockquote a:not(.pa-marker), .pa-card a[href^='http']").count() == 0
    assert page.evaluate("window.pwned") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend(
    browser: "Browser", served: Served, scheme: "Literal['light', 'dark']"
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", viewport=PHONE)
    page = context.new_page()
    page.goto(served.url)
    page.get_by_label("Your question").wait_for()
    empty = axe.Axe().run(page).response["violations"]
    for status in Status:
        ask(page, status.value)
    page.evaluate("document.querySelectorAll('details').forEach(card => card.open = true)")
    full = axe.Axe().run(page).response["violations"]
    context.close()
    assert [(found["id"], found["nodes"][0]["html"]) for found in empty + full] == []
