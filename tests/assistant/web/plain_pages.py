"""The pages on the assistant and the form for feedback, served without the chat."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.feedback import FeedbackStore
from assistant.site import Site
from assistant.web.about_pages import add_about
from assistant.web.ask_page import add_ask
from assistant.web.assets import asset
from assistant.web.feedback_form import add_feedback
from assistant.web.originals import Holdings
from assistant.web.security import MAX_BODY_BYTES, Guard
from assistant.web.shell import Shell
from tests.assistant.web.fakes import FakeAnswerer

LONGEST = 300


def plain_app(
    answerer: FakeAnswerer,
    store: FeedbackStore | None = None,
    *,
    site: Site | None = None,
    root_path: str = "",
    holdings: Holdings | None = None,
    clock: Callable[[], float] = time.monotonic,
    guarded: bool = True,
) -> FastAPI:
    """Build the application; the guard would refuse some requests before its pages see them."""
    shell = Shell(site or Site(), root_path=root_path, has_documents=holdings is not None)
    shell.body = shell.body or answerer.about().body
    app = FastAPI(max_body_size=MAX_BODY_BYTES)
    if guarded:
        app.add_middleware(Guard, root_path=root_path)
    app.add_api_route("/site/{name}", lambda name: asset(name, shell), response_model=None)
    add_ask(app, shell, answerer, longest=LONGEST, has_feedback=store is not None)
    add_feedback(app, shell, answerer, store, longest=LONGEST, clock=clock)
    add_about(app, shell, answerer, holdings=holdings, feedback=store, longest=LONGEST)
    return app


@contextmanager
def client_of(app: FastAPI) -> Iterator[httpx.Client]:
    """Ask as browsers do, without a browser."""
    with TestClient(app, follow_redirects=False) as client:
        yield client


@contextmanager
def serving_plain(app: FastAPI) -> Iterator[str]:
    """Serve on a free port; gives the address."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until = time.monotonic() + 60
        while not server.started and time.monotonic() < until:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
