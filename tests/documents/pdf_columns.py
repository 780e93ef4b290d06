"""PDFs in columns, with known words."""

from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from tests.documents.made import MadeDocument
from tests.documents.pdf_setting import Setter
from tests.documents.pdf_words import DEJAVU, TIMES, Look, Shape
from tests.documents.prose import Prose

__all__ = ["interleaved_columns", "pull_quote", "side_bar", "three_columns", "two_columns"]

_NARROW = Look(size=9.5, justified=True)


def _fill(setter: Setter, prose: Prose, paragraphs: int, look: Look | None = None) -> None:
    for number in range(paragraphs):
        setter.paragraph(*prose.paragraph(3 + number % 3), look=look)


def two_columns(folder: Path) -> MadeDocument:
    """A plan in two justified columns, with headings in the columns."""

    def furniture(setter: Setter) -> None:
        setter.canvas.setFont("Helvetica", 8)
        setter.canvas.drawString(64, 812, "Exampleshire Police and Crime Plan 2031 to 2036")
        setter.canvas.drawCentredString(setter.width / 2, 30, str(setter.page))

    prose = Prose(1)
    setter = Setter(folder / "two-columns.pdf", look=_NARROW, furniture=furniture)
    setter.heading("A safer county for everyone", 1)
    setter.columns(2)
    for title in ("What you told us", "Our five aims", "Money and people", "How we will report"):
        setter.heading(title, 2)
        _fill(setter, prose, 7)
    return setter.done(
        never=("Police and Crime Plan 2031",),
        labels=("1", "2", "3"),
        about="two justified columns over several pages, headings in the columns",
    )


def interleaved_columns(folder: Path) -> MadeDocument:
    """Two columns above and below a heading that spans them, written row by row, without spaces."""
    prose = Prose(2)
    setter = Setter(
        folder / "interleaved-columns.pdf", fonts=TIMES, look=_NARROW, by_rows=True, spaces=False
    )
    setter.heading("Annual report of the Commissioner", 1)
    for title in ("The year in the towns and villages of the county", "What the year cost"):
        setter.heading(title, 2)
        setter.columns(2, depth=250)
        _fill(setter, prose, 2)
        setter.next_column()
        _fill(setter, prose, 2)
        setter.columns(1)
    setter.new_page()
    setter.heading("What comes next", 2)
    setter.columns(2)
    _fill(setter, prose, 12)
    return setter.done(
        about="two columns under headings that span both, written into the file row by row, "
        "words placed apart without spaces"
    )


def three_columns(folder: Path) -> MadeDocument:
    """A newsletter in three narrow columns."""
    prose = Prose(3)
    setter = Setter(
        folder / "three-columns.pdf", fonts=TIMES, margin=44, look=Look(size=9, space=5)
    )
    setter.heading("News from the Commissioner", 1)
    setter.columns(3, gap=16)
    for title in ("On the beat", "In the courts", "Beside the victim", "Along the roads"):
        setter.heading(title, 3)
        _fill(setter, prose, 6)
    return setter.done(about="three narrow columns of a newsletter")


def pull_quote(folder: Path) -> MadeDocument:
    """Two columns that make room for a sentence in large letters between them."""
    prose = Prose(4)
    words = "“Nobody should have to prove their fear before somebody listens to them.”"
    box = Shape(205, 400, 390, 520)

    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColor(HexColor("#003b6f"))
        canvas.setLineWidth(1.5)
        canvas.line(box.x0 + 8, box.y1 - 6, box.x1 - 8, box.y1 - 6)
        canvas.line(box.x0 + 8, box.y0 + 12, box.x1 - 8, box.y0 + 12)

    setter = Setter(folder / "pull-quote.pdf", look=Look(size=9.5))
    setter.draw(draw)
    setter.heading("Listening to victims", 1)
    with setter.inside(Shape(box.x0 + 16, box.y0 + 16, box.x1 - 16, box.y1 - 16)):
        setter.paragraph(words, look=Look(size=14, bold=True, colour="#003b6f"), aside=True)
    setter.obstacles = [box]
    setter.columns(2)
    _fill(setter, prose, 16)
    return setter.done(about="a sentence in large letters between two columns, which run around it")


def side_bar(folder: Path) -> MadeDocument:
    """A wide column of text with a shaded box of its own heading beside it, on each page."""
    prose = Prose(5)
    box = Shape(402, 480, 548, 778)
    setter = Setter(folder / "side-bar.pdf", fonts=DEJAVU, margin=52, look=Look(size=9))
    for number, title in enumerate(("Safer roads", "Safer fields", "Safer screens"), start=1):
        if number > 1:
            setter.new_page()
        setter.draw(lambda canvas: _shade(canvas, box))
        with setter.inside(Shape(box.x0 + 10, box.y0, box.x1 - 10, box.y1 - 12)):
            setter.heading("At a glance", 3)
            for _ in range(4):
                setter.paragraph(prose.sentence(), look=Look(size=8.5), aside=True)
        setter.obstacles = [Shape(box.x0 - 18, box.y0 - 8, box.x1, box.y1)]
        setter.heading(title, 1)
        for _ in range(11):
            setter.paragraph(*prose.paragraph(3))
    return setter.done(about="a shaded box with its own heading beside a wide column, on each page")


def _shade(canvas: Canvas, box: Shape) -> None:
    canvas.setFillColor(HexColor("#dfe8f1"))
    canvas.rect(box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0, stroke=0, fill=1)
