"""Which formats there are, how to tell them, and who reads them."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from corpus.errors import ReadingError
from ingest.readers.reading import OnPage, Reading

__all__ = ["SUFFIXES", "Format", "check_format", "format_of_bytes", "read_file"]


class Format(StrEnum):
    """A format that can be read; the value is the suffix that its files are stored under."""

    PDF = ".pdf"
    WORD = ".docx"
    HTML = ".html"
    MARKDOWN = ".md"
    TEXT = ".txt"


_BY_SUFFIX = {".htm": Format.HTML, ".markdown": Format.MARKDOWN} | {f.value: f for f in Format}
SUFFIXES = tuple(_BY_SUFFIX)
"""Suffixes of files that can be read."""

_HEAD = 4096
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_NOT_READ = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Office file", "save it as .docx or PDF"),
    (b"{\\rtf", "a rich text file", "save it as .docx or PDF"),
    (b"\x89PNG", "a picture", "save it as a PDF"),
    (b"\xff\xd8\xff", "a picture", "save it as a PDF"),
    (b"GIF8", "a picture", "save it as a PDF"),
    (b"II*\x00", "a picture", "save it as a PDF"),
    (b"\x1f\x8b", "a compressed file", "unpack it"),
    (b"Rar!", "an archive", "unpack it"),
    (b"7z\xbc\xaf", "an archive", "unpack it"),
)
_NAMES = {
    Format.PDF: "a PDF",
    Format.WORD: "a Word file",
    Format.HTML: "a web page",
    Format.MARKDOWN: "text",
    Format.TEXT: "text",
}


def check_format(path: Path) -> Format:
    """Return the format of a file, by its name and by what is in it.

    Raises:
        ReadingError: It is missing, no file, of another format, or not what its name says.
    """
    named = _BY_SUFFIX.get(path.suffix.lower())
    if named is None:
        kinds = ", ".join(format_.value for format_ in Format)
        what = path.suffix or "a file without a suffix"
        raise ReadingError(f"{path}: cannot read {what}; save it as one of {kinds}")
    if path.exists() and not path.is_file():
        raise ReadingError(f"{path}: is not a file; put a file there")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise ReadingError(f"{path}: not found; restore the file or correct its name") from None
    except OSError as error:
        raise ReadingError(f"{path}: cannot be read: {error.strerror or error}") from None
    if not head:
        raise ReadingError(f"{path}: is empty (0 bytes); get it again")
    for start, what, remedy in _NOT_READ:
        if head.startswith(start):
            raise ReadingError(f"{path}: is {what}; {remedy}")
    found = format_of_bytes(head, path)
    if found is not None and found is not named:
        raise ReadingError(
            f"{path}: is named {path.suffix} but is {_NAMES[found]}; "
            f"open it to see what it is, and rename it to {found.value} if it is right"
        )
    if found is None and named in (Format.PDF, Format.WORD):
        raise ReadingError(f"{path}: is not {_NAMES[named]}, or is damaged; get it again")
    return named


def format_of_bytes(head: bytes, path: Path) -> Format | None:
    """Tell a PDF, a Word file or a web page by how it starts; None for anything else.

    Args:
        head: The first bytes of the file.
        path: The file, to look into where it is a zip archive.
    """
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"PK"):
        try:
            with zipfile.ZipFile(path) as archive:
                return Format.WORD if "word/document.xml" in archive.namelist() else None
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return None
    return Format.HTML if _HTML.match(head) else None


def read_file(path: Path, on_page: OnPage) -> Reading:
    """Read a file with the reader of its format.

    Raises:
        ReadingError: It cannot be read; the message names it and says what to do.
    """
    found = check_format(path)
    if found is Format.PDF:
        from ingest.readers.pdf import read_pdf

        return read_pdf(path, on_page)
    if found is Format.WORD:
        from ingest.readers.word import read_word

        return read_word(path)
    if found is Format.HTML:
        from ingest.readers.html import read_html

        return read_html(path)
    from ingest.readers.markdown import read_markdown, read_plain

    return read_markdown(path) if found is Format.MARKDOWN else read_plain(path)
