"""Whether a question is one that the guards stop, by its meaning and its words.

Beside the patterns, which know only the wordings that somebody thought of.
`evals.attacks.training` learns the weights from examples; they fit one embedding model only.
"""

import json
import logging
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, model_validator

from assistant.danger_model import Embedder, terms
from assistant.guards.kinds import Guard
from assistant.guards.normalising import plain
from assistant.guards.words import spared
from corpus.index import Vectors

__all__ = ["WEIGHTS", "GuardModel", "GuardWeights", "pieces", "read_weights", "score"]

WEIGHTS = Path(__file__).with_name("weights.json")
_LOG = logging.getLogger(__name__)
_MORE_FOR = {Guard.LEGAL: 1.5}
"""Log-odds on top: to its examples, "should I report a burglary?" is near."""
_MOST_PIECES, _SHORTEST = 8, 4
"""So many sentences of a text are read; how many words one has at least."""
_SENTENCES = re.compile(r"(?<=[.?!:;])\s+|\n")


class GuardWeights(BaseModel):
    """What was learned: a row for each kind, the last for questions that are answered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str
    """The embedding model that the rows of meaning fit."""
    model_sha256: str
    kinds: tuple[str, ...]
    """The guards, in the order of the rows, then "harmless"."""
    bias: tuple[float, ...]
    meaning: tuple[tuple[float, ...], ...]
    """A row of as many numbers as a vector has, for each kind."""
    terms: Mapping[str, tuple[float, ...]]
    """Words and pairs of words, with a number for each kind."""
    threshold: float
    """Least log-odds against "harmless"."""
    sentence_margin: float
    """How much clearer one sentence of several must be."""
    measured: Mapping[str, str]
    """Counts on examples that were not learned from."""

    @model_validator(mode="after")
    def _fits_together(self) -> "GuardWeights":
        rows = [len(self.bias), len(self.meaning), *map(len, self.terms.values())]
        numbers = [self.threshold, *self.bias, *(n for row in self.meaning for n in row)]
        if set(rows) != {len(self.kinds)} or not np.isfinite(numbers).all():
            raise ValueError("weights are missing or not numbers")
        return self


class GuardModel:
    """Says which guard stops a question, with the embedder of the open index."""

    def __init__(
        self, embedder: Embedder, model_sha256: str, weights: GuardWeights | None = None
    ) -> None:
        """Take an embedder and what its model's weights hash to.

        Args:
            embedder: Of the open index.
            model_sha256: As its manifest has it; with another model this never stops anything.
            weights: Those that ship if left out.
        """
        self._embedder = embedder
        self._weights = weights or read_weights()
        self._fits = model_sha256 == self._weights.model_sha256
        if not self._fits:
            _warn(model_sha256)

    def guard_of(self, question: str) -> Guard | None:
        """Say which guard stops a question by its meaning; None where none does.

        Never raises: a model that fails stops the question too, and the log does not name it.
        """
        try:
            return self._judge(question) if self._fits else None
        except Exception as error:
            _LOG.error("the guards' model failed (%s)", type(error).__name__)
            return Guard.BROKEN

    def _judge(self, question: str) -> Guard | None:
        judged = pieces(question)
        if not judged:
            return None
        vectors = self._embedder.encode(judged)
        scores = score(judged, vectors, self._weights)
        kind, odds = max(scores, key=lambda each: each[1])
        least = self._weights.threshold + _MORE_FOR.get(Guard(kind), 0.0)
        if odds <= least or Guard(kind) in spared(plain(question)):
            return None
        return Guard(kind)


@cache
def read_weights(path: Path = WEIGHTS) -> GuardWeights:
    """Read the weights; once.

    Raises:
        OSError: The file cannot be read.
        ValidationError: It does not have the form.
    """
    return GuardWeights.model_validate(json.loads(path.read_text("utf-8")))


@cache
def _warn(model_sha256: str) -> None:
    _LOG.warning(
        "the guards' model was made for another embedding model than %s…; questions are stopped by "
        "patterns only until `python -m evals.attacks.training` has been run with this one",
        model_sha256[:12],
    )


def pieces(text: str) -> list[str]:
    """Return what of a text is judged, plain: the whole, then its sentences where it has several."""
    whole = plain(text)
    sentences = [plain(sentence) for sentence in _SENTENCES.split(text)]
    found = [whole, *(s for s in sentences if len(s.split()) >= _SHORTEST)]
    return [piece for piece in dict.fromkeys(found) if piece][:_MOST_PIECES]


def score(
    judged: Sequence[str], vectors: Vectors, weights: GuardWeights
) -> list[tuple[str, float]]:
    """Return for each piece the guard it is nearest to, and the log-odds against "harmless".

    Args:
        judged: As `pieces` gives them.
        vectors: Theirs, a row each.
        weights: What was learned.
    """
    by_kind = np.asarray(vectors, dtype=np.float64) @ np.asarray(weights.meaning).T
    by_kind += np.asarray(weights.bias)
    found = []
    for place, (piece, row) in enumerate(zip(judged, by_kind, strict=True)):
        known = [weights.terms[term] for term in terms(piece) if term in weights.terms]
        if known:
            row = row + np.sum(known, axis=0) / np.sqrt(len(known))
        guards = row[:-1]
        odds = float(np.logaddexp.reduce(guards) - row[-1])
        kind = weights.kinds[int(np.argmax(guards))]
        found.append((kind, odds - weights.sentence_margin * (place > 0)))
    return found
