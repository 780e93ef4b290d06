"""What is known of a document that a test made: its words and where they stand."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["MadeBox", "MadeDocument", "MadeItem", "MadeRow", "MadeSentence"]


@dataclass(frozen=True, kw_only=True)
class MadeBox:
    """A region of a page, as parts of its shown width and height, from the top left."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, kw_only=True)
class MadeSentence:
    """Words that must be found as one run and can be quoted."""

    text: str
    page: int | None = None
    """The physical page on which it begins, counted from 1; None where the format has no pages."""
    headings: tuple[str, ...] | None = None
    """The headings above it, from the outermost; None where that is not looked at."""
    box: MadeBox | None = None
    """Around all of it, where it stands on one page and in one column."""
    aside: bool = False
    """Whether it stands beside the course of the text: a footnote, a box, a caption."""


@dataclass(frozen=True, kw_only=True)
class MadeItem:
    """An item of a list, without its mark."""

    text: str
    lead: str = ""
    """The words that introduce the list; of a list in a list: the item above."""
    page: int | None = None


@dataclass(frozen=True, kw_only=True)
class MadeRow:
    """A row of a table, with the column headings that it must be read with."""

    header: tuple[str, ...]
    cells: tuple[str, ...]
    page: int | None = None


@dataclass(frozen=True, kw_only=True)
class MadeDocument:
    """A file and what a reader must make of it."""

    path: Path
    sentences: tuple[MadeSentence, ...]
    """In the order in which a person reads them, but for those that are `aside`."""
    never: tuple[str, ...] = ()
    """Words that must not be in the text: running headers, hidden text."""
    once: tuple[str, ...] = ()
    """Words that must stand in the text once, though the page headers repeat them."""
    rows: tuple[MadeRow, ...] = ()
    items: tuple[MadeItem, ...] = ()
    pages: int | None = None
    """How many physical pages it has."""
    labels: tuple[str | None, ...] = ()
    """What is printed on each page; empty where that is not looked at."""
    scanned: tuple[int, ...] = ()
    """Pages that are pictures of text and nothing else."""
    notes: tuple[str, ...] = ()
    """Patterns (regular expressions), each of which some note to the reader's user must match."""
    about: str = ""
    """What it holds, in a few words."""
