"""PDFs whose words stand where the test says, with the stored text and the places of its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.pages import WORD_PLACE, Layout, Page

FONT = "Helvetica"
LEFT, TOP, LEADING, SIZE = 72.0, 72.0, 20.0, 13.0


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A page as it is shown: its lines, its size, what is printed on it."""

    lines: tuple[str, ...]
    label: str | None = None
    rotation: int = 0
    """0, or 90 where the file holds it turned to the left and has it turned back for showing."""
    width: float = 595.0
    height: float = 842.0
    confidence: float | None = None
    problem: str | None = None


def print_pdf(path: Path, sheets: Sequence[Sheet]) -> tuple[str, Layout]:
    """Write a PDF; returns the text that would be stored of it, and where its words stand."""
    canvas = Canvas(str(path), invariant=True)
    text, pages, rows = "", [], []
    for number, sheet in enumerate(sheets, start=1):
        text += "\n" if text else ""
        before = len(text)
        canvas.setPageSize((sheet.width, sheet.height))
        canvas.setPageRotation(sheet.rotation)
        if sheet.rotation:
            canvas.translate(sheet.height, 0)
            canvas.rotate(90)
        canvas.setFont(FONT, SIZE)
        for line_number, line in enumerate(sheet.lines):
            base = sheet.height - TOP - line_number * LEADING
            canvas.drawString(LEFT, base, line)
            text += "\n" if line_number else ""
            for word_at, word in _words(line):
                x = LEFT + stringWidth(line[:word_at], FONT, SIZE)
                right = x + stringWidth(word, FONT, SIZE)
                box = _as_parts(sheet, x, base - 0.21 * SIZE, right, base + 0.72 * SIZE)
                start = len(text) + word_at
                rows.append((start, start + len(word), number, *box))
            text += line
        canvas.showPage()
        pages.append(_page(number, sheet, len(text) - before))
    canvas.save()
    return text, Layout(pages=tuple(pages), places=np.array(rows, dtype=WORD_PLACE))


def _words(line: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for word in line.split():
        at = line.index(word, at)
        found.append((at, word))
        at += len(word)
    return found


def _as_parts(
    sheet: Sheet, left: float, bottom: float, right: float, top: float
) -> tuple[float, float, float, float]:
    """Return a box as parts of the page as it is shown, from the top left."""
    return (
        left / sheet.width,
        1 - top / sheet.height,
        right / sheet.width,
        1 - bottom / sheet.height,
    )


def _page(number: int, sheet: Sheet, characters: int) -> Page:
    return Page(
        number=number,
        label=sheet.label,
        width=sheet.width,
        height=sheet.height,
        characters=characters,
        confidence=sheet.confidence,
        problem=sheet.problem,
    )
