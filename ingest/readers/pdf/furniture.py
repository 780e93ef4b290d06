"""What stands on every page and belongs to none: running headers, footers and page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.pdf.rows import Row, rows_of
from ingest.readers.pdf.words import PdfPage, PdfWord

__all__ = ["Furniture", "find_furniture"]

_ZONE = 0.15
"""The part of a page's height, at the top and at the bottom, in which it can stand."""
_DEEPEST = 4
"""Rows from the edge."""
_ROMAN = r"(?=[ivxlc])(?:x[lc]|l?x{0,3})(?:ix|iv|v?i{0,3})"
_NUMBER = re.compile(
    rf"(?:page\s+)?[-–|\s]*(\d{{1,4}}|{_ROMAN})[-–|\s]*(?:(?:of|/)\s*\d{{1,4}})?", re.IGNORECASE
)
_LONE_NUMBER = re.compile(rf"\d{{1,4}}|{_ROMAN}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What was found; both by page number."""

    words: dict[int, set[int]]
    """Ids of the word objects that are furniture."""
    labels: dict[int, str]
    """The page number that is printed."""


@dataclass(slots=True, kw_only=True)
class _Edge:
    """A row at the top or the bottom of a page."""

    page: PdfPage
    row: Row
    apart: bool
    """Whether more than a line's space lies between it and the text of the page."""
    outer: "_Edge | None"
    """The row between it and the edge of the page."""

    @property
    def place(self) -> tuple[bool, int]:
        """Whether it is at the top, and how far down, in steps of 4 points."""
        return self.row.y0 < self.page.height / 2, round(self.row.y0 / 4)

    @property
    def slots(self) -> list[tuple[bool, int, float]]:
        """Where it stands, with the steps around that, and its size."""
        top, place = self.place
        return [(top, place + step, self.row.size) for step in (-1, 0, 1)]

    def texts(self) -> set[str]:
        """Its text, as it is and with a number put relative to the page's own."""
        text = self.row.text.lower()
        keys = {text}
        if len(text) <= 90:
            for found in re.finditer(r"\d+", text):
                relative = int(found.group()[:9]) - self.page.number
                keys.add(f"{text[: found.start()]}<{relative}>{text[found.end() :]}")
        return keys


def find_furniture(pages: Sequence[PdfPage]) -> Furniture:
    """Find rows at the edges of pages that repeat in the same place, and page numbers there."""
    edges = [edge for page in pages for edge in _edges(page)]
    seen: dict[str, set[int]] = defaultdict(set)
    for edge in edges:
        for key in edge.texts():
            for step in (-1, 0, 1):
                top, place = edge.place
                seen[f"{top} {place + step} {key}"].add(edge.page.number)
    words: dict[int, set[int]] = defaultdict(set)

    def take(edge: _Edge, is_furniture: bool) -> None:
        outermost = edge.outer is None or id(edge.outer.row.words[0]) in words[edge.page.number]
        if outermost and edge.apart and is_furniture:
            words[edge.page.number] |= {id(word) for word in edge.row.words}

    for edge in edges:
        top, place = edge.place
        repeats = max(len(seen[f"{top} {place} {key}"]) for key in edge.texts())
        often = repeats >= 3 or (repeats == 2 and len(pages) <= 3)
        take(edge, often or bool(_NUMBER.fullmatch(edge.row.text)))
    slots = Counter(
        slot
        for edge in edges
        if id(edge.row.words[0]) in words[edge.page.number]
        for slot in edge.slots
    )
    for edge in edges:  # chapter names change where the rest of the header does not
        take(edge, any(slots[slot] >= max(3, 0.3 * len(pages)) for slot in edge.slots))
    return Furniture(words=dict(words), labels=_labels(edges, words))


def _edges(page: PdfPage) -> Iterable[_Edge]:
    rows = rows_of([word for word in page.words if word.direction == 0])
    yield from _from_edge(page, rows, lambda row: row.y1 <= _ZONE * page.height, 1)
    yield from _from_edge(page, rows[::-1], lambda row: row.y0 >= (1 - _ZONE) * page.height, -1)


def _from_edge(page: PdfPage, rows: Sequence[Row], inside: object, way: int) -> Iterable[_Edge]:
    """Yield the rows of a zone, outermost first, as long as they stand apart from the text."""
    assert callable(inside)
    found: list[_Edge] = []
    for place, row in enumerate(rows[:_DEEPEST]):
        if not inside(row):
            break
        following = rows[place + 1] if place + 1 < len(rows) else None
        space = float("inf")
        if following:
            space = following.y0 - row.y1 if way > 0 else row.y0 - following.y1
        other_size = following is not None and abs(following.size - row.size) > 0.08 * row.size
        apart = space > 0.45 * row.size or (other_size and space > 0.1 * row.size)
        outer = found[-1] if found else None
        found.append(_Edge(page=page, row=row, apart=apart, outer=outer))
    # A row stands apart from the text if it or any row between it and the text does.
    last_apart = max((i for i, edge in enumerate(found) if edge.apart), default=-1)
    for place, edge in enumerate(found):
        edge.apart = place <= last_apart
        yield edge


def _labels(edges: Sequence[_Edge], furniture: dict[int, set[int]]) -> dict[int, str]:
    """Choose, of the numbers in the furniture of each page, those that count with the pages."""
    found: dict[int, list[str]] = defaultdict(list)
    for edge in edges:
        page = edge.page.number
        if id(edge.row.words[0]) in furniture.get(page, ()):
            found[page] += _numbers(edge.row)
    steps = Counter(
        (label.isdigit(), _value(label) - page)
        for page, labels in found.items()
        for label in set(labels)
    )
    chosen: dict[int, str] = {}
    for page, labels in found.items():
        best = max(
            labels, key=lambda label: steps[label.isdigit(), _value(label) - page], default=""
        )
        if best and (steps[best.isdigit(), _value(best) - page] > 1 or len(labels) == 1):
            chosen[page] = best
    return chosen


def _numbers(row: Row) -> list[str]:
    whole = _NUMBER.fullmatch(row.text)
    if whole:
        return [whole.group(1).lower()]
    ends: list[PdfWord] = [row.words[0], row.words[-1]]
    return [w.text.lower() for w in ends if _LONE_NUMBER.fullmatch(w.text)] + [
        found.group(1) for found in re.finditer(r"\bpage (\d{1,4})\b", row.text.lower())
    ]


def _value(label: str) -> int:
    if label.isdigit():
        return int(label)
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in label]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
