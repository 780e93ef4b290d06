import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.feedback import FeedbackStore
from assistant.pre_election import Period
from assistant.site import Site
from assistant.web.app import PLAIN
from assistant.web.ask_page import add_ask
from assistant.web.documents import add_documents
from assistant.web.failures import add_failures
from assistant.web.help_page import add_help
from assistant.web.originals import Holdings
from assistant.web.security import Guard
from assistant.web.shell import Shell
from corpus.generation import Generation
from tests.assistant.web.fakes import FakeAnswerer
from tests.assistant.web.library import Library, build_library

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


LEAVE = "https://leave.example/weather"
SITE = Site(leave=LEAVE)


@dataclass(frozen=True)
class Served:
    """A page that is being served, the assistant behind it, and where its feedback goes."""

    url: str
    answerer: FakeAnswerer
    feedback: FeedbackStore | None = None
    library: Library | None = None


@contextmanager
def serving(
    feedback: FeedbackStore | None = None,
    library: Library | None = None,
    root_path: str = "",
    answerer: FakeAnswerer | None = None,
    election: Callable[[], Period | None] = lambda: None,
) -> Iterator[Served]:
    """Serve the page with the fake assistant on a free port."""
    import uvicorn

    from assistant.web.app import build_app

    answerer = answerer or FakeAnswerer()
    answerer.pictured = library.answer() if library else None
    holdings = library.holdings if library else None
    app = build_app(
        answerer, feedback, holdings=holdings, site=SITE, root_path=root_path, election=election
    )
    config = uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until = time.monotonic() + 60
        while not (server.started and app.chat) and time.monotonic() < until:
            time.sleep(0.05)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        yield Served(url, answerer, feedback, library)
        server.should_exit = True
        thread.join(10)


@contextmanager
def documents_client(
    library: Library, generation: Callable[[], Generation] | None = None
) -> Iterator[httpx.Client]:
    """Ask for documents as browsers do, without a browser and without the chat page."""
    app = FastAPI()
    app.add_middleware(Guard)
    holdings = Holdings(generation, library.data) if generation else library.holdings
    add_documents(app, holdings, Shell(Site()))
    with TestClient(app, follow_redirects=False) as client:
        yield client


@contextmanager
def asking_client(answerer: FakeAnswerer, site: Site | None = None) -> Iterator[httpx.Client]:
    """Ask at /ask as browsers do, without a browser and without the chat page."""
    shell = Shell(site or Site())
    shell.body = answerer.about().body
    app = FastAPI(**PLAIN)
    app.add_middleware(Guard)
    add_failures(app, shell)
    add_help(app, shell)
    add_ask(app, shell, answerer, longest=300)
    with TestClient(app, follow_redirects=False) as client:
        yield client


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


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Documents that tests only look at; those that change some build their own."""
    return build_library(tmp_path_factory.mktemp("library") / "data")


@pytest.fixture(scope="session")
def served_library(library: Library) -> Iterator[Served]:
    with serving(library=library) as served:
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
