"""Whether a question reads like somebody in danger, by its meaning and its words.

Beside the patterns of `assistant.danger`, which know only the wordings that somebody thought of.
`evals.danger.training` learns the weights from examples; they fit one embedding model only.
"""

import json
import logging
import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
from pydantic import BaseModel, ConfigDict, model_validator

from assistant.concepts import EMPTY_WORDS
from assistant.danger import asks
from corpus.index import Vectors

__all__ = [
    "WEIGHTS",
    "DangerModel",
    "DangerWeights",
    "Embedder",
    "pieces",
    "plain",
    "read_weights",
    "score_of_text",
    "terms",
]

WEIGHTS = Path(__file__).with_name("danger_weights.json")
_LOG = logging.getLogger(__name__)
_SURER = 1.5
"""How much clearer a case must be in a text that is refused as abuse or as an instruction."""
_MOST_PIECES, _LONGEST_PIECE, _SHORTEST_CLAUSE = 24, 30, 3
"""So many pieces of a text are read; how many words a clause has at most and at least."""
_CLAUSE_ENDS = re.compile(
    r"[.!?;:,()\n]+(?:\s+|$)|\s+(?:-+|–|—)\s+|\s+(?:but|because|cos|cause|and|as|since|so|if)\s+"
)
_WORD = re.compile(r"\w+|\?")
_ASKS = re.compile(
    r"(?:(?:what|how|why|where|when|who)s?|which|whose|does|do|did|is|are|was|were|has|have|had|can|could|"
    r"should|will|would|tell me|show|list|give|name|explain|compare)\b"
)
_SOMEBODY = re.compile(
    r"\b(?:i|im|ive|ill|id|me|my|mine|we|weve|us|our|he|hes|she|shes|him|her|his|you|your|they|theyre|theyve|them|"
    r"someone|sum1|somebody|someones|theres|mum|mums|dad|dads|now|tonight)\b"
)
_PERSON = re.compile(
    r"\b(?:man|men|woman|lady|girls?|boys?|lads?|kids?|child|baby|toddler|bloke|guy|people|person|gang|burglars?|"
    r"driver|neighbour|gran|nan|police|pls|crash|knife|gun|blood)\b"
)


class Embedder(Protocol):
    """What turns texts into unit vectors, a row each."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape `(len(texts), dimension)`."""
        ...


class DangerWeights(BaseModel):
    """What was learned, and for which embedding model; `danger_weights.json`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str
    model_sha256: str
    """Of the embedding model's weights; with those of another model nothing here means anything."""
    bias: float
    meaning: tuple[float, ...]
    """A weight for each number of an embedding."""
    terms: Mapping[str, float]
    """A weight for each word or pair of words."""
    threshold: float
    clause_margin: float
    """A clause alone must score so much more than a whole text."""
    asking_margin: float
    """A text that asks something, speaks of plans or years, or names nobody, must score so much
    more."""
    measured: Mapping[str, object]
    """Counts on examples that were not learned from."""

    @model_validator(mode="after")
    def _is_filled(self) -> "DangerWeights":
        numbers = [self.bias, self.threshold, *self.meaning, *self.terms.values()]
        if not self.meaning or not self.terms or not np.isfinite(numbers).all():
            raise ValueError("weights are missing or not numbers")
        return self


class DangerModel:
    """Says whether a text describes danger, with the embedder of the open index."""

    def __init__(
        self, embedder: Embedder, model_sha256: str, weights: DangerWeights | None = None
    ) -> None:
        """Take an embedder and what its model's weights hash to.

        Args:
            embedder: Of the open index.
            model_sha256: As its manifest has it; with another model this never finds danger.
            weights: Those that ship if left out.
        """
        self._embedder = embedder
        self._weights = weights or read_weights()
        self._fits = model_sha256 == self._weights.model_sha256
        if not self._fits:
            _warn(model_sha256)

    def describes_danger(self, text: str, *, refused: bool = False) -> bool:
        """Say whether a text describes danger to the writer or to somebody else.

        Args:
            text: As typed.
            refused: It is abuse or an instruction by its words, so the case must be clearer.
        """
        if not self._fits:
            return False
        judged = pieces(text)
        if not judged:
            return False
        vectors = self._embedder.encode(judged)
        score = score_of_text(plain(text), judged, vectors, self._weights)
        return score > self._weights.threshold + (_SURER if refused else 0.0)


