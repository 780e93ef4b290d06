"""From pieces to the stored text, its blocks and its sections."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.documents import Section
from ingest.blocks import sections_of
from ingest.readers.pieces import Kind, Piece
from ingest.readers.tables import simple_pieces
from ingest.text_builder import TextBuilder

__all__ = ["write_pieces"]

_LOWEST_LEVEL = 10
_LONGEST_HEADING = 80
_CAPTION = re.compile(r"(?:table|figure|fig\.|chart|graph|map|box)\s+\w{1,4}\b", re.IGNORECASE)


def write_pieces(pieces: Sequence[Piece], after: Sequence[Piece] = ()) -> tuple[str, list[Section]]:
    """Return the stored text and its sections.

    Args:
        pieces: The document in order.
        after: What stands behind it, under none of its headings: footnotes.
    """
    builder = TextBuilder()
    _write(_with_bold_headings(list(simple_pieces(pieces))), builder)
    count = len(builder.blocks)
    _write(list(simple_pieces(after)), builder)
    text, blocks = builder.text, builder.blocks
    return text, [*sections_of(blocks[:count], text), *sections_of(blocks[count:], text)]


def _write(pieces: Iterable[Piece], builder: TextBuilder) -> None:
    header = ""
    for piece in pieces:
        if piece.kind is Kind.HEADING:
            builder.heading(piece.words, piece.level)
        elif piece.kind is Kind.ITEM:
            builder.item(piece.words, piece.level, piece.mark)
        elif piece.kind is Kind.HEADER:
            header = builder.heading_row(piece.cells) if any(piece.cells) else ""
        elif piece.kind is Kind.ROW:
            builder.row(piece.cells, header)
        else:
            builder.paragraph(piece.words)


def _with_bold_headings(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Make headings of short bold lines that stand alone and have text after them."""
    for piece, following in pairwise([*pieces, Piece(kind=Kind.HEADING)]):
        leads_on = following.kind is not Kind.HEADING and not _like_heading(following)
        if _like_heading(piece) and leads_on:
            yield replace(piece, kind=Kind.HEADING, level=_LOWEST_LEVEL)
        else:
            yield piece


def _like_heading(piece: Piece) -> bool:
    words = piece.words
    short = piece.kind is Kind.PARAGRAPH and piece.bold and len(words) <= _LONGEST_HEADING
    if _CAPTION.match(words):
        return False  # It belongs to one table or picture, not to the text after it.
    return short and (words[0].isupper() or words[0].isdigit()) and words[-1] not in ".,;:!"
