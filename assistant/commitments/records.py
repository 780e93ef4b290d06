"""What flows through the ledger: a sentence to judge, a commitment, the evidence on it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from corpus.dates import PartialDate
from corpus.documents import Kind, SpanKind, TextSource

__all__ = [
    "Commitment",
    "Deadline",
    "Evidence",
    "Found",
    "Relation",
    "Searched",
    "Sentence",
    "Trail",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, list item or table row, with what the document says around it."""

    words: str
    """As the document has it, or as people read it; parts that are found are parts of this."""
    lead: str = ""
    """The words that introduce the list it is an item of, or the heading row of its table."""
    headings: tuple[str, ...] = ()
    """From the outermost to the innermost."""
    kind: Kind | None = None
    """Of its document."""
    form: SpanKind = SpanKind.SENTENCE
    source: TextSource = TextSource.ORIGINAL
    names: tuple[str, ...] = ()
    """Names of those who hold or held the office."""
    area: tuple[str, ...] = ()
    """What the body's area is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A commitment in a sentence; its parts are words of the sentence, "" where it has none."""

    rule: str
    """Which rule found it, and so how sure it is."""
    confidence: float
    """From 0 to 1: how often the rule is right."""
    who: str = ""
    what: str = ""
    beneficiary: str = ""
    by: str = ""
    measure: str = ""
    earlier: bool = False
    """It is told of as promised before."""
    conditional: bool = False
    """It depends on something, such as funding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When something is to be done: as written, and the days that can be read from it."""

    words: str
    first: dt.date | None = None
    """The first day on which it may be done; None where no days can be read."""
    last: dt.date | None = None
    """The last day by which it is to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One promise of one document, with the place where it stands."""

    id: str
    """`{document}/{heading slug}/{letters of the words' digest}`: stays while heading and words stay."""
    document: str
    title: str
    kind: Kind
    published: PartialDate
    source: TextSource
    """Whether the words are the document's own or our summary's."""
    plan: str | None
    """Id of the plan that the document, or the sentence, speaks of."""
    passage: str
    """Id of the passage that it stands in."""
    headings: tuple[str, ...]
    page: int | None
    """Physical page, counted from 1, where the format has pages."""
    start: int
    end: int
    words: str
    """The stored text from `start` to `end`, character for character."""
    lead: str
    """The words before it that belong to it, such as "We will:"; stored text too."""
    owner: str
    """Who is to do it: as written, or whom "I", "he" or "we" means; "" where nobody is named."""
    owner_written: bool
    """Whether the owner stands in the words or their lead; otherwise it is read from around them."""
    holder: str
    """Who held the office when the document came out; "" where that is not known."""
    what: str
    beneficiary: str
    deadline: Deadline | None
    measure: str
    """The figure as written; "" where there is none."""
    theme: str
    """Id of a theme of policing, of `themes.yaml`; "" where no words tell."""
    strand: str
    """The name that the documents themselves give the theme, such as a plan's own; "" if none."""
    checkable: bool
    """Whether, as it is worded, somebody can later say that it was done or was not."""
    reason: str
    """Why it can be checked or cannot."""
    earlier: bool
    conditional: bool
    rule: str
    confidence: float

    @property
    def heading(self) -> str:
        """The innermost heading; "" before the first."""
        return self.headings[-1] if self.headings else ""


class Relation(StrEnum):
    """What a later passage reports of a commitment: a suggestion by rule, never a verdict."""

    DONE = "done"
    """Reported as carried out or kept, also in part or for a time."""
    PROGRESS = "progress"
    """Steps, sums or figures on the way."""
    CHANGED = "changed"
    """Something other than was undertaken, or that it was dropped."""
    REPEATED = "repeated"
    """Undertaken anew, nothing more."""
    UNCLEAR = "unclear"
    """On the subject, but it does not tell."""

    def in_words(self) -> str:
        """Write it as people read it."""
        return {
            Relation.DONE: "reported as done",
            Relation.PROGRESS: "progress",
            Relation.CHANGED: "changed or dropped",
            Relation.REPEATED: "only repeated",
            Relation.UNCLEAR: "unclear",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage of a later document that bears on a commitment, as a verified quotation."""

    document: str
    title: str
    kind: Kind
    published: PartialDate
    source: TextSource
    passage: str
    headings: tuple[str, ...]
    page: int | None
    start: int
    end: int
    words: str
    """The stored text from `start` to `end`, character for character."""
    lead: str
    relation: Relation
    because: str
    """The words of the quotation that the suggestion rests on; "" where it rests on none."""
    claimed_by: str
    """Who says so, for people: "the Commissioner's own annual report"."""
    own: bool
    """Whether those who promised say it themselves, which is no audit."""
    score: float
    """How sure it is that the passage bears on the commitment, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What was looked through for evidence."""

    documents: int
    """Later documents with text."""
    passages: int
    first: PartialDate | None
    """When the first of them came out; None where there is none."""
    last: PartialDate | None
    terms: tuple[str, ...]
    """What was looked for, the most telling words first."""
    undated: int = 0
    """Documents that cannot be put before or after the promise, as both are dated only by the year
    or by the month; they are not searched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """What later documents say of a commitment, in order of time; empty where nothing was found."""

    evidence: tuple[Evidence, ...]
    searched: Searched