@cache
def read_weights(path: Path = WEIGHTS) -> DangerWeights:
    """Read the weights; once.

    Raises:
        OSError: The file cannot be read.
        ValidationError: It does not have the form.
    """
    return DangerWeights.model_validate(json.loads(path.read_text("utf-8")))


@cache
def _warn(model_sha256: str) -> None:
    _LOG.warning(
        "the danger model was made for another embedding model than %s…; danger is found by "
        "patterns only until `python -m evals.danger.training` has been run with this one",
        model_sha256[:12],
    )


def score_of_text(
    text: str, judged: Sequence[str], vectors: Vectors, weights: DangerWeights
) -> float:
    """Return how much a text sounds like danger: that of its clearest piece.

    Args:
        text: Plain.
        judged: Its pieces, at least one.
        vectors: Theirs, a row each.
        weights: What was learned.
    """
    by_meaning = np.asarray(vectors, dtype=np.float64) @ np.asarray(weights.meaning)
    by_piece = [
        float(meaning) + _by_terms(piece, weights) - weights.clause_margin * (piece != text)
        for piece, meaning in zip(judged, by_meaning, strict=True)
    ]
    doubtful = asks(text) or _names_nobody(text)
    return weights.bias + max(by_piece) - weights.asking_margin * doubtful


def _by_terms(piece: str, weights: DangerWeights) -> float:
    """Only terms that were learned count, so that a name or a typing error takes nothing away."""
    known = [weights.terms[term] for term in terms(piece) if term in weights.terms]
    return float(sum(known) / np.sqrt(max(1, len(known))))


def plain(text: str) -> str:
    """Return a text in lower case, with plain quotation marks and single spaces."""
    return " ".join(text.lower().replace("’", "'").replace("‘", "'").split())


def pieces(text: str) -> list[str]:
    """Return what of a text is judged: the whole, then its clauses; none that plainly only asks.

    A disclosure is often one clause among others. A piece that begins as a question and names
    nobody, or a keyword or two, asks about the archive.
    """
    whole = plain(text)
    found = [whole]
    for clause in _CLAUSE_ENDS.split(whole):
        words = clause.split()
        for first in range(0, max(1, len(words) - _LONGEST_PIECE // 3), _LONGEST_PIECE // 2):
            window = words[first : first + _LONGEST_PIECE]
            if len(window) >= _SHORTEST_CLAUSE:
                found.append(" ".join(window))
    judged = [piece for piece in dict.fromkeys(found) if not _only_asks(piece)]
    if len(judged) > _MOST_PIECES:  # what names nobody hardly discloses
        judged[1:] = sorted(judged[1:], key=_names_nobody)
    return judged[:_MOST_PIECES]


def _only_asks(piece: str) -> bool:
    words = piece.replace("'", "")
    if all(word in EMPTY_WORDS for word in re.findall(r"\w+", words)):
        return True  # "and before him?" goes on from a question before
    short = len(words.split()) < _SHORTEST_CLAUSE
    return bool(short or _ASKS.match(words)) and not _SOMEBODY.search(words)


def _names_nobody(text: str) -> bool:
    return not (_SOMEBODY.search(text.replace("'", "")) or _PERSON.search(text))


def terms(piece: str) -> list[str]:
    """Return the words of a piece and its pairs of neighbours, each once."""
    words = _WORD.findall(piece.lower().replace("'", ""))
    return list(dict.fromkeys([*words, *(" ".join(pair) for pair in pairwise(words))]))
