"""The API on a port of its own, behind the guard, with the style sheet of its pages."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from assistant.web.assets import asset
from assistant.web.security import Guard
from assistant.web.shell import Shell

__all__ = ["serving"]


@contextmanager
def serving(api: FastAPI, shell: Shell) -> Iterator[str]:
    """Serve the API; gives the address without a slash at its end."""

    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/site/"):
            answer = asset(scope["path"].removeprefix("/site/"), shell)
            await answer(scope, receive, send)
        else:
            await api(scope, receive, send)

    config = uvicorn.Config(
        Guard(respond), log_level="error", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until = time.monotonic() + 30
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
