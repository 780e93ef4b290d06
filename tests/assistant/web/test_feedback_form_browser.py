"""The pages on the assistant and the form under an answer, in a browser."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest

from assistant.feedback import FeedbackStore, read_feedback
from tests.assistant.web.fakes import FakeAnswerer
from tests.assistant.web.plain_pages import plain_app, serving_plain

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ASK = "/ask?q=What+about+cybercrime%3F&kind=news"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> FeedbackStore:
    return FeedbackStore(tmp_path_factory.mktemp("kept") / "feedback.jsonl")


@pytest.fixture(scope="module")
def url(store: FeedbackStore) -> Iterator[str]:
    with serving_plain(plain_app(FakeAnswerer(), store)) as url:
        yield url


def test_feedback_is_sent_and_corrected_without_scripts_and_not_repeated(
    browser: "Browser", url: str, store: FeedbackStore
) -> None:
    store.path.unlink(missing_ok=True)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + ASK)
    page.get_by_label("What was wrong or missing?").fill("Ring 07700 900123")
    page.get_by_role("button", name="Send").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Your reply was not sent"
    page.get_by_role("link", name="Please choose Yes or No.").click()
    page.keyboard.press("Tab")
    page.get_by_role("group", name="Was this answer useful?").get_by_label("No").check()
    page.get_by_role("button", name="Send").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    page.reload()
    page.get_by_role("link", name="Back to the answer").click()
    assert page.url == url + ASK
    context.close()
    (said,) = read_feedback(store.path).feedback
    assert (said.useful, said.why) == (False, "Ring [phone number]")
    assert [kind.value for kind in said.limits.kinds] == ["news"]


def test_the_form_can_be_filled_in_with_the_keyboard(
    browser: "Browser", url: str, store: FeedbackStore
) -> None:
    store.path.unlink(missing_ok=True)
    context = browser.new_context()
    page = context.new_page()
    page.goto(url + ASK)
    page.locator("#feedback-yes").focus()
    page.keyboard.press("Space")
    for key in ("Tab", "a", "Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("heading", name="Thank you").wait_for()
    context.close()
    (said,) = read_feedback(store.path).feedback
    assert (said.useful, said.why) == (True, "a")


def pages(page: "Page", url: str) -> Iterator[str]:
    """Go through all pages, and what the form can show."""
    for path in ("/about", "/accessibility", ASK, "/feedback/thanks?q=cybercrime"):
        page.goto(url + path)
        yield path
    page.goto(url + ASK)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Your reply was not sent").wait_for()
    yield "not sent"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend_and_nothing_scrolls_sideways(
    browser: "Browser", url: str, width: int, scheme: "Literal['light', 'dark']"
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 640})
    page = context.new_page()
    found, wide = [], []
    for name in pages(page, url):
        violations = axe.Axe().run(page).response["violations"]
        found += [(name, one["id"], one["nodes"][0]["html"]) for one in violations]
        wide += [name] if page.evaluate(SIDEWAYS) > 0 else []
    context.close()
    assert (found, wide) == ([], [])


def test_at_320_pixels_what_is_pressed_is_large_enough(browser: "Browser", url: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(url + ASK)
    targets = page.locator(
        "#feedback :is(label.pa-choice, input:not([type=hidden]), textarea, button)"
    )
    assert targets.count() == 6
    for target in targets.all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    context.close()


def test_text_of_twice_the_size_is_all_there(browser: "Browser", url: str) -> None:
    context = browser.new_context(viewport={"width": 640, "height": 640})
    page = context.new_page()
    for _ in pages(page, url):
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(SIDEWAYS) <= 0
    context.close()


def test_links_within_the_page_lead_to_headings(browser: "Browser", url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{url}/about")
    links = page.locator(".pa-on-this-page a").evaluate_all("all => all.map(a => a.hash)")
    assert len(links) == 6
    assert all(page.locator(f"section{link}").count() == 1 for link in links)
    context.close()
