"""The pages on commitments in a browser: by everybody, at every width, by keyboard alone."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest

from assistant.verdicts.records import Verdict
from tests.assistant.staff.made_desk import DONE, Staff, hidden, make_staff
from tests.assistant.web.conftest import ARGUMENTS, CHROMIUM
from tests.assistant.web.looking import barriers, sideways, small_targets, unseen_focus
from tests.assistant.web.plain_pages import client_of, serving_plain

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (320, 1280)


@dataclass
class Served:
    """The pages at an address, and what is behind them."""

    url: str
    staff: Staff
    first: str
    """Judged, with a note, and marked for review."""
    gone: str
    """Judged, and no longer in the documents."""
    moved: str
    """Judged in words that are gone, and then in those in their place."""

    def commitment(self, name: str) -> str:
        return f"{self.url}/staff/commitments/{name}"


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if not shutil.which(CHROMIUM):
        pytest.skip(f"needs {CHROMIUM}")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    staff = make_staff(tmp_path_factory.mktemp("staff"))
    with client_of(staff.app) as client:
        staff.client = client
        first, gone, *_ = staff.ids()
        staff.judge(first, rests=_ticks(staff, first))
        staff.send(first, action="note", text="Ask for the figures of 2015.")
        staff.judge(gone, why="None was opened.")
        old = staff.ids()[2]
        staff.judge(old, why="It was set up.")
        lines = ["I will set up a fund for victims of burglary by June 2014."]
        staff.documents.change("plan-2013", "Victims", lines)
        form = staff.page(old).text
        sent = {name: hidden(form, name) for name in ("seen", "basis")}
        moved = staff.send(old, action="confirm", **sent).headers["location"]
        moved = moved.removeprefix("/staff/commitments/").partition("?")[0]
    staff.documents.change("report-2014", "Officers", [DONE])
    lines = [
        "We will recruit 40 more officers by March 2014.",
        "We will open two police shops by 2015.",
    ]
    staff.documents.change("plan-2013", "Patrols", lines)
    with serving_plain(staff.app) as url:
        yield Served(url, staff, first, gone, moved)


def _ticks(staff: Staff, commitment: str) -> list[str]:
    from tests.assistant.staff.made_desk import ticks

    return ticks(staff.page(commitment).text)


@contextmanager
def opened(browser: "Browser", **context: object) -> "Iterator[Page]":
    """Open a browser of its own; nothing may be asked of another machine."""
    of_its_own = browser.new_context(reduced_motion="reduce", **context)  # type: ignore[arg-type]
    page = of_its_own.new_page()
    requested: set[str | None] = set()
    page.on("request", lambda request: requested.add(urlsplit(request.url).hostname))
    yield page
    of_its_own.close()
    assert requested <= {"127.0.0.1", None}, "a request left the page's origin"


def _look(page: "Page", what: str) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert sideways(page) <= 0, (what, width)
        assert small_targets(page) == [], (what, width)
        assert barriers(page) == [], (what, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_meets_a_barrier_on_any_page(
    browser: "Browser", served: Served, scheme: "Literal['light', 'dark']"
) -> None:
    third = served.staff.ids()[3]
    paths = ["/staff", "/staff?review=1", "/staff?q=nothing+at+all", "/staff/log", "/staff/import"]
    paths += [f"/staff/commitments/{name}" for name in (served.first, served.gone, third)]
    paths += [f"/staff/commitments/{served.moved}"]
    paths += ["/commitments?verdict=kept", f"/commitments/{served.first}", f"/commitments/{third}"]
    with opened(browser, color_scheme=scheme) as page:
        for path in paths:
            page.goto(f"{served.url}{path}")
            _look(page, path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_meets_a_barrier_when_something_is_wrong(
    browser: "Browser", served: Served, scheme: "Literal['light', 'dark']"
) -> None:
    third = served.staff.ids()[3]
    with opened(browser, color_scheme=scheme) as page:
        page.goto(served.commitment(third))
        page.get_by_role("button", name="Save the verdict").click()
        assert page.title().startswith("Error: ")
        _look(page, "nothing chosen")
        page.get_by_label("Reason").fill("It was set up.")
        page.get_by_label("Kept", exact=True).check()
        served.staff.store.failing = True
        try:
            page.get_by_role("button", name="Save the verdict").click()
            _look(page, "no database")
            assert page.get_by_label("The reason").input_value() == "It was set up."
        finally:
            served.staff.store.failing = False
        page.goto(f"{served.url}/staff/import")
        page.get_by_label("Or paste its content").fill("no table at all")
        page.get_by_role("button", name="Show what changes").click()
        _look(page, "no table")
    assert served.staff.store.history(third) == ()


def test_the_focus_is_always_seen(browser: "Browser", served: Served) -> None:
    for width in WIDTHS:
        with opened(browser, viewport={"width": width, "height": 700}) as page:
            for path in ("/staff", f"/staff/commitments/{served.first}"):
                page.goto(f"{served.url}{path}")
                assert unseen_focus(page, presses=45) == [], (path, width)


def test_text_of_twice_the_size_still_fits(browser: "Browser", served: Served) -> None:
    with opened(browser, viewport={"width": 640, "height": 800}) as page:
        for path in ("/staff", f"/staff/commitments/{served.first}", "/staff/log"):
            page.goto(f"{served.url}{path}")
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert sideways(page) <= 0, path


def _tab_to(page: "Page", name: str) -> None:
    """Press Tab until the focus is on what is called so."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
        )
        if str(focused).startswith(name):
            return
    raise AssertionError(f"the keyboard never came to {name!r}")


