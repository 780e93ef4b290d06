"""What tools return beside answers: passages, documents, a subject in every plan.

Words of documents stand in fields of their own: `text`, `quotation`, `lead`, `title`, `heading`.
"""

from dataclasses import dataclass

from assistant.across.records import Outcome
from corpus.documents import Kind, TextSource

__all__ = [
    "Compared",
    "DocumentFound",
    "InPlan",
    "PassageFound",
    "Place",
    "Quoted",
    "Searched",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words stand, and whose they are."""

    document: str
    """The id of the document."""
    title: str
    kind: Kind
    published: str
    """In words, to the precision known: "June 2015"."""
    heading: str
    """The headings above the words, outermost first, joined with " > "; may be empty."""
    page: int | None
    """Physical page, counted from 1, where the format has pages."""
    source: TextSource
    """Whose words they are: "original", the document's own; "digest", our summary of it."""
    link: str
    """Address at which a person sees the words marked in their document; "" where none is known."""
    published_at: str
    """Address of the original at its publisher; "" where none is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageFound:
    """A passage of a document."""

    id: str
    text: str
    """The stored text, character for character."""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a search found, the nearest first; whether it answers anything is not judged."""

    notice: str
    """What the person must be told first, such as to call 999; "" where there is nothing."""
    searched: str
    """For people: "documents about the 2015–20 plan"."""
    passages: tuple[PassageFound, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFound:
    """What is known of a document, what is held of it, and some of its passages."""

    id: str
    title: str
    kind: Kind
    published: str
    publisher: str
    period: str
    """The years that it covers; "" where none are known."""
    in_force: str
    """For plans: when it applied, in words; "" elsewhere."""
    about: tuple[str, ...]
    """Ids of the documents it speaks of, the main one first."""
    supersedes: tuple[str, ...]
    superseded_by: str
    """Id of the plan that took its place; "" where there is none."""
    text: TextSource
    """What is held: "original", the document's own text; "digest", our summary; "not held"."""
    link: str
    """Address of its page; "" where none is known."""
    published_at: str
    pages: int
    """How many pages it has; 0 where the format has none or the text is not held."""
    headings: tuple[str, ...]
    """In order, each with those above it, joined with " > "."""
    total: int
    """Passages that there are: in all, or on the page that was asked for."""
    next: int | None
    """What to give as `first` for the passages that follow; None where there are no more."""
    passages: tuple[PassageFound, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation that was found, word for word, in the stored text."""

    marker: int | None
    """The n of `[n]` in an answer; None elsewhere."""
    quotation: str
    """The stored text, character for character."""
    lead: str
    """What introduces the quotation in the document: a list's opening words; may be empty."""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlan:
    """What one plan says on a subject."""

    plan: str
    """The id."""
    name: str
    """"the 2015–20 plan"."""
    outcome: Outcome
    meaning: str
    """The outcome in words."""
    quoted: Quoted | None
    """None where nothing was found."""
    more: int
    """Further sentences on the subject in what is held of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A subject in every plan that was asked for, in order of time."""

    notice: str
    """What the person must be told first, such as to call 999; "" where there is nothing."""
    subject: str
    """As it was understood."""
    plans: tuple[InPlan, ...]
    elsewhere: tuple[Quoted, ...]
    """From documents that are about no plan."""
