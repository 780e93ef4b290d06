"""What is said when a document cannot be got: one line, the address, and what to do."""

import socket
from pathlib import Path

import httpx
import pytest

from corpus.errors import PlansError
from ingest.addresses import CheckedBackend, CheckedTransport
from ingest.fetching import Fetcher, FetchError, Limits
from tests.ingest.fetching.site import PDF, Answer, Clock, Refused, Site


@pytest.mark.parametrize(
    ("status", "said", "archive", "temporary"),
    [
        (404, "is not there any more (404); correct the address, or add the file", True, False),
        (410, "is not there any more (410); correct the address, or add the file", True, False),
        (401, "is refused to programs, or wants a login (401); open it in a browser", True, False),
        (403, "is refused to programs, or wants a login (403); open it in a browser", True, False),
        (451, "is withheld for legal reasons (451)", False, False),
        (500, "the server cannot give it now (500); try again later", True, True),
        (502, "the server cannot give it now (502); try again later", True, True),
        (503, "the server cannot give it now (503); try again later", True, True),
        (202, "the server answered with status 202 and no document", True, False),
        (204, "the server answered with status 204 and no document", True, False),
        (418, "the server answered with status 418 and no document", True, False),
    ],
)
def test_a_status_that_is_no_document_is_explained(
    site: Site, refused: Refused, status: int, said: str, archive: bool, temporary: bool
) -> None:
    url = site.answer("/plan.pdf", Answer(status=status))
    error = refused(url)
    assert isinstance(error, PlansError)
    assert str(error).startswith(f"{url}: {said}")
    assert error.try_archive is archive
    assert error.temporary is temporary


def test_a_host_that_does_not_exist_is_named(
    refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    error = refused("https://gone.example/plan.pdf")
    assert str(error).startswith(
        "https://gone.example/plan.pdf: the host gone.example is not found; correct the address"
    )
    assert error.try_archive
    assert error.temporary


def test_a_host_whose_name_is_no_name_is_named(refused: Refused) -> None:
    assert "is not found" in str(refused(f"http://{'a' * 70}.example/plan.pdf"))


def test_a_server_that_is_down_is_said_to_be(refused: Refused) -> None:
    with socket.socket() as taken:  # a port that nobody listens on
        taken.bind(("127.0.0.1", 0))
        error = refused(f"http://127.0.0.1:{taken.getsockname()[1]}/plan.pdf")
    assert "the connection failed" in str(error)
    assert "try again later" in str(error)
    assert error.try_archive


class _Silent(httpx.BaseTransport):
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("", request=request)


def test_a_server_that_says_nothing_is_given_up(refused: Refused, clock: Clock) -> None:
    limits = Limits(timeout=12)
    with Fetcher(transport=_Silent(), limits=limits, clock=clock, sleep=clock.sleep) as fetcher:
        error = refused("https://plans.example/plan.pdf", by=fetcher)
    assert "did not answer within 12 seconds; try again later" in str(error)
    assert error.try_archive
    assert error.temporary


def test_the_timeout_is_that_of_every_connection(site: Site, clock: Clock) -> None:
    seen = []

    class Network(CheckedBackend):
        def connect_tcp(self, *arguments, **named):
            seen.append(named["timeout"])
            return super().connect_tcp(*arguments, **named)

    transport = CheckedTransport(Network(allow_loopback=True))
    limits = Limits(timeout=7)
    with Fetcher(transport=transport, limits=limits, clock=clock, sleep=clock.sleep) as fetcher:
        fetcher.read(site.serve("/a", b"b"))
    assert seen == [7, 7]


def test_what_is_no_http_is_an_error(refused: Refused, clock: Clock) -> None:
    import httpcore

    class Nonsense(httpcore.NetworkBackend):
        def connect_tcp(self, *_: object, **__: object) -> httpcore.NetworkStream:
            return httpcore.MockStream([b"220 mail.example ESMTP\r\n"])

    backend = CheckedBackend(resolve=lambda *_: ["93.184.216.34"], network=Nonsense())
    transport = CheckedTransport(backend)
    with Fetcher(transport=transport, clock=clock, sleep=clock.sleep) as fetcher:
        assert "the connection failed" in str(refused("http://mail.example/a", by=fetcher))


def test_a_small_answer_that_breaks_off_is_an_error(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="the connection failed"):
        fetcher.read(site.answer("/a", Answer(PDF, cut=10)))


def test_a_small_answer_that_is_none_is_an_error(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="is not there any more"):
        fetcher.read(site.answer("/a", Answer(b"{}", status=404)))


def test_an_address_is_shown_on_one_line_whatever_is_in_it(refused: Refused) -> None:
    assert "\x1b" not in str(refused("http://example.org/\x1b[31m\r\nplan"))


def test_a_disk_that_is_full_is_named(
    site: Site, fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FetchError, match="No space left on device") as error:
        fetcher.get(site.serve("/plan.pdf", PDF), tmp_path)
    assert not error.value.try_archive
