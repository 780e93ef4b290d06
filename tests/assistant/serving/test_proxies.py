"""Whose word on a request is taken."""

import pytest
from starlette.requests import Request

from assistant.serving.proxies import Proxies, is_https

TRUSTED = ("10.0.0.0/8", "2001:db8:1::/48")


def request(sender: str, *forwarded: str, **headers: str) -> Request:
    lines = [(b"x-forwarded-for", said.encode()) for said in forwarded]
    lines += [(name.replace("_", "-").encode(), said.encode()) for name, said in headers.items()]
    client = (sender, 5000) if sender else None
    scope = {"type": "http", "scheme": "http", "client": client, "headers": lines, "path": "/"}
    return Request({**scope, "method": "GET", "query_string": b"", "server": ("x", 80)})


@pytest.mark.parametrize(
    ("sender", "forwarded", "client"),
    [
        ("203.0.113.5", [], "203.0.113.5"),
        ("203.0.113.5", ["198.51.100.1"], "203.0.113.5"),
        ("10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["192.0.2.9, 198.51.100.1, 10.9.9.9"], "198.51.100.1"),
        ("10.0.0.1", ["192.0.2.9", "198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["198.51.100.1:443"], "198.51.100.1"),
        ("10.0.0.1", [" 10.0.0.2 "], "10.0.0.2"),
        ("10.0.0.1", ["192.0.2.9, unknown"], "10.0.0.1"),
        ("10.0.0.1", [","], "10.0.0.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("::ffff:10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("2001:db8:1::7", ["[2001:db8:2:3:4:5:6:7]:443"], "2001:db8:2:3::/64"),
        ("2001:db8:2:3::8%eth0", [], "2001:db8:2:3::/64"),
        ("", ["198.51.100.1"], ""),
        ("a socket", ["198.51.100.1"], "a socket"),
    ],
)
def test_attempts_are_counted_by_the_last_address_that_is_no_proxy_of_ours(
    sender: str, forwarded: list[str], client: str
) -> None:
    assert Proxies(TRUSTED).client(request(sender, *forwarded)) == client


def test_without_proxies_nobody_is_believed() -> None:
    asked = request("127.0.0.1", "198.51.100.1")
    assert not Proxies(()).sent(asked)
    assert Proxies(()).client(asked) == "127.0.0.1"


@pytest.mark.parametrize(
    ("said", "https"),
    [("https", True), ("HTTPS, http", True), ("http, https", False), ("http", False), ("", False)],
)
def test_a_header_says_that_the_browser_speaks_https(said: str, https: bool) -> None:
    assert is_https(request("203.0.113.5", x_forwarded_proto=said)) == https


LOCAL = ("127.0.0.0/8", "::1/128")


@pytest.mark.parametrize(
    ("sender", "forwarded", "headers", "local"),
    [
        ("127.0.0.1", [], {}, True),
        ("::1", [], {}, True),
        ("203.0.113.5", [], {}, False),
        ("203.0.113.5", ["127.0.0.1"], {}, False),
        ("127.0.0.1", ["127.0.0.1"], {}, False),
        ("127.0.0.1", [], {"x_real_ip": "203.0.113.5"}, False),
        ("127.0.0.1", [], {"forwarded": "for=203.0.113.5"}, False),
        ("10.0.0.1", ["127.0.0.1"], {}, True),
        ("10.0.0.1", ["203.0.113.5"], {}, False),
        ("10.0.0.1", ["127.0.0.1, 203.0.113.5"], {}, False),
        ("", [], {}, False),
    ],
)
def test_only_what_nobody_untrusted_passed_on_is_local(
    sender: str, forwarded: list[str], headers: dict[str, str], local: bool
) -> None:
    asked = request(sender, *forwarded, **headers)
    assert Proxies(TRUSTED).is_from(asked, LOCAL) == local


def test_a_trusted_proxy_on_this_machine_that_names_nobody_makes_nobody_local() -> None:
    proxies = Proxies(("127.0.0.1",))
    assert proxies.is_from(request("127.0.0.1"), LOCAL)
    assert not proxies.is_from(request("127.0.0.1", x_forwarded_proto="https"), LOCAL)
    assert not proxies.is_from(request("127.0.0.1", "unknown"), LOCAL)
