"""Where the sentences of a PDF that a test makes stand, while they are set."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.documents.made import MadeBox, MadeSentence
from tests.documents.pdf_words import Line, Look, Shape

__all__ = ["Standing", "keep", "shown_on"]


@dataclass
class Standing:
    """A sentence that is being set."""

    text: str
    headings: tuple[str, ...] | None
    aside: bool
    page: int = 0
    lines: list[tuple[int, Shape, MadeBox]] = field(default_factory=list)
    """Page, column and box of each line that holds a part of it."""

    def made(self) -> MadeSentence:
        together = len({(page, column) for page, column, _ in self.lines}) == 1
        box = _around([box for _, _, box in self.lines]) if together else None
        return MadeSentence(
            text=self.text, page=self.page, headings=self.headings, box=box, aside=self.aside
        )


def _around(boxes: Sequence[MadeBox]) -> MadeBox:
    return MadeBox(
        x0=min(box.x0 for box in boxes),
        y0=min(box.y0 for box in boxes),
        x1=max(box.x1 for box in boxes),
        y1=max(box.y1 for box in boxes),
    )


def keep(
    line: Line,
    look: Look,
    sentences: Sequence[Standing],
    page: int,
    column: Shape,
    shown: Callable[[Shape], MadeBox],
) -> None:
    """Note for each sentence what part of a line is its own."""
    places = list(zip(line.words, line.starts(), strict=True))
    for number, sentence in enumerate(sentences):
        mine = [(x, x + word.width) for word, x in places if word.sentence == number]
        if not mine:
            continue
        sentence.page = sentence.page or page
        low, high = line.baseline - 0.22 * look.size, line.baseline + 0.76 * look.size
        sentence.lines.append((page, column, shown(Shape(mine[0][0], low, mine[-1][1], high))))


def shown_on(shape: Shape, size: tuple[float, float], *, sideways: bool) -> MadeBox:
    """Where a shape is on the page as a person sees it.

    Args:
        shape: As it was set.
        size: Width and height of the page as it is shown.
        sideways: Whether it was set on a page turned to the left.
    """
    width, height = size
    if sideways:
        shape = Shape(width - shape.y1, shape.x0, width - shape.y0, shape.x1)
    return MadeBox(
        x0=shape.x0 / width,
        y0=1 - shape.y1 / height,
        x1=shape.x1 / width,
        y1=1 - shape.y0 / height,
    )
