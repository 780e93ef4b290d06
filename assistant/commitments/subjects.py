"""The subjects of a promise: each of those that it lists, and the words that are shown of them."""

import re
from collections.abc import Sequence

from assistant.commitments.terms import Term
from assistant.commitments.topic_words import stems_of, verbs_of_doing
from assistant.commitments.topics import Topic
from corpus.lexical import words_of
from corpus.text import readable

__all__ = ["listed_subjects", "shown_terms"]

_MOST = 5
"""Words that are shown of what was looked for."""
_ITEM = 4
"""Words of one subject of a list, at most."""
_BETWEEN = re.compile(r"[,;:]\s*(?:and\s+)?|\s+and\s+|\s[–—-]\s")


def listed_subjects(topic: Topic, words: str) -> list[list[Term]]:
    """Return the terms of each subject that a promise lists, such as "road safety and fly-tipping".

    Args:
        topic: What the promise is about.
        words: The promise.

    Returns:
        A list of terms for each; empty where it lists no two of them.
    """
    told = [term for term in topic.terms if term.own and term.telling]
    subjects: list[list[Term]] = []
    for piece in _BETWEEN.split(readable(words).strip(" .;,")):
        stems = stems_of(" ".join(piece.split()[-_ITEM:]))
        terms = [term for term in told if stems_of(term.words) in stems]
        if terms:
            subjects.append(terms)
    return subjects if len(subjects) > 1 else []


def shown_terms(topic: Topic, words: str, around: str = "") -> tuple[str, ...]:
    """Return the words of a promise's own subject, as written there, the most telling first.

    Args:
        topic: What the promise is about.
        words: The promise.
        around: The section that it stands in; read where the promise itself names no subject.
    """
    shown, section = readable(words), readable(around)
    told = [term for term in topic.terms if term.telling]
    own = [term for term in told if term.own]
    named = [term for term in told if term.key and not term.own]
    found: list[str] = []
    for terms, text in ((own, shown), (named, section)):
        for term in terms:
            written = _written(_whole(term, terms), text)
            if written and not _repeats(written, found):
                found.append(written)
        if found:
            break
    return tuple(found[:_MOST])


def _whole(term: Term, terms: Sequence[Term]) -> str:
    """A word with the one next to it, where both are one thing: "road safety" for "road"."""
    if term.several or len(words_of(term.words)) > 1:
        return term.words
    for other in terms:
        rest = f" {other.words} ".replace(f" {term.words} ", " ", 1).strip()
        if other.several and rest != other.words and not verbs_of_doing().fullmatch(rest):
            return other.words
    return term.words


def _written(words: str, text: str) -> str:
    """Words as a text writes them, "" where it does not."""
    pattern = r"[\W_]+".join(re.escape(word) for word in words_of(words))
    match = re.search(rf"(?<!\w){pattern}(?:['’]?s)?(?!\w)", text, re.IGNORECASE)
    return match[0] if match else ""


def _repeats(written: str, found: Sequence[str]) -> bool:
    return any(f" {stems_of(written).strip()} " in stems_of(other) for other in found)
