"""From pieces of pages to the stored text: words mended, paragraphs joined, notes after them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers.characters import clean
from ingest.readers.pdf.columns import Grid
from ingest.readers.pdf.hyphens import Spelling, is_divided
from ingest.readers.pdf.pieces import Piece, PieceKind
from ingest.readers.pdf.rows import Row, rows_of
from ingest.readers.pdf.table_heads import (
    has_headings,
    reads_like_headings,
    with_whole_headings,
)
from ingest.readers.pdf.words import LINE_END_HYPHEN, UNKNOWN_LETTER
from ingest.text_builder import TextBuilder, Word

__all__ = ["Flow"]


@dataclass(slots=True)
class Flow:
    """Writes pieces in order; a paragraph waits until it is known whether the next goes on with it."""

    builder: TextBuilder
    spelling: Spelling
    _waiting: Piece | None = None
    _notes: list[Piece] = field(default_factory=list)
    _asides: list[Piece] = field(default_factory=list)
    _indents: list[float] = field(default_factory=list)
    """Of the marks of the lists that are open, outermost first."""
    _head: list[str] = field(default_factory=list)
    """The column headings of the table that was written last, while nothing followed it."""
    _header: str = ""
    """The same as they stand in the text."""

    def add(self, piece: Piece) -> None:
        """Take the next piece."""
        if piece.kind is PieceKind.NOTE:
            self._notes.append(piece)
        elif piece.aside:
            self._asides.append(piece)
        elif self._waiting and _continues(self._waiting, piece):
            self._waiting.rows.extend(piece.rows)
            self._waiting.right = piece.right
        else:
            self._write_waiting()
            self._waiting = piece

    def finish(self) -> None:
        """Write what still waits."""
        self._write_waiting()
        self._write_notes()
        self._write_asides()

    def _write_waiting(self) -> None:
        piece, self._waiting = self._waiting, None
        if piece is None:
            return
        self._write(piece)
        self._write_asides()

    def _write_asides(self) -> None:
        """Write the boxes that stood beside what was written last."""
        pieces, self._asides = self._asides, []
        if pieces:
            self.builder.aside()
            for piece in pieces:
                self._write(piece)
            self.builder.end_aside()

    def _write(self, piece: Piece) -> None:
        if piece.grid:
            self._write_table(piece.grid)
            return
        self._head = []
        if piece.kind is PieceKind.HEADING:
            self._write_notes()
            self.builder.heading(self._words(piece.rows), piece.level)
        elif piece.kind is PieceKind.ITEM:
            mark = piece.mark if piece.mark[-1] in ".)" else "•"
            self.builder.item(self._words(piece.rows), self._depth(piece.indent), mark)
            return
        else:
            self.builder.paragraph(self._words(piece.rows))
            self._write_notes()
        self._indents = []

    def _depth(self, indent: float) -> int:
        """How deep a list item stands, by how far its mark is indented."""
        while self._indents and indent < self._indents[-1] - 4:
            self._indents.pop()
        if not self._indents or indent > self._indents[-1] + 4:
            self._indents.append(indent)
        return len(self._indents)

    def _write_notes(self) -> None:
        notes, self._notes = self._notes, []
        for note in notes:
            self.builder.paragraph(self._words(note.rows))

    def _write_table(self, grid: Grid) -> None:
        """Write rows with their column headings, which a table that goes on has from before."""
        self._indents = []
        rows = [[self._words(rows_of(cell)) for cell in row] for row in grid.rows]
        texts = [[" ".join(word.text for word in cell) for cell in row] for row in rows]
        if texts[0] == self._head:
            rows, texts = rows[1:], texts[1:]
        elif len(texts[0]) != len(self._head) or reads_like_headings(texts[0]):
            rows, texts = with_whole_headings(rows, texts)
            if has_headings(texts):
                self._header = self.builder.heading_row(rows[0])
                self._head, rows, texts = texts[0], rows[1:], texts[1:]
            else:
                self._header, self._head = "", texts[0]
        of_figures = 2 * sum(reads_like_headings(row) for row in texts) < len(texts)
        for row, text in zip(rows, texts, strict=True):
            if of_figures and self._header and reads_like_headings(text):
                self._header = self.builder.heading_row(row)
                self._head = text
            else:
                self.builder.row(row, self._header)

    def _words(self, rows: Sequence[Row]) -> list[Word]:
        """Words as they are stored: those that a line divides put together."""
        made: list[Word] = []
        divided = ""
        for row in rows:
            for word in row.words:
                text = _stored(word.text)
                if divided:
                    whole = self.spelling.joined(divided, text)
                    made[-1] = Word(text=whole, boxes=(*made[-1].boxes, word.box))
                elif text:
                    made.append(Word(text=text, boxes=(word.box,)))
                divided = ""
            divided = row.words[-1].text if made and is_divided(row.words[-1].text) else ""
        return made


def _continues(piece: Piece, following: Piece) -> bool:
    """Whether a paragraph or item goes on in the next column or on the next page."""
    if following.kind is not PieceKind.TEXT or piece.kind not in (PieceKind.TEXT, PieceKind.ITEM):
        return False
    if piece.is_finished or abs(piece.rows[-1].size - following.rows[0].size) > 1:
        return False
    return piece.is_cut or following.text[0].islower() or following.text[0].isdigit()


def _stored(text: str) -> str:
    """A word as it is stored."""
    return clean(text.replace(LINE_END_HYPHEN, "-").replace(UNKNOWN_LETTER, ""))
