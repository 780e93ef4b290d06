"""From a Word file to a reading."""

import re
from pathlib import Path

from corpus.errors import ReadingError
from ingest.readers.pieces import Piece
from ingest.readers.reading import Reading
from ingest.readers.word.lists import Lists
from ingest.readers.word.losses import Losses
from ingest.readers.word.marks import Element, kind_of, ns, value
from ingest.readers.word.package import WordFile, open_word
from ingest.readers.word.story import Story
from ingest.readers.word.styles import Styles
from ingest.readers.writing import write_pieces

__all__ = ["read_word"]

_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_BEHIND = re.compile(r"z-index:\s*-")


def read_word(path: Path) -> Reading:
    """Read a Word file: what a reader of its final version sees, in order.

    Left out are page headers and footers, the table of contents, field codes, deleted, struck
    through and hidden words, and comments. Footnotes and endnotes stand at the end, under no
    heading. Word has no pages of its own; where they break depends on who prints it.

    Raises:
        ReadingError: It cannot be read, or holds no words.
    """
    file = open_word(path)
    losses = Losses()
    try:
        text, sections = write_pieces(*_pieces(file, losses))
    except RecursionError:
        raise ReadingError(
            f"{path}: has tables in tables so deep that they cannot be read; save it as PDF"
        ) from None
    if not re.search(r"\w", text):
        raise ReadingError(
            f"{path}: holds no text that a reader can see; if its pages are pictures, save it as PDF"
        )
    return Reading(text=text, sections=tuple(sections), notes=losses.notes())


def _pieces(file: WordFile, losses: Losses) -> tuple[list[Piece], list[Piece]]:
    """The body, and its notes in the order in which it refers to them."""
    styles = Styles(file.styles)
    tracked = any(_is_tracked(story) for story in file.stories())
    losses.tracked = tracked
    lists = Lists(file.numbering, styles, tracked=tracked)
    coloured = _has_something_behind(file)
    body = Story(file.body, styles, lists, losses, coloured=coloured)
    pieces = list(body.pieces(file.body))
    after: list[Piece] = []
    for root, kind in ((file.footnotes, "footnote"), (file.endnotes, "endnote")):
        if root is None:
            continue
        notes = {value(note, "id"): note for note in root.iterchildren(ns(kind))}
        story = Story(root, styles, lists, losses, coloured=coloured)
        for number in dict.fromkeys(number for named, number in body.notes if named == kind):
            after += story.pieces(notes[number]) if number in notes else ()
    return pieces, after


def _is_tracked(story: Element) -> bool:
    return next(story.iter(*map(ns, _CHANGES)), None) is not None


def _has_something_behind(file: WordFile) -> bool:
    """Whether a picture or a colour may lie behind the words of a page."""
    if file.body.getparent().find(ns("background")) is not None:
        return True
    for root in (file.body, *file.headers):
        for drawing in root.iter():
            kind = kind_of(drawing)
            if kind == "anchor" and drawing.get("behindDoc") in ("1", "true"):
                return True
            if kind in ("shape", "rect") and _BEHIND.search(drawing.get("style") or ""):
                return True
    return False
