"""What a measurement on data in BEIR's layout found; holds ids and numbers, no text."""

from dataclasses import dataclass

from evals.beir.abstention import Abstention
from evals.beir.figures import Estimate

__all__ = ["Data", "Measured", "QueryResult", "Results"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What was measured on."""

    name: str
    sha256: str
    passages: int
    without_words: int
    """Of the passages; nothing can find them."""
    indexed: int
    """Passages of the index: a long text makes several."""
    queries: int
    measured: int
    """Queries whose retrieval is measured."""
    without_marks: int
    marks: int
    """Relevant passages of the queries that are measured."""
    qrels: tuple[str, ...]
    ingest: str
    """What the ingest said that it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A line of the table of retrieval."""

    form: str
    retriever: str
    figures: dict[str, Estimate]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryResult:
    """One query, to see where figures come from."""

    id: str
    answerability: str | None
    status: str
    support: float | None
    plain_cosine: float
    nDCG_at_10: dict[str, float]
    """By form and retriever; empty for a query whose retrieval is not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything that is kept of one measurement."""

    created: str
    seconds: float
    data: Data
    versions: dict[str, str]
    retrieval: tuple[Measured, ...]
    abstention: Abstention | None
    queries: tuple[QueryResult, ...]

    @property
    def statuses(self) -> dict[str, int]:
        """How the assistant's answers to the measured queries ended."""
        found = [query.status for query in self.queries if query.nDCG_at_10]
        return {status: found.count(status) for status in sorted(set(found))}
