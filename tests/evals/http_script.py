"""A server on loopback that says over HTTP what a script tells it to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PAGE = (200, "text/html", b"<!doctype html><html></html>")
Reply = tuple[int, str, bytes]
Script = Callable[[str, str, bytes], Reply]
"""From the method, the path and the body to the status, the type and the body of the reply."""


@contextmanager
def scripted(script: Script) -> Iterator[str]:
    """Serve what a script says on loopback; yields the address. A status of 0 says nothing."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, kind, said = script(self.command, self.path, body)
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(said)))
            if status == 303:
                self.send_header("Location", "/help")
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_DELETE = _reply

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
