"""What is taken for a document, and what is an error page, a login or nothing to read."""

import io
import zipfile
from pathlib import Path

import pytest

from ingest.fetching import Fetcher
from ingest.readers.formats import Format, check_format
from tests.ingest.fetching.site import PAGE, PDF, Answer, Refused, Site


def _zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "<w/>")
    return file.getvalue()


WORD = _zipped("word/document.xml")
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BYTES = "application/octet-stream"


@pytest.mark.parametrize(
    ("path", "body", "kind", "format_"),
    [
        ("/plan.pdf", PDF, "application/pdf", Format.PDF),
        ("/plan.pdf", PDF, BYTES, Format.PDF),
        ("/plan.pdf", PDF, "text/html", Format.PDF),
        ("/plan.aspx?id=1", PDF, None, Format.PDF),
        ("/plan.docx", WORD, WORD_TYPE, Format.WORD),
        ("/download", WORD, "application/zip", Format.WORD),
        ("/plan", PAGE, "text/html; charset=utf-8", Format.HTML),
        ("/plan.html", PAGE, None, Format.HTML),
        ("/plan.php", PAGE, "application/xhtml+xml", Format.HTML),
        ("/plan", b"\xef\xbb\xbf" + PAGE, "text/html", Format.HTML),
        ("/plan", b"<div>Words</div>", "text/html", Format.HTML),
        ("/plan.txt", b"Words", "text/plain; charset=utf-8", Format.TEXT),
        ("/plan", b"Words", "text/plain", Format.TEXT),
        ("/plan.txt", b"Words", BYTES, Format.TEXT),
        ("/plan.md", b"# Words", "text/plain", Format.MARKDOWN),
        ("/plan", b"# Words", "text/markdown", Format.MARKDOWN),
    ],
)
def test_a_document_is_kept_under_the_suffix_of_its_format(
    site: Site,
    fetcher: Fetcher,
    tmp_path: Path,
    path: str,
    body: bytes,
    kind: str | None,
    format_: Format,
) -> None:
    fetched = fetcher.get(site.serve(path, body, kind), tmp_path / "new" / "folder")
    assert fetched.format is format_ is check_format(fetched.path)
    assert fetched.path.read_bytes() == body
    assert fetched.content_type == kind
    assert fetched.size == len(body)
    assert [fetched.path] == list((tmp_path / "new" / "folder").iterdir())


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/plan.pdf", "text/html"),
        ("/PLAN.PDF?download=1", "text/html"),
        ("/plan", "application/pdf"),
        ("/plan.docx", "text/html"),
        ("/plan.txt", "text/plain"),
    ],
)
def test_a_web_page_instead_of_a_document_is_refused(
    site: Site, refused: Refused, path: str, kind: str
) -> None:
    error = refused(site.serve(path, PAGE, kind))
    assert "answers with a web page instead of " in str(error)
    assert "perhaps an error or a login page" in str(error)
    assert error.try_archive


def test_a_redirect_from_a_pdf_to_a_login_page_is_refused(site: Site, refused: Refused) -> None:
    site.serve("/login", PAGE, "text/html")
    url = site.answer("/plan.pdf", Answer(status=302, headers={"Location": "/login"}))
    assert "instead of a PDF" in str(refused(url))


