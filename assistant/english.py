"""English words and how often they are used: the spell checker's list, kept in a tenth of its room."""

import gzip
import json
import math
import pkgutil
from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["is_english", "rarity"]

_COMMON, _RARE = 3.0, 5.0
"""Powers of ten: one word in 1,000 is common, one in 100,000 is rare."""


class _Words:
    """Words in the order of their bytes, so that one is found by halving."""

    def __init__(self, counts: dict[str, int]) -> None:
        ordered = sorted((word.encode(), count) for word, count in counts.items())
        self._words: NDArray[np.bytes_] = np.array([word for word, _ in ordered])
        self._counts = np.array([count for _, count in ordered], dtype=np.int64)
        self.total = int(self._counts.sum())

    def count(self, word: str) -> int:
        """Return how often a word was counted; 0 where it is not known."""
        sought = word.encode(errors="replace")
        if len(sought) > self._words.itemsize or sought.endswith(b"\0"):
            return 0  # the array fills shorter words up with zeros
        place = int(np.searchsorted(self._words, np.array(sought, dtype=self._words.dtype)))
        if place == len(self._words) or self._words[place] != sought:
            return 0
        return int(self._counts[place])


@cache
def _words() -> _Words:
    packed = pkgutil.get_data("spellchecker", "resources/en.json.gz")
    if packed is None:
        raise OSError("the word list of pyspellchecker is missing")
    return _Words(json.loads(gzip.decompress(packed)))


def rarity(word: str) -> float:
    """Return how rare a word is in everyday English: 0 for the commonest, 1 for the rarest.

    The logarithm of its frequency in the spell checker's word list (film subtitles), scaled.

    Raises:
        OSError: The word list is missing.
    """
    words = _words()
    count = words.count(word)
    if not count:
        return 1.0
    return min(1.0, max(0.0, (-math.log10(count / words.total) - _COMMON) / (_RARE - _COMMON)))


def is_english(word: str) -> bool:
    """Say whether a word, in lower case, is in the list."""
    return _words().count(word) > 0
