"""A proxy that takes `/plans` off the start of every path, as a public body's web server does."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

__all__ = ["PREFIX", "proxying"]

PREFIX = "/plans"
_HOP = {"connection", "keep-alive", "transfer-encoding"}


@contextmanager
def proxying(upstream: str, *, strip: bool = True) -> Iterator[str]:
    """Serve what is at `upstream` under `/plans`; yields that address."""
    host = urlsplit(upstream).netloc

    class Forwarding(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith(f"{PREFIX}/"):
                self.send_error(404, "not the assistant's")
                return
            path = self.path.removeprefix(PREFIX) if strip else self.path
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            connection = http.client.HTTPConnection(host, timeout=60)
            headers = {n: v for n, v in self.headers.items() if n.lower() not in _HOP}
            connection.request(self.command, path, body or None, headers)
            reply = connection.getresponse()
            self.send_response(reply.status)
            for name, value in reply.getheaders():
                if name.lower() not in _HOP:
                    self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            while piece := reply.read1(65_536):
                self.wfile.write(piece)
                self.wfile.flush()

        do_POST = do_HEAD = do_GET

        def log_message(self, format: str, *_: object) -> None:
            """Keep quiet."""

        def handle(self) -> None:
            try:
                super().handle()
            except (ConnectionError, TimeoutError):
                """The browser left."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Forwarding)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