def test_by_keyboard_alone_and_without_scripts_a_commitment_is_judged(
    browser: "Browser", tmp_path: Path
) -> None:
    staff = make_staff(tmp_path)
    first, second, *_ = staff.ids()
    with serving_plain(staff.app) as url, opened(browser) as page:
        page.goto(f"{url}/staff?verdict=not-judged")
        _tab_to(page, "“We will recruit 40 more officers")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="What was reported since").wait_for()
        _tab_to(page, "My verdict rests on this")
        page.keyboard.press("Space")
        _tab_to(page, "Kept")
        page.keyboard.press("ArrowDown")
        _tab_to(page, "Reason")
        page.keyboard.type("Forty came, but late.")
        _tab_to(page, "Save the verdict")
        page.keyboard.press("Enter")
        saved = page.get_by_role("status")
        saved.wait_for()
        assert saved.evaluate("one => one === document.activeElement")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{second}?verdict=not-judged")
    (judged,) = staff.store.history(first)
    assert (judged.verdict, judged.why) == (Verdict.PARTLY_KEPT, "Forty came, but late.")
    assert [one.words for one in judged.evidence] == [DONE]


def test_whoever_is_too_late_lands_on_what_is_wrong_and_keeps_their_words(
    browser: "Browser", tmp_path: Path
) -> None:
    staff = make_staff(tmp_path)
    first, *_ = staff.ids()
    with serving_plain(staff.app) as url, opened(browser, java_script_enabled=False) as page:
        page.goto(f"{url}/staff/commitments/{first}")
        staff.sign_in.name = "Sam Sample"
        with client_of(staff.app) as client:
            staff.client = client
            staff.judge(first, verdict="not-kept", why="The figures are of 2012.")
        staff.sign_in.name = "Alex Example"
        page.get_by_label("Kept", exact=True).check()
        page.get_by_label("Reason").fill("My own words.")
        page.get_by_role("button", name="Save the verdict").click()
        page.get_by_role("alert").get_by_text("Sam Sample decided “not kept”").wait_for()
        assert page.get_by_label("Reason").input_value() == "My own words."
        assert page.get_by_label("Kept", exact=True).is_checked()
        page.get_by_role("button", name="Save the verdict").click()
        page.get_by_text("The verdict was saved.").wait_for()
    assert [each.verdict for each in staff.store.history(first)] == [Verdict.NOT_KEPT, Verdict.KEPT]


def test_the_verdict_is_seen_at_once_and_while_the_evidence_is_read(
    browser: "Browser", served: Served
) -> None:
    with opened(browser, viewport={"width": 1280, "height": 800}) as page:
        page.goto(served.commitment(served.moved))
        radio = page.get_by_label("Kept", exact=True).bounding_box()
        found = page.locator("#found").bounding_box()
        assert radio and found
        assert radio["y"] < 700 and radio["x"] + 100 < found["x"]
        page.goto(served.commitment(served.first))
        page.locator(".pa-review").evaluate("one => one.style.height = '3000px'")
        page.evaluate("window.scrollTo(0, 1800)")
        save = page.get_by_role("button", name="Save the verdict").bounding_box()
        assert save and 0 < save["y"] < 760


def test_where_all_stands_in_one_line_a_link_leads_to_the_verdict(
    browser: "Browser", served: Served
) -> None:
    with opened(browser, viewport={"width": 320, "height": 700}) as page:
        page.goto(served.commitment(served.first))
        page.get_by_role("link", name="To the verdict").click()
        heading = page.get_by_role("heading", name="Verdict", exact=True).bounding_box()
        assert heading and 0 <= heading["y"] < 100
        page.set_viewport_size({"width": 1280, "height": 800})
        assert not page.get_by_role("link", name="To the verdict").is_visible()


def test_no_date_of_the_log_touches_what_is_beside_it(browser: "Browser", served: Served) -> None:
    with opened(browser, viewport={"width": 1280, "height": 800}) as page:
        page.goto(f"{served.url}/staff/log")
        past = """cells => cells.map(cell => {
            const words = document.createRange();
            words.selectNodeContents(cell);
            return cell.getBoundingClientRect().right - words.getBoundingClientRect().right;
        })"""
        assert min(page.locator(".pa-log td").evaluate_all(past)) >= 8
