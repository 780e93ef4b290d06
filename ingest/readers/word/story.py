"""A story of a Word file (its body, a footnote) as pieces, in order."""

from collections.abc import Iterator

from ingest.readers.pieces import AGAIN, Cell, Kind, Piece, Row, pieces_of
from ingest.readers.word.lines import Line, Lines
from ingest.readers.word.lists import Lists
from ingest.readers.word.losses import Losses
from ingest.readers.word.marks import Element, child, is_on, kind_of, ns, number_in, value
from ingest.readers.word.styles import Styles, is_coloured

__all__ = ["Story"]

_GONE = ("del", "moveFrom")
_AROUND = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
"""What may stand around blocks, rows and cells."""
_IMPORTED = ("altChunk", "subDoc")
_LONGEST_HEADING = 30
"""Words: a longer paragraph only looks like a heading, and must be quotable."""
_LONGEST_NUMBERED = 40
"""Words: a longer numbered item is a numbered paragraph of a report, quoted by sentences."""
_PLAIN_TABLES = ("", "TableGrid", "TableNormal")


class Story:
    """Reads blocks in order; keeps what must wait for the next one."""

    def __init__(
        self, root: Element, styles: Styles, lists: Lists, losses: Losses, *, coloured: bool
    ) -> None:
        self._styles = styles
        self._lists = lists
        self._losses = losses
        self._lines = Lines(root, styles, losses)
        self._lines.coloured = coloured
        self._before = ""
        """Words of a paragraph that the next one goes on: a large first letter, a deleted end."""
        self._item = 0
        """The level of the item that was the last paragraph."""
        self._in_box = False

    @property
    def notes(self) -> list[tuple[str, str]]:
        """The footnotes and endnotes that were referred to so far, in order."""
        return self._lines.notes

    def pieces(self, container: Element) -> Iterator[Piece]:
        """Yield what a container holds."""
        for block in container:
            yield from self._block(block)
        if self._before:
            yield from pieces_of(self._before, Kind.PARAGRAPH)
            self._before = ""

    def _block(self, block: Element) -> Iterator[Piece]:
        kind = kind_of(block)
        if kind == "p":
            yield from self._paragraph(block)
        elif kind == "tbl":
            self._item = 0
            yield Piece(kind=Kind.TABLE, rows=tuple(self._rows(block)))
        elif kind in _IMPORTED:
            self._losses.imported += 1
        elif kind == "sdt":
            yield from self._control(block)
        elif kind in _AROUND:
            for inner in block:
                yield from self._block(inner)
        elif kind == "AlternateContent":
            # The same thing twice, for newer and for older programs.
            made = ([p for inner in choice for p in self._block(inner)] for choice in block)
            yield from next(filter(None, made), [])

    def _control(self, control: Element) -> Iterator[Piece]:
        """A content control; of a table of contents only what somebody wrote after it."""
        content = child(control, "sdtContent")
        if content is None or is_on(child(control, "sdtPr", "showingPlcHdr")):
            return
        gallery = value(child(control, "sdtPr", "docPartObj", "docPartGallery"))
        blocks, contents = list(content), 0
        if gallery.lower().startswith("table of contents"):
            with_fields = [
                n for n, b in enumerate(blocks) if next(b.iter(ns("fldChar")), None) is not None
            ]
            contents = with_fields[-1] + 1 if with_fields else len(blocks)
        for number, block in enumerate(blocks):
            made = list(self._block(block))
            if number >= contents:
                yield from made

    def _paragraph(self, paragraph: Element) -> Iterator[Piece]:
        line = self._lines.read(paragraph)
        text, self._before = self._before + line.text, ""
        properties = child(paragraph, "pPr")
        if any(child(properties, "rPr", gone) is not None for gone in _GONE):
            self._before = text
        elif value(child(properties, "framePr"), "dropCap") in ("drop", "margin"):
            self._before = text.strip()
        elif not self._styles.is_contents(paragraph):
            yield from self._made_of(paragraph, text, line)
        yield from self._boxes(line)

    def _made_of(self, paragraph: Element, text: str, line: Line) -> Iterator[Piece]:
        words = len(text.split())
        level = self._styles.heading_level(paragraph)
        unseen = is_on(child(paragraph, "pPr", "rPr", "vanish")) and not words
        item = None if level or unseen else self._lists.item(paragraph)
        kept, self._item = self._item, 0
        if level and words <= _LONGEST_HEADING and not self._in_box:
            yield from pieces_of(text, Kind.HEADING, level=level)
        elif item and not (item.numbered and words > _LONGEST_NUMBERED):
            self._item = item.level
            yield from pieces_of(text, Kind.ITEM, level=item.level, mark=item.mark)
        elif kept and self._styles.goes_on_item(paragraph):
            self._item = kept
            yield from pieces_of(text, Kind.ITEM, level=kept, mark=AGAIN)
        else:
            bold = line.bold and not self._in_box and not item
            yield from pieces_of(text, Kind.PARAGRAPH, bold=bold)

    def _boxes(self, line: Line) -> Iterator[Piece]:
        """The text boxes of a paragraph. Their headings head only the box, so they are words."""
        outer = self._lines.coloured, self._in_box, self._before
        self._lines.coloured, self._in_box, self._before = True, True, ""
        for box in line.boxes:
            made = list(self.pieces(box))
            self._losses.text_boxes += bool(made)
            yield from made
        self._lines.coloured, self._in_box, self._before = outer

    def _rows(self, table: Element) -> Iterator[Row]:
        styled = value(child(table, "tblPr", "tblStyle")) not in _PLAIN_TABLES
        coloured = styled or is_coloured(child(table, "tblPr", "shd"))
        rows = list(self._inside(table, "tr"))
        fills = [{_fill(cell) for cell in self._inside(row, "tc")} for row in rows]
        # Only a colour that no other row has sets the first row apart.
        apart = (
            bool(fills) and "" not in fills[0] and not any(fills[0] & fill for fill in fills[1:])
        )
        for number, row in enumerate(rows):
            cells = tuple(self._cells(row, coloured=coloured, strong=apart and number == 0))
            if is_on(child(row, "trPr", "hidden")):
                self._losses.hidden += sum(len(cell.words.split()) for cell in cells)
                continue
            first = number == 0 and self._styles.heads_first_row(table)
            yield Row(cells=cells, header=first or is_on(child(row, "trPr", "tblHeader")))

    def _cells(self, row: Element, *, coloured: bool, strong: bool) -> Iterator[Cell]:
        before = number_in(value(child(row, "trPr", "gridBefore")), 0)
        if before:
            yield Cell(columns=before)
        for cell in self._inside(row, "tc"):
            properties = child(cell, "tcPr")
            columns = max(1, number_in(value(child(properties, "gridSpan")), 1))
            merges = [child(properties, name) for name in ("vMerge", "hMerge")]
            if any(merge is not None and value(merge) != "restart" for merge in merges):
                yield Cell(columns=columns)
                continue
            outer = self._lines.coloured
            self._lines.coloured = outer or coloured or is_coloured(child(properties, "shd"))
            made = tuple(self.pieces(cell))
            self._lines.coloured = outer
            bold = all(piece.bold or piece.kind is Kind.HEADING for piece in made)
            yield Cell(pieces=made, columns=columns, strong=strong or (bool(made) and bold))

    def _inside(self, container: Element, wanted: str) -> Iterator[Element]:
        """Rows of a table or cells of a row, without deleted ones."""
        for part in container:
            kind = kind_of(part)
            if kind == wanted:
                gone = child(part, "trPr", "del"), child(part, "tcPr", "cellDel")
                if all(mark is None for mark in gone):
                    yield part
            elif kind in _AROUND:
                yield from self._inside(part, wanted)


def _fill(cell: Element) -> str:
    shade = child(cell, "tcPr", "shd")
    return value(shade, "fill") if is_coloured(shade) else ""
