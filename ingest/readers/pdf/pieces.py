"""What the rows of a page are: headings, paragraphs, list items, notes, tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ingest.readers.pdf.columns import Grid, Region
from ingest.readers.pdf.contents import lists_contents, without_contents
from ingest.readers.pdf.rows import Row, main_size
from ingest.readers.pdf.words import PdfWord

__all__ = ["Piece", "PieceKind", "Typography", "pieces_of"]

_MARKS = "•●◦○▪■□▫‣➢➔✓✔\uf0b7\uf0a7\uf0d8\uf0fc·\ufffd"
_DASHES = "–—-*o"
_MARK = re.compile(rf"[{_MARKS}]|[{re.escape(_DASHES)}]|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,5}})[.)]")
_ENDS = re.compile(r"[.!?:;]['\"”’)]*$")
_NOTE = re.compile(r"[(\[]?(\d{1,3}|[*†‡§]+)[)\].]?")
_LONGEST_HEADING = 16
"""Words; larger letters with more are a quotation that is pulled out, not a heading."""


class PieceKind(StrEnum):
    """What a piece is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    NOTE = "note"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typography:
    """How the running text of a document is set."""

    size: float
    bold: bool
    leading: float
    """From one line to the next, as a part of the size."""
    heading_sizes: tuple[float, ...]
    """Larger sizes in which headings are set, the largest first."""


@dataclass(slots=True, kw_only=True)
class Piece:
    """A heading, a paragraph or a part of one, a list item, a note or a table."""

    kind: PieceKind
    rows: list[Row] = field(default_factory=list)
    mark: str = ""
    """Of a list item or a note."""
    indent: float = 0.0
    """Where the mark of an item stands, in points."""
    level: int = 0
    """Of a heading; 1 is the outermost."""
    grid: Grid | None = None
    aside: bool = False
    """Whether it stands beside the course of the text."""
    right: float = 0.0
    """Where the longest row of its column ends."""

    @property
    def is_cut(self) -> bool:
        """Whether its last row is full and ends in the middle of a sentence."""
        last = self.rows[-1]
        return not self.is_finished and last.x1 > self.right - 8 * last.size

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(row.text for row in self.rows)

    @property
    def is_finished(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_ENDS.search(self.text))


def pieces_of(region: Region, typography: Typography) -> Iterator[Piece]:
    """Divide what stands in one column of a page."""
    if isinstance(region, Grid):
        if not lists_contents(region):
            yield Piece(kind=PieceKind.TABLE, grid=region)
        return
    rows = without_contents(region.rows)
    right = max((row.x1 for row in rows), default=0.0)
    piece: Piece | None = None
    for place, row in enumerate(rows):
        before = rows[place - 1] if place else None
        if piece and before and _goes_on(piece, before, row, right, typography):
            piece.rows.append(row)
            continue
        if piece:
            yield _as_heading(piece, typography)
        piece = _start(row, typography)
        piece.right, piece.aside = right, region.aside
    if piece:
        yield _as_heading(piece, typography)


def _start(row: Row, typography: Typography) -> Piece:
    first, *others = row.words
    if others and _NOTE.fullmatch(first.text):
        raised = first.y1 < others[0].y1 - 0.05 * row.size and first.size < 0.94 * row.size
        small = row.size <= 0.88 * typography.size
        if raised or (small and first.text[-1] not in ".)"):
            rows = [Row(others) if raised else row]
            return Piece(kind=PieceKind.NOTE, rows=rows, mark=first.text)
    if others and _is_mark(first, others[0]):
        text = Row(others)
        return Piece(kind=PieceKind.ITEM, rows=[text], mark=first.text, indent=first.x0)
    if first.text[0] in _MARKS and len(first.text) > 1:
        words = Row([replace(first, text=first.text[1:]), *others])
        return Piece(kind=PieceKind.ITEM, rows=[words], mark=first.text[0], indent=first.x0)
    return Piece(kind=PieceKind.TEXT, rows=[row])


def _is_mark(first: PdfWord, following: PdfWord) -> bool:
    if not _MARK.fullmatch(first.text):
        return False
    if first.text in _DASHES:
        return following.x0 - first.x1 > 0.35 * first.size
    return following.x0 > first.x1


def _goes_on(piece: Piece, before: Row, row: Row, right: float, typography: Typography) -> bool:
    """Whether a row belongs to the piece that the row before it ends."""
    if row.y0 < before.y0:
        return False  # another column
    begins = _start(row, typography)
    if begins.kind is PieceKind.ITEM:
        return False
    if abs(row.size - before.size) > 0.08 * before.size:
        return False
    if begins.kind is PieceKind.NOTE:
        return False
    heading = typography.size * 1.12 <= row.size
    space = (row.y1 - before.y1) / row.size
    if space > max(1.22 * typography.leading, 1.3) + (0.3 if heading else 0):
        return False
    if row.bold != before.bold and (before.bold or piece.is_finished):
        return False
    if piece.kind is PieceKind.ITEM:
        hangs = row.x0 >= piece.rows[0].x0 - 2
        return hangs or (not piece.is_finished and row.text[:1].islower())
    indented = row.x0 > before.x0 + 0.8 * row.size
    ended_early = before.x1 < right - 8 * row.size
    return not (piece.is_finished and (indented or ended_early))


def _as_heading(piece: Piece, typography: Typography) -> Piece:
    """Make a heading of a piece that looks like one."""
    if piece.kind not in (PieceKind.TEXT, PieceKind.ITEM):
        return piece
    text = piece.text
    size = main_size([word for row in piece.rows for word in row.words])
    larger = size >= 1.12 * typography.size
    bold = all(row.bold for row in piece.rows) and not typography.bold
    words = text.split()
    plain = (
        len(words) <= _LONGEST_HEADING and len(piece.rows) <= 3 and re.search(r"[A-Za-z]{3}", text)
    )
    if not plain or not (larger or bold) or text[-1] in ".,;:" or text[0] in '“‘"':
        return piece
    if piece.kind is PieceKind.ITEM and not (larger and piece.mark[0].isdigit()):
        return piece
    sizes = typography.heading_sizes
    level = next((n for n, other in enumerate(sizes, 1) if size >= other - 0.3), len(sizes) + 1)
    rows = piece.rows
    if piece.mark:
        numbered = replace(rows[0].words[0], text=piece.mark)
        rows = [Row([numbered, *rows[0].words]), *rows[1:]]
    level = min(level if larger else len(sizes) + 1, 6)
    return replace(piece, kind=PieceKind.HEADING, rows=rows, level=level)
