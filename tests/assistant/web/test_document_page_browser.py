"""The pages of documents in a browser: what people see, with and without scripts, and on paper."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest
from fastapi import FastAPI

from assistant.site import Site
from assistant.web.assets import asset
from assistant.web.documents import add_documents
from assistant.web.page_view import digest_of
from assistant.web.security import Guard
from assistant.web.shell import Shell
from tests.assistant.web.library import PLAN, QUOTED, Library, build_library
from tests.assistant.web.looking import barriers, sideways, small_targets, unseen_focus
from tests.assistant.web.plain_pages import serving_plain
from tests.assistant.web.texts import GUIDE, TEXT, add_guide, with_plans

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROW = "| D | £147.00 | £152.00 |"


def address(library: Library, document: str, words: str) -> str:
    start = library.texts[document].index(words)
    asked = f"start={start}&end={start + len(words)}&check={digest_of(words)}"
    return f"/documents/{document}?{asked}#quotation"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Documents of each kind."""
    built = build_library(tmp_path_factory.mktemp("shelf") / "data")
    return with_plans(add_guide(built, TEXT))


@pytest.fixture(scope="module")
def url(shelf: Library) -> Iterator[str]:
    """Serve the pages of the documents without the chat."""
    app, shell = FastAPI(), Shell(Site(body="A public body"))
    app.add_middleware(Guard)
    app.add_api_route("/site/{name}", lambda name: asset(name, shell), response_model=None)
    add_documents(app, shelf.holdings, shell)
    with serving_plain(app) as address:
        yield address


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_a_link_to_words_brings_them_into_sight_marked_and_with_the_focus(
    page: "Page", url: str, shelf: Library
) -> None:
    page.goto(url + address(shelf, PLAN, QUOTED))
    mark = page.locator("#quotation")
    box = mark.bounding_box()
    assert box
    assert 0 < box["y"] < 900
    assert page.evaluate("document.activeElement.id") == "quotation"
    style = "m => [getComputedStyle(m).borderBottomStyle, getComputedStyle(m).borderBottomWidth]"
    assert mark.evaluate(style) == ["solid", "2px"]
    picture = page.locator("#page-2 ~ details img")
    page.wait_for_function("i => i.complete && i.naturalWidth > 0", arg=picture.element_handle())
    assert page.locator("#page-1 ~ details img").evaluate("i => i.naturalWidth") == 0


def test_everything_is_there_without_scripts(browser: "Browser", url: str, shelf: Library) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + address(shelf, PLAN, QUOTED))
    assert page.locator("mark").is_visible()
    assert page.locator("#page-2 ~ details img").is_visible()
    page.locator("#page-1 ~ details summary").click()
    assert page.locator("#page-1 ~ details img").is_visible()
    page.goto(f"{url}/documents/{GUIDE}#what-it-does--the-cost-of-it")
    assert page.get_by_role("heading", name="The cost of it").is_visible()
    context.close()


def test_where_the_text_changed_the_link_leads_to_what_says_so(page: "Page", url: str) -> None:
    page.goto(f"{url}/documents/{GUIDE}?start=1&end=9&check=0#quotation")
    assert page.evaluate("document.activeElement.textContent").strip().startswith("The words that")
    assert page.locator("mark").count() == 0


def test_a_wide_table_is_scrolled_with_the_keyboard(page: "Page", url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{url}/documents/{GUIDE}")
    region = page.get_by_role("region", name="Table 1")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("r => r.scrollLeft > 0", arg=region.element_handle())
    assert sideways(page) <= 0


def test_on_paper_there_is_the_text_and_nothing_to_press(
    page: "Page", url: str, shelf: Library
) -> None:
    page.emulate_media(media="print")
    page.goto(url + address(shelf, PLAN, QUOTED))
    assert page.get_by_text("Cybercrime grows faster").is_visible()
    assert page.locator("dl").is_visible()
    for gone in (".pa-band", ".pa-get", ".pa-up", ".pa-picture", ".pa-footer"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator("mark").evaluate("m => getComputedStyle(m).borderBottomStyle") == "solid"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_page_has_barriers_or_is_scrolled_sideways(
    browser: "Browser",
    url: str,
    shelf: Library,
    scheme: "Literal['light', 'dark']",
    width: int,
) -> None:
    context = browser.new_context(
        color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    found: list[object] = []
    for path in (
        "/documents",
        "/documents/news-2015",
        "/documents/notes",
        address(shelf, PLAN, QUOTED),
        address(shelf, GUIDE, ROW),
        f"/documents/{GUIDE}?start=1&end=9&check=0#quotation",
        "/documents/plan-2013-18",
    ):
        page.goto(url + path)
        seen = [*barriers(page), *small_targets(page)]
        if sideways(page) > 0:
            seen.append("scrolls sideways")
        found += [(path, problem) for problem in seen]
    context.close()
    assert found == []


def test_the_focus_is_always_seen(page: "Page", url: str, shelf: Library) -> None:
    page.goto(url + address(shelf, PLAN, QUOTED).partition("#")[0])
    assert unseen_focus(page) == []
