"""In which orders may the words of a claim be read, so that they still say the same?"""

from collections.abc import Iterator

from assistant.verification.alignment import Alignment
from assistant.verification.claim_lists import claim_lists

__all__ = ["TOLD", "orders_of"]

_BEING = frozenset({"is", "are", "was", "were", "been", "be", "being"})
_MOVABLE = frozenset({"in", "for", "from", "at", "under", "on", "across", "during", "after"})
TOLD = frozenset(
    {"say", "said", "call", "claim", "believ", "think", "thought", "argu", "accord", "hope",
     "explain", "told", "describ", "find", "found", "expect", "suggest", "view"}
)  # fmt: skip
"""Stems by which somebody tells what he thinks or found."""


def orders_of(aligned: Alignment) -> Iterator[tuple[int, ...]]:
    """Yield the places of the claim's words in the orders that say the same.

    As they stand; "B was done by A" as "A did B"; and with "in …" or "for …" at the other end.
    """
    content, words = tuple(aligned.content), aligned.words
    yield content
    for place, word in enumerate(words):
        before = tuple(p for p in content if p < place)
        after = tuple(p for p in content if p > place)
        if word.lower == "by" and place > 1 and not words[min(place + 1, len(words) - 1)].figure:
            verb = place - 1
            if {w.lower for w in words[max(0, verb - 2) : verb]} & _BEING:
                yield (*after, verb, *(p for p in before if p < verb))
        if word.lower in _MOVABLE and place:
            yield after + before
    if words and words[-1].stem in TOLD | claim_lists().reporting:  # "…, the report says"
        yield _part_first(aligned, words[-1].segment)
    if words and words[0].lower in _MOVABLE:
        first = words[0].segment
        later = tuple(p for p in content if words[p].segment != first)
        yield later + tuple(p for p in content if words[p].segment == first)


def _part_first(aligned: Alignment, part: int) -> tuple[int, ...]:
    words = aligned.words
    own = tuple(p for p in aligned.content if words[p].segment == part)
    return own + tuple(p for p in aligned.content if words[p].segment != part)
