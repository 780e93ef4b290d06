"""The words of one paragraph of a Word file, as a reader sees them."""

import re
from dataclasses import dataclass, field

from ingest.readers.characters import raised
from ingest.readers.word.fields import Fields, is_left_out
from ingest.readers.word.losses import Losses
from ingest.readers.word.marks import Element, child, is_on, kind_of, ns, value
from ingest.readers.word.styles import Styles

__all__ = ["Line", "Lines"]

_SKIPPED = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "fldData", "rt", "p", "tbl", "del", "moveFrom"}
)
_MATHS = frozenset({"oMath", "oMathPara"})
_GRAPHICS = frozenset({"drawing", "pict", "object", "AlternateContent"})
_DRAWN = frozenset({"blip", "imagedata", "chart", "relIds", "OLEObject"})
_PICTURE_FONTS: dict[str, dict[int, str]] = {
    "Symbol": {
        0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    },
    "Wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢",
        0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "Wingdings 2": {0x4F: "✗", 0x50: "✓", 0x52: "☑", 0x53: "☒", 0xA3: "☐"},
    "Wingdings 3": {},
    "Webdings": {0x61: "✓", 0x72: "✗"},
}  # fmt: skip
"""Fonts whose letters are pictures, and those that say something: ticks, bullets, comparisons."""
_MOST_SYMBOLS = 3
"""In a longer run of such a font somebody meant the letters."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PLAIN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_TURNS = ("page", "column")


@dataclass(slots=True)
class Line:
    """What a paragraph says."""

    text: str = ""
    bold: bool = True
    """Whether all its words are bold."""
    boxes: list[Element] = field(default_factory=list)
    """The text boxes that hang on it."""
    hidden: str = ""
    struck: str = ""
    white: str = ""


class Lines:
    """Reads paragraphs in order."""

    def __init__(self, story: Element, styles: Styles, losses: Losses) -> None:
        self._fields = Fields(story)
        self._styles = styles
        self._losses = losses
        self.notes: list[tuple[str, str]] = []
        """Footnotes and endnotes that the words refer to: `footnote` or `endnote` and the id."""
        self.coloured = False
        """Whether something that is not white may lie behind the words now being read."""

    def read(self, paragraph: Element) -> Line:
        """Return the words of a paragraph; those of its text boxes are not among them."""
        line = Line()
        self._walk(paragraph, paragraph, line)
        self._losses.hidden += len(line.hidden.split())
        self._losses.struck += len(line.struck.split())
        self._losses.white += len(line.white.split())
        return line

    def _walk(self, element: Element, paragraph: Element, line: Line) -> None:
        for part in element:
            kind = kind_of(part)
            if kind == "r":
                self._run(part, paragraph, line)
            elif kind in _MATHS:
                self._losses.equations += 1
            elif kind == "AlternateContent":
                self._first_that_says_something(part, paragraph, line)
            elif kind and kind not in _SKIPPED and not _is_furniture(part, kind):
                self._walk(part, paragraph, line)

    def _first_that_says_something(self, part: Element, paragraph: Element, line: Line) -> None:
        """The same thing stands there twice, for newer and for older programs."""
        for choice in part:
            before = len(line.text), len(line.boxes)
            self._walk(choice, paragraph, line)
            if (len(line.text), len(line.boxes)) != before:
                return

    def _run(self, run: Element, paragraph: Element, line: Line) -> None:
        said = ""
        for part in run:
            kind = kind_of(part)
            if kind in _GRAPHICS:
                self._graphic(part, line)
            elif kind == "ruby":
                # Only what is written, not how it is said.
                for base in part.iterchildren(ns("rubyBase")):
                    self._walk(base, paragraph, line)
            elif value(part, "customMarkFollows") in ("1", "true", "on"):
                self._refer(part, kind)
                break  # What follows in the run is the mark itself.
            elif not self._refer(part, kind) and not self._fields.leaves_out:
                said += self._characters(part, kind, run)
        self._take(said, run, paragraph, line)

    def _refer(self, part: Element, kind: str) -> bool:
        """Take note of what is no word itself; whether it was such a thing."""
        if kind == "fldChar":
            self._fields.mark(part)
        elif kind == "instrText":
            self._fields.code(part.text or "")
        elif kind in ("footnoteReference", "endnoteReference"):
            self.notes.append((kind.removesuffix("Reference"), value(part, "id")))
        elif kind == "commentReference":
            self._losses.comments += 1
        else:
            return False
        return True

    def _characters(self, part: Element, kind: str, run: Element) -> str:
        if kind == "t":
            return self._seen(part.text or "", value(child(run, "rPr", "rFonts"), "ascii"))
        if kind == "br":
            return "\n\n" if value(part, "type") in _TURNS else "\n"
        if kind == "sym" and re.fullmatch(r"[0-9A-Fa-f]{1,4}", value(part, "char")):
            return self._seen(chr(int(value(part, "char"), 16)), value(part, "font"))
        return _PLAIN.get(kind, "")

    def _seen(self, text: str, font: str) -> str:
        """Letters as they look: in picture fonts they stand for something else."""
        pictured = font in _PICTURE_FONTS and len(text.strip()) <= _MOST_SYMBOLS
        if not pictured and not _PRIVATE.search(text):
            return text
        seen = ""
        for character in text:
            if character.isspace() or not (pictured or _PRIVATE.match(character)):
                seen += character
                continue
            known = _PICTURE_FONTS.get(font, {}).get(ord(character) & 0xFF, "")
            self._losses.symbols += not known
            seen += known
        return seen

    def _take(self, said: str, run: Element, paragraph: Element, line: Line) -> None:
        """Add what a run says, unless nobody sees it."""
        styles = self._styles
        if not said:
            return
        if styles.is_hidden(run, paragraph):
            line.hidden += said
            return
        if styles.is_white(run, paragraph):
            if not self.coloured:
                line.hidden += said
                return
            line.white += said
        if styles.is_struck(run, paragraph):
            line.struck += said
            return
        line.bold &= styles.is_bold(run, paragraph) or not said.strip()
        line.text += raised(said) if styles.is_raised(run, paragraph) else said

    def _graphic(self, graphic: Element, line: Line) -> None:
        """Keep the text boxes of a drawing for later; count what else is drawn."""
        if kind_of(graphic) == "AlternateContent":
            for choice in graphic:
                before = len(line.boxes), self._losses.drawings
                for part in choice:
                    self._graphic(part, line)
                if (len(line.boxes), self._losses.drawings) != before:
                    return
            return
        for part in graphic.iter():
            kind = kind_of(part)
            if kind in (*_DRAWN, "txbxContent") and not _is_in_another(part, graphic):
                if kind == "txbxContent":
                    line.boxes.append(part)
                else:
                    self._losses.drawings += 1


def _is_furniture(part: Element, kind: str) -> bool:
    """Whether it shows a page number, a table of contents, or what is to be filled in."""
    if kind == "fldSimple":
        return is_left_out(value(part, "instr"))
    return kind == "sdt" and is_on(child(part, "sdtPr", "showingPlcHdr"))


def _is_in_another(part: Element, graphic: Element) -> bool:
    """Whether it is in a text box of the drawing, to be met there, or said again for old programs."""
    for above in part.iterancestors():
        if above is graphic:
            return False
        if kind_of(above) in ("txbxContent", "Fallback"):
            return True
    return False
