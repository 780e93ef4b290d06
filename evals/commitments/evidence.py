"""Labelled pairs of a promise and a later passage, and which of them are found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.commitments.evidence import EvidenceFinder
from assistant.commitments.ledger import ledger
from assistant.commitments.records import Commitment, Evidence, Relation, Trail
from corpus.documents import Passage, Span
from corpus.errors import PlansError
from corpus.generation import Generation
from corpus.reader import OpenIndex
from corpus.text import normalise
from evals.commitments.sentences import Interval, rate
from evals.intervals import bootstrap_interval

__all__ = ["EvidenceFigures", "Followed", "Pair", "follow_all", "measure_evidence", "read_pairs"]


class Place(BaseModel):
    """Words of a document."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    text: str = Field(min_length=1)


class Pair(BaseModel):
    """One entry of a file of pairs; its README explains the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    theme: str
    commitment: Place
    evidence: Place | Literal["none"]
    relation: Relation | None = None
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A promise with its labelled evidence and the trail that was found."""

    promise: Place
    pairs: tuple[Pair, ...]
    """Empty where no later document bears on it."""
    trail: Trail
    found: tuple[Evidence | None, ...]
    """For each pair the quotation that overlaps with it."""
    superfluous: tuple[Evidence, ...]
    """Quotations that overlap with no pair: right or wrong, nobody has labelled them."""
    in_ledger: bool

    @property
    def quiet(self) -> bool:
        """Whether nothing is claimed of what became of it."""
        return all(each.relation is Relation.UNCLEAR for each in self.trail.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFigures:
    """What the search for evidence is worth on a set of pairs."""

    promises: int
    in_ledger: int
    pairs: int
    recall: tuple[float, Interval]
    none: int
    """Promises on which no later document bears."""
    quiet: tuple[float, Interval]
    """Of those: how many are left empty, or with nothing but what does not tell."""
    superfluous: tuple[float, Interval]
    """Quotations for each promise that overlap with no pair."""
    agreement: tuple[float, Interval]
    """Of the pairs that were found: how many have the labelled relation."""
    confusion: Mapping[tuple[Relation, Relation], int]
    """How often a labelled relation was suggested to be another; the label first."""


def read_pairs(path: Path) -> tuple[Pair, ...]:
    """Read a file of labelled pairs.

    Raises:
        PlansError: It cannot be read, or an entry is not whole.
    """
    try:
        entries = yaml.safe_load(path.read_text("utf-8"))
        return tuple(Pair.model_validate(entry) for entry in entries)
    except FileNotFoundError:
        raise PlansError(f"{path}: not found") from None
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise PlansError(f"{path}: {error}") from None


def follow_all(pairs: Sequence[Pair], index: OpenIndex) -> tuple[Followed, ...]:
    """Look for evidence on each promise once.

    Raises:
        PlansError: A promise or its evidence does not stand in the documents of the index.
    """
    finder, generation = EvidenceFinder(index), index.generation
    listed = ledger(generation)
    promises: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        promises.setdefault((pair.commitment.document, pair.commitment.text), []).append(pair)
    followed = []
    for of_promise in promises.values():
        place = of_promise[0].commitment
        held = _of_ledger(place, listed)
        trail = finder.trail(held or _promised(place, generation))
        followed.append(_compare(of_promise, trail, held is not None, generation))
    return tuple(followed)


def _compare(
    pairs: Sequence[Pair], trail: Trail, in_ledger: bool, generation: Generation
) -> Followed:
    labelled = [pair for pair in pairs if pair.evidence != "none"]
    spans = [_spans_of(pair.evidence, generation) for pair in labelled]  # type: ignore[arg-type]
    found: list[Evidence | None] = []
    matched: set[tuple[str, int]] = set()
    for pair, own in zip(labelled, spans, strict=True):
        assert pair.evidence != "none"
        hits = [
            each
            for each in trail.evidence
            if each.document == pair.evidence.document
            and any(span.start < each.end and each.start < span.end for _, span in own)
        ]
        matched.update((each.document, each.start) for each in hits)
        found.append(hits[0] if hits else None)
    return Followed(
        promise=pairs[0].commitment,
        pairs=tuple(labelled),
        trail=trail,
        found=tuple(found),
        superfluous=tuple(e for e in trail.evidence if (e.document, e.start) not in matched),
        in_ledger=in_ledger,
    )


def measure_evidence(followed: Sequence[Followed]) -> EvidenceFigures:
    """Count what was found, what was left out and what else is shown."""
    found = [each for promise in followed for each in promise.found]
    none = [promise for promise in followed if not promise.pairs]
    confusion: Counter[tuple[Relation, Relation]] = Counter()
    for promise in followed:
        for pair, each in zip(promise.pairs, promise.found, strict=True):
            if each is not None and pair.relation is not None:
                confusion[pair.relation, each.relation] += 1
    extra = np.array([float(len(promise.superfluous)) for promise in followed])
    return EvidenceFigures(
        promises=len(followed),
        in_ledger=sum(promise.in_ledger for promise in followed),
        pairs=len(found),
        recall=rate(sum(each is not None for each in found), len(found)),
        none=len(none),
        quiet=rate(sum(promise.quiet for promise in none), len(none)),
        superfluous=(
            float(extra.mean()) if len(extra) else 0.0,
            bootstrap_interval([extra], np.mean) if len(extra) else None,
        ),
        agreement=rate(
            sum(n for (label, said), n in confusion.items() if label is said),
            sum(confusion.values()),
        ),
        confusion=confusion,
    )


def _spans_of(place: Place, generation: Generation) -> list[tuple[Passage, Span]]:
    """The spans that hold some words of a document, or that the words hold.

    Raises:
        PlansError: The words do not stand there.
    """
    words = normalise(place.text)
    found = [
        (passage, span)
        for passage in generation.passages
        if passage.document == place.document
        for span in passage.spans
        if (said := normalise(passage.quote(span))) and (words in said or said in words)
    ]
    if not found:
        raise PlansError(f"{place.document}: does not say “{place.text}”")
    return found


def _of_ledger(place: Place, listed: Sequence[Commitment]) -> Commitment | None:
    words = normalise(place.text)
    for each in listed:
        said = normalise(each.words)
        if each.document == place.document and (words in said or said in words):
            return each
    return None


def _promised(place: Place, generation: Generation) -> Commitment:
    """A promise that the ledger does not hold, with as much of it as the search reads."""
    passage, span = _spans_of(place, generation)[0]
    document = generation.catalogue.by_id[place.document]
    return Commitment(
        id=f"{place.document}/labelled", document=document.id, title=document.title, kind=document.kind,
        published=document.published, source=document.text, plan=None, passage=passage.id,
        headings=passage.headings, page=passage.page, start=span.start, end=span.end, words=passage.quote(span),
        lead=span.lead, owner="", owner_written=False, holder="", what=place.text, beneficiary="", deadline=None, measure="",
        theme="", strand="", checkable=False, reason="", earlier=False, conditional=False, rule="labelled", confidence=1.0,
    )  # fmt: skip
