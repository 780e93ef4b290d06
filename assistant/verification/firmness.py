"""Is a claim as firm as what it cites: not turned round, not decided where it is only proposed?"""

from collections.abc import Sequence
from itertools import pairwise

from assistant.verification.alignment import Alignment
from assistant.verification.claim_lists import claim_lists
from assistant.verification.claim_words import Word, words_in

__all__ = ["firmness_problem"]

_HAVE = frozenset({"has", "have", "had"})
_SHOULD = frozenset({"should", "ought"})
_TO_BE = "is to"
_BASIC = frozenset({"not", "no", "never", "none", "neither", "nor", "without"})
"""Say no in ways that change places: "no reduction", "not reduced"."""
_IS = frozenset({"is", "are", "was", "were"})
_DONE = frozenset({"has", "have", "had", "was", "were", "been"})
_TO_COME = frozenset(
    {"to", "will", "would", "should", "shall", "may", "might", "could", "can", "must", "be"}
)
_FAR = 8
"""Words before a verb in which "had" or "was" may stand: "had helped victims to recover"."""
_NOUNS = ("ment", "tion", "sion", "ance")
"""Endings of nouns that name a deed without saying whether it is done."""
_REACH = 3
"""Words before a verb in which another says whether it is done or to come."""


def firmness_problem(aligned: Alignment) -> str | None:
    """Return the name of the check that fails, or None.

    Only those parts of the sentence count that the claim speaks of, and what introduces it.
    """
    lists = claim_lists()
    claim, own = _stems(words_in(aligned.beside)), _stems(aligned.words)
    concerned = [w for w in aligned.unit.words if w.segment in aligned.segments]
    stems = _stems(concerned)
    if _TO_BE in own - stems and {word.lower for word in concerned} & _DONE:
        return "firmness"
    lead = {word.stem for word in words_in(aligned.unit.lead)}
    around = stems | lead
    if _obliged(aligned.words) != _obliged(concerned):
        return "firmness"
    if _denies_otherwise(aligned, own, stems):
        return "negation"
    to_be = _TO_BE in claim
    soft = to_be or bool(claim & lists.soft)
    firm = to_be or bool(claim & lists.firm)
    promised = bool(around & lists.firm) or _TO_BE in stems
    wanted_soft = stems & lists.soft or (lead & lists.soft and not stems & lists.firm)
    if (
        (own & lists.soft & lists.modals and not around & (lists.soft | lists.firm))
        or (own & lists.firm and not promised)
        or (not soft and wanted_soft)
        or (not soft and not firm and promised)
    ):
        return "firmness"
    return "firmness" if _told_as_done(aligned) else None


def _stems(words: Sequence[Word]) -> frozenset[str]:
    """Return the stems of words; and whether something "is to" be, as one more."""
    to_be = any(a.lower in _IS and b.lower == "to" for a, b in pairwise(words))
    return frozenset(word.stem for word in words) | ({_TO_BE} if to_be else set())


def _obliged(words: Sequence[Word]) -> tuple[bool, bool]:
    """Whether something "has to" or "must" be, and whether it "should" be."""
    have_to = any(a.lower in _HAVE and b.lower == "to" for a, b in pairwise(words))
    must = have_to or any(word.lower == "must" for word in words)
    return must, any(word.lower in _SHOULD for word in words)


def _denies_otherwise(aligned: Alignment, own: frozenset[str], stems: frozenset[str]) -> bool:
    """Say whether a "not" has come or gone on the way."""
    negations = claim_lists().negations
    above = {word.stem for word in aligned.unit.lead_words}
    led = any(places == () for places in aligned.places.values())
    if led and (above & negations) - own:
        return True
    denied = own & negations
    left = denied - stems - above
    if left <= _BASIC and stems & _BASIC:
        left = frozenset()
    return bool(left) or bool(denied) != bool(stems & negations)


def _told_as_done(aligned: Alignment) -> bool:
    """Say whether the claim has done what the sentence has still to do."""
    there = aligned.unit.words
    for place, places in aligned.places.items():
        before = {word.lower for word in aligned.words[max(0, place - _REACH) : place]}
        if not places or before & (_TO_COME - {"be"}):
            continue
        told = bool(before & _DONE)
        written = aligned.words[place].lower
        if all(_to_come(there, at) and (told or there[at].lower != written) for at in places):
            return True
    return False


def _to_come(words: tuple[Word, ...], at: int) -> bool:
    before = [word.lower for word in words[max(0, at - 2) : at]]
    if words[at].lower.endswith(_NOUNS):
        return True
    done = {word.lower for word in words[max(0, at - _FAR) : at]} & _DONE
    return bool(set(before) & _TO_COME) and not done
