"""The assistant on a page of another website, with a policy and styles of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Literal

import pytest

from tests.assistant.web.conftest import Served, serving
from tests.assistant.web.proxy import PREFIX, proxying

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Locator, Page

QUESTION = "What about cybercrime?"
STYLES = b"""
* { color: red !important; font-size: 40px !important; border: 9px solid red; }
html { font-size: 40px; } button, aside, iframe { display: none !important; }
p, h1 { color: #000 !important; font-size: 16px !important; border: 0; }
"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A county</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css"></head>
<body><main><h1>A county</h1><p tabindex="0">Its page.</p></main>
<script src="{address}/embed.js"{label} defer></script></body></html>"""


@dataclass
class Website:
    """Another website: its address, and where the assistant that its page names is."""

    url: str
    assistant: str = ""
    label: str = ""
    asked: list[str] = field(default_factory=list)

    def policy(self) -> str:
        """Return a policy as careful websites have one."""
        origin = "/".join(self.assistant.split("/")[:3])
        return f"default-src 'none'; style-src 'self'; script-src {origin}; frame-src {origin}"


@contextmanager
def website() -> Iterator[Website]:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_page = self.path == "/"
            page = PAGE.format(address=found.assistant, label=found.label).encode()
            self.send_response(200 if is_page or self.path == "/page.css" else 404)
            self.send_header("Content-Type", "text/html" if is_page else "text/css")
            self.send_header("Content-Security-Policy", found.policy())
            self.end_headers()
            self.wfile.write(page if is_page else STYLES)

        def log_message(self, format: str, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        found = Website(f"http://127.0.0.1:{server.server_port}")
        Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()


@contextmanager
def framed_by(websites: tuple[str, ...], root_path: str = "") -> Iterator[Served]:
    from assistant.web.app import build_app

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.web.app.build_app", partial(build_app, framed_by=websites))
        with serving(root_path=root_path) as served:
            yield served


@pytest.fixture(scope="module")
def county() -> Iterator[Website]:
    """A website that may show the assistant."""
    with website() as county, framed_by((county.url,)) as served:
        county.assistant = served.url
        yield county


@pytest.fixture
def page(browser: "Browser", county: Website) -> "Iterator[Page]":
    with opened(browser, county) as page:
        yield page


@contextmanager
def opened(browser: "Browser", county: Website, **options: object) -> "Iterator[Page]":
    """Open the website's page; only it and the assistant may be asked for anything."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    problems: list[str] = []
    county.asked.clear()
    context.on("request", lambda request: county.asked.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(county.url)
    button(page).wait_for()
    yield page
    ours = (county.url, county.assistant, "/".join(county.assistant.split("/")[:3]))
    elsewhere = [
        url for url in county.asked if not url.startswith((*ours, "data:", "chrome-error:"))
    ]
    assert elsewhere + problems == []
    context.close()


def button(page: "Page") -> "Locator":
    return page.get_by_role("button", name="Ask about the plans")


def panel(page: "Page") -> "Locator":
    return page.get_by_role("dialog", name="Ask about the plans")


def frame_of(page: "Page") -> "Frame":
    found = page.locator("iframe").element_handle().content_frame()
    assert found is not None
    return found


def focused(page: "Page") -> str:
    """Return the words, or the tag, of what has the focus on the website's page."""
    return str(
        page.evaluate("""() => {
            const inner = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
            return inner.matches("button, a") ? inner.textContent : inner.tagName;
        }""")
    )


def test_nothing_but_the_script_is_loaded_until_somebody_wants_it(
    page: "Page", county: Website
) -> None:
    assert [url for url in county.asked if url.startswith(county.assistant)] == [
        f"{county.assistant}/embed.js"
    ]
    assert button(page).get_attribute("aria-expanded") == "false"
    assert not panel(page).is_visible()
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_question_is_asked_and_answered_in_the_panel(page: "Page") -> None:
    button(page).click()
    assert button(page).get_attribute("aria-expanded") == "true"
    assert page.locator("iframe").get_attribute("title") == "Ask about the plans"
    frame = page.frame_locator("iframe")
    frame.get_by_label("Your question").fill(QUESTION)
    frame.get_by_role("button", name="Ask", exact=True).click()
    frame.locator(".pa-answer").wait_for()
    assert QUESTION in frame.locator("h1").inner_text()
    assert "embed=1" in frame_of(page).url
    assert frame.locator("header").count() == 0


def test_everything_can_be_done_with_the_keyboard_and_the_focus_comes_back(page: "Page") -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == "Ask about the plans"
    page.keyboard.press("Enter")
    assert focused(page) == "Close"
    frame = page.frame_locator("iframe")
    box = frame.get_by_label("Your question")
    box.wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    frame.locator(".pa-answer").wait_for()
    frame.locator(".pa-marker").first.focus()
    page.keyboard.press("Escape")
    panel(page).wait_for(state="hidden")
    assert focused(page) == "Ask about the plans"
    page.keyboard.press("Enter")
    assert frame.locator(".pa-answer").count() == 1, "what was asked is still there"


def test_escape_and_the_button_close_it_and_the_focus_comes_back(page: "Page") -> None:
    for close in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.get_by_role("button", name="Close").click(),
        lambda: button(page).click(),
    ):
        button(page).click()
        assert panel(page).is_visible()
        close()
        assert not panel(page).is_visible()
        assert focused(page) == "Ask about the plans"


def test_only_the_page_in_the_panel_can_close_it(page: "Page") -> None:
    button(page).click()
    page.frame_locator("iframe").locator("main").wait_for()
    page.evaluate("window.postMessage({ plansAssistant: 'close' }, '*')")
    heard = "new Promise((done) => { addEventListener('message', done); postMessage(1, '*'); })"
    page.evaluate(f"{heard}.then(() => null)")
    assert panel(page).is_visible()


def test_neither_page_changes_the_looks_of_the_other(page: "Page") -> None:
    button(page).click()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    size = "element => getComputedStyle(element).fontSize"
    assert button(page).evaluate(size) == "16px"
    assert panel(page).locator("a").evaluate(size) == "16px"
    assert panel(page).evaluate("panel => getComputedStyle(panel).color") == "rgb(11, 12, 12)"


def test_the_words_of_the_button_can_be_chosen(browser: "Browser", county: Website) -> None:
    county.label = ' data-label="Ask about the plans &lt;here&gt;"'
    with opened(browser, county) as page:
        assert button(page).inner_text() == "Ask about the plans <here>"
    county.label = ""


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_narrow_screen_the_panel_is_the_whole_screen(
    browser: "Browser", county: Website, width: int
) -> None:
    with opened(browser, county, viewport={"width": width, "height": 640}) as page:
        button(page).click()
        assert panel(page).bounding_box() == {"x": 0, "y": 0, "width": width, "height": 640}
        frame = frame_of(page)
        frame.locator("main").wait_for()
        assert frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.get_by_role("button", name="Close").click()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_it_is_not_printed(page: "Page") -> None:
    page.emulate_media(media="print")
    assert not button(page).is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend(
    browser: "Browser", county: Website, scheme: "Literal['light', 'dark']"
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    with opened(browser, county, color_scheme=scheme) as page:
        found = axe.Axe().run(page).response["violations"]
        button(page).click()
        page.frame_locator("iframe").locator("main").wait_for()
        found += axe.Axe().run(page).response["violations"]
        found += axe.Axe().run(frame_of(page)).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_a_website_that_is_not_named_gets_no_page_of_ours_but_a_link(
    browser: "Browser", served: Served
) -> None:
    with website() as stranger:
        stranger.assistant = served.url
        with opened(browser, stranger) as page:
            with page.expect_event("requestfailed") as refused:
                button(page).click()
            assert "BLOCKED_BY_RESPONSE" in (refused.value.failure or "")
            assert page.frame_locator("iframe").locator("main, form, h1.pa-plain").count() == 0
            with page.context.expect_page() as elsewhere:
                page.get_by_role("link", name="Open in a new tab").click()
            elsewhere.value.get_by_label("Your question").wait_for()
            assert elsewhere.value.url == f"{served.url}/ask"
            assert elsewhere.value.evaluate("window.opener") is None


@pytest.mark.parametrize("strip", [True, False], ids=["stripping", "not stripping"])
def test_it_works_under_a_path_of_a_larger_website(browser: "Browser", strip: bool) -> None:
    with (
        website() as county,
        framed_by((county.url,), root_path=PREFIX) as served,
        proxying(served.url, strip=strip) as address,
    ):
        county.assistant = address
        with opened(browser, county) as page:
            button(page).click()
            frame = page.frame_locator("iframe")
            frame.get_by_label("Your question").fill(QUESTION)
            frame.get_by_label("Your question").press("Enter")
            frame.locator(".pa-answer").wait_for()
            assert frame_of(page).url.startswith(f"{address}/ask?")
            frame.locator(".pa-marker").first.focus()
            page.keyboard.press("Escape")
            panel(page).wait_for(state="hidden")
