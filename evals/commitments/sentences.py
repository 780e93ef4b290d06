"""Labelled sentences, and what the rules make of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from scipy import stats

from assistant.commitments.finding import judge
from assistant.commitments.records import Found, Sentence
from assistant.commitments.wording import checkable
from corpus.catalogue import Catalogue
from corpus.documents import SpanKind
from corpus.errors import PlansError
from corpus.index import Vectors
from corpus.lexical import words_of
from evals.intervals import bootstrap_interval

__all__ = [
    "FOLDER",
    "PARTS",
    "Figures",
    "Interval",
    "Judged",
    "Labelled",
    "judge_all",
    "measure",
    "rate",
    "read_labelled",
]

FOLDER = Path(__file__).parent
PARTS: Mapping[str, str] = {
    "who": "who", "what": "what", "for": "beneficiary", "by": "by", "measure": "measure"
}  # fmt: skip
"""The label of each part, and where what was found has it."""
_SHARED = 0.5
"""A part is right where this much of its words is shared, by F1."""


class Labelled(BaseModel):
    """One line of a file of labelled sentences; its README explains the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str = Field(min_length=1)
    document: str | None = None
    under: str = ""
    """The heading, or the words that introduce the list, under which it stands."""
    commitment: bool
    kind: str = ""
    who: str | None = None
    what: str | None = None
    gains: str | None = Field(None, alias="for")
    by: str | None = None
    measure: str | None = None
    checkable: bool | None = None
    theme: str | None = None
    note: str = ""

    def part(self, name: str) -> str:
        """A part by its label; "" where there is none."""
        return (self.gains if name == "for" else getattr(self, name)) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A labelled sentence and what was found in it."""

    labelled: Labelled
    found: Found | None

    @property
    def right(self) -> bool:
        """Whether a commitment was found just where one is."""
        return self.labelled.commitment == (self.found is not None)

    def part(self, name: str) -> str:
        """What was found of a part, where it stands in the sentence."""
        words: str = getattr(self.found, PARTS[name]) if self.found else ""
        return words if words in self.labelled.text else ""

    def shared(self, name: str) -> float:
        """How far a part agrees with its label: 1 where both have the same words, or none."""
        label, found = set(words_of(self.labelled.part(name))), set(words_of(self.part(name)))
        if not label or not found:
            return float(label == found)
        return 2 * len(label & found) / (len(label) + len(found))

    @property
    def checkable(self) -> bool:
        """Whether the rules think that it can be checked as worded."""
        found = self.found
        return (
            found is not None
            and checkable(found.what or self.labelled.text, found.measure, found.by)[0]
        )


Interval = tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the rules are worth on a set of sentences, each rate with its 95% interval."""

    sentences: int
    commitments: int
    found: int
    precision: tuple[float, Interval]
    recall: tuple[float, Interval]
    f1: tuple[float, Interval]
    parts: Mapping[str, tuple[int, float]]
    """Of those that were rightly found: how many have the part right, and the mean share of words."""
    rightly: int
    """How many were rightly found."""


def read_labelled(path: Path) -> tuple[Labelled, ...]:
    """Read a file of labelled sentences.

    Raises:
        PlansError: It cannot be read, or an entry is not whole.
    """
    try:
        entries = yaml.safe_load(path.read_text("utf-8"))
        read = tuple(Labelled.model_validate(entry) for entry in entries)
    except FileNotFoundError:
        raise PlansError(f"{path}: not found") from None
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise PlansError(f"{path}: {error}") from None
    return read


def judge_all(labelled: Sequence[Labelled], catalogue: Catalogue) -> tuple[Judged, ...]:
    """Judge each sentence by itself, with the kind and the title of its document."""
    names = tuple(person.name for person in catalogue.body.commissioners)
    judged = []
    for each in labelled:
        document = catalogue.by_id.get(each.document or "")
        lead = each.under if each.under.endswith(":") else ""
        inner = (each.under,) if each.under and not lead else ()
        sentence = Sentence(
            words=each.text,
            lead=lead,
            headings=((document.title,) if document else ()) + inner,
            kind=document.kind if document else None,
            form=SpanKind.ITEM if each.under else SpanKind.SENTENCE,
            names=names,
            area=catalogue.body.area,
        )
        judged.append(Judged(labelled=each, found=judge(sentence)))
    return tuple(judged)


def measure(judged: Sequence[Judged]) -> Figures:
    """Count what was found, missed and wrongly found."""
    truth = np.array([each.labelled.commitment for each in judged])
    found = np.array([each.found is not None for each in judged])
    hits = int((truth & found).sum())
    rightly = [each for each in judged if each.labelled.commitment and each.found]
    parts = {
        name: (
            sum(each.shared(name) >= _SHARED for each in rightly),
            float(np.mean([each.shared(name) for each in rightly])) if rightly else 0.0,
        )
        for name in PARTS
    }
    parts["checkable"] = (
        sum(each.checkable == each.labelled.checkable for each in rightly),
        float(np.mean([each.checkable == each.labelled.checkable for each in rightly]))
        if rightly
        else 0.0,
    )
    codes = (2.0 * truth + found).astype(float)
    total = int(truth.sum()) + int(found.sum())
    return Figures(
        sentences=len(judged),
        commitments=int(truth.sum()),
        found=int(found.sum()),
        precision=rate(hits, int(found.sum())),
        recall=rate(hits, int(truth.sum())),
        f1=(2 * hits / total if total else 0.0, bootstrap_interval([codes], _f1)),
        parts=parts,
        rightly=len(rightly),
    )


def rate(right: int, of: int) -> tuple[float, Interval]:
    """Return a share and its 95% interval (Wilson); no interval where there is nothing."""
    if not of:
        return 0.0, None
    interval = stats.binomtest(right, of).proportion_ci(method="wilson")
    return right / of, (float(interval.low), float(interval.high))


def _f1(codes: Vectors, axis: int = -1) -> Any:
    """F1 of codes: 3 found and true, 2 missed, 1 wrongly found."""
    hits = (codes == 3).sum(axis=axis)
    wrong = ((codes == 1) | (codes == 2)).sum(axis=axis)
    return 2 * hits / np.maximum(1, 2 * hits + wrong)
