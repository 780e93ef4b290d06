"""What robots.txt asks, and that it is minded."""

import socket
from pathlib import Path
from typing import Any

import pytest

from ingest.fetching import Fetcher
from ingest.web.polite import PRODUCT
from ingest.web.robots import MOST_BYTES, read_robots
from tests.ingest.fetching.site import PDF, Answer, Clock, Refused, Site

ALL = "User-agent: *\n"


def _allows(text: str, path: str) -> bool:
    return read_robots(text, PRODUCT).allows(path)


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/plan.pdf", True),
        ("Disallow:", "/plan.pdf", True),
        ("Disallow: /", "/plan.pdf", False),
        ("disallow : /private # not yours", "/private/plan.pdf", False),
        ("Disallow: /private", "/public", True),
        ("Disallow: /\nAllow: /docs/", "/docs/plan.pdf", True),
        ("Allow: /\nDisallow: /docs/", "/docs/plan.pdf", False),
        ("Disallow: /docs\nAllow: /docs", "/docs", True),
        ("Disallow: /*.pdf$", "/docs/plan.pdf", False),
        ("Disallow: /*.pdf$", "/docs/plan.pdf?page=2", True),
        ("Disallow: /*.pdf", "/docs/plan.pdf?page=2", False),
        ("Disallow: /a*b*c$", "/a-b-x-c", False),
        ("Disallow: /a*b*c$", "/a-b-x-c-d", True),
        ("Disallow: /*ab*ab", "/xab", True),
        ("Disallow: /*ab*ab", "/xabab", False),
        ("Disallow: /plan$", "/plan", False),
        ("Disallow: /plan$", "/plan-2015", True),
        ("Disallow: /caf%C3%A9", "/caf%c3%a9", False),
        ("Disallow: /café", "/caf%C3%A9", False),
        ("Disallow: /%7Eanna", "/~anna", False),
        ("Disallow: /a%2Fb", "/a/b", True),
        ("Disallow: /*?print=", "/plan?print=1", False),
        ("Disallow: /" + "*a" * 5000 + "b", "/" + "a" * 4000, True),
    ],
)
def test_the_longest_rule_decides(rules: str, path: str, allowed: bool) -> None:
    assert _allows(ALL + rules, path) is allowed


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: PlansAssistant\nDisallow: /\n\nUser-agent: *\nDisallow:", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: plansassistant/1.0\nDisallow: /x", True),
        ("User-agent: Plans\nDisallow: /", True),
        ("User-agent: A\nUser-agent: PlansAssistant\nDisallow: /", False),
        ("User-agent: PlansAssistant\nUser-agent: A\nDisallow: /", False),
        ("User-agent: PlansAssistant\nDisallow: /x\nUser-agent: A\nDisallow: /", True),
        ("User-agent: PlansAssistant\nDisallow:\n\nUser-agent: *\nDisallow: /", True),
        (
            "User-agent: PlansAssistant\nDisallow: /x\nUser-agent: PlansAssistant\nDisallow: /",
            False,
        ),
        ("User-agent: *\n\n\nDisallow: /", False),
        ("\ufeffUser-agent: *\r\nSitemap: https://example.org/\r\nDisallow: /", False),
        ("<!DOCTYPE html><html>Disallow: /</html>", True),
        ("Disallow: /", True),
    ],
)
def test_the_group_that_names_the_program_goes_before_that_for_all(
    text: str, allowed: bool
) -> None:
    assert _allows(text, "/plan.pdf") is allowed


def test_what_is_forbidden_is_not_asked_for_and_an_archive_is_not_either(
    site: Site, refused: Refused
) -> None:
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /docs", "text/plain")
    url = site.serve("/docs/plan.pdf", PDF)
    error = refused(url)
    assert "robots.txt of 127.0.0.1 forbids" in str(error)
    assert url in str(error)
    assert not error.try_archive
    assert site.paths() == ["/robots.txt"]


def test_what_a_redirect_leads_to_is_looked_up_as_well(site: Site, refused: Refused) -> None:
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /docs", "text/plain")
    site.serve("/docs/plan.pdf", PDF)
    refused(site.answer("/plan", Answer(status=301, headers={"Location": "/docs/plan.pdf"})))
    assert site.paths() == ["/robots.txt", "/plan"]


def test_it_is_asked_for_once_for_each_host(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    with Site() as other:
        for server in (site, other):
            for path in ("/a.pdf", "/b.pdf"):
                fetcher.get(server.serve(path, PDF), tmp_path)
        assert site.paths() == other.paths() == ["/robots.txt", "/a.pdf", "/b.pdf"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_one_all_is_allowed(
    site: Site, fetcher: Fetcher, tmp_path: Path, status: int
) -> None:
    site.answer("/robots.txt", Answer(b"User-agent: *\nDisallow: /", status=status))
    fetcher.get(site.serve("/plan.pdf", PDF), tmp_path)


def test_one_that_cannot_be_reached_forbids_nothing(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    long = b"User-agent: *\nDisallow: /\n" * 100
    site.answer("/robots.txt", Answer(long, cut=0))
    fetcher.get(site.serve("/plan.pdf", PDF), tmp_path)


def test_one_that_leads_to_an_unknown_host_forbids_nothing(
    site: Site, fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(host: str, *others: Any, **named: Any) -> Any:
        if host == "gone.example":
            raise socket.gaierror
        return found(host, *others, **named)

    found = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    gone = Answer(status=302, headers={"Location": "http://gone.example/"})
    site.answer("/robots.txt", gone)
    fetcher.get(site.serve("/plan.pdf", PDF), tmp_path)


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_one_that_the_server_cannot_give_means_not_now(
    site: Site, refused: Refused, status: int
) -> None:
    site.answer("/robots.txt", Answer(status=status))
    error = refused(site.serve("/plan.pdf", PDF))
    assert "try again later" in str(error)
    assert error.temporary
    assert error.try_archive
    assert site.paths() == ["/robots.txt"]
    site.answer("/robots.txt", Answer(status=404))
    assert "robots" not in str(refused(site.url + "/gone.pdf"))  # asked anew, not remembered


def test_a_redirect_of_it_is_followed(site: Site, refused: Refused) -> None:
    site.answer("/robots.txt", Answer(status=302, headers={"Location": "/rules"}))
    site.serve("/rules", b"User-agent: *\nDisallow: /", "text/plain")
    assert "forbids" in str(refused(site.serve("/plan.pdf", PDF)))


def test_the_pause_that_it_asks_for_is_left_up_to_a_limit(
    site: Site, fetcher: Fetcher, clock: Clock, tmp_path: Path
) -> None:
    site.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 7.5", "text/plain")
    fetcher.get(site.serve("/plan.pdf", PDF), tmp_path)
    with Site() as other:
        other.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 86400", "text/plain")
        fetcher.get(other.serve("/plan.pdf", PDF), tmp_path)
    assert clock.slept[0] == 7.5
    assert clock.slept[-1] == 60


def test_no_more_of_it_is_read_than_has_to_be(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    site.serve("/robots.txt", b"#" * MOST_BYTES + b"\nUser-agent: *\nDisallow: /", "text/plain")
    fetcher.get(site.serve("/plan.pdf", PDF), tmp_path)


def test_what_follows_that_is_not_waited_for(site: Site, refused: Refused) -> None:
    long = b"User-agent: *\nDisallow: /\n" + b"#" * (MOST_BYTES + 200_000)
    site.answer("/robots.txt", Answer(long, cut=MOST_BYTES + 100_000))
    assert "forbids" in str(refused(site.serve("/plan.pdf", PDF)))
