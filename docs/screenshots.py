"""Take the pictures of the README and of docs/pages.md, of a running assistant or of a report.

python docs/screenshots.py http://127.0.0.1:7860
python docs/screenshots.py http://127.0.0.1:7860 --staff NAME:PASSWORD
python docs/screenshots.py http://127.0.0.1:7860 --picture "a question that a PDF answers"
python docs/screenshots.py http://127.0.0.1:7860 --written
python docs/screenshots.py --report .data/evals/RUN/report.html
"""

import argparse
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
IMAGES = Path(__file__).parent / "images"
PAGES = Path(__file__).parent / "pages.md"
WIDTHS = (320, 1280)
TALLEST = 2_400
COLOURS = 256
"""Enough for pages of text; a picture is a third as large."""
HOST_PATH = "/another-website"
HOST = """<!doctype html><html lang="en-GB"><title>A council</title>
<style>body { margin: 3rem; font: 1.125rem/1.6 Georgia, serif; background: #fbfaf7 }</style>
<h1>A council</h1><p>A page of another website, which has one line in it:</p>
<pre>&lt;script src="…/embed.js" defer&gt;&lt;/script&gt;</pre><script src="/embed.js" defer></script>"""
"""A website that has the panel; it is made up, and served by nobody."""
PROMISE = "did they keep the promise of 75 more officers?"
CYBERCRIME = "what did the 2015 plan say about cybercrime?"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One thing to look at."""

    name: str
    """Of the picture, and of its heading with spaces."""
    path: str
    then: Callable[[Page], object] = lambda _: None
    """What is done on the page before the picture is taken."""
    dark: bool = False


def main() -> None:
    """Read the arguments and take the pictures."""
    parser = argparse.ArgumentParser(description="Take the pictures of the README and docs.")
    parser.add_argument("base_url", nargs="?", default="http://127.0.0.1:7860")
    parser.add_argument("--picture", metavar="QUESTION", help="answered by a PDF: its page instead")
    parser.add_argument("--staff", metavar="NAME:PASSWORD", help="also what staff see, signed in")
    parser.add_argument(
        "--written", action="store_true", help="short answers instead, where PLANS_MODEL is set"
    )
    parser.add_argument("--report", type=Path, help="a report to picture instead")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        if options.report:
            page = browser.new_page(viewport={"width": 1000, "height": 1400})
            page.goto(options.report.resolve().as_uri())
            _keep(page, "report.png", whole=False)
        elif options.picture:
            _page_picture(browser, options.base_url, options.picture)
        else:
            cookies = _signed_in(browser, options.base_url, options.staff) if options.staff else []
            usual = [*states(), *(staff_states() if cookies else [])]
            for state in written_states() if options.written else usual:
                for width in WIDTHS:
                    _take(browser, options.base_url, state, width, cookies)
            PAGES.write_text(_pages(), "utf-8")
        browser.close()


def states() -> list[State]:
    """Return what is pictured, in the order of docs/pages.md."""
    return [
        State(name="start", path="/ask"),
        State(name="answer", path=_asking(CYBERCRIME)),
        State(name="answer-in-the-dark", path=_asking(CYBERCRIME), dark=True),
        State(name="sources-open", path=_asking(CYBERCRIME), then=_open_sources),
        State(
            name="comparison", path=_asking("what did the 2013 and 2017 plans say about victims?")
        ),
        State(
            name="not-found", path=_asking("what do the plans say about drones?"), then=_open_near
        ),
        State(name="not-held", path=_asking("what did the 2013-18 plan say about horses?")),
        State(name="no-such-document", path=_asking("what did the 2011 plan say about burglary?")),
        State(name="out-of-scope", path=_asking("how do I renew my passport?")),
        State(name="unclear", path=_asking("plans")),
        State(name="danger", path=_asking("my husband is hitting me")),
        State(name="limits", path="/ask?plan=plan-2015-20&kind=annual-report"),
        State(name="chat", path="/", then=_wait_for_chat),
        State(name="conversation", path="/", then=_converse),
        State(name="panel", path=HOST_PATH, then=_open_panel),
        State(name="documents", path="/documents"),
        State(name="document", path=_asking(CYBERCRIME), then=_open_document),
        State(name="about", path="/about"),
        State(name="accessibility", path="/accessibility"),
        State(name="api", path="/api/v1/docs"),
        State(name="every-plan", path="/compare"),
        State(name="a-subject-in-every-plan", path="/compare?subject=offender+pays"),
        State(name="timeline", path="/timeline"),
        State(name="consultations", path="/consultations"),
        State(name="consultation", path="/consultations/consultation-2015-09-business-crime"),
        State(name="promise-and-evidence", path=_asking(PROMISE)),
    ]


def staff_states() -> list[State]:
    """Return what staff see, in the order of docs/pages.md."""
    return [
        State(name="staff-ledger", path="/staff"),
        State(name="staff-commitment", path="/staff?q=75+more", then=_open_first),
        State(name="staff-import", path="/staff/import"),
        State(name="public-commitments", path="/commitments"),
    ]


def written_states() -> list[State]:
    """Return what is pictured where a language model writes, in the order of docs/pages.md."""
    return [
        State(name="short-answer", path=_asking(CYBERCRIME)),
        State(name="short-answer-in-the-dark", path=_asking(CYBERCRIME), dark=True),
        State(name="short-answer-in-the-chat", path="/", then=_wait_for_short_answer),
    ]


def _asking(question: str) -> str:
    return f"/ask?q={quote_plus(question)}"


def _signed_in(browser: Browser, base_url: str, staff: str) -> list[Any]:
    """Sign in, and return the cookies of whoever is signed in."""
    name, _, password = staff.partition(":")
    page = browser.new_page()
    page.goto(f"{base_url}/staff/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/staff")
    return list(page.context.cookies())


def _open_first(page: Page) -> None:
    page.locator(".pa-commitments a").first.click()


def _take(browser: Browser, base_url: str, state: State, width: int, cookies: list[Any]) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if state.dark else "light",
        reduced_motion="reduce",
    )
    context.add_cookies(cookies)
    page = context.new_page()
    host = {"body": HOST, "content_type": "text/html; charset=utf-8"}
    page.route(f"{base_url}{HOST_PATH}", lambda route: route.fulfill(**host))
    page.goto(f"{base_url}{state.path}")
    state.then(page)
    page.evaluate("document.activeElement.blur()")
    _keep(page, f"{state.name}-{width}.png", whole=state.path != HOST_PATH)
    context.close()


def _keep(page: Page, name: str, *, whole: bool = True) -> None:
    """Write a picture, of few colours and not endlessly tall."""
    picture = Image.open(io.BytesIO(page.screenshot(full_page=whole))).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)
    print(IMAGES / name)


def _open_sources(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.pa-card').forEach(card => { card.open = true; })")


def _open_near(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.pa-near').forEach(near => { near.open = true; })")


def _wait_for_chat(page: Page) -> None:
    page.get_by_label("Your question").wait_for()


def _converse(page: Page) -> None:
    """Ask, and ask on; the question box is put where it would be seen at the end of the page."""
    box = page.get_by_label("Your question")
    for number, question in enumerate((CYBERCRIME, "and the 2017 plan?")):
        box.fill(question)
        box.press("Enter")
        page.locator(".pa-answer").nth(number).wait_for(timeout=60_000)
    page.add_style_tag(content="#pa-ask { position: static !important; }")


def _wait_for_short_answer(page: Page) -> None:
    box = page.get_by_label("Your question")
    box.fill(CYBERCRIME)
    box.press("Enter")
    page.locator(".pa-answer .pa-written:not(.pa-writing)").wait_for(timeout=60_000)
    page.add_style_tag(content="#pa-ask { position: static !important; }")


def _open_panel(page: Page) -> None:
    page.get_by_role("button", name="Ask about the plans").click()
    frame = page.frame_locator("iframe")
    frame.get_by_label("Your question").fill(CYBERCRIME)
    frame.get_by_label("Your question").press("Enter")
    frame.locator(".pa-answer").wait_for()


def _open_document(page: Page) -> None:
    _open_sources(page)
    link = page.get_by_role("link", name="See it in the document").first
    page.goto(str(link.evaluate("link => link.href")))


def _page_picture(browser: Browser, base_url: str, question: str) -> None:
    """Ask, follow the first marker to its card, and open the picture of the page there."""
    page = browser.new_page(viewport={"width": 1000, "height": 1300}, reduced_motion="reduce")
    page.goto(f"{base_url}{_asking(question)}")
    page.locator(".pa-answer .pa-marker").first.click()
    page.locator(".pa-card[open] details summary").first.click()
    picture = page.locator(".pa-card[open] img").first
    picture.wait_for()
    page.wait_for_function("image => image.naturalWidth > 0", arg=picture.element_handle())
    page.evaluate("document.querySelector('.pa-card[open]').scrollIntoView()")
    _keep(page, "page-picture.png", whole=False)


def _pages() -> str:
    """Write docs/pages.md, with every state that was pictured, at every width."""
    parts = ["# The pages\n\nTaken by `docs/screenshots.py` of the shipped corpus; do not edit.\n"]
    for state in [*states(), *staff_states(), *written_states()]:
        if not (IMAGES / f"{state.name}-{WIDTHS[0]}.png").exists():
            continue
        words = state.name.replace("-", " ")
        pictures = " ".join(
            f'<img src="images/{state.name}-{width}.png" width="{280 if width < 600 else 560}" '
            f'alt="{words}, {width} pixels wide">'
            for width in WIDTHS
        )
        parts.append(f"## {words[:1].upper()}{words[1:]}\n\n{pictures}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    main()
