"""What a system shows for a question: the one form in which all systems are scored."""

from dataclasses import asdict, dataclass
from typing import Any

from assistant.answers import Answer, HitRecord, Status

__all__ = ["ANSWERED", "STORED_AS", "Shown", "ShownCitation", "ShownHit", "ranked_hits"]

ANSWERED = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})
"""Statuses with which something is shown as an answer."""
STORED_AS = "shown"
"""What Inspect's store, and so the logs, call the answers to a sample."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHit:
    """A passage of a system, by where it stands in the stored text of its document."""

    id: str
    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCitation:
    """A source that is shown as answering, and whether it leads to what is quoted."""

    document: str
    start: int
    end: int
    shown: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that is scored of one answer."""

    status: str
    text: str
    """Everything that a person reads."""
    words: int
    """Words of quotation in it, and those that a chat model wrote above them."""
    citations: tuple[ShownCitation, ...]
    hits: tuple[ShownHit, ...]
    """In order of rank, those that were rejected among them."""
    plans: tuple[str, ...]
    """The scope."""
    support: float | None
    """How much speaks for answering, higher is more; None where nothing was searched."""
    milliseconds: float
    """Until all of it stood there."""
    written: str | None = None
    """What a chat model wrote above the quotations, "" where nothing passed; None where none was
    asked."""
    sentences: int = 0
    """Sentences that a chat model wrote."""
    dropped: int = 0
    """Those of them that failed a check."""
    ended: str = ""
    """How the chat model's work ended; empty where none was asked."""

    @property
    def first(self) -> str:
        """What a person reads first: what a chat model wrote, else the quotations."""
        return self.written or "\n".join(citation.shown for citation in self.citations)

    @property
    def answers(self) -> bool:
        """Whether something is shown as an answer."""
        return self.status in ANSWERED

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for logs."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Shown":
        """The inverse of `to_dict`."""
        parts = {
            "citations": tuple(ShownCitation(**c) for c in values["citations"]),
            "hits": tuple(ShownHit(**h) for h in values["hits"]),
            "plans": tuple(values["plans"]),
        }
        return cls(**(values | parts))


def ranked_hits(answer: Answer) -> list[HitRecord]:
    """All that was retrieved for an answer in order of rank, thought good enough or not."""
    return sorted((*answer.hits, *answer.rejected), key=lambda hit: hit.rank)
