"""Tables that are set with rules, found by pdfplumber on the pages that show any."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pdfplumber

from ingest.readers.pdf.columns import Grid
from ingest.readers.pdf.rows import rows_of
from ingest.readers.pdf.words import PdfWord

__all__ = ["RuledTables"]

_MOST_WORDS = 60
"""In a cell; a box with more is a frame around text, not a cell."""


class RuledTables:
    """The ruled tables of one file; opened only when a page needs it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: Any = None

    def on_page(self, number: int, words: Sequence[PdfWord]) -> tuple[list[Grid], list[PdfWord]]:
        """Return the tables of a page, and the words that stand in none of them.

        Args:
            number: The physical page, from 1.
            words: Those of its words that run to the right on the page as shown.
        """
        self._file = self._file or pdfplumber.open(self._path)
        page = self._file.pages[number - 1]
        try:
            found = [_grid(table, words) for table in page.find_tables()]
        except Exception:  # pdfminer raises many kinds on files that pdfium reads
            return [], list(words)
        finally:
            page.close()
        grids = [grid for grid in found if _is_table(grid)]
        taken = {id(word) for grid in grids for word in grid.words}
        return grids, [word for word in words if id(word) not in taken]


def _grid(table: Any, words: Sequence[PdfWord]) -> Grid:
    """Put words into the cells that their middles stand in."""
    left, top, right, bottom = table.bbox
    inside = [w for w in words if left <= w.middle <= right and top <= _centre(w) <= bottom]
    rows = []
    for row in table.rows:
        cells = [_in_cell(cell, inside) for cell in row.cells]
        if any(cells):
            rows.append(cells)
    return Grid(rows)


def _centre(word: PdfWord) -> float:
    return (word.y0 + word.y1) / 2


def _in_cell(
    cell: tuple[float, float, float, float] | None, words: Sequence[PdfWord]
) -> list[PdfWord]:
    if cell is None:
        return []
    left, top, right, bottom = cell
    inside = [w for w in words if left <= w.middle <= right and top <= _centre(w) <= bottom]
    return [word for row in rows_of(inside) for word in row.words]


def _is_table(grid: Grid) -> bool:
    cells = [cell for row in grid.rows for cell in row]
    filled = [cell for cell in cells if cell]
    return (
        len(grid.rows) >= 2
        and len(grid.rows[0]) >= 2
        and 2 * len(filled) >= len(cells)
        and max(len(cell) for cell in filled) <= _MOST_WORDS
    )
