"""A document from its publisher, or else the web archive's copy of it."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.provenance import Provenance
from ingest.fetching import Fetched, Fetcher, FetchError
from ingest.getting import get_document
from ingest.web_archive import WebArchive
from tests.ingest.fetching.site import PAGE, PDF, Answer, Clock, Site

OLD = PDF.replace(b"0123", b"2015")
MADE = "20150613101112"
NEAR = date(2015, 6, 11)
Get = Callable[..., tuple[Fetched, Provenance]]


@pytest.fixture
def copies() -> Iterator[Site]:
    """The archive, both its index and its copies."""
    with Site() as copies:
        yield copies


@pytest.fixture
def archive(copies: Site) -> WebArchive:
    return WebArchive(index=copies.url + "/", copies=copies.url)


@pytest.fixture
def get(fetcher: Fetcher, archive: WebArchive, tmp_path: Path) -> Get:
    """Get a document published on 11 June 2015."""

    def get(url: str, *, near: date | None = NEAR, **others: Any) -> tuple[Fetched, Provenance]:
        options = {"folder": tmp_path, "fetcher": fetcher, "archive": archive} | others
        return get_document(url, near=near, **options)

    return get


def _index(copies: Site, url: str, answer: object, day: str | None = "20150611") -> None:
    quoted = url.replace(":", "%3A").replace("/", "%2F").replace("?", "%3F").replace("=", "%3D")
    query = f"/wayback/available?url={quoted}" + (f"&timestamp={day}" if day else "")
    copies.serve(query, json.dumps(answer).encode(), "application/json")


def _closest(**changes: object) -> dict[str, object]:
    closest = {"available": True, "status": "200", "timestamp": MADE, "url": "unused"}
    return {"archived_snapshots": {"closest": closest | changes}}


def _keep(copies: Site, url: str, body: bytes = OLD, kind: str = "application/pdf") -> str:
    _index(copies, url, _closest())
    return copies.serve(f"/web/{MADE}id_/{url}", body, kind)


def test_the_publisher_is_asked_first_and_where_it_has_the_document_nobody_else(
    site: Site, copies: Site, get: Get
) -> None:
    url = site.answer("/old", Answer(status=301, headers={"Location": "/plan.pdf"}))
    site.serve("/plan.pdf", PDF)
    fetched, provenance = get(url)
    assert fetched.path.read_bytes() == PDF
    assert provenance == Provenance(
        obtained=date.today().isoformat(),
        sha256=fetched.sha256,
        url=url,
        final_url=site.url + "/plan.pdf",
        content_type="application/pdf",
    )
    assert copies.asked == []


@pytest.mark.parametrize("path", ["/plan.pdf", "/get?file=plan.pdf"])
def test_what_the_publisher_has_no_more_comes_from_the_archive(
    site: Site, copies: Site, get: Get, path: str
) -> None:
    url = site.url + path
    kept = _keep(copies, url)
    fetched, provenance = get(url)
    assert fetched.path.read_bytes() == OLD
    assert provenance == Provenance(
        obtained=date.today().isoformat(),
        sha256=fetched.sha256,
        url=url,
        final_url=kept,
        archived="2015-06-13",
        content_type="application/pdf",
    )


@pytest.mark.parametrize(
    "answer",
    [
        Answer(PAGE, headers={"Content-Type": "text/html"}),
        Answer(status=403),
        Answer(status=500),
        Answer(status=429),
        Answer(PDF, cut=100),
    ],
    ids=["a page instead", "forbidden", "failing", "busy", "broken off"],
)
def test_whatever_else_is_wrong_with_the_publisher_the_archive_is_asked(
    site: Site, copies: Site, get: Get, answer: Answer
) -> None:
    url = site.answer("/plan.pdf", answer)
    _keep(copies, url)
    assert get(url)[1].archived == "2015-06-13"


def test_what_the_publisher_forbids_is_not_got_from_the_archive(
    site: Site, copies: Site, get: Get
) -> None:
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /", "text/plain")
    with pytest.raises(FetchError, match="robots"):
        get(site.serve("/plan.pdf", PDF))
    assert copies.asked == []


def test_a_private_address_is_not_looked_for_in_the_archive(copies: Site, get: Get) -> None:
    with pytest.raises(FetchError, match="not on the public internet"):
        get("http://10.0.0.1/plan.pdf")
    assert copies.asked == []


def test_the_archive_can_be_left_out(site: Site, get: Get) -> None:
    with pytest.raises(FetchError, match="404"):
        get(site.url + "/plan.pdf", archive=None)


def test_without_a_date_the_latest_copy_is_asked_for(site: Site, copies: Site, get: Get) -> None:
    url = site.url + "/plan.pdf"
    _keep(copies, url)
    _index(copies, url, _closest(), day=None)
    get(url, near=None)
    assert not any("timestamp" in path for path in copies.paths())


def test_both_reasons_are_given_in_one_line(site: Site, copies: Site, get: Get) -> None:
    url = site.url + "/plan.pdf"
    _index(copies, url, {"archived_snapshots": {}})
    with pytest.raises(FetchError) as error:
        get(url)
    assert str(error.value) == (
        f"{url}: is not there any more (404); correct the address, or add the file; "
        f"and is not in the web archive {copies.url}/; add the file"
    )
    assert not error.value.try_archive
    assert not error.value.temporary


def test_an_archive_that_is_down_is_the_second_reason(site: Site, copies: Site, get: Get) -> None:
    url = site.url + "/plan.pdf"
    _index(copies, url, _closest())
    copies.answer(f"/web/{MADE}id_/{url}", Answer(status=502))
    with pytest.raises(FetchError) as error:
        get(url)
    assert str(error.value).startswith(f"{url}: is not there any more (404)")
    assert f"and {copies.url}/web/{MADE}id_/{url}: the server cannot give it" in str(error.value)
    assert error.value.temporary


@pytest.mark.parametrize(
    "answer",
    [
        {"archived_snapshots": {}},
        _closest(status="404"),
        _closest(status="301"),
        _closest(available=False),
    ],
)
def test_a_copy_that_is_none_is_not_taken(
    site: Site, copies: Site, get: Get, answer: object
) -> None:
    url = site.url + "/plan.pdf"
    _keep(copies, url)
    _index(copies, url, answer)
    with pytest.raises(FetchError, match="is not in the web archive"):
        get(url)


@pytest.mark.parametrize(
    "answer",
    [
        [],
        None,
        "down",
        {},
        {"archived_snapshots": []},
        _closest(timestamp="2015"),
        _closest(timestamp="2015061310111"),
        _closest(timestamp="20159999999999"),
        _closest(timestamp="../../../secret"),
        {"archived_snapshots": {"closest": {"available": True}}},
    ],
)
def test_an_answer_of_the_archive_that_is_none_is_an_error(
    site: Site, copies: Site, get: Get, answer: object
) -> None:
    url = site.url + "/plan.pdf"
    _index(copies, url, answer)
    with pytest.raises(FetchError, match="cannot be understood"):
        get(url)


def test_the_day_is_that_of_the_copy_that_came(site: Site, copies: Site, get: Get) -> None:
    url = site.url + "/plan.pdf"
    _keep(copies, url)
    other = copies.serve(f"/web/20160101000000id_/{url}", OLD)
    copies.answer(f"/web/{MADE}id_/{url}", Answer(status=302, headers={"Location": other}))
    fetched, provenance = get(url)
    assert provenance.archived == "2016-01-01"
    assert provenance.final_url == fetched.final_url == other


@pytest.mark.parametrize("leads_to", ["with the frame of the archive", "out of the archive", "odd"])
def test_what_is_not_a_copy_as_it_was_is_not_taken_for_one(
    site: Site, copies: Site, get: Get, tmp_path: Path, leads_to: str
) -> None:
    url = site.url + "/plan.pdf"
    _index(copies, url, _closest())
    target = {
        "with the frame of the archive": copies.serve(f"/web/{MADE}/{url}", OLD),
        "out of the archive": site.serve("/now.pdf", PDF),
        "odd": copies.serve(f"/web/20159999999999id_/{url}", OLD),
    }[leads_to]
    copies.answer(f"/web/{MADE}id_/{url}", Answer(status=302, headers={"Location": target}))
    with pytest.raises(FetchError, match="not a copy as it was"):
        get(url)
    assert list(tmp_path.iterdir()) == []


def test_a_copy_of_the_front_page_is_not_one_of_the_document(
    site: Site, copies: Site, get: Get, tmp_path: Path
) -> None:
    url = site.url + "/plan"
    _index(copies, url, _closest())
    front = copies.serve(f"/web/{MADE}id_/{site.url}/", PAGE, "text/html")
    copies.answer(f"/web/{MADE}id_/{url}", Answer(status=302, headers={"Location": front}))
    with pytest.raises(FetchError, match="leads to the front page"):
        get(url)
    assert list(tmp_path.iterdir()) == []


def test_a_place_within_a_page_is_no_part_of_what_is_asked_for(
    site: Site, copies: Site, get: Get
) -> None:
    url = site.url + "/plan.pdf"
    _keep(copies, url)
    assert get(url + "#page=4")[1].archived == "2015-06-13"


def test_the_archive_is_asked_as_politely_as_the_publisher(
    site: Site, copies: Site, get: Get, clock: Clock
) -> None:
    url = site.url + "/plan.pdf"
    _keep(copies, url)
    get(url)
    assert copies.paths()[0] == "/robots.txt"
    assert clock.slept == [2.0] * 4  # one host in all: of five requests each waits but the first
