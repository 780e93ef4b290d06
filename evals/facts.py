"""Whether a fact stands in a text: the one comparison that all scorers use."""

import re
from collections.abc import Sequence

from corpus.text import normalise

__all__ = ["holds", "stated"]


def holds(text: str, wording: str) -> bool:
    """Say whether a text has these words; white space, quotation marks and capitals aside.

    A figure must stand by itself, and a word begin where the wording begins.

    >>> holds("Some 1,500 officers", "500 officers")
    False
    >>> holds("It cost £1.2 million.", "£1.2 Million")
    True
    """
    wanted = re.escape(normalise(wording).lower())
    return (
        re.search(rf"(?<!\w)(?<!\d[.,]){wanted}(?!\d|[.,]\d)", normalise(text).lower()) is not None
    )


def stated(text: str, facts: Sequence[Sequence[str]]) -> list[bool]:
    """Say of each fact whether a text has one of its wordings."""
    return [any(holds(text, wording) for wording in fact) for fact in facts]
