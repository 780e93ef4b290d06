"""Sets text on PDF pages, in columns and over pages, and keeps which sentence stands where."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics

from tests.documents.made import MadeDocument, MadeItem, MadeRow
from tests.documents.pdf_pages import Pages
from tests.documents.pdf_standing import Standing, keep
from tests.documents.pdf_words import HELVETICA, Line, Look, Piece, Shape, Word, plain, words_of

__all__ = ["HEADING", "Setter"]

HEADING = {1: Look(size=22, bold=True, space=12), 2: Look(size=15, bold=True, space=7)} | {
    3: Look(size=12, bold=True, space=4)
}
"""How headings look, by level."""


class Setter(Pages):
    """A PDF in the making."""

    def __init__(
        self,
        path: Path,
        *,
        fonts: tuple[str, str] = HELVETICA,
        margin: float = 64,
        look: Look | None = None,
        furniture: "Callable[[Setter], None] | None" = None,
        by_rows: bool = False,
        spaces: bool = True,
    ) -> None:
        """Begin the first page.

        Args:
            path: The file to write.
            fonts: Regular and bold.
            margin: On all sides.
            look: Of the body.
            furniture: Draws the running header and footer of a page when it is full.
            by_rows: Whether lines go into the file from the head of the page to its foot,
                whatever column they stand in.
            spaces: Whether the file holds the spaces between words, or only places them apart.
        """
        super().__init__(path, margin, by_rows=by_rows)
        self.path, self.fonts = path, fonts
        self.look = look or Look()
        self.furniture, self.spaces = furniture, spaces
        self.headings = ()
        self.rows: list[MadeRow] = []
        self.items: list[MadeItem] = []
        self.divided: list[str] = []
        """Words that were divided at the end of a line, with their hyphens."""
        self._sentences: list[Standing] = []
        self._lead, self._parents = "", [""]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings above what is set next, from the outermost."""
        return self._headings

    @headings.setter
    def headings(self, path: tuple[str, ...]) -> None:
        self._headings, self._levels = path, tuple(range(1, len(path) + 1))

    @contextmanager
    def inside(self, shape: Shape) -> Iterator[None]:
        """Set what follows in a box with headings of its own, then go on where it was left."""
        above = self._headings, self._levels
        self.headings = ()
        with super().inside(shape):
            yield
        self._headings, self._levels = above

    def furnish(self) -> None:
        if self.furniture:
            self.furniture(self)

    def done(self, **known: Any) -> MadeDocument:
        """Write the file and return what is known of it."""
        self.finish_page()
        self.canvas.save()
        known.setdefault("sentences", tuple(standing.made() for standing in self._sentences))
        return MadeDocument(
            path=self.path,
            rows=tuple(self.rows),
            items=tuple(self.items),
            pages=self.page,
            **known,
        )

    def say(self, sentence: str, *, headed: bool = True) -> None:
        """Note a sentence that is written here by other means."""
        headings = self.headings if headed else None
        self._sentences.append(Standing(sentence, headings, False, page=self.page))

    def write(
        self, text: str, x: float, baseline: float, size: float, *, bold: bool = False
    ) -> None:
        """Write words at a place; they are no sentence."""
        font = self.fonts[bold]
        space = pdfmetrics.stringWidth(" ", font, size)
        words = tuple(Word((Piece(part, font, size),), 0) for part in text.split(" "))
        line = Line(words, x, baseline, space, Look(), self.spaces)
        self.draw_line(line.draw, x, baseline)

    def paragraph(
        self, *sentences: str, look: Look | None = None, indent: float = 0, aside: bool = False
    ) -> None:
        """Set sentences as one paragraph."""
        look = look or self.look
        headings = None if aside else self.headings
        self.y -= 5 if len(self._parents) > 1 else 0
        self._parents = [""]
        standing = [Standing(plain(words), headings, aside) for words in sentences]
        self.set_words(sentences, look, standing, indent=indent)
        self._sentences += standing
        self._lead = plain(sentences[-1]) if sentences[-1].endswith(":") else ""

    def heading(self, words: str, level: int, look: Look | None = None) -> None:
        """Set a heading, on as many lines as it needs or as `\\n` says."""
        look = look or HEADING[level]
        if self.y < self.column.y1:
            self.y -= look.size * 0.6
        if self.y - 4 * look.line_height < self.column.y0:
            self.next_column()
        for line in words.split("\n"):
            self.set_words([line], replace(look, space=0), [])
        self.y -= look.space
        outer = len([above for above in self._levels if above < level])
        self._headings = (*self._headings[:outer], " ".join(words.split()))
        self._levels = (*self._levels[:outer], level)
        self._lead = ""

    def item(self, words: str, mark: str = "•", level: int = 1) -> None:
        """Set an item of a list; its lines after the first stand below its words."""
        look = replace(self.look, space=3)
        indent = 16.0 * level
        if self.y - look.line_height < self.column.y0:
            self.next_column()
        self._set_line(words_of([mark], self.fonts, look), look, indent - 13, [], fill=False)
        page = self.page
        self.set_words([words], look, [], indent=indent + (4 if len(mark) > 1 else 0))
        self._parents = [*self._parents[:level], plain(words)]
        lead = self._parents[level - 1] if level > 1 else self._lead
        self.items.append(MadeItem(text=plain(words), lead=lead, page=page))

    def footnotes(self, *notes: tuple[str, str]) -> None:
        """Set notes (mark and sentence) at the foot of this page, before its text is set."""
        look = Look(size=8, space=2)
        width = self.width - 2 * self.margin
        heights = [self._height([f"{mark} {text}"], look, width) for mark, text in notes]
        self.reserve(sum(heights) + 8)
        top = self.margin + sum(heights) + 6
        self.draw(lambda canvas: canvas.line(self.margin, top, self.margin + 120, top), top)
        with self.inside(Shape(self.margin, 0, self.width - self.margin, top - 4)):
            for mark, text in notes:
                standing = Standing(plain(text), None, aside=True)
                self.set_words([f"^{mark}^ {text}"], look, [standing])
                self._sentences.append(standing)

    def _height(self, sentences: Sequence[str], look: Look, width: float) -> float:
        total, lines, space = 0.0, 1, pdfmetrics.stringWidth(" ", self.fonts[0], look.size)
        for word in words_of(sentences, self.fonts, look):
            if total + word.width > width:
                lines, total = lines + 1, 0.0
            total += word.width + space
        return lines * look.line_height + look.space

    def set_words(
        self, sentences: Sequence[str], look: Look, standing: Sequence[Standing], indent: float = 0
    ) -> None:
        """Set words from here down."""
        words = words_of(sentences, self.fonts, look)
        while words:
            if self.y - look.line_height < self.column.y0 - 0.01:
                self.next_column()
            words = self._set_line(words, look, indent, standing)
        self.y -= look.space

    def _set_line(
        self,
        words: list[Word],
        look: Look,
        indent: float,
        standing: Sequence[Standing],
        *,
        fill: bool = True,
    ) -> list[Word]:
        """Set one line and go below it if it `fill`s it; returns the words that are left."""
        left, right = self.room(look.line_height)
        space = pdfmetrics.stringWidth(" ", self.fonts[look.bold], look.size)
        taken, width = 1, words[0].width
        while taken < len(words) and not words[taken - 1].ends_line:
            if width + space + words[taken].width > right - left - indent:
                break
            width += space + words[taken].width
            taken += 1
        rest = words[taken:]
        divided = rest[0].divided(right - left - indent - width - space) if rest else None
        if divided and not words[taken - 1].ends_line:
            words, taken = [*words[:taken], *divided, *rest[1:]], taken + 1
            width += space + divided[0].width
            self.divided.append(f"{divided[0].pieces[0].text}{divided[1].pieces[0].text}")
        gap = space
        if look.justified and taken < len(words) and taken > 1:
            gap += (right - left - indent - width) / (taken - 1)
        baseline = self.y - look.size
        line = Line(tuple(words[:taken]), left + indent, baseline, gap, look, self.spaces)
        self.draw_line(line.draw, line.x, baseline)
        keep(line, look, standing, self.page, self.column, self.shown)
        self.y -= look.line_height if fill else 0
        return words[taken:]
