"""What flows through the ledger: a sentence to judge, what was found in it, a commitment."""

import datetime as dt
from dataclasses import dataclass

from corpus.dates import PartialDate
from corpus.documents import Kind, SpanKind, TextSource

__all__ = ["Commitment", "Deadline", "Found", "Sentence"]


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
