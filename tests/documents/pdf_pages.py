"""Pages of a PDF and the columns in which text goes on over them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.documents.made import MadeBox
from tests.documents.pdf_standing import shown_on
from tests.documents.pdf_words import Shape

__all__ = ["Pages"]


class Pages:
    """Pages of a PDF in the making; what is drawn is kept until the page is full."""

    def __init__(self, path: Path, margin: float, *, by_rows: bool) -> None:
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1)
        self.margin, self.by_rows = margin, by_rows
        self.page, self.turned = 1, ""
        self.width, self.height = A4
        self.obstacles: list[Shape] = []
        """What lines run around on this page."""
        self._drawings: list[tuple[float, float, Callable[[], None]]] = []
        self._foot, self._count, self._gap = 0.0, 1, 22.0
        self.y = self._deepest = self.height - margin
        self.columns(1)

    def furnish(self) -> None:
        """Draw what stands on every page."""

    def columns(self, count: int, gap: float = 22, depth: float | None = None) -> None:
        """Go on in columns from here down, to the foot of the page or as deep as is said."""
        top = self.lowest
        foot = self.margin + self._foot if depth is None else top - depth
        width = (self.width - 2 * self.margin - gap * (count - 1)) / count
        lefts = [self.margin + number * (width + gap) for number in range(count)]
        self._count, self._gap = count, gap
        self._frames = [Shape(left, foot, left + width, top) for left in lefts]
        self._frame, self.y, self._deepest = 0, top, top

    def reserve(self, height: float) -> None:
        """Keep so much of the foot of this page free of columns."""
        self._foot, foot = height, self.margin + height
        self._frames = [replace(shape, y0=max(shape.y0, foot)) for shape in self._frames]

    @contextmanager
    def inside(self, shape: Shape) -> Iterator[None]:
        """Set what follows in a box beside the course of the text, then go on where it was left."""
        course = self._frames, self._frame, self.y, self._deepest
        self._frames, self._frame, self.y, self._deepest = [shape], 0, shape.y1, shape.y1
        yield
        self._frames, self._frame, self.y, self._deepest = course

    def shorten(self, foot: float) -> None:
        """Let the column end where is said; the next one does not."""
        self._frames[self._frame] = replace(self.column, y0=foot)

    @property
    def column(self) -> Shape:
        """Where text goes now."""
        return self._frames[self._frame]

    @property
    def lowest(self) -> float:
        """The foot of what stands in the columns so far."""
        return min(self.y, self._deepest)

    def next_column(self) -> None:
        """Go on at the head of the next column; past the last one on the next page."""
        self._deepest = self.lowest
        if self._frame + 1 < len(self._frames):
            self._frame += 1
            self.y = self.column.y1
        else:
            self.new_page()

    def new_page(self, turned: str = "") -> None:
        """End the page.

        Args:
            turned: "rotated" for a page with /Rotate 90; "sideways" for lines that run up the page.
        """
        self.finish_page()
        self.page += 1
        self.turned = turned
        self.width, self.height = A4[::-1] if turned else A4
        self._foot, self.obstacles = 0.0, []
        self.y = self._deepest = self.height - self.margin
        self.columns(self._count, self._gap)

    def finish_page(self) -> None:
        """Write what was drawn."""
        rotated = self.turned == "rotated"
        self.canvas.setPageRotation(90 if rotated else 0)
        self.canvas.setPageSize(A4[::-1] if rotated else A4)  # reportlab turns it once more
        self.canvas.saveState()
        if self.turned:
            self.canvas.rotate(90)
            self.canvas.translate(0, -A4[0])
        if self.by_rows:
            self._drawings.sort(key=lambda drawing: (-drawing[0], drawing[1]))
        for _, _, draw in self._drawings:
            draw()
        if self.turned == "sideways":
            self.canvas.restoreState()
            self.canvas.saveState()
            self.width, self.height = A4
        self.furnish()
        self.canvas.restoreState()
        self.canvas.showPage()
        self._drawings = []

    def draw(self, draw: Callable[[Canvas], object], y: float | None = None) -> None:
        """Draw anything on this page, before what is set later."""
        at = self.height if y is None else y
        self._drawings.append((at, 0, lambda: draw(self.canvas)))

    def draw_line(self, draw: Callable[[Canvas], None], x: float, baseline: float) -> None:
        """Draw a line of text; if all lines are sorted by their place, at its own."""
        self._drawings.append((baseline, x, lambda: draw(self.canvas)))

    def room(self, height: float) -> tuple[float, float]:
        """From where to where a line at this place can run."""
        left, right = self.column.x0, self.column.x1
        for shape in self.obstacles:
            beside = shape.x0 < right and shape.x1 > left
            if beside and shape.y0 < self.y and shape.y1 > self.y - height:
                if shape.x0 - left > right - shape.x1:
                    right = shape.x0
                else:
                    left = shape.x1
        return left, right

    def shown(self, shape: Shape) -> MadeBox:
        """Where a shape is on the page as a person sees it."""
        if self.turned == "sideways":
            return shown_on(shape, A4, sideways=True)
        return shown_on(shape, (self.width, self.height), sideways=False)
