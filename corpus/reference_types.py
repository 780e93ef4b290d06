"""What the grammar of plans and years reads, and what it finds: a place, and what it names."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from corpus.catalogue import Catalogue
from corpus.documents import Document

__all__ = [
    "Days",
    "Finder",
    "Reading",
    "Reference",
    "ReferenceKind",
    "make_reference",
    "search",
    "spaced",
]

Days = tuple[dt.date, dt.date]
"""The first and the last day of a time."""


class ReferenceKind(StrEnum):
    """What is referred to."""

    PLAN = "plan"
    REPORT = "report"
    """A named document of another kind: an annual report, a manifesto, a consultation."""
    YEARS = "years"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One place in a text that names plans, other documents or years."""

    kind: ReferenceKind
    start: int
    end: int
    words: str
    """As written."""
    documents: tuple[str, ...] = ()
    """Ids; empty for years, and for a plan or report that does not exist."""
    years: tuple[int, ...] = ()
    days: Days | None = None
    """The time meant where it is not whole calendar years: a month, a financial year."""
    each: bool = False
    """Whether each of its documents is meant by itself, to be set beside the others."""
    correction: str | None = None
    """What has to be said because the reference is not quite right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text, and what it is read with."""

    text: str
    catalogue: Catalogue
    as_of: dt.date
    earlier: tuple[Reference, ...] | None = None
    """For a question, what the one before it named; None for a piece of a document."""

    @property
    def asked(self) -> bool:
        """Whether it is a question: its asker speaks of now, and of what was said before."""
        return self.earlier is not None


Finder = Callable[[Reading], Iterator[Reference]]


def search(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Find whole words, without regard to case, to line breaks or to the shape of apostrophes.

    Args:
        pattern: A space stands for any white space, an apostrophe for either shape of it.
        text: Where to look.
    """
    return _compiled(pattern).finditer(text)


def spaced(pattern: str) -> str:
    """Return a pattern of this grammar as one for `re`."""
    return pattern.replace(" ", r"\s+").replace("'", "['’]")


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{spaced(pattern)})(?!\w)", re.IGNORECASE)


def make_reference(
    kind: ReferenceKind,
    match: re.Match[str],
    documents: Sequence[Document] = (),
    years: tuple[int, ...] = (),
    correction: str | None = None,
) -> Reference:
    """Make a reference of what a pattern matched."""
    return Reference(
        kind=kind,
        start=match.start(),
        end=match.end(),
        words=match[0],
        documents=tuple(document.id for document in documents),
        years=years,
        correction=correction,
    )
