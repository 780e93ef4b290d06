"""The pages of a document, and where each word of its stored text stands on them."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "WORD_PLACE",
    "Box",
    "Layout",
    "Page",
    "WordPlaces",
    "boxes_between",
    "page_of",
    "pages_between",
]

WORD_PLACE = np.dtype(
    [
        ("start", "<u4"),
        ("end", "<u4"),
        ("page", "<u4"),
        ("x0", "<f2"),
        ("y0", "<f2"),
        ("x1", "<f2"),
        ("y1", "<f2"),
    ]
)
"""One word, or a part of one (20 bytes): characters `start` to `end` of the stored text, its physical page
(from 1) and its box there, as parts of the page's shown width and height, from the top left."""

WordPlaces = NDArray[np.void]
"""Rows of `WORD_PLACE`, ordered by `start`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A physical page."""

    number: int
    """Counted from 1."""
    label: str | None
    """What is printed on it: "iv"; for display only."""
    width: float
    """In points, as the page is shown."""
    height: float
    characters: int
    """How much of the stored text stands on it."""
    confidence: float | None = None
    """How sure the text recognition was of its words, 0 to 1; None where the file holds text."""
    problem: str | None = None
    """Why words that are on it are not in the text, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, as parts of its width and height, from the top left."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The pages of a document and the places of its words on them."""

    pages: tuple[Page, ...] = ()
    """Every physical page in order; empty where the format has none."""
    places: WordPlaces = field(default_factory=lambda: np.zeros(0, dtype=WORD_PLACE))

    def pages_between(self, start: int, end: int) -> tuple[Page, Page] | None:
        """Return the pages on which a quotation begins and ends."""
        numbers = pages_between(self.places, start, end)
        return (self.pages[numbers[0] - 1], self.pages[numbers[1] - 1]) if numbers else None


def page_of(places: WordPlaces, offset: int) -> int | None:
    """Return the physical page on which a character of the stored text stands.

    White space and marks that are on no page count to the word after them, or to the last.
    """
    if not len(places):
        return None
    row = int(np.searchsorted(places["end"], offset, side="right"))
    return int(places["page"][min(row, len(places) - 1)])


def pages_between(places: WordPlaces, start: int, end: int) -> tuple[int, int] | None:
    """Return the physical pages of the first and the last word of a quotation."""
    words = places[(places["start"] < end) & (places["end"] > start)]
    return (int(words["page"][0]), int(words["page"][-1])) if len(words) else None


def boxes_between(places: WordPlaces, start: int, end: int) -> list[Box]:
    """Return the boxes of the words of a quotation; words that stand on one line share a box."""
    boxes: list[Box] = []
    for row in places[(places["start"] < end) & (places["end"] > start)]:
        box = Box(page=int(row["page"]), **{name: float(row[name]) for name in _SIDES})
        if boxes and _on_one_line(boxes[-1], box):
            box = _around(boxes.pop(), box)
        boxes.append(box)
    return boxes


_SIDES = ("x0", "y0", "x1", "y1")


def _on_one_line(one: Box, other: Box) -> bool:
    height = min(one.y1 - one.y0, other.y1 - other.y0)
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    follows = other.x0 - one.x0 >= 0 and other.x0 - one.x1 < 2 * height
    return one.page == other.page and shared > height / 2 and follows


def _around(one: Box, other: Box) -> Box:
    return Box(
        page=one.page,
        x0=min(one.x0, other.x0),
        y0=min(one.y0, other.y0),
        x1=max(one.x1, other.x1),
        y1=max(one.y1, other.y1),
    )
