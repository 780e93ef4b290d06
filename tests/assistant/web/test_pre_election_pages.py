"""In a pre-election period every page says so; outside of one none does."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import httpx
import pytest
from lxml import html

from assistant.pre_election import Period
from tests.assistant.web.conftest import Served, serving
from tests.assistant.web.library import Library
from tests.assistant.web.looking import barriers, sideways

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SPRING = Period(start=dt.date(2028, 3, 20), end=dt.date(2028, 5, 4))
SAID = (
    "An election is being held. Until 4 May 2028 this website shows only what published documents "
    "say, and takes no side."
)
now: list[Period] = []
"""The period that the served pages are in; empty for none."""


@pytest.fixture(scope="module")
def held(library: Library) -> Iterator[Served]:
    with serving(library=library, election=lambda: now[0] if now else None) as served:
        yield served


@pytest.fixture(autouse=True)
def _period() -> Iterator[None]:
    now.append(SPRING)
    yield
    now.clear()


def banners(served: Served, path: str) -> list[str]:
    page = html.fromstring(httpx.get(f"{served.url}{path}").text)
    return [
        " ".join(one.text_content().split())
        for one in page.xpath("//*[@role='note' and @class='pa-election']")
    ]


PATHS = [
    *("/", "/ask", "/ask?q=What+about+cybercrime", "/ask?q=cyber&embed=1", "/about"),
    *("/accessibility", "/documents", "/no-such-page"),
]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_says_so_until_the_period_is_over(held: Served, path: str) -> None:
    assert banners(held, path) == [SAID]
    now.clear()
    assert banners(held, path) == []


def test_nothing_stands_before_999(held: Served) -> None:
    assert banners(held, "/help") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_meets_a_barrier_in_it(
    browser: "Browser", held: Served, scheme: "Literal['light', 'dark']"
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    for path in ("/", "/ask?q=cyber", "/ask?q=cyber&embed=1"):
        page.goto(f"{held.url}{path}")
        page.get_by_label("question").first.wait_for()
        assert page.get_by_role("note").is_visible()
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert barriers(page) == [], (path, width)
            assert sideways(page) <= 0, (path, width)
    context.close()
