"""The page in a browser: what people see and do, and what the browser is made to do."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest

from assistant.limits import Limits
from corpus.documents import Kind
from tests.assistant.web.conftest import Served, open_page
from tests.assistant.web.fakes import NEXT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


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


def test_the_page_says_what_it_is_and_that_it_is_no_emergency_service(page: "Page") -> None:
    assert page.title() == "Ask about the plans - Police and Crime Commissioner for Hertfordshire"
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    introduction = page.locator("header").inner_text()
    assert "62 documents: 5 in full, 57 as our own summaries" in introduction
    assert "not an emergency service" in introduction
    assert page.get_by_role("link", name="999").get_attribute("href") == "tel:999"
    assert page.locator("h1").count() == 1


def test_before_gradio_is_there_the_page_already_says_what_it_is(served: Served) -> None:
    html = httpx.get(served.url).text
    assert "This is not an emergency service." in html
    assert '<a href="/ask">Ask on the page that works without it</a>' in html
    assert 'property="og:' not in html
    assert 'name="twitter:' not in html


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


def test_a_pasted_book_is_refused_and_given_back(page: "Page", served: Served) -> None:
    ask(page, "‘é’ " * 20_000)
    assert page.locator(".pa-answer.pa-error").count() == 1
    assert len(page.get_by_label("Your question").input_value()) > 10_000


def test_characters_are_counted_once_they_become_few(page: "Page") -> None:
    box = page.get_by_label("Your question")
    box.fill("x" * 290)
    page.get_by_text("10 characters left.").wait_for()
    box.fill("x" * 301)
    page.get_by_text("1 characters too many.").wait_for()
    assert box.get_attribute("aria-describedby") == "pa-left"
    ask(page, "one")
    assert page.locator("#pa-left").inner_text() == ""


def test_what_one_could_go_on_with_asks_when_pressed(page: "Page", served: Served) -> None:
    ask(page, "What about cybercrime?")
    page.get_by_role("button", name=NEXT[0]).click()
    page.locator(".pa-answer").nth(1).wait_for()
    assert served.answerer.asked[-1] == (NEXT[0], ("What about cybercrime?",))
    ask(page, "not_found")
    page.get_by_role("button", name=NEXT[0]).wait_for(state="hidden")


@pytest.mark.parametrize(
    ("control", "limits"),
    [
        ("Annual report", Limits(kinds=(Kind.ANNUAL_REPORT,))),
        ("The 2015–20 plan", Limits(plan="plan-2015-20")),
        ("2015 to 2017", Limits(years=(2015, 2017))),
    ],
)
def test_each_control_limits_the_search_by_keyboard_alone(
    page: "Page", served: Served, control: str, limits: Limits
) -> None:
    summary = page.get_by_role("button", name="Limit the search")
    assert summary.get_attribute("aria-expanded") == "false"
    summary.press("Enter")
    page.locator("#pa-filters > button[aria-expanded=true]").wait_for()
    page.get_by_label(control).press("Space")
    assert page.get_by_label(control).is_checked()
    ask(page, "one")
    assert served.answerer.limits[-1] == limits


def test_the_arrow_keys_move_among_the_plans(page: "Page", served: Served) -> None:
    page.get_by_role("button", name="Limit the search").click()
    grouped = page.locator("#pa-plan input[name='pa-plan'][value='plan-2013-18']")
    grouped.wait_for(state="attached")  # our script has made them one group
    page.get_by_label("Any plan").press("ArrowDown")
    page.wait_for_function("document.activeElement.value === 'plan-2013-18'")
    taken = page.locator("label.selected input[value='plan-2013-18']")
    taken.wait_for(state="attached")  # Gradio has it
    ask(page, "one")
    assert served.answerer.limits[-1] == Limits(plan="plan-2013-18")
    assert page.get_by_role("group", name="About a plan").count() == 1


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
