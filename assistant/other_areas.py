"""Whether a question is about another area than that of these documents."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from corpus.lexical import words_of

__all__ = ["other_area"]


def other_area(question: str, known: Collection[str]) -> str | None:
    """Return the other police area that a question names, if the documents never name it.

    Args:
        question: As typed.
        known: Words of the documents, in lower case: areas that they speak of may be asked about.
    """
    named = (word for word in words_of(question) if word in _areas() and word not in known)
    area = next(named, None)
    return area.capitalize() if area else None


@cache
def _areas() -> frozenset[str]:
    """Police areas of England and Wales, and neighbours that people name instead."""
    return frozenset(Path(__file__).with_name("other_areas.txt").read_text("utf-8").split())
