"""What comes out: an answer, its citations, and the statuses it can end in.

The JSON form of `Answer` is a public interface: `docs/answer.schema.json` is generated from it
and `SCHEMA` grows: its first number when a field changes its meaning or goes, its second when one
comes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from assistant.limits import NO_LIMITS, Limits
from corpus.documents import Kind, TextSource

__all__ = [
    "SCHEMA",
    "About",
    "Absence",
    "Answer",
    "Citation",
    "Ended",
    "HitRecord",
    "More",
    "MorePage",
    "Part",
    "Scope",
    "Status",
    "WriterRecord",
    "Written",
    "answer_schema",
    "to_json",
]

SCHEMA = "2.3"


class Status(StrEnum):
    """How a question ended; code decides it, and each has its own message."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    """Some of what was asked is answered; the text says what is not."""
    NOT_FOUND = "not_found"
    """Nothing in the texts that are held."""
    NOT_HELD = "not_held"
    """The document is known, its text is not, and what is held about it does not answer."""
    NO_SUCH_DOCUMENT = "no_such_document"
    """The question rests on a document that never existed."""
    OUT_OF_SCOPE = "out_of_scope"
    NEEDS_CLARIFICATION = "needs_clarification"
    EMERGENCY = "emergency"
    REFUSED = "refused"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an answer was allowed to speak from."""

    words: str
    """For people: "documents about the 2015–20 plan"."""
    documents: tuple[str, ...] = ()
    """Ids; empty when nothing limited the search."""
    plans: tuple[str, ...] = ()
    """Ids of the plans that the question names or that applied in the years it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One quotation that was found, word for word, in the stored text of its document."""

    marker: int
    """The n of `[n]` in the text; counts from 1."""
    document: str
    title: str
    kind: Kind
    published: str
    """In words, to the precision known: "June 2015"."""
    publisher: str
    passage: str
    quotation: str
    """The stored text from `start` to `end`, character for character."""
    shown: str
    """The quotation as people see it: white space folded, Markdown marks taken off."""
    emphasis: tuple[str, ...] = ()
    """Parts of `shown` that hold the figure, date or name asked for."""
    lead: str = ""
    """What introduces the quotation in the document: a list's opening words, a table's columns."""
    before: str = ""
    """Up to some 200 characters of stored text before the quotation."""
    after: str = ""
    """Up to some 200 characters of stored text after the quotation."""
    start: int
    end: int
    page: int | None
    """Physical page on which it starts, counted from 1, where the format has pages."""
    last_page: int | None = None
    """Physical page on which it ends."""
    page_label: str | None = None
    """What is printed on the page where it starts, for display only."""
    confidence: float | None = None
    """How sure the text recognition was of that page, 0 to 1; None where the file holds text."""
    heading: str
    """The headings above it, outermost first, joined with " > "; may be empty."""
    source: TextSource
    url: str | None
    """Where the original is published, where known."""
    original: str | None = None
    """The suffix of the original that is held, such as ".pdf"; None for a digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an answer that has several: a plan of a comparison, a promise, what came of it."""

    name: str
    """For people: "the 2015–20 plan", "Promised"."""
    markers: tuple[int, ...] = ()
    """The citations that belong to it, in order; empty where nothing was found for it."""
    note: str = ""
    """What is said besides, or in place of, quotations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One sentence that a chat model wrote and that passed every check."""

    text: str
    """Plain text without markers."""
    markers: tuple[int, ...]
    """The citations that it rests on; at least one."""


