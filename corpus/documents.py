"""What flows through the product: documents, sections, passages and what can be quoted of them.

Everything here is frozen and made in one place; importing it loads only the standard library.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from corpus.dates import PartialDate, Period
from corpus.text import readable, row_in_words

__all__ = [
    "Commissioner",
    "Document",
    "InForce",
    "Kind",
    "Passage",
    "Section",
    "Span",
    "SpanKind",
    "TextSource",
]


_LONGEST_CONTEXT = 300
"""Characters of title and headings that the retrievers read; the text must have room beside them."""


class Kind(StrEnum):
    """What sort of document it is."""

    ANNUAL_REPORT = "annual-report"
    BUDGET = "budget"
    CONSULTATION = "consultation"
    DELIVERY_PLAN = "delivery-plan"
    MANIFESTO = "manifesto"
    NEWS = "news"
    PANEL_PAPER = "panel-paper"
    PLAN = "plan"
    WEB_PAGE = "web-page"

    def in_words(self) -> str:
        """The kind as a person would write it."""
        return self.value.replace("-", " ")


class TextSource(StrEnum):
    """Whose words the stored text of a document are."""

    ORIGINAL = "original"
    """The document's own."""
    DIGEST = "digest"
    """Our summary of it."""
    NOT_HELD = "not held"
    """There is no text: the document is only known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """When a plan applied; `until` is None while it still does."""

    start: PartialDate
    until: PartialDate | None = None
    note: str | None = None
    """What is uncertain about the dates, and which documents they rest on."""

    def overlaps_year(self, year: int) -> bool:
        """Whether the plan applied, or may have applied, at some time in the year."""
        return self.start.year <= year and (self.until is None or year <= self.until.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commissioner:
    """Who held the office, and when; `until` is None while they still do."""

    name: str
    start: PartialDate
    until: PartialDate | None = None

    @property
    def surname(self) -> str:
        """The last of the names, by which questions name people."""
        return self.name.split()[-1]

    def held_office_in(self, year: int) -> bool:
        """Whether they held the office at some time in the year."""
        return self.start.year <= year and (self.until is None or year <= self.until.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One entry of the catalogue: a document that is known, with or without its text."""

    id: str
    title: str
    kind: Kind
    published: PartialDate
    period: Period | None = None
    about: tuple[str, ...] = ()
    """Ids of the documents it speaks of, the main one first."""
    in_force: InForce | None = None
    supersedes: tuple[str, ...] = ()
    publisher: str
    url: str | None = None
    text: TextSource = TextSource.NOT_HELD

    @property
    def short_name(self) -> str:
        """What an answer calls the document: plans by their years, others by their title."""
        if self.kind is Kind.PLAN:
            years = self.period.in_words() if self.period else str(self.published.year)
            return f"the {years} plan"
        return self.title


class SpanKind(StrEnum):
    """What a quotable span is."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Something that can be quoted by itself; `start` and `end` count characters of the stored text."""

    kind: SpanKind
    start: int
    end: int
    lead: str = ""
    """What the document puts before it: the words that introduce a list, a table's heading row."""
    plans: tuple[str, ...] = ()
    """Ids of the plans that these words speak of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The part of a document under one heading, without the parts under its subheadings."""

    headings: tuple[str, ...]
    """From the outermost to the innermost; empty for text before the first heading."""
    start: int
    end: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of spans of one section: small enough to retrieve and to quote from."""

    id: str
    """`{document}/{heading slug}/{n}`: names the place, not the words."""
    document: str
    title: str
    kind: Kind
    published: int
    """yyyymmdd, the first day it can mean."""
    period: str | None
    headings: tuple[str, ...]
    plans: tuple[str, ...]
    """Ids of the plans that any of its spans speaks of."""
    years: tuple[int, ...]
    """Years that the document covers or came out in, and years that the passage names."""
    source: TextSource
    start: int
    end: int
    page: int | None
    """Physical page on which it starts, counted from 1, where the format has pages."""
    last_page: int | None = None
    """Physical page on which it ends."""
    text: str
    """The stored text from `start` to `end`, character for character."""
    spans: tuple[Span, ...]

    @property
    def context(self) -> str:
        """Title, period and headings: what both retrievers read before the text."""
        period = f" ({self.period})" if self.period and self.period not in self.title else ""
        inner = [heading for heading in self.headings if heading != self.title]
        return " > ".join([self.title + period, *inner])[:_LONGEST_CONTEXT]

    @property
    def embedding_text(self) -> str:
        """What the embedding model reads for the whole passage."""
        return f"{self.context}\n{readable(self.text)}"

    def span_text(self, span: Span) -> str:
        """What the embedding model reads for one span: its heading, its lead and its words."""
        inner = self.headings[-1] if self.headings and self.headings[-1] != self.title else ""
        words = readable(self.quote(span))
        if span.kind is SpanKind.ROW:
            return f"{inner}: {row_in_words(span.lead, self.quote(span))}"
        return ": ".join(part for part in (inner, readable(span.lead).rstrip(":"), words) if part)

    def quote(self, span: Span) -> str:
        """The stored text of one of its spans, character for character."""
        return self.text[span.start - self.start : span.end - self.start]

    @property
    def digest(self) -> str:
        """SHA-256 over every stored field: tells that something changed, whatever it is."""
        stored = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(stored.encode()).hexdigest()
