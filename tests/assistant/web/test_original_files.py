"""Originals as they are handed out: which ones, as what, and with what they may do."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from assistant.web.originals import NotServed
from corpus.errors import IndexMissing
from corpus.generation import Generation
from tests.assistant.web.conftest import documents_client
from tests.assistant.web.library import FILES, PLAN, Library, build_library, changed

PDF = f"/documents/{PLAN}/original"


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[httpx.Client]:
    with documents_client(library) as client:
        yield client


@pytest.fixture
def own(tmp_path: Path) -> Library:
    """A library that a test may change."""
    return build_library(tmp_path / "data")


def test_a_pdf_is_the_very_file_that_was_read_and_opens_in_the_browser(
    client: httpx.Client, library: Library
) -> None:
    response = client.get(PDF)
    assert response.status_code == 200
    assert response.content == (library.data / "originals" / f"{PLAN}.pdf").read_bytes()
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"] == f'inline; filename="{PLAN}.pdf"'
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_viewer_can_ask_for_a_part_and_for_the_head_alone(client: httpx.Client) -> None:
    whole = client.get(PDF).content
    part = client.get(PDF, headers={"Range": "bytes=5-14"})
    assert (part.status_code, part.content) == (206, whole[5:15])
    assert part.headers["content-range"] == f"bytes 5-14/{len(whole)}"
    end = client.get(PDF, headers={"Range": "bytes=-7"})
    assert (end.status_code, end.content) == (206, whole[-7:])
    head = client.head(PDF)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(whole))
    assert head.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    ("range_", "status"),
    [
        ("bytes=999999999-", 416),
        ("bytes=9-5", 400),
        ("lines=1-2", 400),
        ("bytes=" + "9" * 5_000 + "-", 400),
        ("bytes=" + ",".join(["0-"] * 5_000), 200),
    ],
)
def test_a_nonsensical_range_breaks_nothing(client: httpx.Client, range_: str, status: int) -> None:
    assert client.get(PDF, headers={"Range": range_}).status_code == status


def test_a_browser_that_has_the_file_is_told_so(client: httpx.Client) -> None:
    tag = client.get(PDF).headers["etag"]
    for held in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(PDF, headers={"If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get(PDF, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("document", "content_type", "disposition"),
    [
        ("web-page", "text/html; charset=utf-8", "inline"),
        ("notes", "text/plain; charset=utf-8", "inline"),
        ("speech", "text/plain; charset=utf-8", "inline"),
        (
            "minutes",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "attachment",
        ),
    ],
)
def test_no_other_original_may_do_anything_in_the_browser(
    client: httpx.Client, document: str, content_type: str, disposition: str
) -> None:
    response = client.get(f"/documents/{document}/original")
    assert response.status_code == 200
    assert response.headers["content-type"] == content_type
    assert response.headers["content-disposition"].startswith(f"{disposition}; filename=")
    policy = response.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "allow" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_web_page_in_an_older_encoding_is_not_called_utf_8(own: Library) -> None:
    file = own.data / "originals" / "web-page.html"
    own = changed(own, "web-page", file, b"<html><meta charset=latin1><p>caf\xe9")
    with documents_client(own) as client:
        assert client.get("/documents/web-page/original").headers["content-type"] == "text/html"


def test_a_file_of_an_unknown_kind_is_only_saved(own: Library) -> None:
    file = own.data / "originals" / "web-page.svg"
    own = changed(own, "web-page", file, b"<svg onload='alert(1)'/>")
    with documents_client(own) as client:
        headers = client.get("/documents/web-page/original").headers
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("news-2015", "our own summary"),
        ("plan-2013-18", "do not hold its text"),
        ("no-such-document", "no document at this address"),
    ],
)
def test_where_there_is_no_original_a_page_says_why(
    client: httpx.Client, document: str, words: str
) -> None:
    response = client.get(f"/documents/{document}/original")
    assert response.status_code == 404
    assert words in response.text
    known = document != "no-such-document"
    assert ("Look at the publisher" in response.text) == known


@pytest.mark.parametrize("change", ["content", "gone", "same size", "a folder", "a pipe"])
def test_a_file_that_is_not_the_one_that_was_read_is_not_handed_out(
    own: Library, change: str
) -> None:
    file = own.data / "originals" / f"{PLAN}.pdf"
    with documents_client(own) as client:
        assert client.get(PDF).status_code == 200
        raw = file.read_bytes()
        file.unlink()
        if change == "content":
            file.write_bytes(raw + b"\n")
        elif change == "same size":
            file.write_bytes(b"%" + raw[1:-1] + b"!")
        elif change == "a folder":
            file.mkdir()
        elif change == "a pipe":
            os.mkfifo(file)
        response = client.get(PDF)
        assert response.status_code == 404
        assert "has changed since it was read" in response.text
        assert client.get(f"/documents/{PLAN}/pages/2.png").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "../originals/plan-2015-20.pdf",
        "..",
        ".",
        "",
        "/etc/passwd",
        "../../secret.txt",
        "a\x00b.pdf",
        "x" * 5_000,
    ],
)
def test_a_name_in_the_manifest_cannot_lead_out_of_the_folder(own: Library, name: str) -> None:
    (own.data.parent / "secret.txt").write_text("secret", "utf-8")
    own = changed(own, PLAN, file_name=name)
    with pytest.raises(NotServed, match="has changed"):
        own.holdings.original(PLAN)


@pytest.mark.parametrize(
    "document",
    [
        "..",
        "../notes",
        "..%2f..%2foriginals%2fnotes.md",
        "%2e%2e",
        "notes%00",
        "%00",
        "NOTES",
        "notes.md",
        "notes%20",
        "notes%0a",
        "%ff%fe",
        "é",
        "-",
        "a" * 3_000,
        "<script>alert(1)</script>",
        "notes;x",
        "notes\\",
    ],
)
@pytest.mark.parametrize("what", ["original", "pages/1.png"])
def test_an_odd_id_is_not_found(client: httpx.Client, document: str, what: str) -> None:
    response = client.get(f"/documents/{quote(document, safe='%')}/{what}")
    assert response.status_code == 404
    assert "<script>alert" not in response.text


def test_no_other_name_below_the_documents_leads_anywhere(client: httpx.Client) -> None:
    for path in ("/documents/x", "/documents/notes/x", "/documents/a/b/c", "/documents//original"):
        assert client.get(path).status_code == 404
    for method in ("POST", "PUT", "DELETE"):
        assert client.request(method, PDF).status_code in {404, 405}


def test_without_an_index_everything_says_try_later_and_nothing_of_the_machine(
    library: Library, tmp_path: Path
) -> None:
    def no_index() -> Generation:
        raise IndexMissing(f"{tmp_path}: there is no index; run `python -m ingest`")

    with documents_client(Library(library.data, library.generation), no_index) as client:
        for path in ("", ".json", "/notes", "/notes/original", f"/{PLAN}/pages/1.png"):
            response = client.get(f"/documents{path}")
            assert response.status_code == 503
            assert "try again later" in response.text
            assert str(tmp_path) not in response.text


def test_every_kind_of_file_was_tried() -> None:
    assert {Path(name).suffix for name in FILES} == {".html", ".md", ".txt", ".docx"}
