"""Which addresses are asked, and that the one that was checked is the one connected to."""

from collections.abc import Sequence
from pathlib import Path

import httpcore
import httpx
import pytest

from ingest.addresses import (
    AddressRefused,
    CheckedBackend,
    CheckedTransport,
    HostUnknown,
    is_public,
)
from ingest.fetching import Fetcher
from tests.ingest.fetching.site import PDF, Answer, Clock, Refused, Site

REFUSED_URLS = (
    "http://127.0.0.1",
    "http://127.8.9.10/x",
    "http://localhost/x",
    "http://10.0.0.1",
    "http://172.16.0.1",
    "http://192.168.1.1",
    "http://169.254.169.254/latest",
    "http://100.100.100.200/latest",
    "http://0.0.0.0",
    "http://224.0.0.1",
    "http://255.255.255.255",
    "http://[::1]",
    "http://[::]",
    "http://[::ffff:10.0.0.1]",
    "http://[fd00:ec2::254]/latest",
    "http://[fe80::1]",
    "http://2130706433",
    "http://0x7f000001",
    "http://0177.1",
    "http://0177.0.0.1",
    "http://127.1",
    "file:///etc/passwd",
    "ftp://example.org/plan.pdf",
    "gopher://example.org",
    "data:text/plain,plan",
    "example.org/plan.pdf",
    "http:///plan.pdf",
    "http://example.org:25/",
    "http://anna:secret@example.org/plan.pdf",
    "http://example.org\n/plan.pdf",
    "",
)
PRIVATE = [
    "10.1.2.3",
    "127.0.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "192.88.99.1",
    "168.63.129.16",
    "203.0.113.5",
    "224.0.0.251",
    "240.0.0.1",
    "::1",
    "::",
    "::10.0.0.1",
    "::ffff:93.184.216.34",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001:db8::1",
    "2001::1",
    "2002:7f00:1::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fe80::1",
    "fe80::1%2",
    "fec0::1",
    "ff02::1",
    "nonsense",
]


class Network(httpcore.NetworkBackend):
    """Connects to nothing and keeps what it was asked for."""

    def __init__(self, *, down: Sequence[str] = ()) -> None:
        self.connected: list[str] = []
        self.down = down

    def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore.NetworkStream:
        self.connected.append(host)
        if host in self.down:
            raise httpcore.ConnectError("down")
        return httpcore.MockStream([b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"])


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_an_address_that_is_not_public_is_refused_before_anything_is_sent(
    url: str, refused: Refused
) -> None:
    network = Network()
    with Fetcher(transport=CheckedTransport(CheckedBackend(network=network))) as fetcher:
        error = refused(url, by=fetcher)
    assert network.connected == []
    assert not error.try_archive


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::5db8:d822"]
)
def test_an_address_is_public(address: str) -> None:
    assert is_public(address)


def test_only_this_machine_can_be_allowed_and_no_other_private_address() -> None:
    assert is_public("127.0.0.1", allow_loopback=True)
    assert is_public("::1", allow_loopback=True)
    assert not is_public("10.0.0.1", allow_loopback=True)
    assert not is_public("::ffff:127.0.0.1", allow_loopback=True)


@pytest.mark.parametrize("private", ["10.0.0.1", "127.0.0.1", "fd00::1"])
def test_a_name_with_one_private_address_is_refused_whatever_else_it_has(private: str) -> None:
    network = Network()
    backend = CheckedBackend(resolve=lambda *_: ["93.184.216.34", private], network=network)
    with pytest.raises(AddressRefused, match=r"plans\.example is not on the public internet"):
        backend.connect_tcp("plans.example", 80)
    assert network.connected == []


def test_the_address_that_was_checked_is_connected_to_and_the_name_is_resolved_once() -> None:
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    network = Network()
    backend = CheckedBackend(resolve=lambda *_: answers.pop(0), network=network)
    transport = CheckedTransport(backend)
    assert httpx.Client(transport=transport).get("http://plans.example/").text == "ok"
    assert network.connected == ["93.184.216.34"]
    assert len(answers) == 1


def test_a_second_request_is_checked_again_since_no_connection_is_kept() -> None:
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    backend = CheckedBackend(resolve=lambda *_: answers.pop(0), network=Network())
    client = httpx.Client(transport=CheckedTransport(backend))
    client.get("http://plans.example/")
    with pytest.raises(AddressRefused):
        client.get("http://plans.example/")


def test_the_next_address_is_tried_where_the_first_is_down() -> None:
    network = Network(down=["93.184.216.34"])
    backend = CheckedBackend(resolve=lambda *_: ["93.184.216.34", "93.184.216.35"], network=network)
    backend.connect_tcp("plans.example", 80)
    assert network.connected == ["93.184.216.34", "93.184.216.35"]


def test_a_host_that_is_down_is_an_error_of_the_connection() -> None:
    backend = CheckedBackend(
        resolve=lambda *_: ["93.184.216.34"], network=Network(down=["93.184.216.34"])
    )
    with pytest.raises(httpx.ConnectError):
        httpx.Client(transport=CheckedTransport(backend)).get("http://plans.example/")


def test_a_host_without_an_address_is_unknown() -> None:
    with pytest.raises(HostUnknown, match=r"plans\.example"):
        CheckedBackend(resolve=lambda *_: []).connect_tcp("plans.example", 80)


@pytest.mark.parametrize("url", ["http://10.0.0.1/x", "http://169.254.169.254/", "file:///etc/x"])
def test_a_redirect_to_a_private_address_or_another_scheme_is_not_followed(
    site: Site, refused: Refused, url: str
) -> None:
    address = site.answer("/plan.pdf", Answer(status=302, headers={"Location": url}))
    error = refused(address)
    assert str(error).startswith(f"{address}: ")
    assert "is not fetched" in str(error)
    assert not error.try_archive


def test_the_environment_cannot_put_a_proxy_between(
    site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://10.0.0.1:3128")
    with Fetcher(allow_loopback=True, clock=clock, sleep=clock.sleep) as fetcher:
        assert fetcher.read(site.serve("/small", b"as it is")) == b"as it is"


def test_a_place_within_a_page_is_not_sent(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    fetched = fetcher.get(site.serve("/plan.pdf", PDF) + "#page=4", tmp_path)
    assert fetched.final_url == site.url + "/plan.pdf"


def test_a_password_in_an_address_is_not_repeated(refused: Refused) -> None:
    error = refused("https://anna:secret@example.org/plan.pdf")
    assert "secret" not in str(error)
    assert not error.try_archive
