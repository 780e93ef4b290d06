"""Words of a PDF page, put together from letters that touch each other."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.pages import Box

__all__ = [
    "LINE_END_HYPHEN",
    "UNKNOWN_LETTER",
    "Letter",
    "PdfPage",
    "PdfWord",
    "Sides",
    "Style",
    "is_on_page",
    "part_without_names",
    "words_of",
]

LINE_END_HYPHEN = "\x02"
"""What pdfium puts for a hyphen that divides a word at the end of a line."""
UNKNOWN_LETTER = "\ufffd"
"""For a letter of which the file does not say what it is."""

Sides = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(slots=True, kw_only=True)
class PdfWord:
    """A run of characters without white space.

    `x0`, `y0`, `x1`, `y1` are points from the top left as one reads it, so that lines run to the
    right even where the text is drawn sideways.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool
    direction: int
    """0, 90, 180 or 270: how far the line it stands on is turned on the page as shown."""
    box: Box
    """Where it is on the page as shown."""
    ink: Sides
    """Around the shapes of its letters and figures, as parts of the page as shown."""

    @property
    def middle(self) -> float:
        """Half its width."""
        return (self.x0 + self.x1) / 2


@dataclass(slots=True, kw_only=True)
class PdfPage:
    """What stands on a page."""

    number: int
    label: str | None
    """From the file's own page labels."""
    width: float
    height: float
    words: list[PdfWord]
    hidden: int
    """Words that nobody can see, which are left out."""
    nameless: float
    """The part of its letters of which the file does not say what they are."""
    pictured: float
    """The part of the page that pictures cover."""
    ruled: bool
    """Whether there are enough rules for a table."""


@dataclass(slots=True)
class Letter:
    """A letter as it stands on the page as shown; its box counts from the top left."""

    text: str
    box: Sides
    ink: Sides
    """Around the shape of the letter itself."""
    style: "Style"


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of letters is set."""

    bold: bool
    direction: int


def _turned(box: Sides, direction: int, width: float, height: float) -> Sides:
    """Turn a box of the page as shown so that its line runs to the right."""
    x0, y0, x1, y1 = box
    if direction == 90:  # runs downwards
        return y0, width - x1, y1, width - x0
    if direction == 180:
        return width - x1, height - y1, width - x0, height - y0
    if direction == 270:  # runs upwards
        return height - y1, x0, height - y0, x1
    return box


def words_of(
    letters: Iterator[Letter | None], number: int, width: float, height: float
) -> Iterator[PdfWord]:
    """Join letters that touch each other.

    Args:
        letters: In the order of the file; None where there is white space.
        number: The physical page.
        width: Of the page as shown, in points.
        height: The same.
    """
    open_: list[tuple[Letter, Sides]] = []
    for letter in letters:
        if letter is None:
            if open_:
                yield _word(open_, number, width, height)
            open_ = []
            continue
        box = _turned(letter.box, letter.style.direction, width, height)
        if open_ and not _touch(open_[-1], letter, box):
            yield _word(open_, number, width, height)
            open_ = []
        open_.append((letter, box))
    if open_:
        yield _word(open_, number, width, height)


def _touch(
    last: tuple[Letter, Sides],
    letter: Letter,
    box: Sides,
) -> bool:
    before, (x0, y0, x1, y1) = last
    size = y1 - y0
    right_to_left = unicodedata.bidirectional(letter.text) in ("R", "AL")
    apart = min(abs(box[0] - x1), abs(box[2] - x0)) if right_to_left else box[0] - x1
    if not right_to_left and apart < -1.2 * size:
        return False
    both_figures = before.text.isdigit() and letter.text.isdigit()
    smaller = box[3] - box[1] < 0.93 * size or size < 0.93 * (box[3] - box[1])
    if smaller and abs(box[3] - y1) > 0.06 * size:
        return False  # raised or lowered
    return (
        before.style.direction == letter.style.direction
        and apart < (0.1 if both_figures else 0.2) * size
        and abs(box[3] - y1) < 0.2 * size
        and 0.8 < (box[3] - box[1]) / max(size, 0.1) < 1.25
    )


def _word(
    letters: list[tuple[Letter, Sides]],
    number: int,
    width: float,
    height: float,
) -> PdfWord:
    shown = _around([letter.box for letter, _ in letters])
    named = [letter.ink for letter, _ in letters if letter.text.isalnum()]
    ink = _around(named or [letter.ink for letter, _ in letters])
    read = _around([box for _, box in letters])
    sizes = sorted(box[3] - box[1] for _, box in letters)
    style = letters[0][0].style
    return PdfWord(
        text="".join(letter.text for letter, _ in letters),
        x0=read[0],
        y0=read[1],
        x1=read[2],
        y1=read[3],
        size=sizes[len(sizes) // 2],
        bold=style.bold,
        direction=style.direction,
        box=Box(
            page=number,
            x0=shown[0] / width,
            y0=shown[1] / height,
            x1=shown[2] / width,
            y1=shown[3] / height,
        ),
        ink=(ink[0] / width, ink[1] / height, ink[2] / width, ink[3] / height),
    )


def _around(boxes: Sequence[Sides]) -> Sides:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def part_without_names(words: Sequence[PdfWord]) -> float:
    """Return the part of all letters of which the file does not say what they are."""
    letters = "".join(word.text for word in words)
    nameless = sum(
        letter == UNKNOWN_LETTER or unicodedata.category(letter) == "Co" for letter in letters
    )
    return nameless / max(len(letters), 1)


def is_on_page(word: PdfWord) -> bool:
    """Say whether the middle of a word is on the page as shown."""
    box = word.box
    return 0 <= (box.x0 + box.x1) / 2 <= 1 and 0 <= (box.y0 + box.y1) / 2 <= 1
