"""What answers on promises rest on: the ledger, the evidence, and what people decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from assistant.commitments.evidence import EvidenceFinder
from assistant.commitments.ledger import Ledger
from assistant.commitments.records import Commitment
from assistant.once import once_per_index
from assistant.scoring import Candidate
from assistant.verdicts.records import Judgement
from corpus.reader import OpenIndex

__all__ = ["Books", "Known", "Promise", "evidence_of", "ledger_of"]

evidence_of = once_per_index(EvidenceFinder)
"""Returns what finds evidence in an index; the chat and the pages share it."""


@once_per_index
def ledger_of(index: OpenIndex) -> Ledger:
    """Return the ledger of an index; the chat and the pages share it."""
    return Ledger(index.generation)


class Known(StrEnum):
    """What is known of verdicts."""

    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    """They may not be shown."""
    UNREAD = "unread"
    """They cannot be read now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What answers from the ledger rest on."""

    ledger: Ledger
    evidence: EvidenceFinder
    verdicts: Mapping[str, Judgement]
    """The latest of each commitment, by its id; empty where none are known."""
    known: Known


class Promise(NamedTuple):
    """A commitment, and the spans that are quoted of it."""

    commitment: Commitment
    candidate: Candidate

    def made_in(self, years: Sequence[int]) -> bool:
        """Say whether it was made in one of these years."""
        return self.commitment.published.year in years
