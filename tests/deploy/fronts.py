"""Replicas that are made up, and the nginx before them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

Visitor = Callable[..., httpx.Response]
"""Asks one way through nginx."""


@dataclass
class Made:
    """A replica that is made up: how it answers, and what it was asked."""

    port: int
    status: int = 200
    holds: threading.Event | None = None
    """Answers are held back until this is set."""
    hangs_up: bool = False
    then_hangs_up: bool = False
    """From its second request on."""
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)


class _Server(ThreadingHTTPServer):
    request_queue_size = 128


@contextmanager
def answering(port: int) -> Iterator[Made]:
    """Be a replica on a port of loopback until the block ends."""
    made = Made(port)

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.path == "/healthz":
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            made.asked.append((self.command, self.path, dict(self.headers)))
            if made.hangs_up or (made.then_hangs_up and len(made.asked) > 1):
                self.close_connection = True
                return
            if made.holds:
                made.holds.wait(20)
            said = f"replica on {port}".encode()
            self.send_response(made.status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_POST = do_GET

        def log_message(self, format: str, *_: object) -> None:
            """Keep quiet."""

    server = _Server(("127.0.0.1", port), Answering)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Front:
    """nginx before two replicas and Chroma."""

    url: str
    chroma_url: str
    replicas: list[Made]
    chroma: Made

    def asked(self) -> int:
        """Count what the replicas were asked."""
        return sum(len(made.asked) for made in self.replicas)

    def await_asked(self, number: int) -> None:
        """Wait until the replicas were asked as often as this."""
        wait_until(lambda: self.asked() >= number)


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; fails after some seconds."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < 10
        threading.Event().wait(0.02)
