import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from assistant.feedback import FeedbackStore
from tests.assistant.web.fakes import FakeAnswerer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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


@dataclass(frozen=True)
class Served:
    """A page that is being served, the assistant behind it, and where its feedback goes."""

    url: str
    answerer: FakeAnswerer
    feedback: FeedbackStore | None = None


@contextmanager
def serving(feedback: FeedbackStore | None = None) -> Iterator[Served]:
    """Serve the page with the fake assistant on a free port."""
    import uvicorn

    from assistant.web.app import build_app

    answerer = FakeAnswerer()
    app = build_app(answerer, feedback)
    config = uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until = time.monotonic() + 60
        while not server.started and time.monotonic() < until:
            time.sleep(0.05)
        yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", answerer, feedback)
        server.should_exit = True
        thread.join(10)


@contextmanager
def open_page(browser: "Browser", served: Served) -> "Iterator[Page]":
    """Open the page in a browser of its own; nothing may be asked of another machine."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    requested: set[str | None] = set()
    page.on("request", lambda request: requested.add(urlsplit(request.url).hostname))
    page.goto(served.url)
    page.get_by_label("Your question").wait_for()
    yield page
    context.close()
    assert requested <= {"127.0.0.1", None}, "a request left the page's origin"


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    with serving() as served:
        yield served


# Not for the session: its event loop would be in the way of the evals' own.
@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no {CHROMIUM}: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()