def test_a_redirect_to_a_pdf_that_is_a_page_is_refused(site: Site, refused: Refused) -> None:
    site.serve("/plan.pdf", PAGE, "text/html")
    url = site.answer("/plan", Answer(status=302, headers={"Location": "/plan.pdf"}))
    assert "instead of a PDF" in str(refused(url))


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("/plan", b"\x89PNG\r\n\x1a\n" + bytes(50), "image/png"),
        ("/plan", b"{}", "application/json"),
        ("/plan", b"<?xml version='1.0'?><rss/>", "application/rss+xml"),
        ("/plan.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "application/msword"),
        ("/plan.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "text/plain"),
        ("/plan.zip", _zipped("plan.pdf"), "application/zip"),
        ("/plan.docx", WORD[:60], WORD_TYPE),
        ("/plan.pdf", b"Words", "application/pdf"),
        ("/plan.pdf", b"Words", "text/plain"),
        ("/plan", b"Words", BYTES),
        ("/plan", b"Words", None),
        ("/plan", b"No page here", "text/html"),
    ],
)
def test_anything_else_is_refused(
    site: Site, refused: Refused, path: str, body: bytes, kind: str | None
) -> None:
    error = refused(site.serve(path, body, kind))
    assert (kind or "of an unknown kind") in str(error)
    assert "save it and add the file" in str(error)
    assert error.try_archive


def test_a_film_is_not_read(site: Site, refused: Refused) -> None:
    # Nothing of it is sent, so only a fetcher that does not wait for it gets here.
    answer = Answer(headers={"Content-Type": "video/mp4", "Content-Length": "9000"}, cut=0)
    assert "is video/mp4" in str(refused(site.answer("/plan", answer)))


def test_an_empty_answer_is_refused(site: Site, refused: Refused) -> None:
    assert "is empty (0 bytes)" in str(refused(site.serve("/plan.pdf", b"")))


@pytest.mark.parametrize(
    "title",
    [
        "Page not found - Police and Crime Commissioner",
        "The page you want cannot be found",
        "404",
        "Error 404 | Council",
        "404 Not Found",
        "503 - Service unavailable",
        "Log in",
        "Sign in to your account",
        "Access Denied",
        "Just a moment...",
    ],
)
def test_a_page_that_says_it_is_no_document_is_refused(
    site: Site, refused: Refused, title: str
) -> None:
    page = PAGE.replace(b"The Plan", title.encode())
    error = refused(site.serve("/plan", page, "text/html"))
    assert f"answers with the page “{title}”" in str(error)


@pytest.mark.parametrize(
    "title",
    [
        "404 new officers for Hertfordshire",
        "500 officers: the plan",
        "Lost and found: how to claim a document",
        "Document that found support",
        "Logging crime",
        "",
    ],
)
def test_a_page_whose_title_has_such_words_is_taken(
    site: Site, fetcher: Fetcher, tmp_path: Path, title: str
) -> None:
    url = site.serve("/plan", PAGE.replace(b"The Plan", title.encode()), "text/html")
    fetcher.get(url, tmp_path)


def test_a_page_that_has_become_the_front_page_is_gone(site: Site, refused: Refused) -> None:
    site.serve("/", PAGE, "text/html")
    url = site.answer("/news/plan", Answer(status=301, headers={"Location": "/"}))
    error = refused(url)
    assert "leads to the front page" in str(error)
    assert error.try_archive


def test_a_page_that_is_told_from_the_front_page_by_its_query_is_taken(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.serve("/?page_id=7", PAGE, "text/html")
    fetcher.get(
        site.answer("/plan", Answer(status=301, headers={"Location": "/?page_id=7"})), tmp_path
    )


@pytest.mark.parametrize("path", ["/index.html", "/home/", "/"])
def test_a_front_page_that_is_asked_for_is_taken(
    site: Site, fetcher: Fetcher, tmp_path: Path, path: str
) -> None:
    url = site.answer(path, Answer(status=301, headers={"Location": "/"}))
    site.serve("/", PAGE, "text/html")
    fetcher.get(url, tmp_path)


def test_the_file_is_named_by_its_address_and_no_other_has_that_name(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    names = [
        fetcher.get(site.serve(path, PDF), tmp_path).path.name
        for path in ("/a/The%20Plan.pdf", "/b/The%20Plan.pdf", "/b/The%20Plan.pdf?v=2", "/")
    ]
    assert len(set(names)) == 4
    assert all(name.startswith("the-20plan-") for name in names[:3])
