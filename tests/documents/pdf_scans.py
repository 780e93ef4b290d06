"""PDFs with pages that are pictures of text."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.ttfonts import makeToUnicodeCMap
from reportlab.pdfgen.canvas import Canvas

from tests.documents.made import MadeDocument, MadeSentence
from tests.documents.pdf_setting import Setter
from tests.documents.pdf_words import DEJAVU, TIMES, Look
from tests.documents.prose import Prose

__all__ = [
    "letters_without_names",
    "scan_inside",
    "scanned_document",
    "scanned_page",
    "scanned_with_words",
]

_DPI = 200


def _pictures(path: Path) -> list[ImageReader]:
    """Render each page of a PDF, as a scanner would, and remove the file."""
    pictures = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            stored = io.BytesIO()
            image = page.render(scale=_DPI / 72).to_pil().convert("L")
            image.save(stored, "JPEG", quality=85)
            pictures.append(ImageReader(stored))
    path.unlink()
    return pictures


def _source(path: Path, seed: int, pages: int, *, fonts: tuple[str, str] = TIMES) -> MadeDocument:
    """Pages of text that are to be scanned."""
    prose = Prose(seed)
    setter = Setter(path.with_suffix(".source.pdf"), fonts=fonts, look=Look(size=12))
    for number in range(pages):
        if number:
            setter.new_page()
        setter.heading(f"Report to the Panel, part {number + 1}", 2)
        for _ in range(5):
            setter.paragraph(*prose.paragraph(3))
    return setter.done()


def _bare(sentences: Sequence[MadeSentence]) -> tuple[MadeSentence, ...]:
    """Sentences of which the headings are not looked at."""
    return tuple(replace(sentence, headings=None) for sentence in sentences)


def _place(canvas: Canvas, picture: ImageReader) -> None:
    canvas.drawImage(picture, 0, 0, *A4)


def scanned_page(folder: Path) -> MadeDocument:
    """One page that is a picture."""
    return _scanned(folder / "scanned-page.pdf", 51, 1)


def scanned_document(folder: Path) -> MadeDocument:
    """Three pages that are pictures."""
    return _scanned(folder / "scanned-document.pdf", 52, 3)


def _scanned(path: Path, seed: int, pages: int) -> MadeDocument:
    source = _source(path, seed, pages)
    setter = Setter(path)
    for number, picture in enumerate(_pictures(source.path), start=1):
        setter.draw(lambda canvas, picture=picture: _place(canvas, picture))
        if number < pages:
            setter.new_page()
    return setter.done(
        sentences=_bare(source.sentences),
        scanned=tuple(range(1, pages + 1)),
        about=f"{pages} scanned page{'s' * (pages > 1)} without words in the file",
    )


def scan_inside(folder: Path) -> MadeDocument:
    """A picture of a page between pages of text."""
    path, prose = folder / "scan-inside.pdf", Prose(53)
    source = _source(path, 54, 1, fonts=DEJAVU)
    (picture,) = _pictures(source.path)
    setter = Setter(path)
    setter.heading("Papers for the meeting of the Panel", 1)
    for _ in range(6):
        setter.paragraph(*prose.paragraph(3))
    setter.new_page()
    setter.draw(lambda canvas: _place(canvas, picture))
    for sentence in source.sentences:
        setter.say(sentence.text, headed=False)
    setter.new_page()
    setter.heading("What the Panel decided", 1)
    for _ in range(6):
        setter.paragraph(*prose.paragraph(3))
    return setter.done(scanned=(2,), about="a scanned page between pages of text")


def scanned_with_words(folder: Path) -> MadeDocument:
    """Scanned pages over which text recognition has written the words without ink."""
    path, seed = folder / "scanned-with-words.pdf", 55
    source = _source(path, seed, 2)
    pictures, prose = _pictures(source.path), Prose(seed)
    setter = Setter(path, fonts=TIMES, look=Look(size=12, unseen=True))
    for number, picture in enumerate(pictures):
        if number:
            setter.new_page()
        setter.draw(lambda canvas, picture=picture: _place(canvas, picture))
        unseen = Look(size=15, bold=True, unseen=True)
        setter.heading(f"Report to the Panel, part {number + 1}", 2, look=unseen)
        for _ in range(5):
            setter.paragraph(*prose.paragraph(3))
    made = setter.done(about="scanned pages with their recognised words, which cannot be seen")
    return replace(made, sentences=_bare(made.sentences))


def letters_without_names(folder: Path) -> MadeDocument:
    """A page that people can read, whose file does not say which letters its shapes are."""

    def nameless(fontname: str, subset: Sequence[int]) -> str:
        return makeToUnicodeCMap(fontname, [0xE000 + place for place in range(len(subset))])

    path, prose = folder / "letters-without-names.pdf", Prose(56)
    setter = Setter(path, fonts=DEJAVU, look=Look(size=12))
    for _ in range(5):
        setter.paragraph(*prose.paragraph(3))
    with patch("reportlab.pdfbase.ttfonts.makeToUnicodeCMap", nameless):
        made = setter.done(
            scanned=(1,),
            never=("\ue065",),
            about="a page whose file does not say which letters its shapes are",
        )
    return replace(made, sentences=_bare(made.sentences))
