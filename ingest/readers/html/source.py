"""From the bytes of a web page to its tree. Nothing is fetched, no definition is loaded."""

import codecs
import re
from pathlib import Path
from typing import Any

from lxml import etree, html

from corpus.errors import ReadingError

__all__ = ["Element", "parse_page", "tag_of"]

Element = Any
"""An lxml element, which has no types."""

_MOST_BYTES = 20 * 2**20
_DEEPEST = 200
"""Elements in elements; pages of public bodies have thirty."""
_AS_PDF = "open it in a browser and save it as PDF"
_LOOKED_AT = 4096
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSETS = re.compile(
    r"iso8859-\d+|cp\d{3,4}|mac-\w+|koi8-\w|shift_jis\w*|euc_\w+|gb\w+|big5\w*|iso2022_\w+|johab"
)
_TAG = re.compile(r"<(?:!doctype|[a-z])", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\ufffd]")
_FEW_CONTROLS = 10
_MOST_CONTROLS = 0.01
"""As a part of all characters; a page has none, a picture or a program thirty times as many."""


def parse_page(path: Path) -> Element:
    """Return the root of a page's tree.

    Raises:
        ReadingError: It is missing, too large, no web page, or nested too deeply.
    """
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= _MOST_BYTES else b""
    except OSError as error:
        raise ReadingError(f"{path}: cannot be read: {error.strerror or error}") from None
    if size > _MOST_BYTES:
        raise ReadingError(
            f"{path}: is {size / 2**20:,.0f} MB, and of a web page {_MOST_BYTES // 2**20} MB are "
            f"read at most; {_AS_PDF}"
        )
    text = _decoded(raw)
    if not text.strip():
        raise ReadingError(f"{path}: is empty; get it again")
    if len(_CONTROL.findall(text)) > max(_FEW_CONTROLS, _MOST_CONTROLS * len(text)):
        raise ReadingError(f"{path}: is not a web page but holds other data; get it again")
    if not _TAG.search(text):
        raise ReadingError(f"{path}: holds no HTML; if it is plain text, rename it to .txt")
    return _tree(path, text)


def _tree(path: Path, text: str) -> Element:
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    # A character that UTF-8 cannot hold may stand in a page as a number.
    raw = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise ReadingError(f"{path}: holds no HTML that can be read; {_AS_PDF}") from None
    # Past its limits the parser stops without an error, and the rest of the page would be lost.
    cut_short = any("RESOURCE_LIMIT" in entry.type_name for entry in parser.error_log)
    if cut_short or _depth(root) > _DEEPEST:
        raise ReadingError(
            f"{path}: has more than {_DEEPEST} elements in each other, so it was not read; {_AS_PDF}"
        )
    return root


def _depth(root: Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _decoded(raw: bytes) -> str:
    """Decode as browsers do: by the mark of byte order, by what the page declares, as UTF-8."""
    for mark, charset in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(charset, "replace")
    declared = _DECLARED.search(raw[:_LOOKED_AT])
    charset = _charset(declared[1].decode("ascii", "replace")) if declared else "utf-8"
    return raw.decode(charset, "plans-stray-bytes" if charset == "utf-8" else "replace")


def _charset(name: str) -> str:
    """The codec for a declared name; UTF-8 for names that no page can mean."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return "utf-8"
    if found in ("ascii", "iso8859-1"):
        return "cp1252"  # Who declares Latin-1 means what Windows writes: its quotation marks.
    return found if _CHARSETS.fullmatch(found) else "utf-8"


def _stray_bytes(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are characters of Windows, pasted from elsewhere."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("plans-stray-bytes", _stray_bytes)


def tag_of(element: Element) -> str:
    """The name of an element, empty for what is none."""
    return element.tag if isinstance(element.tag, str) else ""
