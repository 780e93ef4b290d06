"""What goes to a Chroma server goes there only, and whatever comes back wrong is an error."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from corpus.chroma_server import ChromaServer
from corpus.errors import IndexDamaged, PlansError
from tests.corpus.chroma_process import free_port


class Pretender(ThreadingHTTPServer):
    """Answers every request with the same, and keeps what it was asked."""

    daemon_threads = True
    status = 200
    body = b"[]"
    location = ""
    asked: list[tuple[str, str | None]]
    hold: threading.Event | None = None


class _Answers(BaseHTTPRequestHandler):
    server: Pretender

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Authorization"]))
        if self.server.hold:
            self.server.hold.wait(20)
        with suppress(OSError):  # whoever asked may not wait any longer
            self._say(self.server.body)

    def _say(self, body: bytes) -> None:
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def pretender() -> Pretender:
    server = Pretender(("127.0.0.1", 0), _Answers)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture
def proxy() -> Iterator[Pretender]:
    server = pretender()
    yield server
    server.shutdown()


@pytest.fixture
def elsewhere() -> Iterator[Pretender]:
    server = pretender()
    yield server
    server.shutdown()


def url(server: Pretender) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def test_the_key_is_sent_as_a_bearer_token_below_the_path_of_the_proxy(proxy: Pretender) -> None:
    ChromaServer(f"{url(proxy)}/chroma/", "the key").collections()
    ((path, key),) = proxy.asked
    assert path.startswith("/chroma/api/v2/tenants/")
    assert key == "Bearer the key"


def test_a_redirection_is_not_followed(proxy: Pretender, elsewhere: Pretender) -> None:
    proxy.status, proxy.location = 307, f"{url(elsewhere)}/"
    with pytest.raises(IndexDamaged, match="answers 307"):
        ChromaServer(url(proxy), "the key").collections()
    assert elsewhere.asked == []


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_no_proxy_of_the_environment_is_used(
    proxy: Pretender, elsewhere: Pretender, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, url(elsewhere))
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert ChromaServer(url(proxy)).collections() == {}
    assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        pytest.param(401, b"", "does not accept the key", id="wrong-key"),
        pytest.param(413, b"Payload too large", "answers 413: Payload too large", id="too-large"),
        pytest.param(500, b'{"message": "disk full"}', "answers 500: disk full", id="its-message"),
        pytest.param(200, b"<html>", "not a Chroma server's answer", id="a-page"),
        pytest.param(200, b"{}", "not a Chroma server's answer", id="another-shape"),
        pytest.param(200, b'[{"id": "x"}]', "not a Chroma server's answer", id="half-a-record"),
    ],
)
def test_an_answer_that_is_none_is_an_error_and_is_reported(
    proxy: Pretender, status: int, body: bytes, message: str
) -> None:
    proxy.status, proxy.body = status, body
    failures: list[bool] = []
    server = ChromaServer(url(proxy), on_failure=lambda: failures.append(True))
    if body == b"{}":
        with pytest.raises(IndexDamaged, match=message):
            server.largest_batch()
    else:
        with pytest.raises(IndexDamaged, match=message):
            server.collections()
    assert failures == [True]
    assert len(proxy.asked) == 1


def test_a_server_that_does_not_answer_is_not_waited_for(proxy: Pretender) -> None:
    proxy.hold = threading.Event()
    try:
        with pytest.raises(IndexDamaged, match="does not answer in time"):
            ChromaServer(url(proxy), patience=0.2).collections()
    finally:
        proxy.hold.set()
    assert len(proxy.asked) == 1


def test_nobody_at_the_address_is_an_error_that_names_it() -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(IndexDamaged, match=f"{nobody}: the Chroma server cannot be reached"):
        ChromaServer(nobody).collections()


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1:8000", "ftp://host", "http://", "http://user:secret@host", "http://h?k=1"],
)
def test_an_address_of_another_kind_is_refused_and_no_password_is_repeated(address: str) -> None:
    with pytest.raises(PlansError, match="PLANS_CHROMA_URL") as caught:
        ChromaServer(address)
    assert "secret" not in str(caught.value)
