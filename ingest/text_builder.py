"""Writes the stored text of a document, block by block, and keeps where its words stand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.pages import WORD_PLACE, Box, WordPlaces
from ingest.blocks import Block, BlockKind

__all__ = ["TextBuilder", "Word"]

_TIGHT = (BlockKind.ITEM, BlockKind.ROW)
"""Blocks that follow each other without an empty line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Characters without white space, and the boxes of their parts on the page.

    A word that was divided at the end of a line has two.
    """

    text: str
    boxes: tuple[Box, ...] = ()


class TextBuilder:
    """Stored text in the making: one line for each block, so that a quotation is one run of text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._places: list[tuple[int, int, int, float, float, float, float]] = []
        self._last: BlockKind | None = None

    @property
    def text(self) -> str:
        """What was written."""
        return "".join(self._parts)

    @property
    def blocks(self) -> list[Block]:
        """What it consists of, in order."""
        return list(self._blocks)

    @property
    def places(self) -> WordPlaces:
        """Where its words stand."""
        return np.array(self._places, dtype=WORD_PLACE)

    def heading(self, words: str | Sequence[Word], level: int) -> None:
        """Add a heading; `level` 1 is the outermost."""
        self._open(BlockKind.HEADING)
        self._close(BlockKind.HEADING, self._write_words(words), level=level)

    def paragraph(self, words: str | Sequence[Word]) -> None:
        """Add a paragraph."""
        self._open(BlockKind.PARAGRAPH)
        self._close(BlockKind.PARAGRAPH, self._write_words(words))

    def item(self, words: str | Sequence[Word], level: int = 1, mark: str = "•") -> None:
        """Add an item of a list; `level` 2 is a list in a list, `mark` may be its number."""
        self._open(BlockKind.ITEM)
        self._write("  " * (level - 1) + f"{mark} ")
        self._close(BlockKind.ITEM, self._write_words(words), level=level)

    def heading_row(self, cells: Sequence[str | Sequence[Word]]) -> str:
        """Begin a table with its column headings; returns them as they stand in the text.

        They are not quoted alone, but with each row.
        """
        self._last = BlockKind.HEADING if self._last else None  # a table of its own
        self._open(BlockKind.ROW)
        return self._write_row(cells)

    def row(self, cells: Sequence[str | Sequence[Word]], header: str) -> None:
        """Add a row of a table.

        Args:
            cells: From left to right; empty ones too.
            header: What `heading_row` returned; "" where the table has no column headings.
        """
        self._open(BlockKind.ROW)
        start = self._length
        self._write_row(cells)
        self._blocks.append(
            Block(kind=BlockKind.ROW, start=start, end=self._length - 1, header=header)
        )

    def _write_row(self, cells: Sequence[str | Sequence[Word]]) -> str:
        first_part = len(self._parts)
        for cell in cells:
            self._write("| ")
            self._write_words(cell)
            self._write(" ")
        self._write("|")
        row = "".join(self._parts[first_part:])
        self._write("\n")
        return row

    def aside(self) -> None:
        """Begin a box beside the course of the text."""
        self._blocks.append(Block(kind=BlockKind.ASIDE, start=self._length, end=self._length))

    def end_aside(self) -> None:
        """Go on with the text, under the headings that it had before the box."""
        self._blocks.append(Block(kind=BlockKind.ASIDE_END, start=self._length, end=self._length))

    def _open(self, kind: BlockKind) -> None:
        """Leave an empty line before a block, unless it goes on what the last one was."""
        if self._last is not None and not (kind is self._last and kind in _TIGHT):
            self._write("\n")
        self._last = kind

    def _close(self, kind: BlockKind, start: int, *, level: int = 0) -> None:
        if self._length > start:
            self._blocks.append(Block(kind=kind, start=start, end=self._length, level=level))
        self._write("\n")

    def _write_words(self, words: str | Sequence[Word]) -> int:
        """Write words with one space between them; returns where they start."""
        start = self._length
        taken = [Word(text=t) for t in words.split()] if isinstance(words, str) else list(words)
        for number, word in enumerate(taken):
            self._write(" " if number else "")
            for box in word.boxes:
                sides = (box.x0, box.y0, box.x1, box.y1)
                end = self._length + len(word.text)
                self._places.append((self._length, end, box.page, *sides))
            self._write(word.text)
        return start

    def _write(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
