"""What the grammar of plans and years finds: a place in a text, and what it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.documents import Document

__all__ = ["Reference", "ReferenceKind", "make_reference", "search"]


class ReferenceKind(StrEnum):
    """What is referred to."""

    PLAN = "plan"
    REPORT = "report"
    """A named document of another kind: an annual report, a manifesto, a delivery plan."""
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
    correction: str | None = None
    """What has to be said because the reference is not quite right."""


def search(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Find whole words, without regard to case."""
    return re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE)


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
