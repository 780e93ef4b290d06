"""What flows through the chains: a quotation in its place, a gap, a topic, a chain."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.dates import PartialDate
from corpus.documents import Kind, TextSource

__all__ = ["Chain", "Gap", "Link", "Missing", "Step", "Topic"]


class Step(StrEnum):
    """How far along a chain something stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    DECIDED = "decided"
    REPORTED = "reported"


class Missing(StrEnum):
    """Why there is nothing at a step."""

    NOTHING_FOUND = "nothing-found"
    """Documents were searched and hold nothing about it."""
    NO_TEXT = "no-text"
    """Documents are known, and none of them has a text that could be searched."""
    NO_DOCUMENT = "no-document"
    """No document is known that could tell."""
    NOTHING_ASKED = "nothing-asked"
    """It is not known what was asked, so there is nothing to look for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A verified quotation of a document, and its place."""

    step: Step
    document: str
    title: str
    kind: Kind
    published: PartialDate
    source: TextSource
    """Whether the words are the document's own or our summary's."""
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
    """The words before it that belong to it, such as those that introduce a list; stored text too."""
    shown: str
    """The words as people read them, verified to be the same."""
    score: float
    """How sure it is that it belongs here, 0 to 1."""

    @property
    def heading(self) -> str:
        """The innermost heading; "" before the first."""
        return self.headings[-1] if self.headings else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A step at which nothing can be shown, and what was done to find it."""

    step: Step
    why: Missing
    searched: tuple[str, ...]
    """Ids of the documents whose text was searched, in order of time."""
    not_held: tuple[str, ...]
    """Ids of documents that could tell, but whose text is not held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing that people were asked or that was put to them, and what became of it."""

    number: int
    """Counted from 1 in the order of the text."""
    asked: Link
    is_question: bool
    """Whether people were asked it; otherwise it was put forward for them to comment on."""
    decided: tuple[Link, ...]
    reported: tuple[Link, ...]
    gaps: tuple[Gap, ...]
    """One for each of these two steps that has no link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A consultation, and what followed from it."""

    document: str
    """Id of the document that tells of the consultation."""
    title: str
    kind: Kind
    published: PartialDate
    source: TextSource
    url: str | None
    plan: str | None
    """Id of the plan that followed; None where it was not about a plan."""
    topics: tuple[Topic, ...]
    """Empty where the text is not held."""
    more: int
    """Topics that were found beyond those that are followed."""
    answered: tuple[Link, ...]
    """What is reported of how people answered the consultation as a whole."""
    gaps: tuple[Gap, ...]
    """Of the answers; and of all later steps where the text is not held."""

    @property
    def reaches(self) -> Step | None:
        """The furthest step at which something is shown; None where the text is not held."""
        if any(topic.reported for topic in self.topics):
            return Step.REPORTED
        if any(topic.decided for topic in self.topics):
            return Step.DECIDED
        if self.answered:
            return Step.ANSWERED
        return Step.ASKED if self.topics else None
