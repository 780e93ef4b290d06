"""From a PDF file to its stored text: words, furniture, columns, pieces, text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.errors import ReadingError
from corpus.pages import Layout, Page, WordPlaces
from ingest.blocks import sections_of
from ingest.readers.ocr import can_recognise, how_to_recognise
from ingest.readers.pdf.columns import Grid, Region, regions_of
from ingest.readers.pdf.contents import shows_contents
from ingest.readers.pdf.file import PdfFile
from ingest.readers.pdf.furniture import find_furniture
from ingest.readers.pdf.hyphens import Spelling
from ingest.readers.pdf.pieces import Piece, PieceKind, Typography, pieces_of
from ingest.readers.pdf.recognition import recognise_page
from ingest.readers.pdf.rows import Row, without_reference_marks
from ingest.readers.pdf.tables import RuledTables
from ingest.readers.pdf.typography import typography_of
from ingest.readers.pdf.words import PdfPage, PdfWord
from ingest.readers.pdf.writing import Flow
from ingest.readers.reading import OnPage, Reading
from ingest.text_builder import TextBuilder

__all__ = ["read_pdf"]

_FEW_LETTERS = 20
"""A page with fewer, and a picture over much of it, is a scan."""
_PICTURED = 0.4
_NAMELESS = 0.2
"""A page with more letters without names than this part, marks of lists aside, is read as a scan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReadPage:
    """A page and what reading it took."""

    page: PdfPage
    confidence: float | None = None
    problem: str | None = None


def read_pdf(path: Path, on_page: OnPage) -> Reading:
    """Read a PDF.

    Words keep their places; running headers, page numbers and contents pages are left out; so are
    words that nobody can see, which a note then says.

    Args:
        path: The file.
        on_page: Told of each page when its words were read, and again when its tables were.

    Raises:
        ReadingError: It cannot be opened, or none of its pages has text.
    """
    file = PdfFile(path)
    read = []
    for number in range(1, len(file) + 1):
        read.append(_read_page(file, number))
        on_page(number, len(file))
    furniture = find_furniture([each.page for each in read])
    tables = RuledTables(path)
    regions = []
    for each in read:
        left_out = furniture.words.get(each.page.number, set())
        each.page.words = [word for word in each.page.words if id(word) not in left_out]
        regions.append(_regions(each, tables))
        if each.page.ruled:  # its tables take long
            on_page(each.page.number, len(file))
    builder = _write(regions)
    if not builder.text.strip():
        raise ReadingError(f"{path}: {_no_text(read)}")
    return Reading(
        text=builder.text,
        sections=tuple(sections_of(builder.blocks, builder.text)),
        layout=Layout(pages=_pages(read, furniture.labels, builder.places), places=builder.places),
        notes=tuple(_notes(read, regions)),
    )


def _pages(
    read: Sequence[_ReadPage], labels: dict[int, str], places: WordPlaces
) -> tuple[Page, ...]:
    lengths = np.bincount(
        places["page"], weights=places["end"] - places["start"], minlength=len(read) + 1
    )
    return tuple(
        Page(
            number=each.page.number,
            label=labels.get(each.page.number) or each.page.label,
            width=each.page.width,
            height=each.page.height,
            characters=int(lengths[each.page.number]),
            confidence=each.confidence,
            problem=each.problem,
        )
        for each in read
    )


def _read_page(file: PdfFile, number: int) -> _ReadPage:
    """Read a page, by text recognition where it is a picture."""
    try:
        page = file.read_page(number)
    except ValueError:
        damaged = PdfPage(
            number=number,
            label=None,
            width=595,
            height=842,
            words=[],
            hidden=0,
            nameless=0,
            pictured=0,
            ruled=False,
        )
        return _ReadPage(page=damaged, problem="the page is damaged; get the file again")
    letters = sum(len(word.text) for word in page.words)
    if page.nameless > _NAMELESS:
        page.words = []
        problem = "the file does not say which letters its shapes are"
    elif letters < _FEW_LETTERS and page.pictured >= _PICTURED:
        problem = "a picture without text"
    else:
        return _ReadPage(page=page)
    if not can_recognise():
        return _ReadPage(page=page, problem=f"{problem}; {how_to_recognise()}")
    words, confidence = recognise_page(file.picture(number, 300), page)
    if not words:
        return _ReadPage(page=page)
    return _ReadPage(page=replace(page, words=words, ruled=False), confidence=confidence)


def _regions(read: _ReadPage, tables: RuledTables) -> list[Region]:
    """The columns and tables of a page in reading order, for each direction of its lines."""
    page = read.page
    upright = [word for word in page.words if word.direction == 0]
    grids: list[Grid] = []
    if page.ruled and upright:
        grids, upright = tables.on_page(page.number, upright)
    regions = regions_of(upright, grids) if upright or grids else []
    for direction in (90, 270, 180):
        turned = [word for word in page.words if word.direction == direction]
        if turned:
            regions += regions_of(turned)
    return regions


def _write(pages: Sequence[Sequence[Region]]) -> TextBuilder:
    typography = typography_of(pages)
    whole = (word.text for page in pages for region in page for word in _words_within(region))
    flow = Flow(TextBuilder(), Spelling(whole))
    for page in pages:
        for piece in _pieces(page, typography):
            flow.add(piece)
    flow.finish()
    return flow.builder


def _pieces(page: Sequence[Region], typography: Typography) -> Iterator[Piece]:
    """The pieces of a page, without the marks that lead to its notes."""
    pieces = [piece for region in page for piece in pieces_of(region, typography)]
    notes = frozenset(p.mark.strip("()[].") for p in pieces if p.kind is PieceKind.NOTE)
    for piece in pieces:
        piece.rows = [without_reference_marks(row, notes) for row in piece.rows]
        if piece.grid:
            piece.grid = _without_marks(piece.grid, notes)
        yield piece


def _without_marks(grid: Grid, notes: frozenset[str]) -> Grid:
    def cleaned(cell: list[PdfWord]) -> list[PdfWord]:
        return without_reference_marks(Row(cell), notes).words if cell else cell

    return Grid([[cleaned(cell) for cell in row] for row in grid.rows])


def _words_within(region: Region) -> Iterator[PdfWord]:
    """Words that do not stand at the end of a line, where they may be divided."""
    if isinstance(region, Grid):
        yield from region.words
    else:
        for row in region.rows:
            yield from row.words[:-1]


def _no_text(read: Sequence[_ReadPage]) -> str:
    problems = [each.problem for each in read if each.problem]
    if problems:
        return f"none of its {len(read)} pages has text: {problems[0]}"
    return f"none of its {len(read)} pages has any words"


def _notes(read: Sequence[_ReadPage], regions: Sequence[Sequence[Region]]) -> Iterator[str]:
    contents = [
        str(each.page.number)
        for each, page in zip(read, regions, strict=True)
        if any(shows_contents(region) for region in page)
    ]
    if contents:
        yield f"the list of contents on page {', '.join(contents[:10])} left out"
    hidden = {each.page.number: each.page.hidden for each in read if each.page.hidden}
    if hidden:
        pages = ", ".join(map(str, list(hidden)[:10])) + (" …" if len(hidden) > 10 else "")
        count = sum(hidden.values())
        yield (
            f"{count} {'word' if count == 1 else 'words'} that nobody can see (too pale, too small, "
            f"covered or off the page) left out on page {pages}"
        )
