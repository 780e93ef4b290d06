"""The small words of a claim: each says of the same word what it says of it in the sentence.

"No increase" and "asked for no comments", "from" and "to", "if" and "only" hold the same words and
not the same meaning.
"""

from collections.abc import Sequence
from itertools import pairwise

from assistant.verification.alignment import Alignment
from assistant.verification.claim_lists import claim_lists
from assistant.verification.claim_words import Word

__all__ = ["PAST", "small_words_moved"]

_REACH = 3
"""Words from a small word to the one that it is said of."""
_CONDITIONS = frozenset({"if", "only", "unless", "except", "until"})
_BEING = frozenset({"is", "are", "was", "were", "been", "be", "being", "get", "gets"})
_WHO = frozenset({"who", "which", "that"})
_THEM = frozenset({"them", "whom", "which", "these", "those"})
_ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "this", "these", "those"})
_SAME = (
    frozenset({"in", "for", "during", "at", "on", "across", "within", "throughout", "of", "over"}),
    frozenset({"by"}),
    frozenset({"to", "into", "towards", "for"}),
    frozenset({"from", "of", "out"}),
    frozenset({"against", "on", "for"}),
    frozenset({"with", "between", "and"}),
)
_EXACT = frozenset({"to", "from", "by", "against", "without"})
PAST = frozenset(
    {"went", "rose", "fell", "grew", "had", "was", "were", "made", "took", "gave", "given", "set",
     "held", "kept", "ran", "led", "said", "told", "began", "begun", "came", "got", "put", "paid",
     "cut", "won", "met", "spent", "bought", "built", "brought", "found", "saw", "seen", "done",
     "taken", "written", "shown", "risen", "fallen", "grown", "sent", "became", "chose"}
)  # fmt: skip


def small_words_moved(aligned: Alignment) -> bool:
    """Say whether a small word of the claim goes with another word than in the sentence."""
    return (
        _of_others(aligned)
        or _is_divided(aligned)
        or any(_other_subject(aligned, place) for place in aligned.content)
        or any(_said_of_another(aligned, place) for place in range(len(aligned.words)))
        or any(_other_preposition(aligned, place) for place in aligned.content)
        or any(_other_voice(aligned, place) for place in aligned.content)
    )


def _of_others(aligned: Alignment) -> bool:
    """ "Of them" of the claim does not stand in the sentence."""

    def parts(words: Sequence[Word]) -> bool:
        return any(a.lower == "of" and b.lower in _THEM for a, b in pairwise(words))

    return parts(aligned.words) and not parts(aligned.unit.words)


def _is_divided(aligned: Alignment) -> bool:
    """ "Criminal justice has" has become "the criminal is … justice": a verb divides a term."""
    there = aligned.unit.words
    for one, two in pairwise(aligned.content):
        between = {word.lower for word in aligned.words[one + 1 : two]}
        first, second = aligned.places.get(one, ()), aligned.places.get(two, ())
        if not between & _BEING or not first or not second:
            continue
        if all(b == a + 1 and not there[b].mark for a in first for b in second):
            return True
    return False


def _other_subject(aligned: Alignment, place: int) -> bool:
    """ "Those invited" has become "those who invited"."""
    at = aligned.places.get(place, ())
    if not at or not place or aligned.words[place - 1].lower not in _WHO:
        return False
    there = aligned.unit.words
    return not any({word.lower for word in there[max(0, i - _REACH) : i]} & _WHO for i in at)


def _said_of_another(aligned: Alignment, place: int) -> bool:
    """ "No" or "if" stands before another word."""
    lists = claim_lists()
    word, there = aligned.words[place], aligned.unit.words
    if word.stem not in lists.negations and word.lower not in _CONDITIONS:
        return False
    after = next((p for p in aligned.content if p > place), None)
    at = aligned.places.get(after, ()) if after is not None else ()
    if not at:
        return False
    alike = lists.negations if word.stem in lists.negations else frozenset({word.stem})
    return not any(
        any(other.stem in alike for other in there[max(0, i - _REACH) : i + 1]) for i in at
    )


def _other_preposition(aligned: Alignment, place: int) -> bool:
    """ "From the police" has become "to the police"."""
    at = aligned.places.get(place, ())
    claimed = _preposition(aligned.words, place)
    if not at or claimed is None:
        return False
    there = {_preposition(aligned.unit.words, i) for i in at}
    if claimed in there:
        return False
    named = aligned.words[place].name
    if None in there:
        return claimed in _EXACT or named
    return not any(claimed in same and there & same for same in _SAME)


def _preposition(words: Sequence[Word], place: int) -> str | None:
    """Return the preposition that a word stands after, with articles between."""
    known = frozenset().union(*_SAME, _EXACT) - {"and"}
    for before in reversed(words[max(0, place - 3) : place]):
        if before.lower in known:
            return before.lower
        if before.lower not in _ARTICLES:
            return None
    return None


def _other_voice(aligned: Alignment, place: int) -> bool:
    """What "was commissioned" has become who "commissioned", or a noun a deed."""
    word, at = aligned.words[place], aligned.places.get(place, ())
    if not at or word.name or not (word.lower.endswith("ed") or word.lower in PAST):
        return False
    there = aligned.unit.words
    done = [i for i in at if there[i].lower.endswith(("ed", "en")) or there[i].lower in PAST]
    if not done:
        return True
    being = _has_being(aligned.words, place)
    return all(_has_being(there, i) != being for i in done) and not _by_follows(aligned, place)


def _has_being(words: Sequence[Word], place: int) -> bool:
    return any(word.lower in _BEING for word in words[max(0, place - 3) : place])


def _by_follows(aligned: Alignment, place: int) -> bool:
    return any(word.lower == "by" for word in aligned.words[place + 1 : place + 3])
