"""The page at /timeline in a browser: by everybody, on every screen, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from corpus.catalogue_file import load_corpus
from tests.assistant.web.looking import barriers, sideways, small_targets, unseen_focus
from tests.assistant.web.plain_pages import serving_plain
from tests.assistant.web.test_timeline_page import app_on

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADDRESSES = ("/timeline", "/timeline?kind=news&first=2015&last=2016", "/timeline?kind=gossip")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    corpus = Path(__file__).resolve().parents[3] / "corpus"
    with serving_plain(app_on(load_corpus([corpus]).catalogue)) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_meets_a_barrier(
    browser: "Browser", url: str, scheme: "Literal['light', 'dark']"
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    for address in ADDRESSES:
        page.goto(f"{url}{address}")
        for width in (320, 1024, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert sideways(page) <= 0, (address, width)
            assert small_targets(page) == [], (address, width)
            assert barriers(page) == [], (address, width)
    context.close()


def test_the_picture_is_for_wide_screens_and_each_link_in_it_is_24_pixels_high(
    browser: "Browser", url: str
) -> None:
    page = browser.new_page(viewport={"width": 1024, "height": 800})
    page.goto(f"{url}/timeline")
    hits = page.locator(".pa-drawn-time .pa-hit")
    assert hits.count() > 20
    for place in range(hits.count()):
        box = hits.nth(place).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
    page.set_viewport_size({"width": 320, "height": 800})
    assert not page.locator(".pa-drawn-time").is_visible()
    page.close()


def test_without_scripts_kinds_are_chosen_and_the_picture_leads_on(
    browser: "Browser", url: str
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{url}/timeline")
    page.get_by_role("link", name="Consultations 2015: 2 documents").click()
    assert page.locator(".pa-of-year li").count() == 2
    page.get_by_label("Consultations").uncheck()
    page.get_by_label("Manifestos").check()
    page.get_by_label("From").select_option("any year")
    page.get_by_label("To", exact=True).select_option("any year")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".pa-of-year li").count() == 2
    assert page.get_by_text("2 entries").is_visible()
    context.close()


def test_the_focus_is_always_seen(browser: "Browser", url: str) -> None:
    for width in (390, 1280):
        page = browser.new_page(viewport={"width": width, "height": 700})
        page.goto(f"{url}/timeline")
        assert unseen_focus(page) == []
        page.close()
