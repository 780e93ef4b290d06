"""What it is that a server sent: its bytes decide, and what was asked for and said of it."""

import re
from pathlib import Path, PurePosixPath

import httpx

from ingest.readers.formats import Format, format_of_bytes
from ingest.web.errors import SAVE_IT, FetchError

__all__ = ["check_place", "check_promise", "format_of_answer"]

_HEAD = 65_536
_NAMES = {
    Format.PDF: "a PDF",
    Format.WORD: "a Word file",
    Format.HTML: "a web page",
    Format.MARKDOWN: "text",
    Format.TEXT: "text",
}
_SUFFIXES = {
    ".pdf": Format.PDF,
    ".docx": Format.WORD,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT,
}
_TYPES = {
    "application/pdf": Format.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Format.WORD,
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/markdown": Format.MARKDOWN,
    "text/plain": Format.TEXT,
}
_UNSAID = ("", "application/octet-stream", "binary/octet-stream", "application/force-download")
_NEVER = ("image/", "audio/", "video/", "font/")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_TAG = re.compile(rb"<[a-zA-Z!]")
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_NO_DOCUMENT = re.compile(
    r"^\s*(?:error\s*)?(?:40[0134]|410|50[0234])\s*(?:$|[-–—:|,]|error|forbidden|(?:page )?not found)"
    r"|\b(?:page|file|document|resource)\b.{0,20}\b(?:not|cannot)(?: be)? found\b"
    r"|^\s*(?:(?:please )?(?:log|sign) ?in|access denied|forbidden|not found|just a moment"
    r"|attention required|service unavailable)\b",
    re.IGNORECASE,
)
_FRONT = ("", "index", "home", "default")


def check_promise(url: str, content_type: str | None) -> None:
    """Refuse what cannot be a document, before it is read.

    Raises:
        FetchError: It is said to be a picture, sound, film or font.
    """
    if _plain(content_type).startswith(_NEVER):
        raise _refused(url, f"is {_plain(content_type)}, not a document that can be read")


def check_place(url: str, final_url: str) -> None:
    """Refuse an address that led to the front page of a site, as documents that are gone do.

    Raises:
        FetchError: It did.
    """
    if PurePosixPath(_path(url)).stem.lower() in _FRONT:
        return
    if _path(final_url) in ("", "/") and not httpx.URL(final_url).query:
        raise _refused(url, f"leads to the front page {final_url}, so it is not there any more")


def format_of_answer(path: Path, url: str, final_url: str, content_type: str | None) -> Format:
    """Return the format of a file that was fetched.

    Args:
        path: The file.
        url: What was asked for; its suffix says what was expected.
        final_url: What answered.
        content_type: What the server says it is.

    Raises:
        FetchError: It is another thing than was expected, or nothing that can be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise _refused(url, "is empty (0 bytes)")
    found = format_of_bytes(head, path)
    if found in (Format.PDF, Format.WORD):
        return found
    said = _TYPES.get(_plain(content_type))
    named = _SUFFIXES.get(_suffix(url)) or _SUFFIXES.get(_suffix(final_url))
    if found is None:
        found = _text_format(head, said, named, _plain(content_type) in _UNSAID)
    expected = said if said in (Format.PDF, Format.WORD) else named
    if found is Format.HTML and expected not in (None, Format.HTML):
        wanted = _NAMES[expected]
        raise _refused(
            url, f"answers with a web page instead of {wanted}, perhaps an error or a login page"
        )
    if found is None or expected in (Format.PDF, Format.WORD):
        what = _plain(content_type) or "of an unknown kind"
        raise _refused(url, f"is {what} and cannot be read, or is damaged")
    if found is Format.HTML and (title := _title(head)) and _NO_DOCUMENT.search(title):
        raise _refused(url, f"answers with the page “{title[:80]}”")
    return found


def _text_format(
    head: bytes, said: Format | None, named: Format | None, unsaid: bool
) -> Format | None:
    """Tell the formats that have no mark of their own by what is said of them."""
    if _CONTROL.search(head):
        return None
    if said is Format.HTML:
        return Format.HTML if _TAG.search(head) else None
    if Format.MARKDOWN in (said, named) and (said is not None or unsaid):
        return Format.MARKDOWN
    return Format.TEXT if said is Format.TEXT or (unsaid and named is Format.TEXT) else None


def _refused(url: str, what: str) -> FetchError:
    return FetchError(url, f"{what}; {SAVE_IT}", try_archive=True)


def _plain(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower()


def _path(url: str) -> str:
    return httpx.URL(url).path


def _suffix(url: str) -> str:
    return PurePosixPath(_path(url)).suffix.lower()


def _title(head: bytes) -> str:
    match = _TITLE.search(head)
    return " ".join(match[1].decode("utf-8", "replace").split()) if match else ""
