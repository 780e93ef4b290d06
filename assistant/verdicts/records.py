"""What people write on commitments: judgements, notes, and the log of who did what."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Event", "Judgement", "NewJudgement", "Note", "Quoted", "Review", "Verdict"]


class Verdict(StrEnum):
    """What a person decided of a commitment."""

    NOT_JUDGED = "not-judged"
    KEPT = "kept"
    PARTLY_KEPT = "partly-kept"
    IN_PROGRESS = "in-progress"
    NOT_KEPT = "not-kept"
    OVERTAKEN = "overtaken"
    """By events or a later decision, so that keeping it no longer made sense."""
    CANNOT_BE_CHECKED = "cannot-be-checked"
    """As it is worded."""

    def in_words(self) -> str:
        """Write it as people read it."""
        return {
            Verdict.NOT_JUDGED: "not yet judged",
            Verdict.CANNOT_BE_CHECKED: "cannot be checked as worded",
        }.get(self, self.value.replace("-", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation as it stood when somebody judged by it; it stays when the documents change."""

    document: str
    title: str
    published: str
    """In words, to the precision known: "June 2015"."""
    page: int | None
    start: int
    end: int
    words: str
    """The stored text at that time, character for character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJudgement:
    """A verdict to be kept: of a named person, for a reason, on quotations."""

    commitment: str
    """Its id in the ledger."""
    verdict: Verdict
    why: str
    by: str
    """The name of the person who signed in."""
    office: str
    """What the public reads in place of the name, such as "the Commissioner's office"."""
    promise: Quoted
    evidence: tuple[Quoted, ...] = ()
    """The quotations that it rests on."""
    continues: str = ""
    """Id of the commitment whose verdict it goes on from, where the words that were judged there
    are gone and these stand in their place; "" for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(NewJudgement):
    """A verdict as it is kept; never changed, only followed by another."""

    number: int
    """Counts up over all judgements."""
    at: dt.datetime
    """In UTC."""
    undoes: int | None = None
    """The number of the judgement that this one takes back, where it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a person remarked on a commitment; staff read it, nobody else."""

    number: int
    commitment: str
    text: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the log: who did what, and when."""

    number: int
    at: dt.datetime
    by: str
    """The person, or the name that was tried at signing in."""
    action: str
    """One of a few words, such as "signed in", "judged", "exported"."""
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Why a person has to look at a judgement again."""

    reasons: tuple[str, ...]
    """For people, a sentence each."""
    like: str = ""
    """Id of the commitment of the present ledger whose words are nearest, where the judged one is
    gone; "" if none is near."""
