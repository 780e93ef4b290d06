"""Mend words that are neither in the documents nor English, if one word of the documents is near."""

import math
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

__all__ = ["mend_spelling", "rarity"]

_SHORTEST = 3
_COMMON, _RARE = 3.0, 5.0
"""Powers of ten: one word in 1,000 is common, one in 100,000 is rare."""


def mend_spelling(
    question: str, vocabulary: Mapping[str, int]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the question with its misspelt words mended, and what was changed.

    A real English word is never changed, however rare it is in the documents: "horses" is not a
    misspelling of "houses".

    Args:
        question: As typed.
        vocabulary: The words of the documents, and in how many passages each stands.
    """
    changes: dict[str, str] = {}
    for word in re.findall(rf"[A-Za-z]{{{_SHORTEST},}}", question):
        if not word.isupper() and (mended := _mend(word.lower(), vocabulary)):
            changes[word] = mended
    for word, mended in changes.items():
        question = re.sub(rf"\b{word}\b", mended, question)
    return question, tuple(changes.items())


def _mend(word: str, vocabulary: Mapping[str, int]) -> str | None:
    if word in vocabulary or _is_english(word):
        return None
    allowed = 1 if len(word) < 7 else 2
    near = process.extract(
        word,
        [known for known in vocabulary if known.isalpha() and len(known) >= _SHORTEST],
        scorer=OSA.distance,
        score_cutoff=allowed,
        limit=5,
    )
    if not near:
        return None
    best = min(near, key=lambda found: (found[1], found[0][0] != word[0], -vocabulary[found[0]]))
    return str(best[0])


@cache
def _dictionary() -> Any:
    from spellchecker import SpellChecker

    return SpellChecker(language="en")


def rarity(word: str) -> float:
    """Return how rare a word is in everyday English: 0 for the commonest, 1 for the rarest.

    The logarithm of its frequency in the spell checker's word list (film subtitles), scaled.
    """
    frequency = _dictionary().word_usage_frequency(word)
    if not frequency:
        return 1.0
    return min(1.0, max(0.0, (-math.log10(frequency) - _COMMON) / (_RARE - _COMMON)))


def _is_english(word: str) -> bool:
    return bool(_dictionary().known([word]))
