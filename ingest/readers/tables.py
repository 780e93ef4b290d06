"""From the tables of Word files and web pages to rows that can be quoted by themselves."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.pieces import Cell, Kind, Piece, Row

__all__ = ["simple_pieces"]

_MOST_COLUMNS = 200
_MOST_HEADER_ROWS = 3
_LONG_CELL = 60
"""Words: a cell that holds more, without column headings, is a column of text."""
_BAR = "∣"
"""What stands for a bar within a cell (U+2223), because bars part the cells of a stored row."""
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?")
_NIL = ("", "-", "–", "n/a", "nil")
_FIGURE = re.compile(
    r"[-+–−(<>~£$€]*\d[\d,.\s]*(?:%|[mk]|bn|million|thousand|hours?|days?)?\)?[*†]?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A row with one cell for each column; a merged cell speaks in its first place only."""

    cells: tuple[str, ...]
    header: bool
    strong: bool
    whole: bool
    """Whether one cell covers all columns."""


def simple_pieces(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces with each table as rows, or as what stands in its cells if it only sets text."""
    for piece in pieces:
        if piece.kind is not Kind.TABLE:
            yield piece
        elif _only_sets_text(piece.rows):
            for row in piece.rows:
                for cell in row.cells:
                    yield from simple_pieces(cell.pieces)
        else:
            yield from _rows(piece.rows)


def _only_sets_text(rows: Sequence[Row]) -> bool:
    full = [[cell for cell in row.cells if cell.pieces] for row in rows]
    full = [cells for cells in full if cells]
    cells = [cell for row in full for cell in row]
    if len(full) <= 1 or all(len(row) == 1 for row in full):
        return True
    if any(_holds_blocks(cell) for cell in cells):
        return True
    lines = _lines(rows)
    long = any(len(cell.words.split()) > _LONG_CELL for cell in cells)
    return long and not _header_rows([line for line in lines if not line.whole])


def _holds_blocks(cell: Cell) -> bool:
    """Whether a cell holds a table, or a heading with something under it."""
    kinds = [piece.kind for piece in cell.pieces]
    return Kind.TABLE in kinds or (Kind.HEADING in kinds and len(kinds) > 1)


def _rows(rows: Sequence[Row]) -> Iterator[Piece]:
    lines = _lines(rows)
    while lines and lines[0].whole:
        # What stands over all columns at the top is the table's title.
        yield Piece(kind=Kind.PARAGRAPH, words=lines.pop(0).cells[0])
    count = _header_rows(lines)
    headers = [line.cells for line in lines[:count]]
    names = tuple(
        " ".join(name for name in column if name) for column in zip(*headers, strict=True)
    )
    yield Piece(kind=Kind.HEADER, cells=_without_bars(names))
    for line in lines[count:]:
        if line.whole:
            yield Piece(kind=Kind.PARAGRAPH, words=next(filter(None, line.cells)))
        elif line.cells not in headers:
            # Column headings that are repeated on the next page are not a row.
            yield Piece(kind=Kind.ROW, cells=_without_bars(line.cells))


def _without_bars(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.replace("|", _BAR) for cell in cells)


def _lines(rows: Sequence[Row]) -> list[_Line]:
    """Put every cell in its columns; rows and columns without a word are left out."""
    grid = list(_grid(rows))
    width = max((len(cells) for cells in grid), default=0)
    padded = [[*cells, *[""] * (width - len(cells))] for cells in grid]
    used = [column for column in range(width) if any(cells[column] for cells in padded)]
    lines = []
    for row, cells in zip(rows, padded, strict=True):
        said = [cell for cell in row.cells if cell.pieces]
        if said:
            covers = said[0].columns >= width or len(row.cells) == 1
            lines.append(
                _Line(
                    cells=tuple(cells[column] for column in used),
                    header=row.header,
                    strong=all(cell.strong for cell in said),
                    whole=len(said) == 1 and covers and len(used) > 1 and bool(cells[0]),
                )
            )
    return lines


def _grid(rows: Sequence[Row]) -> Iterator[list[str]]:
    """Yield the words of each row by column, empty where a merged cell goes on."""
    covered: dict[int, int] = {}
    for row in rows:
        cells: list[str] = []
        before, covered = covered, {column: n - 1 for column, n in covered.items() if n > 1}
        for cell in row.cells:
            while len(cells) in before:
                cells.append("")
            # A table of a stranger may claim any size.
            columns = max(1, min(cell.columns, _MOST_COLUMNS - len(cells)))
            if cell.rows > 1 and len(cells) < _MOST_COLUMNS:
                places = range(len(cells), len(cells) + columns)
                covered |= dict.fromkeys(places, cell.rows - 1)
            cells += [cell.words, *[""] * (columns - 1)]
        yield cells


def _header_rows(lines: Sequence[_Line]) -> int:
    """How many lines at the top are column headings; 0 where that is not certain enough.

    Wrong column headings would put words beside figures that do not belong to them.
    """
    for says_so in ([line.header for line in lines], [line.strong for line in lines]):
        count = next((place for place, said in enumerate(says_so) if not said), len(lines))
        if 0 < count < len(lines) and any(lines[0].cells[1:]):
            return min(count, _MOST_HEADER_ROWS)
    return 1 if len(lines) > 1 and _words_over_figures(lines[0].cells, lines[1:]) else 0


def _words_over_figures(first: Sequence[str], others: Sequence[_Line]) -> bool:
    """Whether a first row has names or years over columns of nothing but figures."""
    if any(_FIGURE.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in first):
        return False
    for column, name in enumerate(first):
        below = [line.cells[column] for line in others if line.cells[column].lower() not in _NIL]
        figures = [cell for cell in below if _FIGURE.fullmatch(cell) and not _YEAR.fullmatch(cell)]
        if column and name and below and len(figures) == len(below):
            return True
    return False
