"""What arrived is gone on with where that is safe, and only there."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from ingest.fetching import Fetched, Fetcher
from tests.ingest.fetching.site import PDF, Answer, Asked, Refused, Site

CUT = 10_000
NEWER = PDF.replace(b"0123", b"3210")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where `refused` fetches into."""
    return tmp_path / "got"


@pytest.fixture
def again(fetcher: Fetcher, folder: Path) -> Callable[[str], Fetched]:
    """Fetch once more; nothing but the document may be there afterwards."""

    def fetch(url: str) -> Fetched:
        fetched = fetcher.get(url, folder)
        assert list(folder.iterdir()) == [fetched.path]
        assert sha256(fetched.path.read_bytes()).hexdigest() == fetched.sha256
        return fetched

    return fetch


def _break_off(site: Site, refused: Refused, **options: str) -> str:
    url = site.serve_parts("/plan.pdf", PDF, cut=CUT, **options)
    error = refused(url, left=(".part", ".json"))
    assert "broke off after 0.0 MB; try again to go on from there" in str(error)
    assert error.temporary
    assert error.try_archive
    return url


def _changed(folder: Path, **changes: str | None) -> None:
    (note,) = folder.glob("*.json")
    note.write_text(json.dumps(json.loads(note.read_text("utf-8")) | changes), "utf-8")


def test_a_download_that_broke_off_goes_on_where_it_was(
    site: Site, refused: Refused, again: Callable[[str], Fetched]
) -> None:
    url = _break_off(site, refused)
    assert again(url).path.read_bytes() == PDF
    assert site.asked[-1].headers["Range"] == f"bytes={CUT}-"
    assert site.asked[-1].headers["If-Range"] == '"one"'


def test_the_note_says_which_version_the_part_is_of(
    site: Site, refused: Refused, folder: Path
) -> None:
    url = _break_off(site, refused)
    (note,) = folder.glob("*.json")
    assert json.loads(note.read_text("utf-8")) == {
        "url": url,
        "final_url": url,
        "etag": '"one"',
        "last_modified": None,
    }


def test_it_starts_anew_where_the_document_has_changed(
    site: Site, refused: Refused, again: Callable[[str], Fetched]
) -> None:
    _break_off(site, refused)
    url = site.serve_parts("/plan.pdf", NEWER, cut=None, etag='"two"')
    assert again(url).path.read_bytes() == NEWER
    assert len(site.paths()) == 3  # the answer to If-Range was all of it: no further request


def test_it_starts_anew_where_the_server_knows_no_parts(
    site: Site, refused: Refused, again: Callable[[str], Fetched]
) -> None:
    _break_off(site, refused)
    assert again(site.serve("/plan.pdf", PDF)).path.read_bytes() == PDF


def test_a_date_is_as_good_as_an_etag_once_it_is_a_second_old(
    site: Site, refused: Refused, folder: Path
) -> None:
    modified = "Mon, 01 Jun 2015 10:00:00 GMT"
    for second, kept in (("00", None), ("01", modified)):
        headers = {"Last-Modified": modified, "Date": f"Mon, 01 Jun 2015 10:00:{second} GMT"}
        refused(site.answer("/a", Answer(PDF, headers=headers, cut=9)), left=(".part", ".json"))
        (note,) = folder.glob("*.json")
        assert json.loads(note.read_text("utf-8"))["last_modified"] == kept


@pytest.mark.parametrize("etag", ['W/"weak"', ""])
def test_without_a_mark_of_the_version_it_starts_anew(
    site: Site, refused: Refused, again: Callable[[str], Fetched], etag: str
) -> None:
    url = _break_off(site, refused, etag=etag)
    assert again(url).path.read_bytes() == PDF
    assert "Range" not in site.asked[-1].headers


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"url": 1', "null"])
def test_a_damaged_note_makes_it_start_anew(
    site: Site, refused: Refused, again: Callable[[str], Fetched], folder: Path, note: str
) -> None:
    url = _break_off(site, refused)
    next(folder.glob("*.json")).write_text(note, "utf-8")
    assert again(url).path.read_bytes() == PDF
    assert "Range" not in site.asked[-1].headers


def test_the_part_of_another_address_is_not_used(
    site: Site, refused: Refused, again: Callable[[str], Fetched], folder: Path
) -> None:
    url = _break_off(site, refused)
    _changed(folder, url=site.url + "/other.pdf")
    assert again(url).path.read_bytes() == PDF
    assert "Range" not in site.asked[-1].headers


def test_two_addresses_do_not_share_a_part(
    site: Site, refused: Refused, fetcher: Fetcher, folder: Path
) -> None:
    _break_off(site, refused)
    fetched = fetcher.get(site.serve_parts("/b/plan.pdf", NEWER, cut=None), folder)
    assert fetched.path.read_bytes() == NEWER
    assert "Range" not in site.asked[-1].headers
    assert len(list(folder.glob("*.part"))) == 1


