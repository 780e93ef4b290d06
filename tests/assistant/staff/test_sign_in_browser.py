"""Signing in, in a browser: by keyboard, without scripts, on narrow and dark screens."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest

from assistant.settings import AssistantSettings
from assistant.site import Site
from assistant.staff.signing_in import sign_in_from
from assistant.web.shell import Shell
from tests.assistant.staff.conftest import NAME, PASSWORD, EndedSessions, Log, quick_hash, staff_app
from tests.assistant.web.looking import barriers, sideways, small_targets, unseen_focus
from tests.assistant.web.plain_pages import serving_plain

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (320, 1280)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("staff")
    path = folder / "staff"
    path.write_text(f"{NAME}:{quick_hash(PASSWORD)}\n")
    path.chmod(0o600)
    settings = AssistantSettings(
        data=folder, staff=path, staff_office="the Panel", publish_commitments=True
    )
    sign_in = sign_in_from(settings, Log().record, EndedSessions())
    assert sign_in is not None
    with serving_plain(staff_app(Shell(Site()), sign_in)) as url:
        yield url


def fill(page: "Page", password: str) -> None:
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_meets_a_barrier(
    browser: "Browser", url: str, scheme: "Literal['light', 'dark']"
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()

    def look(what: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 700})
            assert sideways(page) <= 0, (what, width)
            assert small_targets(page) == [], (what, width)
            assert barriers(page) == [], (what, width)

    page.goto(f"{url}/staff/sign-in")
    look("form")
    fill(page, "not the password")
    page.get_by_role("heading", name="There is a problem").wait_for()
    look("problem")
    fill(page, PASSWORD)
    page.get_by_text(f"Signed in as {NAME}").wait_for()
    look("frame")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You have signed out.").wait_for()
    look("signed out")
    context.close()


def test_signing_in_needs_no_script_and_no_mouse(browser: "Browser", url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/staff/who?x=1")
    page.get_by_label("Name").press_sequentially(NAME)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/who?x=1")
    assert page.get_by_text(NAME).count() == 1
    kept = context.cookies(f"{url}/staff")
    assert [(each["httpOnly"], each["sameSite"], each["path"]) for each in kept] == [
        (True, "Lax", "/staff")
    ]
    assert context.cookies(url) == []
    context.close()


def test_what_is_wrong_has_the_focus_and_leads_to_the_field(browser: "Browser", url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{url}/staff/sign-in")
    assert unseen_focus(page) == []
    page.get_by_label("Name").fill("Sam Somebody")
    page.get_by_role("button", name="Sign in").click()
    assert page.evaluate("document.activeElement.className") == "pa-error-summary"
    page.get_by_role("link", name="Enter your password").press("Enter")
    assert page.evaluate("document.activeElement.id") == "staff-password"
    described = page.get_by_label("Password").get_attribute("aria-describedby")
    assert "Enter your password" in page.locator(f"#{described}").inner_text()
    assert page.get_by_label("Name").input_value() == "Sam Somebody"
    assert unseen_focus(page) == []
    context.close()


def test_after_signing_out_the_browser_shows_nothing_by_going_back(
    browser: "Browser", url: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{url}/staff")
    fill(page, PASSWORD)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You have signed out.").wait_for()
    page.go_back()
    assert page.get_by_text("Signed in as").count() == 0
    context.close()
