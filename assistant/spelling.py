"""Mend words that are neither in the documents nor English, if one word of the documents is near."""

import re
from collections.abc import Collection, Mapping
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.english import is_english
from corpus.lexical import WordCounts

__all__ = ["mend_spelling"]

_SHORTEST = 3


def mend_spelling(
    question: str, vocabulary: Mapping[str, int], known: Collection[str] = ()
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the question with its misspelt words mended, and what was changed.

    A real English word is never changed, however rare it is in the documents: "horses" is not a
    misspelling of "houses".

    Args:
        question: As typed.
        vocabulary: The words of the documents, and in how many passages each stands; given as
            `WordCounts`, it is not put in order again for every question.
        known: Words in lower case that are right although neither the documents nor English have
            them, such as abbreviations.
    """
    counts = vocabulary if isinstance(vocabulary, WordCounts) else WordCounts(vocabulary)
    changes: dict[str, str] = {}
    for word in re.findall(rf"(?<![\w'’])[A-Za-z]{{{_SHORTEST},}}(?!['’]?\w)", question):
        if word.isupper() or word.lower() in known:
            continue
        if mended := _mend(word.lower(), counts):
            changes[word] = mended
    for word, mended in changes.items():
        question = re.sub(rf"\b{word}\b", mended, question)
    return question, tuple(changes.items())


def _mend(word: str, vocabulary: WordCounts) -> str | None:
    if word in vocabulary or is_english(word):
        return None
    allowed = 1 if len(word) < 7 else 2
    # A word that is longer or shorter by more than that cannot be near enough.
    lengths = range(max(_SHORTEST, len(word) - allowed), len(word) + allowed + 1)
    near = process.extract(
        word,
        list(chain.from_iterable(vocabulary.by_length.get(length, ()) for length in lengths)),
        scorer=OSA.distance,
        score_cutoff=allowed,
        limit=None,
    )
    if not near:
        return None
    best = min(near, key=lambda n: (n[1], n[0][0] != word[0], -vocabulary[n[0]], n[0]))
    return str(best[0])
