"""Take the README's pictures: of a running chat page, or of the report of a run.

python docs/screenshots.py http://127.0.0.1:7860 ["a question"]
python docs/screenshots.py http://127.0.0.1:7860 "a question that a PDF answers" --picture
python docs/screenshots.py --report .data/evals/RUN/report.html
"""

import argparse
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

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
QUESTION = "what did the 2015 plan say about cybercrime?"
COMPARISON = "what did the 2013 and 2017 plans say about victims?"
IMAGES = Path(__file__).parent / "images"
SIZES = {
    "chat.png": (1000, 1240),
    "chat-phone.png": (390, 844),
    "comparison.png": (1000, 1240),
}


def main() -> None:
    """Read the arguments and take the pictures."""
    parser = argparse.ArgumentParser(description="Take the README's pictures.")
    parser.add_argument("base_url", nargs="?", default="http://127.0.0.1:7860")
    parser.add_argument("question", nargs="?", default=QUESTION)
    parser.add_argument("--to", type=Path, default=IMAGES, help="folder for the pictures")
    parser.add_argument(
        "--picture", action="store_true", help="the page with the words marked, and /documents"
    )
    parser.add_argument("--report", type=Path, help="a report to picture instead")
    arguments = parser.parse_args()
    arguments.to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        sizes = {} if arguments.report or arguments.picture else SIZES
        if arguments.report:
            page = browser.new_page(viewport={"width": 1000, "height": 1400})
            page.goto(arguments.report.resolve().as_uri())
            page.screenshot(path=arguments.to / "report.png")
            print(arguments.to / "report.png")
        if arguments.picture:
            page = browser.new_page(
                viewport={"width": 1000, "height": 1300}, reduced_motion="reduce"
            )
            _open_picture(page, arguments.base_url, arguments.question)
            page.screenshot(path=arguments.to / "page-picture.png")
            page.goto(f"{arguments.base_url}/documents")
            page.screenshot(path=arguments.to / "documents.png")
            print(arguments.to / "page-picture.png", arguments.to / "documents.png")
        for name, (width, height) in sizes.items():
            page = browser.new_page(
                viewport={"width": width, "height": height},
                device_scale_factor=2 if width < 600 else 1,
                reduced_motion="reduce",
            )
            compared = name == "comparison.png"
            _ask(page, arguments.base_url, COMPARISON if compared else arguments.question)
            page.screenshot(path=arguments.to / name)
            print(arguments.to / name)
            page.close()
        browser.close()


def _ask(page: Page, base_url: str, question: str) -> None:
    page.goto(base_url)
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    page.locator(".pa-answer").wait_for(timeout=60_000)
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(1_000)


def _open_picture(page: Page, base_url: str, question: str) -> None:
    """Ask, follow the first marker to its card, and open the picture of the page there."""
    _ask(page, base_url, question)
    page.locator(".pa-answer .pa-marker").first.click()
    page.locator(".pa-card[open] details summary").first.click()
    picture = page.locator(".pa-card[open] img").first
    picture.wait_for()
    page.wait_for_function("image => image.naturalWidth > 0", arg=picture.element_handle())
    page.locator(".pa-card[open]").first.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.pa-card[open]').scrollIntoView()")
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
