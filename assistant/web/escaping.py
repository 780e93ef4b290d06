"""From words of documents and people to HTML that can be nothing but words.

The chat renders Markdown after HTML, so escaping for HTML alone is not enough: every ASCII
punctuation mark becomes a numeric entity, which neither reads as markup. White space is folded,
because an empty line would end the HTML block and let Markdown in.
"""

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

__all__ = ["escape", "paragraphs", "safe_url", "with_links", "with_strong"]

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_SPACE = re.compile(r"\s+")
# Controls, direction overrides that make text look other than it is, halves of characters.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINKABLE = re.compile(
    r"(?P<marker>\[\d{1,3}\])"
    r"|(?P<url>https?://[^\s<>\"'“”‘’]*[^\s<>\"'“”‘’.,;:!?)\]])"
    r"|\b(?:call|dial|phone|ring|emergency:) (?P<short>999|101|111|112)\b(?![/-]|[.,]\d)"
    r"|(?<![\w.,£/+-])(?P<long>116 ?123|0800 ?1111|0\d{2,4} ?\d{3,4} ?\d{3,4})(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)


def escape(text: str) -> str:
    """Write text as HTML that shows it literally, in an element or in a quoted attribute."""
    visible = _INVISIBLE.sub("", _SPACE.sub(" ", text))
    return _PUNCTUATION.sub(lambda mark: f"&#{ord(mark.group())};", visible)


def safe_url(url: str | None) -> str | None:
    """Return the address, escaped, where it is one that a link may lead to; None otherwise."""
    if not url or _SPACE.search(url) or _INVISIBLE.search(url):
        return None
    try:
        parts = urlsplit(url)
        allowed = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return None
    return escape(url) if allowed else None


def paragraphs(text: str) -> list[str]:
    """Split our own words at their line ends."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def with_links(text: str, marker_link: Callable[[int], str | None]) -> str:
    """Escape our own words, making links of web addresses, telephone numbers and known markers.

    Args:
        text: Words of an opening or a note.
        marker_link: HTML for a marker's number, or None where there is no such marker.
    """
    pieces, done = [], 0
    for found in _LINKABLE.finditer(text):
        kind = found.lastgroup or ""
        if _within_marks(text, found.start()):
            continue
        link = _link(kind, found[kind], marker_link)
        if link is not None:
            start, end = found.span(kind)
            pieces += [escape(text[done:start]), link]
            done = end
    return "".join([*pieces, escape(text[done:])])


def _within_marks(text: str, place: int) -> bool:
    """Whether a place stands in quotation marks: what was asked is repeated there, and is no link."""
    pairs = (("“", "”"), ("‘", "’"))
    return any(text.rfind(first, 0, place) > text.rfind(last, 0, place) for first, last in pairs)


def _link(kind: str, words: str, marker_link: Callable[[int], str | None]) -> str | None:
    if kind == "marker":
        return marker_link(int(words[1:-1]))
    if kind == "url":
        url = safe_url(words)
        attributes = 'target="_blank" rel="noopener noreferrer"'
        return url and f'<a href="{url}" {attributes}>{escape(words)}</a>'
    return f'<a href="tel:{words.replace(" ", "")}">{escape(words)}</a>'


def with_strong(text: str, parts: Iterable[str]) -> str:
    """Escape text, with the first whole occurrence of each part in bold."""
    bold = [False] * len(text)
    for part in filter(str.strip, parts):
        whole = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text)
        start = whole.start() if whole else text.find(part)
        if start >= 0:
            bold[start : start + len(part)] = [True] * len(part)
    pieces, done = [], 0
    for end in range(1, len(text) + 1):
        if end == len(text) or bold[end] != bold[done]:
            words = escape(text[done:end])
            pieces.append(f"<strong>{words}</strong>" if bold[done] else words)
            done = end
    return "".join(pieces)
