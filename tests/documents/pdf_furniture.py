"""PDFs with running headers and footers, tables of contents and printed page labels."""

from collections.abc import Callable
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.documents.made import MadeDocument
from tests.documents.pdf_setting import Setter
from tests.documents.pdf_words import DEJAVU, TIMES, Look
from tests.documents.prose import Prose

__all__ = ["bare_numbers", "foreword_with_labels", "foreword_without_labels", "running_headers"]

_CHAPTERS = ("Keeping people safe", "Standing by victims", "Spending with care", "Working together")


def running_headers(folder: Path) -> MadeDocument:
    """Headers that change from left to right pages and with the chapter; "Page 3 of 12"."""
    prose, chapters = Prose(11), dict[int, str]()

    def furniture(setter: Setter) -> None:
        canvas, right = setter.canvas, setter.width - 64
        canvas.setFont("Helvetica", 8)
        if setter.page % 2:
            canvas.drawRightString(right, 806, chapters[setter.page])
        else:
            canvas.drawString(
                64, 806, "Exampleshire Police and Crime Commissioner | Plan 2031–2036"
            )
        canvas.line(64, 800, right, 800)
        canvas.drawRightString(right, 34, f"Page {setter.page} of 12")

    setter = Setter(folder / "running-headers.pdf", furniture=furniture)
    for title in _CHAPTERS:
        if chapters:
            setter.new_page()
        first = setter.page
        chapters |= dict.fromkeys(range(first, first + 3), title)
        setter.heading(title, 1)
        while setter.page < first + 2 or setter.y > 400:
            setter.paragraph(*prose.paragraph(4))
    return setter.done(
        never=("Commissioner | Plan", "Page 3 of 12", "of 12"),
        once=_CHAPTERS,
        labels=tuple(str(number) for number in range(1, 13)),
        about="running headers that change with side and chapter; “Page 3 of 12”",
    )


def bare_numbers(folder: Path) -> MadeDocument:
    """Bare page numbers at the outer edge, and body text that comes again on each page."""
    prose = Prose(12)

    def furniture(setter: Setter) -> None:
        canvas = setter.canvas
        canvas.setFont("Times-Roman", 9)
        if setter.page % 2:
            canvas.drawRightString(setter.width - 64, 36, str(setter.page + 40))
        else:
            canvas.drawString(64, 36, str(setter.page + 40))

    setter = Setter(folder / "bare-numbers.pdf", fonts=TIMES, furniture=furniture)
    for number in range(6):
        if number:
            setter.new_page()
        setter.heading(f"Theme {number + 1}: {_CHAPTERS[number % 4].lower()}", 2)
        setter.paragraph("This theme is led by the Deputy Commissioner.")
        for _ in range(4 + number % 3):
            setter.paragraph(*prose.paragraph(4))
        setter.heading("How we will know", 3)
        setter.paragraph(*prose.paragraph(2))
        setter.paragraph(f"Calls about theme {number + 1} will fall below {number + 3}00.")
        setter.paragraph("Progress is reported to the Panel in public each quarter.")
    return setter.done(
        labels=tuple(str(number) for number in range(41, 47)),
        about="page numbers that begin at 41, at the outer edge; text that comes again on each page",
    )


def foreword_with_labels(folder: Path) -> MadeDocument:
    """A foreword with roman numbers after a cover without one; the file holds /PageLabels."""

    def label(setter: Setter) -> None:
        for number, style in ((0, "NONE"), (1, "ROMAN_LOWER"), (3, "ARABIC")):
            setter.canvas.addPageLabel(number, style, start=1)

    return _with_foreword(Setter(folder / "foreword-labels.pdf", fonts=DEJAVU), label)


def foreword_without_labels(folder: Path) -> MadeDocument:
    """The same, where only the printed numbers tell."""
    return _with_foreword(Setter(folder / "foreword-printed.pdf", fonts=TIMES), lambda _: None)


def _with_foreword(setter: Setter, label: Callable[[Setter], None]) -> MadeDocument:
    prose, labels = Prose(13), (None, "i", "ii", *(str(number) for number in range(1, 7)))
    setter.furniture = lambda setter: _print_label(setter, labels[setter.page - 1])
    setter.look = Look(size=10)
    setter.y -= 160
    setter.heading("Police and Crime Plan\nfor Exampleshire", 1, look=Look(size=30, bold=True))
    setter.headings = ()
    setter.paragraph("Published by the Commissioner in March 2031.", look=Look(size=13))
    setter.new_page()
    setter.headings = ()
    setter.heading("Foreword", 1)
    for _ in range(3):
        setter.paragraph(*prose.paragraph(4))
    setter.new_page()
    setter.headings = ()
    setter.heading("Contents", 1)
    for number, chapter in enumerate(_CHAPTERS):
        label_of = number + 1 + number // 2
        _leader(setter, chapter, str(label_of))
        _leader(setter, f"Our promise on {chapter.lower()}", str(label_of + number % 2), 14)
    for number, chapter in enumerate(_CHAPTERS):
        setter.new_page()
        setter.heading(chapter, 1)
        first = setter.page
        setter.paragraph(*prose.paragraph(6))
        while number % 2 and setter.page == first:
            setter.paragraph(*prose.paragraph(4))
        setter.heading(f"Our promise on {chapter.lower()}", 2)
        setter.paragraph(*prose.paragraph(3))
    label(setter)
    return setter.done(
        labels=labels,
        never=("....", ". . . ."),
        about="a cover, a foreword on pages i and ii, contents with dot leaders, then page 1",
    )


def _leader(setter: Setter, words: str, label: str, indent: float = 0) -> None:
    """A line of a table of contents; it is no sentence."""
    font, size = setter.fonts[0], 11.0
    left, right, baseline = setter.column.x0 + indent, setter.column.x1, setter.y - size
    room = right - left - stringWidth(words, font, size) - stringWidth(label, font, size) - 12
    dots = "." * int(room / stringWidth(".", font, size))
    for text, x in ((words, left), (dots, left + stringWidth(words, font, size) + 4)):
        setter.write(text, x, baseline, size)
    setter.write(label, right - stringWidth(label, font, size), baseline, size)
    setter.y -= 19


def _print_label(setter: Setter, label: str | None) -> None:
    if label:
        setter.canvas.setFont(setter.fonts[0], 9)
        setter.canvas.drawCentredString(setter.width / 2, 32, label)
