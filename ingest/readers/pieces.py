"""What a Word file or a web page consists of, in order, before it is written as stored text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from ingest.readers.characters import clean

__all__ = ["AGAIN", "BULLET", "Cell", "Kind", "Piece", "Row", "in_one_line", "pieces_of"]

BULLET = "•"
AGAIN = " "
"""The mark of a further paragraph of the same item."""
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_TYPED = re.compile(r"(?:[•●▪■◦○‣⁃►➢❖✓]\s+|[-–—]\t\s*)(?=\S)")
"""A mark that somebody typed before an item instead of making a list."""
_BEFORE_TYPED = re.compile(rf"\n\s*(?={_TYPED.pattern})")


class Kind(Enum):
    """What a piece is."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    TABLE = auto()
    HEADER = auto()
    """The column headings of the rows that follow; without cells where there are none."""
    ROW = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table, as the file has it."""

    pieces: tuple["Piece", ...] = ()
    columns: int = 1
    """How many it covers."""
    rows: int = 1
    strong: bool = False
    """Whether it looks like a heading: all bold, or marked as one."""

    @property
    def words(self) -> str:
        """All that it says, on one line."""
        return in_one_line(self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table, as the file has it."""

    cells: tuple[Cell, ...]
    header: bool = False
    """Whether the file says that it holds column headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A heading, a paragraph, an item of a list, a whole table or, of a table, one line."""

    kind: Kind
    words: str = ""
    level: int = 0
    """Headings and items: 1 is the outermost."""
    mark: str = BULLET
    bold: bool = False
    """Paragraphs: whether all of it is bold and it stands alone, as a heading does."""
    rows: tuple[Row, ...] = ()
    cells: tuple[str, ...] = ()


def pieces_of(
    raw: str, kind: Kind, *, level: int = 0, mark: str = BULLET, bold: bool = False
) -> Iterator[Piece]:
    """Yield what a run of words makes, nothing if it holds no words.

    Args:
        raw: The words; a line break stands for one in the file. It ends nothing, but an empty line
            ends a paragraph, and a typed bullet begins an item.
        kind: Heading, paragraph or item.
        level: Of a heading or an item.
        mark: Of an item.
        bold: Whether all of it is bold.
    """
    text = clean(raw)
    if kind is Kind.HEADING:
        parts = [text]
    else:
        parts = [line for part in _EMPTY_LINE.split(text) for line in _BEFORE_TYPED.split(part)]
    for part in parts:
        words = " ".join(part.split())
        if not re.search(r"\w", words):
            continue
        typed = _TYPED.match(part.lstrip(" \n"))
        if kind is Kind.PARAGRAPH and typed:
            yield Piece(
                kind=Kind.ITEM, words=" ".join(part.lstrip(" \n")[typed.end() :].split()), level=1
            )
        else:
            yield Piece(kind=kind, words=words, level=level, mark=mark, bold=bold)
        mark = AGAIN


def in_one_line(pieces: Iterable[Piece]) -> str:
    """Return the words of pieces as a cell of a table holds them; items keep their marks."""
    parts = []
    for piece in pieces:
        if piece.kind is Kind.TABLE:
            parts += [cell.words for row in piece.rows for cell in row.cells]
        elif piece.kind is Kind.ITEM and piece.mark != AGAIN:
            parts.append(f"{piece.mark} {piece.words}")
        else:
            parts.append(piece.words)
    return " ".join(part for part in parts if part)
