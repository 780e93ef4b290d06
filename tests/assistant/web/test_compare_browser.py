"""The page at /compare in a browser: by everybody, on every screen, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from fastapi import FastAPI

from assistant.site import Site
from assistant.web.app import PLAIN
from assistant.web.assets import asset
from assistant.web.compare_page import add_compare
from assistant.web.security import Guard
from assistant.web.shell import Shell
from corpus.embeddings import DEFAULT_MODEL
from corpus.reader import IndexReader
from tests.assistant.web.looking import barriers, sideways, small_targets, unseen_focus
from tests.assistant.web.plain_pages import serving_plain

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADDRESSES = (
    "/compare",
    "/compare?subject=cyber+crime",
    "/compare?subject=fire+service",
    "/compare?subject=knife+crime",
    "/compare?subject=",
)


@pytest.fixture(scope="module")
def url(shipped: Path) -> Iterator[str]:
    index = IndexReader(shipped, DEFAULT_MODEL).current()
    shell = Shell(Site())
    app = FastAPI(**PLAIN)
    app.add_middleware(Guard)
    app.add_api_route("/site/{name}", lambda name: asset(name, shell), response_model=None)
    add_compare(app, shell, lambda: index)
    with serving_plain(app) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_meets_a_barrier(
    browser: "Browser", url: str, scheme: "Literal['light', 'dark']"
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    for address in ADDRESSES:
        page.goto(f"{url}{address}")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert sideways(page) <= 0, (address, width)
            assert small_targets(page) == [], (address, width)
            assert barriers(page) == [], (address, width)
    context.close()


def test_on_a_narrow_screen_the_plans_of_a_theme_stand_side_by_side_under_their_years(
    browser: "Browser", url: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(f"{url}/compare")
    lefts = "row => [...row.children].slice(1).map(e => Math.round(e.getBoundingClientRect().left))"
    head = page.locator(".pa-shares thead tr").evaluate(lefts)
    assert len(head) == 7
    assert head == sorted(set(head))
    for row in page.locator(".pa-shares tbody tr").all():
        assert row.evaluate(lefts) == head
    assert page.evaluate("document.documentElement.scrollHeight") < 7_200
    page.get_by_text("Perhaps under another name").click()
    assert page.get_by_text("Suggestions by rule").is_visible()
    page.close()


def test_without_scripts_a_subject_is_typed_and_followed_through_the_plans(
    browser: "Browser", url: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/compare")
    page.get_by_label("Subject", exact=True).fill("Offender Pays")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="“Offender Pays” across the plans").wait_for()
    assert page.locator("blockquote").count() == 3
    page.get_by_role("link", name="All themes across the plans").click()
    page.get_by_role("link", name="Road safety", exact=True).click()
    page.get_by_role("heading", name="“Road safety” across the plans").wait_for()
    context.close()


def test_the_focus_is_always_seen(browser: "Browser", url: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 700})
    page = context.new_page()
    for address in ADDRESSES[:2]:
        page.goto(f"{url}{address}")
        assert unseen_focus(page) == []
    context.close()
