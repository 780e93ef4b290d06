"""Truths and lies about what the assistant quotes; the guide is this folder's README."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import PlansError
from corpus.yaml_lists import read_entries

__all__ = [
    "FOLDER",
    "PARAPHRASE",
    "SHORTENED",
    "Entry",
    "Lie",
    "Spoken",
    "claims_of",
    "read_claims",
    "read_split",
]

FOLDER = Path(__file__).parent
SHORTENED = "shortened"
"""What is true, and a sentence of the quotation made shorter, as the prompt asks for."""
PARAPHRASE = "paraphrase"
"""What is true, in the writer's own words and order."""


class Lie(BaseModel):
    """A sentence that the quotation does not say, though a model could say so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    claim: str = Field(pattern=r"\S")
    marker: int | None = None
    """The quotation that it is said to rest on; that which it is about if not given."""


class Entry(BaseModel):
    """A question, some words of a quotation that the assistant shows for it, and claims on it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str = Field(pattern=r"\S")
    quotation: str = Field(pattern=r"\S")
    truths: tuple[str, ...] = ()
    lies: tuple[Lie, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One claim, as a model would speak it."""

    question: str
    quotation: str
    claim: str
    kind: str
    """`SHORTENED`, `PARAPHRASE`, or what is wrong with it."""
    marker: int | None = None
    """The marker that it is given; that of the quotation if None."""

    @property
    def true(self) -> bool:
        """Whether the quotation says it."""
        return self.kind in (SHORTENED, PARAPHRASE)


def read_claims(path: Path) -> tuple[Entry, ...]:
    """Read a file of claims.

    Raises:
        PlansError: Something is wrong in it; a line for each problem names file and line.
    """
    read = read_entries(path, Entry, "entry")
    if read.problems:
        raise PlansError("\n".join(read.problems))
    return tuple(entry for entry, _ in read.entries)


def read_split(split: str, folder: Path = FOLDER) -> tuple[list[Spoken], int]:
    """Return the claims of a split, from all its files, and how many were left out.

    Of the test split those are left out that stand in the dev split too: the checks are tuned on
    them.

    Raises:
        PlansError: Something is wrong in a file.
    """
    claims = [*_claims_of_split(split, folder)]
    if split == "dev":
        return claims, 0
    known = {told.claim.lower() for told in _claims_of_split("dev", folder)}
    kept = [told for told in claims if told.claim.lower() not in known]
    return kept, len(claims) - len(kept)


def _claims_of_split(split: str, folder: Path) -> Iterator[Spoken]:
    for path in sorted(folder.glob(f"{split}*.yaml")):
        truth = PARAPHRASE if path.stem == split else SHORTENED
        for entry in read_claims(path):
            yield from claims_of(entry, truth)


def claims_of(entry: Entry, truth: str = PARAPHRASE) -> Iterator[Spoken]:
    """Yield the truths of an entry, which are of a kind, then its lies."""
    for claim in entry.truths:
        yield Spoken(question=entry.question, quotation=entry.quotation, claim=claim, kind=truth)
    for lie in entry.lies:
        yield Spoken(
            question=entry.question,
            quotation=entry.quotation,
            claim=lie.claim,
            kind=lie.kind,
            marker=lie.marker,
        )
