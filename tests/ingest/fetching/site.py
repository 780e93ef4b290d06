"""A small web server on this machine that answers as a test tells it to, and a clock to wait by."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol

from ingest.fetching import Fetcher, FetchError

PDF = b"%PDF-1.7\n" + b"0123456789abcdef" * 4096 + b"\n%%EOF\n"
PAGE = b"<!DOCTYPE html><html><head><title>The Plan</title></head><body><p>Words.</p></body></html>"


class Refused(Protocol):
    """Fetches what cannot be got and returns why; only files with suffixes in `left` may stay."""

    def __call__(
        self, url: str, *, by: Fetcher | None = None, left: Iterable[str] = ()
    ) -> FetchError: ...


class Clock:
    """Time that passes only when somebody sleeps; a call of it may be given a price."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        self.each_look = 0.0

    def __call__(self) -> float:
        self.now += self.each_look
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Answer:
    """What a server sends: by default all of a body, with its length."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    """How many bytes are sent before the connection breaks."""


@dataclass(frozen=True)
class Asked:
    """One request that arrived."""

    path: str
    headers: Mapping[str, str]


Route = Callable[[Asked], Answer]


class Site:
    """The server; what is not among its routes is not found, robots.txt among it."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[Asked] = []
        self.server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def serve(self, path: str, body: bytes, kind: str | None = "application/pdf") -> str:
        """Answer with a body; returns the address."""
        headers = {"Content-Type": kind} if kind else {}
        return self.answer(path, Answer(body=body, headers=headers))

    def answer(self, path: str, *answers: Answer) -> str:
        """Answer with these one after another, then with the last one for ever."""
        left = list(answers)
        self.routes[path] = lambda _: left.pop(0) if len(left) > 1 else left[0]
        return self.url + path

    def serve_parts(self, path: str, body: bytes, *, cut: int | None, etag: str = '"one"') -> str:
        """Serve a body whose rest can be asked for; the connection breaks first after `cut`."""
        cuts = [cut]

        def route(asked: Asked) -> Answer:
            headers = {"Content-Type": "application/pdf", "ETag": etag}
            start = asked.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-")
            if int(start) >= len(body):
                return Answer(status=416)
            if int(start) and asked.headers.get("If-Range") == etag:
                headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
                return Answer(body=body[int(start) :], status=206, headers=headers)
            return Answer(body=body, headers=headers, cut=cuts.pop() if cuts else None)

        self.routes[path] = route
        return self.url + path

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def __enter__(self) -> "Site":
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing of who goes away while being answered."""


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = Asked(self.path, dict(self.headers))
            site.asked.append(asked)
            answer = site.routes.get(self.path, lambda _: Answer(status=404))(asked)
            self.send_response_only(answer.status)
            headers = {"Content-Length": str(len(answer.body))} | dict(answer.headers)
            for name, value in headers.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(answer.body[: answer.cut])
            except OSError:
                return  # whoever asked has seen enough

        def log_message(self, *_: Any) -> None:
            pass

    return Handler