class Ended(StrEnum):
    """How a chat model's work on an answer ended."""

    FINISHED = "finished"
    TIMED_OUT = "timed_out"
    BROKEN_OFF = "broken_off"
    """The connection ended in the middle of a reply."""
    UNREADABLE = "unreadable"
    """What it wrote is not what was asked for."""
    TOO_LONG = "too_long"
    """It wrote more than it may."""
    FAILED = "failed"
    """It could not be reached, or answered with an error."""
    RESTING = "resting"
    """It failed a moment ago and was not asked."""
    BUSY = "busy"
    """It is phrasing as many answers as it may."""
    OVER_BUDGET = "over_budget"
    """It has used the tokens of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterRecord:
    """What a chat model did for an answer: enough to count by, none of the words that failed."""

    model: str
    """As it is set: "openai:NAME"."""
    prompt: str
    """Version of the prompt."""
    sentences: int = 0
    """Sentences that it wrote."""
    dropped: Mapping[str, int] = field(default_factory=dict)
    """Those that failed a check, by the check."""
    ended: Ended | None = None
    """None while it is still writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """What was searched, where nothing that was found answers."""

    documents: int
    """Documents with text that were searched."""
    pages: int
    """Pages of these documents; 0 where none of them has pages."""
    passages: int
    terms: tuple[str, ...]
    """What was looked for, as asked or as mended, the most telling first."""
    unknown: tuple[str, ...] = ()
    """Those of the terms that stand nowhere in the documents held, in no spelling known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRecord:
    """What a hit was worth: enough to see why an answer came out as it did."""

    passage: str
    score: float
    rank: int
    retriever: str


class MorePage(StrEnum):
    """A page that shows more on the subject of an answer."""

    COMPARE = "compare"
    """The subject in every plan."""
    COMMITMENTS = "commitments"
    """The ledger of what was promised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """Where more on the subject of an answer is shown."""

    page: MorePage
    about: str
    """The subject, in the words of the question; "" for everything."""
    verdict: str = ""
    """Of commitments: only those with this verdict; "" for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Everything that is known of one answer: enough to show it, to check it and to replay it."""

    id: str | int
    """As given in a batch, otherwise made up."""
    question: str
    status: Status
    text: str
    """What a person reads, with markers."""
    opening: str
    """The first lines of the text: what it speaks from, or the message of the status."""
    notes: tuple[str, ...] = ()
    """The last lines of the text: what else a reader must know."""
    understood: str = ""
    """How the question was read, where that is not plain: a spelling, an earlier question."""
    read_as: str = ""
    """The question as it was understood, in full, so that it can be corrected; empty where it was
    taken as it stands."""
    limits: Limits = NO_LIMITS
    """What the asker limited the search to."""
    scope: Scope
    written: tuple[Written, ...] = ()
    """A short answer that a chat model wrote over the same citations, sentence by sentence; empty
    without one, and where what it wrote did not pass."""
    writer: WriterRecord | None = None
    """What the chat model did; None where none was asked."""
    citations: tuple[Citation, ...] = ()
    parts: tuple[Part, ...] = ()
    """Where an answer has parts, each citation belongs to one; in order of time."""
    more: tuple[More, ...] = ()
    """Pages that show more on the subject."""
    near: tuple[Citation, ...] = ()
    """Passages near the question that do not answer it; only where nothing does."""
    absence: Absence | None = None
    """Where nothing was found: what was searched, and for what."""
    support: float | None = None
    """How probably the best of what was found answers, 0 to 1, as fitted on the dev questions; None
    where nothing was searched."""
    hits: tuple[HitRecord, ...] = ()
    rejected: tuple[HitRecord, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)
    """Milliseconds by step."""
    versions: Mapping[str, str] = field(default_factory=dict)
    schema: str = SCHEMA


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the page says of itself."""

    body: str
    """The public body whose plans these are."""
    documents: int
    originals: int
    digests: int
    years: tuple[int, int]
    """When the first and the last of them came out."""
    kinds: tuple[Kind, ...] = ()
    """Kinds of which there is text, the most frequent first."""
    plans: tuple[tuple[str, str], ...] = ()
    """Id and short name of each plan of which, or about which, text is held; in order of time."""
    suggestions: tuple[str, ...]
    model: str = ""
    """The chat model that phrases answers, as it is set; empty without one."""


_ADAPTER: TypeAdapter[Answer] = TypeAdapter(Answer)


def to_json(answer: Answer) -> str:
    """Write an answer as one line of JSON."""
    return _ADAPTER.dump_json(answer).decode()


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema of `to_json`'s output."""
    return _ADAPTER.json_schema(mode="serialization")
