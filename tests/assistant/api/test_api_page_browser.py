"""The page on the API in a browser: without scripts, on narrow screens, by everybody."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest

from assistant.api.app import build_api
from assistant.pipeline import Assistant
from assistant.serving.proxies import Proxies
from assistant.serving.rates import Rates
from assistant.site import Site
from assistant.verdicts.board import Boards
from assistant.web.shell import Shell
from tests.assistant.api.served import serving
from tests.assistant.web.conftest import browser as browser  # a fixture
from tests.assistant.web.looking import barriers, sideways, small_targets, unseen_focus

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = ("/api/v1/docs", "/api/v1/problems/too-many")


@pytest.fixture(scope="module")
def address(assistant: Assistant, boards: Boards) -> Iterator[str]:
    shell = Shell(Site(), has_plans=True)
    api = build_api(
        assistant,
        assistant.index,
        boards=boards,
        keys=None,
        rates=Rates(),
        per_minute=60,
        longest=300,
        proxies=Proxies(()),
        shell=shell,
    )
    with serving(api, shell) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_meets_a_barrier(
    browser: "Browser", address: str, scheme: "Literal['light', 'dark']"
) -> None:
    page = browser.new_context(color_scheme=scheme, reduced_motion="reduce").new_page()
    for path in PAGES:
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert sideways(page) <= 0, (path, width)
            assert small_targets(page) == [], (path, width)
            assert barriers(page) == [], (path, width)
    page.context.close()


def test_the_keyboard_reaches_everything_in_sight(browser: "Browser", address: str) -> None:
    page = browser.new_context(reduced_motion="reduce").new_page()
    page.goto(address + PAGES[0])
    assert unseen_focus(page, presses=80) == []
    page.context.close()


def test_the_page_needs_no_script_and_nothing_from_elsewhere(
    browser: "Browser", address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: set[str | None] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
    page.goto(address + PAGES[0])
    page.get_by_role("link", name="When something goes wrong").click()
    page.get_by_role("link", name="too-many").click()
    page.get_by_role("heading", name="Too many requests").wait_for()
    assert page.locator("script").count() == 0
    assert asked == {"127.0.0.1"}
    context.close()
