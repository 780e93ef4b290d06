"""Whether what was found answers the question. Code decides it, before anything is written.

Several signals are weighed by a logistic regression. Its weights stand in `answerability.json`;
`python -m evals fit` fits them on the dev questions, never on the test questions.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path

from assistant.forms import STRICT
from assistant.scoring import Candidate, leading_of, stands_in
from assistant.understanding import Understanding
from corpus.lexical import padded_stems

__all__ = [
    "WEIGHTS",
    "Signals",
    "Weights",
    "adds_to_it",
    "is_about_it",
    "is_foreign",
    "probability",
    "read_weights",
    "signals_of",
]

WEIGHTS = Path(__file__).with_name("answerability.json")
_LEAST_DIRECT, _LEAST_SIMILARITY, _ENOUGH = 0.1, 0.2, 0.4
_MOSTLY = 0.4
_DOUBTFUL = ((0.5, 0.42), (0.2, 0.25))
"""So much missing, with less than so much similarity, is no answer."""
_FOREIGN = 0.28
_KIN = 0.4
"""What a near word must be worth to show that a subject is not foreign to the documents."""
_LEADING = 6
"""Among so many of the best spans it is seen whether they agree on a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What speaks for and against an answer, of the best span and its passage; each 0 to about 1."""

    similarity: float
    """Cosine of the question and the span."""
    coverage: float
    """The weighted part of what is asked that stands in the span or around it."""
    passage: float
    """The weighted part of what is asked that stands in its passage, title or headings."""
    whole: float
    """Cosine of the passage, coverage of the passage and the best cosine of its spans, summed."""
    missing: float
    """The weight of the heaviest concept that the passage lacks, as a part of all; where the same is
    asked of another subject, of that subject alone."""
    unfit: float
    """How far the span is from having the figure, date or time that is asked for."""
    typed: float
    """Whether a figure, date or time is asked for."""
    agreement: float
    """How many of the best spans stand in the same document."""
    scoped: float
    """Whether plans or reports are named."""
    dated: float
    """Whether years are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A fitted logistic regression over `Signals`."""

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float
    """The probability from which a question is answered."""


@cache
def read_weights(path: Path = WEIGHTS) -> Weights:
    """Read what `python -m evals fit` wrote.

    Raises:
        ValueError: The file was fitted for other signals.
    """
    stored = json.loads(path.read_text("utf-8"))
    names = [field.name for field in fields(Signals)]
    if list(stored["signals"]) != names:
        raise ValueError(f"{path}: is fitted for other signals; run `python -m evals fit`")
    rows = [stored["signals"][name] for name in names]
    return Weights(
        mean=tuple(row["mean"] for row in rows),
        scale=tuple(row["scale"] for row in rows),
        weights=tuple(row["weight"] for row in rows),
        bias=stored["bias"],
        threshold=stored["threshold"],
    )


def probability(signals: Signals, weights: Weights) -> float:
    """How probably the best span answers, 0 to 1 (logistic regression).

    Halved where a good part of what is asked is missing and nothing near it in meaning was found:
    that a plan is named must not make up for it.
    """
    doubtful = any(
        signals.missing >= missing and signals.similarity < similarity
        for missing, similarity in _DOUBTFUL
    )
    values = zip(astuple(signals), weights.mean, weights.scale, weights.weights, strict=True)
    total = weights.bias + sum(w * (value - mean) / scale for value, mean, scale, w in values)
    return (0.5 if doubtful else 1.0) / (1 + math.exp(-total))


def signals_of(
    candidates: Sequence[Candidate], asked: Understanding, *, scoped: bool, dated: bool
) -> Signals | None:
    """Return the signals of the best span; None where nothing was found.

    Args:
        candidates: Scored spans.
        asked: What the question asks.
        scoped: Whether plans or reports are named.
        dated: Whether years are named.
    """
    if not candidates:
        return None
    strict = asked.wanted.form in STRICT
    best = leading_of(candidates, asked.wanted.form)
    stems = padded_stems(best.passage.context) + padded_stems(best.passage.text)
    total = sum(concept.weight for concept in asked.concepts)
    lacking = [(c, c.weight * (1 - stands_in(c, stems))) for c in asked.concepts]
    own = [(c, lack) for c, lack in lacking if not (asked.other_subject and c.inherited)]
    own_total = sum(concept.weight for concept, _ in own)
    leading = sorted(candidates, key=lambda candidate: -candidate.leading)[:_LEADING]
    same = [c.passage.document == leading[0].passage.document for c in leading]
    return Signals(
        similarity=best.similarity,
        coverage=best.coverage,
        passage=1 - sum(lack for _, lack in lacking) / total if total else 1.0,
        whole=best.whole,
        missing=max(lack for _, lack in own) / own_total if own_total else 0.0,
        unfit=1 - best.fits if strict else 0.0,
        typed=float(strict),
        agreement=sum(same) / _LEADING,
        scoped=float(scoped),
        dated=float(dated),
    )


def is_about_it(signals: Signals | None) -> bool:
    """Say whether the best span's passage holds most of what is asked: a part of an answer must."""
    return signals is not None and signals.missing < _MOSTLY


def adds_to_it(candidate: Candidate, asked: Understanding) -> bool:
    """Say whether a span may stand beside the best one: it is about what is asked."""
    if not asked.concepts:
        return True
    near = candidate.direct >= _LEAST_DIRECT or candidate.similarity >= 2 * _LEAST_SIMILARITY
    enough = candidate.similarity + candidate.coverage >= _ENOUGH
    return near and enough and candidate.similarity >= _LEAST_SIMILARITY


def is_foreign(candidates: Sequence[Candidate], asked: Understanding) -> bool:
    """Say whether a question is about another world than the documents: passports, the weather."""
    nearest = max((candidate.similarity for candidate in candidates), default=0.0)
    kin = any(_KIN <= worth < 1 for c in asked.concepts if not c.known for _, worth in c.ways)
    return nearest < _FOREIGN and not kin
