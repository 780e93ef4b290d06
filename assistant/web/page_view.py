"""What the picture of a page is asked for: which page, and which words are marked on it."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.web.originals import Holdings, NotServed, Original
from corpus.pages import Box, boxes_between

__all__ = ["NORMAL_WIDTH", "PageView", "digest_of", "view_page"]

NORMAL_WIDTH, LARGE_WIDTH = 1_000, 2_000
MOST_MARKED = 5_000
"""Characters; a quotation is far shorter."""

NO_PAGES = "This document has no pages that can be pictured."
NO_SUCH_PAGE = "This document has no such page."
NO_SUCH_WORDS = "These words do not stand on this page."
OTHER_WORDS = (
    "The document was read again since this answer was given, and these words may stand elsewhere "
    "now. Please ask the question again."
)
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page and the places on it that are marked."""

    original: Original
    page: int
    width: int
    """Of the picture, in pixels."""
    boxes: tuple[Box, ...]

    @property
    def tag(self) -> str:
        """Changes when the picture does."""
        shown = repr((_DRAWN_AS, self.original.sha256, self.page, self.width, self.boxes))
        return hashlib.sha256(shown.encode()).hexdigest()[:32]


_DRAWN_AS = 1
"""Grows when pictures or marks are drawn otherwise."""


def digest_of(words: str) -> str:
    """Return a short digest of quoted words, by which it is noticed that a text has changed."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def view_page(holdings: Holdings, document: str, page: str, asked: Mapping[str, str]) -> PageView:
    """Read what an address asks for.

    Args:
        holdings: The index and its originals.
        document: The id.
        page: Its physical number.
        asked: `start` and `end`, the characters of the stored text that are marked, or neither;
            `check`, the `digest_of` the words that stood there; `size=large` for a large picture.

    Raises:
        NotServed: There is no such picture.
        PlansError: There is no index, or it is damaged.
    """
    generation = holdings.generation()
    original = holdings.original(document, generation)
    if original.suffix != ".pdf":
        raise NotServed(NO_PAGES)
    layout = generation.layout(document)
    number = _number(page, NO_SUCH_PAGE)
    if not 1 <= number <= len(layout.pages):
        raise NotServed(NO_SUCH_PAGE)
    boxes: tuple[Box, ...] = ()
    if "start" in asked or "end" in asked:
        start, end = (_number(asked.get(name, ""), NO_SUCH_WORDS) for name in ("start", "end"))
        if not start < end <= start + MOST_MARKED:
            raise NotServed(NO_SUCH_WORDS)
        words = generation.text(document)[start:end]
        if asked.get("check", digest_of(words)) != digest_of(words):
            raise NotServed(OTHER_WORDS)
        found = boxes_between(layout.places, start, end)
        boxes = tuple(box for box in found if box.page == number)
        if not boxes:
            raise NotServed(NO_SUCH_WORDS)
    width = LARGE_WIDTH if asked.get("size") == "large" else NORMAL_WIDTH
    return PageView(original=original, page=number, width=width, boxes=boxes)


def _number(written: str, problem: str) -> int:
    if not _NUMBER.fullmatch(written):
        raise NotServed(problem)
    return int(written)
