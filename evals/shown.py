"""What a system shows for a question: the one form in which all systems are scored."""

from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["Shown", "ShownCitation", "ShownHit"]


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
    """Words of quotation in it."""
    citations: tuple[ShownCitation, ...]
    hits: tuple[ShownHit, ...]
    """In order of rank, those that were rejected among them."""
    plans: tuple[str, ...]
    """The scope."""
    support: float | None
    """How much speaks for answering, higher is more; None where nothing was searched."""
    milliseconds: float

    @property
    def answers(self) -> bool:
        """Whether something is shown as an answer."""
        return self.status in ("answered", "partly_answered")

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
