"""Whether a question is about another area than that of these documents."""

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from corpus.lexical import words_of

__all__ = ["other_area"]


def other_area(question: str, known: Collection[str], own: Sequence[str] = ()) -> str | None:
    """Return the other police area that a question names, if the documents never name it.

    Args:
        question: As typed.
        known: Words of the documents, in lower case: areas that they speak of may be asked about.
        own: What the area of these documents is called; it is never another.
    """
    others = _areas().difference(words_of(" ".join(own)))
    named = (word for word in words_of(question) if word in others and word not in known)
    area = next(named, None)
    return area.capitalize() if area else None


@cache
def _areas() -> frozenset[str]:
    """Police areas of England and Wales, and neighbours that people name instead."""
    return frozenset(Path(__file__).with_name("other_areas.txt").read_text("utf-8").split())
