"""Sets tables on PDF pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.documents.made import MadeRow
from tests.documents.pdf_setting import Setter
from tests.documents.pdf_words import Shape

__all__ = ["Grid", "set_table"]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """How a table looks."""

    widths: tuple[float, ...]
    ruled: bool = True
    """Whether there are lines around every cell."""
    lines: bool = False
    """Whether there is a line below the heading row and below the last row."""
    shaded: bool = False
    """Whether every second row and the heading row are shaded."""
    repeated: bool = True
    """Whether the heading row comes again on the next page."""
    figures: bool = True
    """Whether all columns but the first are set to the right."""
    size: float = 9
    padding: float = 4


def set_table(
    setter: Setter, header: Sequence[str], rows: Sequence[Sequence[str]], grid: Grid
) -> None:
    """Set a table from here down, over as many pages as it needs."""
    _set_row(setter, header, grid, bold=True, shade="#c9d6e4")
    for number, cells in enumerate(rows):
        if setter.y - _height(setter, cells, grid) < setter.column.y0:
            setter.new_page()
            if grid.repeated:
                _set_row(setter, header, grid, bold=True, shade="#c9d6e4")
        _set_row(setter, cells, grid, shade="#eef2f7" if number % 2 else "")
        setter.rows.append(
            MadeRow(header=_on_one_line(header), cells=_on_one_line(cells), page=setter.page)
        )
    if grid.lines:
        _line(setter, setter.y, grid)
    setter.y -= 14


def _on_one_line(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in cells)


def _lines_of(setter: Setter, cell: str, width: float, grid: Grid) -> list[str]:
    """Divide a cell into lines, where it says and where it must."""
    lines = []
    for part in cell.split("\n"):
        lines += simpleSplit(part, setter.fonts[1], grid.size, width - 2 * grid.padding) or [""]
    return lines


def _height(setter: Setter, cells: Sequence[str], grid: Grid) -> float:
    pairs = zip(cells, grid.widths, strict=True)
    most = max(len(_lines_of(setter, cell, width, grid)) for cell, width in pairs)
    return most * grid.size * 1.25 + 2 * grid.padding


def _set_row(
    setter: Setter, cells: Sequence[str], grid: Grid, *, bold: bool = False, shade: str = ""
) -> None:
    height, top, x = _height(setter, cells, grid), setter.y, setter.column.x0
    if grid.shaded and shade:
        shape = Shape(x, top - height, x + sum(grid.widths), top)
        setter.draw(lambda canvas: _fill(canvas, shape, shade), top)
    for number, (cell, width) in enumerate(zip(cells, grid.widths, strict=True)):
        if grid.ruled:
            setter.draw(_frame(Shape(x, top - height, x + width, top)), top)
        baseline = top - grid.padding - grid.size
        for line in _lines_of(setter, cell, width, grid):
            left = x + grid.padding
            if grid.figures and number:
                length = stringWidth(line, setter.fonts[bold], grid.size)
                left += width - 2 * grid.padding - length
            setter.write(line, left, baseline, grid.size, bold=bold)
            baseline -= grid.size * 1.25
        x += width
    setter.y -= height
    if bold and grid.lines:
        _line(setter, setter.y, grid)


def _line(setter: Setter, y: float, grid: Grid) -> None:
    left, right = setter.column.x0, setter.column.x0 + sum(grid.widths)
    setter.draw(lambda canvas: canvas.line(left, y, right, y), y)


def _frame(shape: Shape) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.6)
        canvas.rect(shape.x0, shape.y0, shape.x1 - shape.x0, shape.y1 - shape.y0)

    return draw


def _fill(canvas: Canvas, shape: Shape, colour: str) -> None:
    canvas.setFillColor(HexColor(colour))
    canvas.rect(shape.x0, shape.y0, shape.x1 - shape.x0, shape.y1 - shape.y0, stroke=0, fill=1)
