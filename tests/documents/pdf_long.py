"""A PDF of as many pages as wanted."""

from pathlib import Path

from tests.documents.made import MadeDocument
from tests.documents.pdf_setting import Setter
from tests.documents.prose import Prose

__all__ = ["write_long"]

_CHAPTER = 12
"""Pages."""


def write_long(path: Path, pages: int, *, paragraphs: int = 5) -> MadeDocument:
    """Write a document of some 70 words a paragraph, every sentence of it different."""

    def furniture(setter: Setter) -> None:
        setter.canvas.setFont("Helvetica", 8)
        setter.canvas.drawString(64, 810, "Minutes and papers of the Panel")
        setter.canvas.drawRightString(setter.width - 64, 34, f"Page {setter.page} of {pages}")

    prose = Prose(pages)
    setter = Setter(path, furniture=furniture)
    for number in range(pages):
        if number:
            setter.new_page()
        if number % _CHAPTER == 0:
            setter.heading(f"Meeting {number // _CHAPTER + 1}", 1)
        for _ in range(paragraphs):
            setter.paragraph(*prose.paragraph(4))
    return setter.done(
        never=("Minutes and papers", f"of {pages}\n"),
        labels=tuple(str(number + 1) for number in range(pages)),
        about=f"{pages} pages of running text",
    )
