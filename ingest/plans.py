"""Which plan a piece of a document speaks of, as its readers took it when it came out.

A consultation on a new plan describes the old one too; without this, the old plan's themes would
be quoted as the new one's.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.catalogue import Catalogue
from corpus.documents import Document, Span
from corpus.references import Reference, ReferenceKind, find_references

__all__ = ["mark_plans"]

_OWN = re.compile(
    r"\b(?:the|this|his|her|my|a|its)\s+(?:(?:new|refreshed|draft|final)\s+){0,2}"
    r"(?:police\s+(?:and|&)\s+crime\s+)?plan\b",
    re.IGNORECASE,
)
"""How a document speaks of the plan that it is about, without naming it."""


def mark_plans(
    spans: Sequence[Span],
    text: str,
    headings: Sequence[str],
    document: Document,
    catalogue: Catalogue,
) -> tuple[Span, ...]:
    """Say for each span which plans it speaks of.

    The plans that its words, or the words that introduce it, name; with the document's own plan
    where they speak of that as "the plan" too. Where they name none, the plan that the nearest
    heading names (none if it names a report); where no heading does, the document's own.
    """
    main = catalogue.main_plans(document)
    day = document.published.first_day
    own = main
    for heading in (h for h in headings if h != document.title):
        found = find_references(heading, catalogue, day)
        if any(reference.kind is not ReferenceKind.YEARS for reference in found):
            own = _named(_plans_of(found), main)
    marked = []
    for span in spans:
        words = f"{span.lead}\n{text[span.start : span.end]}"
        references = _plans_of(find_references(words, catalogue, day))
        plans = _named(references, main)
        if not plans or _speaks_of_own(words, references):
            plans += own
        marked.append(replace(span, plans=tuple(dict.fromkeys(plans))))
    return tuple(marked)


def _plans_of(references: Sequence[Reference]) -> list[Reference]:
    return [reference for reference in references if reference.kind is ReferenceKind.PLAN]


def _named(references: Sequence[Reference], main: tuple[str, ...]) -> tuple[str, ...]:
    """The plans that are named; a name that several plans share means the document's own."""
    named: list[str] = []
    for reference in references:
        shared = len(reference.documents) > 1
        named += [i for i in reference.documents if not shared or i in main]
    return tuple(named)


def _speaks_of_own(words: str, references: Sequence[Reference]) -> bool:
    taken = [(reference.start, reference.end) for reference in references]
    return any(
        all(match.end() <= start or end <= match.start() for start, end in taken)
        for match in _OWN.finditer(words)
    )
