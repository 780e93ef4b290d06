"""The clause of a sentence that promises something."""

from dataclasses import dataclass

from assistant.commitments.clauses import Subject

__all__ = ["Clause"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The clause that promises; places count characters of the sentence."""

    rule: str
    confidence: float
    subject: Subject
    verb: int
    """Where the verb of what is promised begins."""
    passive: bool = False
