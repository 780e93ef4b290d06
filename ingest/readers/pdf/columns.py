"""The order in which the words of a page are read: columns, and tables set by alignment alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pdf.pulled import without_pulled_quotations
from ingest.readers.pdf.rows import Row, main_size, rows_of, with_drop_caps
from ingest.readers.pdf.words import PdfWord

__all__ = ["Column", "Grid", "Region", "regions_of"]

_GAP = 7.0
"""Points; the narrowest space between two columns."""
_DEEPEST = 5
_LOOK_AHEAD = 6
"""Rows in which columns must have shown."""
_NARROW = 250.0
"""Points; rows that are no wider may have another column beside them further down."""
_MARK = re.compile(
    r"[•●◦○▪■□▫–—\-*·‣➢➔✓\uf0b7\uf0a7\uf0d8o]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]"
)
_FIGURE = re.compile(
    r"[(+~<>]?[-–−]?[£$€]?[-–−]?\d[\d,.:/ ]*\s?(?:%|m|k|bn|p|pp|million)?\)?|n/?a|–|-|—",
    re.IGNORECASE,
)
_FEWEST_ROWS = 3

Interval = tuple[float, float]


@dataclass(slots=True)
class Grid:
    """A table: its cells row by row, each a list of words, perhaps of several lines."""

    rows: list[list[list[PdfWord]]]

    @property
    def words(self) -> list[PdfWord]:
        """All words in it."""
        return [word for row in self.rows for cell in row for word in cell]


@dataclass(slots=True)
class Column:
    """Rows from top to bottom."""

    rows: list[Row]
    aside: bool = False
    """Whether it stands beside the course of the text: a quotation pulled out, a box."""


Region = Column | Grid


def regions_of(words: Sequence[PdfWord], tables: Sequence[Grid] = ()) -> list[Region]:
    """Put the words of a page into the order in which they are read.

    Args:
        words: All words that run in one direction, but for those in tables.
        tables: Tables found by their rules; each keeps its place among the words.
    """
    placed = [_stand_in(grid) for grid in tables]
    grids = {id(word): grid for word, grid in zip(placed, tables, strict=True)}
    course, pulled = without_pulled_quotations(with_drop_caps(words))
    regions = _divide([*course, *placed], grids, 0)
    return [*_with_asides_after(regions), *(Column(rows, aside=True) for rows in pulled)]


def _stand_in(grid: Grid) -> PdfWord:
    """One wide word in the place of a table."""
    words = grid.words
    size = main_size(words)
    top = min(word.y0 for word in words)
    return PdfWord(
        text="\ufffc",
        x0=min(word.x0 for word in words),
        y0=top,
        x1=max(word.x1 for word in words),
        y1=top + size,
        size=size,
        bold=False,
        direction=words[0].direction,
        box=words[0].box,
        ink=words[0].ink,
    )


def _divide(words: Sequence[PdfWord], grids: dict[int, Grid], depth: int) -> list[Region]:
    rows = rows_of(words)
    regions: list[Region] = []
    open_: Column | None = None
    """Rows that no column divides, while nothing else comes between them."""
    place = 0
    while place < len(rows):
        grid = grids.get(id(rows[place].words[0]))
        if grid and len(rows[place].words) == 1:
            regions.append(grid)
            open_ = None
            place += 1
            continue
        last, gaps = _run(rows, place) if depth < _DEEPEST else (place, [])
        band = rows[place : last + 1]
        cells = [_cells(row, gaps) for row in band]
        if _is_table(cells) and sum(map(bool, cells[0])) == 1:
            gaps, last = [], place  # a line above the table
        if not gaps:
            if open_ is None:
                open_ = Column([])
                regions.append(open_)
            open_.rows.append(rows[place])
            place += 1
            continue
        open_ = None
        if _is_table(cells):
            regions.append(Grid(_with_continued_rows(cells)))
        else:
            for column in range(len(gaps) + 1):
                inside = [word for row in cells for word in row[column]]
                regions += _divide(inside, grids, depth + 1)
        place = last + 1
    return regions


def _with_asides_after(regions: Sequence[Region]) -> list[Region]:
    """Put a box beside the text after the text that goes on below it."""
    ordered = list(regions)
    for place in range(len(ordered) - 2):
        text, box, below = ordered[place : place + 3]
        if (
            isinstance(text, Column)
            and isinstance(box, Column)
            and isinstance(below, Column)
            and _is_box_beside(text, box, below)
        ):
            box.aside = True
            ordered[place + 1], ordered[place + 2] = below, box
    return ordered


def _is_box_beside(text: Column, box: Column, below: Column) -> bool:
    """Whether a narrow column is a box: full lines below it go on with the column beside it."""
    start, end = min(row.x0 for row in box.rows), max(row.x1 for row in box.rows)
    width = max(row.x1 for row in text.rows) - min(row.x0 for row in text.rows)
    first, last = below.rows[0], text.rows[-1]
    under_both = (
        first.x0 <= last.x0 + 2 and max(row.x1 for row in below.rows[:3]) > (start + end) / 2
    )
    same = abs(first.size - last.size) < 0.6 and not first.bold
    return under_both and same and end - start < 0.7 * width


def _run(rows: Sequence[Row], first: int) -> tuple[int, list[Interval]]:
    """Find how far rows from `first` on share a gap with words on both sides of it."""
    last, gaps = _longest_run(rows, first)
    if gaps and first + 1 < len(rows):
        without = _longest_run(rows, first + 1)
        if len(without[1]) > len(gaps):
            return first, []  # a line of text above a table
    return last, gaps


def _longest_run(rows: Sequence[Row], first: int) -> tuple[int, list[Interval]]:
    shared = _gaps(rows[first])
    last: int = first
    found: list[Interval] = []
    for place in range(first + 1, len(rows)):
        shared = _intersect(shared, _gaps(rows[place]))
        band = rows[first : place + 1]
        gaps = _between_words(shared, band)
        if len(gaps) < len(found) and _is_table([_cells(row, found) for row in band[:-1]]):
            break
        if gaps:
            last, found = place, gaps
        elif found or not _could_come(shared, band):
            break
    last = _before_next_part(rows, first, last, found)
    last = _without_what_follows(rows, first, last, found)
    gaps = _between_words(found, rows[first : last + 1])
    return (last, gaps) if gaps and last - first + 1 >= _FEWEST_ROWS else (first, [])


def _gaps(row: Row) -> list[Interval]:
    """The spaces of a row that are wide enough, with those before and after it."""
    gaps = []
    edge = float("-inf")
    for word in row.words:
        if word.x0 - edge >= _GAP:
            gaps.append((edge, word.x0))
        edge = max(edge, word.x1)
    return [*gaps, (edge, float("inf"))]


def _intersect(one: Sequence[Interval], other: Sequence[Interval]) -> list[Interval]:
    both = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return [(start, end) for start, end in both if end - start >= _GAP]


def _could_come(gaps: Sequence[Interval], rows: Sequence[Row]) -> bool:
    """Whether later rows may still show that a space is one between columns."""
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    within = any(start > left and end < right for start, end in gaps)
    return len(rows) <= _LOOK_AHEAD and (within or right - left < _NARROW)


def _between_words(gaps: Sequence[Interval], rows: Sequence[Row]) -> list[Interval]:
    """Keep gaps with words on both sides in at least two rows, more than the marks of a list."""
    kept: list[Interval] = []
    for gap in gaps:
        start = kept[-1][1] if kept else float("-inf")
        before = [[w for w in row.words if start <= w.x0 and w.x1 <= gap[0] + 0.1] for row in rows]
        after = sum(any(w.x0 >= gap[1] - 0.1 for w in row.words) for row in rows)
        filled = [words for words in before if words]
        marks = all(len(words) == 1 and _MARK.fullmatch(words[0].text) for words in filled)
        if len(filled) >= 2 and after >= 2 and not marks:
            kept.append(gap)
    return kept


def _before_next_part(rows: Sequence[Row], first: int, last: int, gaps: Sequence[Interval]) -> int:
    """Stop before a heading at the left that ends all columns: beside it they are empty."""
    if not gaps:
        return last
    size = main_size([word for row in rows[first : last + 1] for word in row.words])
    for place in range(first + 1, last):
        row, above, below = rows[place], rows[first:place], rows[place + 1 : last + 1]
        stands_out = row.size > 1.08 * size or row.bold
        if not stands_out or row.x1 > gaps[0][0] + 0.1:
            continue
        others_above = [r for r in above if r.x1 > gaps[0][1]]
        others_below = [r for r in below if r.x1 > gaps[0][1]]
        if not others_above or not others_below:
            continue
        clear = min(r.y0 for r in others_below) - max(r.y1 for r in others_above)
        if clear >= row.y1 - row.y0 + 0.8 * size and max(r.y1 for r in above) <= row.y0 + 1:
            return place - 1
    return last


def _without_what_follows(
    rows: Sequence[Row], first: int, last: int, gaps: Sequence[Interval]
) -> int:
    """Leave out what stands below all columns but the first: it is read after all of them."""
    if not gaps:
        return last
    size = main_size([word for row in rows[first : last + 1] for word in row.words])
    while last > first:
        row = rows[last]
        gap = row.y1 - rows[last - 1].y1
        one_sided = row.x1 <= gaps[0][0] + 0.1
        other_style = row.size > 1.08 * size or (row.bold and not rows[last - 1].bold)
        if not one_sided or not (gap > 1.9 * size or other_style):
            return last
        last -= 1
    return last


def _cells(row: Row, gaps: Sequence[Interval]) -> list[list[PdfWord]]:
    edges = [(start + end) / 2 for start, end in gaps]
    cells: list[list[PdfWord]] = [[] for _ in range(len(edges) + 1)]
    for word in row.words:
        cells[sum(word.middle > edge for edge in edges)].append(word)
    return cells


def _is_table(rows: Sequence[Sequence[Sequence[PdfWord]]]) -> bool:
    """Whether cells are the short ones of a table rather than lines of columns of text."""
    full = [row for row in rows if sum(bool(cell) for cell in row) >= 2]
    if len(full) < _FEWEST_ROWS or len(full) < 0.5 * len(rows):
        return False
    later = [_text(cell) for row in full for cell in row[1:] if cell]
    first = [_text(row[0]) for row in full if row[0]]
    figures = sum(bool(_FIGURE.fullmatch(text)) for text in later) / max(len(later), 1)
    length = sum(map(len, later)) / max(len(later), 1)
    labels = sum(map(len, first)) / max(len(first), 1)
    if figures >= 0.4:
        return length <= 30
    return len(rows[0]) >= 3 and length <= 18 and labels <= 30


def _text(cell: Sequence[PdfWord]) -> str:
    return " ".join(word.text for word in cell)


def _with_continued_rows(rows: Sequence[list[list[PdfWord]]]) -> list[list[list[PdfWord]]]:
    """Join rows that only go on with cells of the row above."""
    joined: list[list[list[PdfWord]]] = []
    for row in rows:
        filled = [cell for cell in row if cell]
        figures = any(_FIGURE.fullmatch(_text(cell)) for cell in filled)
        no_label = not row[0] and not figures
        goes_on = bool(row[0]) and row[0][0].text[0].islower()
        only_label = len(filled) == 1 and goes_on
        label_above = joined and goes_on and bool(joined[-1][0]) and not any(joined[-1][1:])
        if joined and (no_label or only_label or label_above):
            joined[-1] = [above + cell for above, cell in zip(joined[-1], row, strict=True)]
        else:
            joined.append(row)
    return joined