def test_no_part_is_asked_of_an_address_that_did_not_send_the_first(
    site: Site, refused: Refused, again: Callable[[str], Fetched]
) -> None:
    for path, body in (("/old.pdf", PDF), ("/new.pdf", NEWER)):
        site.serve_parts(path, body, cut=CUT if body == PDF else None)
    url = site.answer(
        "/plan.pdf",
        Answer(status=302, headers={"Location": "/old.pdf"}),
        Answer(status=302, headers={"Location": "/new.pdf"}),
    )
    refused(url, left=(".part", ".json"))
    assert again(url).path.read_bytes() == NEWER
    assert all("Range" not in asked.headers for asked in site.asked)


@pytest.mark.parametrize(
    ("span", "others"),
    [
        (f"bytes 0-9/{len(PDF)}", {}),
        (f"bytes {CUT + 1}-{len(PDF)}/{len(PDF)}", {}),
        (f"pages {CUT}-{len(PDF)}/{len(PDF)}", {}),
        (f"bytes {CUT}-{len(PDF) - 1}/{len(PDF)}", {"ETag": '"two"'}),
        (f"bytes {CUT}-{len(PDF) - 1}/{len(PDF)}", {"Content-Encoding": "gzip"}),
        ("", {}),
    ],
)
def test_a_part_that_does_not_fit_makes_it_start_anew(
    site: Site,
    refused: Refused,
    again: Callable[[str], Fetched],
    span: str,
    others: dict[str, str],
) -> None:
    url = _break_off(site, refused)

    def route(asked: Asked) -> Answer:
        if "Range" not in asked.headers:
            return Answer(PDF)
        headers = {"Content-Range": span, "ETag": '"one"'} | others
        return Answer(b"wrong", status=206, headers=headers)

    site.routes["/plan.pdf"] = route
    assert again(url).path.read_bytes() == PDF


def test_a_part_from_another_address_is_not_put_behind_what_is_held(
    site: Site, refused: Refused
) -> None:
    site.serve_parts("/old.pdf", PDF, cut=CUT)
    url = site.answer(
        "/plan.pdf",
        Answer(status=302, headers={"Location": "/old.pdf"}),
        Answer(status=302, headers={"Location": "/new.pdf"}),
    )
    refused(url, left=(".part", ".json"))
    headers = {"Content-Range": f"bytes {CUT}-{len(PDF) - 1}/{len(PDF)}", "ETag": '"one"'}
    site.answer("/new.pdf", Answer(NEWER[CUT:], status=206, headers=headers))
    assert "a part that was not asked for" in str(refused(url))


def test_of_an_empty_part_nothing_is_gone_on_with(
    site: Site, refused: Refused, again: Callable[[str], Fetched], folder: Path
) -> None:
    url = _break_off(site, refused)
    next(folder.glob("*.part")).write_bytes(b"")
    again(url)
    assert "Range" not in site.asked[-1].headers


def test_a_part_that_was_not_asked_for_is_refused(site: Site, refused: Refused) -> None:
    answer = Answer(PDF[CUT:], status=206, headers={"Content-Range": f"bytes {CUT}-/*"})
    assert "a part that was not asked for" in str(refused(site.answer("/a.pdf", answer)))


def test_a_rest_that_is_shorter_than_the_rest_is_not_taken_for_whole(
    site: Site, refused: Refused, again: Callable[[str], Fetched]
) -> None:
    url = _break_off(site, refused)
    headers = {"Content-Range": f"bytes {CUT}-{CUT + 99}/{len(PDF)}", "ETag": '"one"'}
    site.answer("/plan.pdf", Answer(PDF[CUT : CUT + 100], status=206, headers=headers))
    assert "broke off" in str(refused(url, left=(".part", ".json")))
    assert again(site.serve_parts("/plan.pdf", PDF, cut=None)).path.read_bytes() == PDF
    assert site.asked[-1].headers["Range"] == f"bytes={CUT + 100}-"


def test_a_part_that_is_whole_already_is_fetched_anew(
    site: Site, refused: Refused, again: Callable[[str], Fetched], folder: Path
) -> None:
    url = _break_off(site, refused)
    next(folder.glob("*.part")).write_bytes(PDF)
    assert again(url).path.read_bytes() == PDF


@pytest.mark.parametrize("status", [404, 410, 403])
def test_what_arrived_goes_when_the_document_has_gone(
    site: Site, refused: Refused, status: int
) -> None:
    url = _break_off(site, refused)
    site.answer("/plan.pdf", Answer(status=status))
    refused(url, left=())


@pytest.mark.parametrize("status", [500, 503, 429])
def test_what_arrived_stays_while_the_server_cannot_go_on(
    site: Site, refused: Refused, again: Callable[[str], Fetched], status: int
) -> None:
    url = _break_off(site, refused)
    site.answer("/plan.pdf", Answer(status=status))
    refused(url, left=(".part", ".json"))
    again(site.serve_parts("/plan.pdf", PDF, cut=None))
    assert site.asked[-1].headers["Range"] == f"bytes={CUT}-"


def test_a_document_that_is_fetched_again_replaces_the_one_before(
    site: Site, again: Callable[[str], Fetched]
) -> None:
    first = again(site.serve("/plan.pdf", PDF))
    second = again(site.serve("/plan.pdf", NEWER))
    assert second.path == first.path
    assert second.path.read_bytes() == NEWER
