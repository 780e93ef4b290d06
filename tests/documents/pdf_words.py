"""Words and lines on a PDF page, for documents that tests make.

Marks in what is set: `**bold**`, `^2^` for a raised mark that leads to a footnote and is no part of
the sentence, `~st~` for raised letters that are, `¦` where a line must end, `-¦` where a word may
be divided with a hyphen (a soft one instead of `-` stays) and `=¦` where it may be divided at a
hyphen of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

__all__ = ["DEJAVU", "HELVETICA", "TIMES", "Line", "Look", "Shape", "Word", "plain", "words_of"]

HELVETICA = ("Helvetica", "Helvetica-Bold")
TIMES = ("Times-Roman", "Times-Bold")
DEJAVU = ("DejaVuSans", "DejaVuSans-Bold")
_FONTS = Path("/usr/share/fonts/truetype/dejavu")
for _name in DEJAVU:
    pdfmetrics.registerFont(TTFont(_name, str(_FONTS / f"{_name}.ttf")))

_MARKED = re.compile(r"\^(?P<mark>[^^]+)\^|~(?P<raised>[^~]+)~|(?P<bold>\*\*)|(?P<text>[^^~*]+)")
_DIVISION = re.compile("(=)¦|[-\u00ad]¦")
_RAISED = 0.62
"""Size of raised letters, of what stands beside them."""


def plain(words: str) -> str:
    """Return a sentence as it must be found.

    >>> plain("It cost **£1.5 million**^2^ by the 21~st~.")
    'It cost £1.5 million by the 21st.'
    >>> plain("A co=¦ordinated neigh-¦bour-¦hood¦ team.")
    'A co-ordinated neighbourhood team.'
    """
    return re.sub(r"\^[^^]+\^|\*\*|~|[-\u00ad]?¦", "", words.replace("=¦", "-"))


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a paragraph looks."""

    size: float = 10.5
    bold: bool = False
    colour: str = "#000000"
    leading: float = 1.36
    justified: bool = False
    unseen: bool = False
    """Written without ink, as text recognition writes over the picture of a page."""
    space: float = 7
    """Below it, in points."""

    @property
    def line_height(self) -> float:
        return self.size * self.leading


@dataclass(frozen=True)
class Shape:
    """A rectangle in points from the bottom left: a column, a box."""

    x0: float
    y0: float
    x1: float
    y1: float


class Piece(NamedTuple):
    """A part of a word in one font."""

    text: str
    font: str
    size: float
    rise: float = 0


class Word(NamedTuple):
    """Letters without white space."""

    pieces: tuple[Piece, ...]
    sentence: int
    """Which of the sentences of its paragraph it belongs to."""
    ends_line: bool = False
    divisions: tuple[tuple[str, str], ...] = ()
    """What stands on the one line and on the next where it is divided, the longest first."""

    def divided(self, room: float) -> "tuple[Word, Word] | None":
        """Return its two parts if the first has room on a line."""
        for head, tail in self.divisions:
            first = Word((self.pieces[0]._replace(text=head),), self.sentence)
            if first.width <= room:
                rest = (self.pieces[0]._replace(text=tail),)
                return first, Word(rest, self.sentence, self.ends_line)
        return None

    @property
    def width(self) -> float:
        return sum(map(_width, self.pieces))


@cache
def _width(piece: Piece) -> float:
    return pdfmetrics.stringWidth(piece.text, piece.font, piece.size)


def words_of(sentences: Sequence[str], fonts: tuple[str, str], look: Look) -> list[Word]:
    """Divide sentences into words; `**` holds over several."""
    bold, words = look.bold, []
    for number, sentence in enumerate(sentences):
        for raw in sentence.split():
            pieces, bold = _pieces(raw, *fonts, look.size, bold)
            words.append(Word(pieces, number, raw.endswith("¦"), _divisions(raw)))
    return words


@cache
def _pieces(
    raw: str, regular: str, strong: str, size: float, bold: bool
) -> tuple[tuple[Piece, ...], bool]:
    """The parts of a word, and whether what follows it is bold."""
    pieces = []
    for found in _MARKED.finditer(_DIVISION.sub(r"\1", raw.rstrip("¦")).replace("=", "-")):
        if found["bold"]:
            bold = not bold
        else:
            pieces.append(_piece(found, strong if bold else regular, size))
    return tuple(pieces), bold


@cache
def _divisions(raw: str) -> tuple[tuple[str, str], ...]:
    """What stands before and after each place where a word may be divided."""
    parts = []
    for found in reversed(list(_DIVISION.finditer(raw))):
        head, tail = raw[: found.start()], raw[found.end() :]
        hyphen = found[0][0].replace("=", "-")
        parts.append((plain(head) + hyphen, plain(tail)))
    return tuple(parts)


def _piece(found: re.Match[str], font: str, size: float) -> Piece:
    raised = found["mark"] or found["raised"]
    if raised:
        return Piece(raised, font, size * _RAISED, size * 0.36)
    return Piece(found["text"], font, size)


@dataclass(frozen=True)
class Line:
    """Words on one line, with where it begins."""

    words: tuple[Word, ...]
    x: float
    baseline: float
    gap: float
    """Between two words."""
    look: Look
    spaces: bool
    """Whether the spaces are written into the file, or the words only placed apart."""

    def starts(self) -> list[float]:
        """Where each word begins."""
        x, starts = self.x, []
        for word in self.words:
            starts.append(x)
            x += word.width + self.gap
        return starts

    def draw(self, canvas: Canvas) -> None:
        """Write it; runs of one font are written at once."""
        canvas.setFillColor(HexColor(self.look.colour))
        if not self.spaces:
            for word, x in zip(self.words, self.starts(), strict=True):
                for piece in word.pieces:
                    self._draw_piece(canvas, piece, x)
                    x += _width(piece)
            return
        x = self.x
        for (font, size, rise), pieces in groupby(
            self._pieces(), lambda p: (p.font, p.size, p.rise)
        ):
            text = "".join(piece.text for piece in pieces)
            extra = self.gap - pdfmetrics.stringWidth(" ", font, size) if not rise else 0
            canvas.setFont(font, size)
            canvas.drawString(x, self.baseline + rise, text, mode=self._mode, wordSpace=extra)
            x += pdfmetrics.stringWidth(text, font, size) + text.count(" ") * extra

    def _draw_piece(self, canvas: Canvas, piece: Piece, x: float) -> None:
        canvas.setFont(piece.font, piece.size)
        canvas.drawString(x, self.baseline + piece.rise, piece.text, mode=self._mode)

    @property
    def _mode(self) -> int | None:
        return 3 if self.look.unseen else None

    def _pieces(self) -> list[Piece]:
        pieces: list[Piece] = []
        for number, word in enumerate(self.words):
            if number:
                first = word.pieces[0]
                pieces.append(Piece(" ", first.font, first.size / (_RAISED if first.rise else 1)))
            pieces += word.pieces
        return pieces
