"""Who asks, how often, and how long is waited: by a clock that only sleeping moves."""

from importlib.metadata import version
from pathlib import Path

import pytest

from ingest.addresses import CheckedBackend, CheckedTransport
from ingest.fetching import Fetcher, Limits
from ingest.web.polite import PoliteClient
from tests.ingest.fetching.site import PDF, Answer, Clock, Refused, Site


def _moved(to: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": to})


def test_every_request_names_the_product_and_its_version(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    fetcher.get(site.serve("/plan.pdf", PDF), tmp_path)
    for asked in site.asked:
        assert asked.headers["User-Agent"].startswith(
            f"PlansAssistant/{version('plans-assistant')} "
        )
        assert asked.headers["Accept-Encoding"] == "identity"


def test_two_seconds_pass_between_requests_to_one_host(
    site: Site, fetcher: Fetcher, clock: Clock, tmp_path: Path
) -> None:
    fetcher.get(site.serve("/a.pdf", PDF), tmp_path)
    assert clock.slept == [2.0]  # between robots.txt and the document
    clock.now += 0.5
    fetcher.get(site.serve("/b.pdf", PDF), tmp_path)
    assert clock.slept == [2.0, 1.5]
    clock.now += 100
    fetcher.get(site.serve("/c.pdf", PDF), tmp_path)
    assert clock.slept == [2.0, 1.5]


def test_the_pause_begins_when_a_document_has_arrived(site: Site, clock: Clock) -> None:
    transport = CheckedTransport(CheckedBackend(allow_loopback=True))
    client = PoliteClient(transport, limits=Limits(), clock=clock, sleep=clock.sleep)
    with client.open(site.serve("/a.pdf", PDF)):
        clock.now += 100
    with client.open(site.serve("/b.pdf", PDF)):
        assert clock.slept == [2.0, 2.0]
    client.close()


def test_another_host_is_not_kept_waiting(site: Site, clock: Clock, fetcher: Fetcher) -> None:
    fetcher.read(site.serve("/small", b"a"))
    before = len(clock.slept)
    fetcher.read(site.url.replace("127.0.0.1", "localhost") + "/small")
    assert len(clock.slept) == before + 1  # after its own robots.txt only


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_wait_is_asked_again_after_that(
    site: Site, fetcher: Fetcher, clock: Clock, tmp_path: Path, status: int
) -> None:
    later = Answer(status=status, headers={"Retry-After": "20"})
    url = site.answer("/plan.pdf", later, later, Answer(PDF))
    assert fetcher.get(url, tmp_path).size == len(PDF)
    assert clock.slept == [2.0, 20.0, 20.0]


def test_a_date_to_wait_for_is_counted_from_the_date_of_the_server(
    site: Site, fetcher: Fetcher, clock: Clock, tmp_path: Path
) -> None:
    dates = {
        "Date": "Tue, 01 Jun 2055 10:00:00 GMT",
        "Retry-After": "Tue, 01 Jun 2055 10:00:30 GMT",
    }
    url = site.answer("/plan.pdf", Answer(status=503, headers=dates), Answer(PDF))
    fetcher.get(url, tmp_path)
    assert clock.slept == [2.0, 30.0]


@pytest.mark.parametrize("asked", ["61", "86400", "Fri, 31 Dec 2100 23:59:59 GMT"])
def test_a_server_that_asks_to_wait_too_long_is_given_up(
    site: Site, refused: Refused, clock: Clock, asked: str
) -> None:
    error = refused(site.answer("/a", Answer(status=503, headers={"Retry-After": asked})))
    assert "asks to wait" in str(error)
    assert error.temporary
    assert error.try_archive
    assert clock.slept == [2.0]


def test_a_server_that_asks_to_wait_over_and_over_is_given_up(
    site: Site, refused: Refused, clock: Clock
) -> None:
    error = refused(site.answer("/a", Answer(status=429, headers={"Retry-After": "1"})))
    assert "cannot give it now (429); try again later" in str(error)
    assert site.paths().count("/a") == 3
    assert clock.slept == [2.0, 1.0, 1.0, 1.0, 1.0, 1.0]  # asked to wait 1 second, waits 2


@pytest.mark.parametrize("asked", ["", "soon", "-5", "²"])
def test_a_server_that_does_not_say_how_long_is_not_asked_again(
    site: Site, refused: Refused, asked: str
) -> None:
    refused(site.answer("/a", Answer(status=503, headers={"Retry-After": asked})))
    assert site.paths().count("/a") == 1


def test_a_document_that_has_moved_is_followed(
    site: Site, fetcher: Fetcher, clock: Clock, tmp_path: Path
) -> None:
    site.answer("/old", _moved("/newer", 301))
    site.answer("/newer", _moved("/newest?x=1", 308))
    site.serve("/newest?x=1", PDF)
    fetched = fetcher.get(site.url + "/old", tmp_path)
    assert fetched.url == site.url + "/old"
    assert fetched.final_url == site.url + "/newest?x=1"
    assert clock.slept == [2.0, 2.0, 2.0]


def test_five_redirects_are_followed_and_no_sixth(
    site: Site, fetcher: Fetcher, refused: Refused, tmp_path: Path
) -> None:
    for number in range(6):
        site.answer(f"/{number}", _moved(f"/{number + 1}"))
    site.serve("/6", PDF)
    fetcher.get(site.url + "/1", tmp_path)
    error = refused(site.url + "/0")
    assert "redirected more than 5 times" in str(error)
    assert error.try_archive


def test_a_redirect_that_leads_nowhere_is_an_error(site: Site, refused: Refused) -> None:
    assert "status 302 and no document" in str(refused(site.answer("/a", Answer(status=302))))
    assert "Invalid URL" in str(refused(site.answer("/b", _moved("http://256.1.1.1/"))))


def test_a_redirect_with_a_password_is_refused(site: Site, refused: Refused) -> None:
    url = site.url.replace("//", "//anna:secret@") + "/plan.pdf"
    error = refused(site.answer("/a", _moved(url)))
    assert "secret" not in str(error)
    assert site.paths() == ["/robots.txt", "/a"]


def test_nobody_is_recognised_from_one_document_to_the_next(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.answer("/a", Answer(PDF, headers={"Set-Cookie": "who=anna"}))
    fetcher.get(site.url + "/a", tmp_path)
    fetcher.get(site.url + "/a", tmp_path)
    assert all("Cookie" not in asked.headers for asked in site.asked)


def test_a_download_that_never_ends_is_stopped_and_gone_on_with_next_time(
    site: Site, clock: Clock, tmp_path: Path, refused: Refused
) -> None:
    url = site.serve_parts("/plan.pdf", PDF, cut=None)
    clock.each_look = 10.0
    limits = Limits(duration=15)
    with Fetcher(allow_loopback=True, limits=limits, clock=clock, sleep=clock.sleep) as slow:
        error = refused(url, by=slow, left=(".part", ".json"))
    assert "took longer than 15 seconds; try again to go on" in str(error)
    assert error.temporary
