"""From an answer to the page where its words stand, and the page on the documents, in a browser."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import httpx
import numpy as np
import pytest
from PIL import Image

from assistant.web import page_view
from corpus.pages import boxes_between
from tests.assistant.web.conftest import ARGUMENTS, CHROMIUM, Served, open_page
from tests.assistant.web.library import PLAN, QUOTED, TITLE
from tests.assistant.web.looking import NARROW, PHONE, barriers, sideways
from tests.assistant.web.test_browser import ask

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page

WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def page(browser: "Browser", served_library: Served) -> "Iterator[Page]":
    with open_page(browser, served_library) as page:
        yield page


def open_picture(page: "Page", number: int = 1) -> str:
    """Go from a marker to its card and open the picture there; returns its address once loaded."""
    page.locator(f"#a1-q{number}").click()
    card = page.locator(f"#a1-s{number}")
    card.locator("summary").click()
    picture = card.locator("img")
    page.wait_for_function("i => i.complete && i.naturalWidth > 0", arg=picture.element_handle())
    return str(picture.evaluate("i => i.src"))


def test_from_a_marker_to_the_page_with_its_words_marked(
    page: "Page", served_library: Served
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, "a picture of it")
    page.locator("#a1-q1").click()
    assert page.locator("#a1-s1").is_visible()
    assert not [url for url in asked if "/pages/" in url]
    address = open_picture(page)
    library = served_library.library
    assert library
    start = library.texts[PLAN].index(QUOTED)
    places = library.generation.layout(PLAN).places
    (box,) = boxes_between(places, start, start + len(QUOTED))
    shown = Image.open(io.BytesIO(httpx.get(address, timeout=60).content)).convert("RGB")
    width, height = shown.size
    assert width == page.locator("#a1-s1 img").evaluate("i => i.naturalWidth")
    left, top = box.x0 * width, box.y0 * height
    right, bottom = box.x1 * width, box.y1 * height
    yellow = (np.asarray(shown).astype(int) @ (1, 0, -1)) > 100
    rows, columns = np.nonzero(yellow)
    assert yellow[round(top) : round(bottom), round(left) : round(right)].mean() > 0.6
    assert top - 6 < rows.min() < rows.max() < bottom + 6
    assert left - 6 < columns.min() < columns.max() < right + 6


def test_a_picture_leads_to_a_larger_one_in_a_new_tab(page: "Page") -> None:
    ask(page, "a picture of it")
    open_picture(page)
    with page.context.expect_page() as opened:
        page.locator("#a1-s1 .pa-page").click()
    opened.value.wait_for_load_state()
    assert opened.value.locator("img").evaluate("i => i.naturalWidth") == page_view.LARGE_WIDTH


def test_where_a_picture_cannot_be_had_the_page_says_why(
    page: "Page", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_view, "digest_of", lambda _: "the text is another now")
    ask(page, "a picture of it")
    page.locator("#a1-q1").click()
    page.locator("#a1-s1 summary").click()
    said = page.locator("#a1-s1 .pa-picture p")
    said.get_by_text("Please ask the question again.").wait_for()
    assert said.get_attribute("role") == "status"


def is_viewer(frame: "Frame") -> bool:
    return frame.url.startswith("chrome-extension://")


def test_the_original_opens_in_a_new_tab_at_the_page(
    browser: "Browser", served_library: Served
) -> None:
    """In the browser's own viewer, which only the newer headless mode has."""
    arguments = ["--headless=new" if name == "--headless" else name for name in ARGUMENTS]
    newer = browser.browser_type.launch(executable_path=CHROMIUM, args=arguments)
    with open_page(newer, served_library) as page:
        ask(page, "a picture of it")
        page.locator("#a1-q1").click()
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="Open the original at page 2").click()
        opened.value.wait_for_load_state()
        assert opened.value.url.endswith(f"/documents/{PLAN}/original#page=2")
        assert opened.value.evaluate("document.contentType") == "application/pdf"
        if not any(map(is_viewer, opened.value.frames)):
            opened.value.wait_for_event("framenavigated", is_viewer)
        assert page.locator(".pa-answer").is_visible()
    newer.close()


def test_a_hostile_web_page_shows_its_words_and_can_do_nothing(
    browser: "Browser", served_library: Served
) -> None:
    page = browser.new_page()
    loaded: set[str] = set()
    page.on("requestfinished", lambda request: loaded.add(request.url))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    address = f"{served_library.url}/documents/web-page/original"
    page.goto(address)
    assert page.get_by_role("heading").inner_text() == "A café’s page"
    page.get_by_text("click", exact=True).click()
    page.get_by_role("button", name="Go").click()
    assert page.url == address
    assert page.title() == "A page"
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("window.origin") == "null"
    assert loaded == {address}
    page.goto(f"{served_library.url}/documents/notes/original")
    assert "<script>" in page.locator("body").inner_text()
    assert page.evaluate("window.pwned") is None
    page.close()


@pytest.mark.parametrize("size", [WIDE, PHONE, NARROW], ids=["wide", "phone", "narrow"])
def test_nothing_has_to_be_scrolled_sideways(page: "Page", size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    ask(page, "a picture of it")
    open_picture(page)
    assert sideways(page) <= 0
    page.goto(page.url.rstrip("/") + "/documents")
    assert sideways(page) <= 0


def test_from_an_answer_to_the_words_in_their_document_in_a_new_tab(page: "Page") -> None:
    ask(page, "a picture of it")
    page.locator("#a1-q1").click()
    with page.context.expect_page() as opened:
        page.locator("#a1-s1").get_by_role("link", name="See it in the document").click()
    document = opened.value
    document.wait_for_load_state()
    assert document.evaluate("document.activeElement.id") == "quotation"
    assert QUOTED in document.locator("#quotation").inner_text()
    assert page.locator(".pa-answer").is_visible()


def test_from_the_documents_to_one_and_back(page: "Page") -> None:
    page.goto(page.url.rstrip("/") + "/documents")
    page.get_by_role("heading", name="The documents and their state").wait_for()
    assert page.get_by_role("table").count() == 4
    assert page.get_by_role("columnheader", name="What is held").count() == 4
    page.get_by_role("link", name=TITLE, exact=True).click()
    page.get_by_role("heading", level=1, name=TITLE).wait_for()
    page.get_by_role("link", name="All documents").click()
    page.get_by_role("heading", name="The documents and their state").wait_for()


def test_the_first_tab_skips_to_the_content(page: "Page") -> None:
    page.goto(page.url + "documents")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    assert skip.evaluate("link => link === document.activeElement && link.offsetHeight > 20")
    skip.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_answer_with_open_pictures_has_no_barriers(
    browser: "Browser", served_library: Served, scheme: "Literal['light', 'dark']"
) -> None:
    context = browser.new_context(
        color_scheme=scheme, reduced_motion="reduce", viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(served_library.url)
    page.get_by_label("Your question").wait_for()
    ask(page, "a picture of it")
    open_picture(page)
    open_picture(page, 2)
    found = barriers(page)
    context.close()
    assert found == []
