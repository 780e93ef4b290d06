"""Is a claim its sentence, word for word, with whole parts cut out that nothing hangs on?

This is the plainest way to shorten, and the safest to tell: no word is added, none is in another
place, and each part that is gone is of a kind that `cuts` knows. Two things may be put otherwise:
who "he", "she", "it" or "they" is, and a title before a name.
"""

from collections.abc import Iterator
from functools import cache

from assistant.verification.alignment import Alignment
from assistant.verification.claim_lists import claim_lists
from assistant.verification.claim_words import Word, words_in
from assistant.verification.cut_parts import Cut, of_date
from assistant.verification.cuts import TITLES, is_safe

__all__ = ["is_cut_from"]

_ARTICLES = frozenset({"a", "an", "the"})
_HE = frozenset({"he", "she"})
_IT = frozenset({"it", "they"})
_WHEN = frozenset({"in", "on", "since", "during", "for", "at", "by", "from"})
_LONGEST_LEAD = 8
_LAST_WORDS = 6
"""Words at the end of a claim that may be moved to its start."""
_SUBJECT_ENDS = 4
"""Words of a sentence in which the pronoun stands that a claim may give a name."""
_VERBS = frozenset(
    {"is", "are", "was", "were", "has", "have", "had", "will", "would", "may", "can", "must"}
)


def is_cut_from(aligned: Alignment) -> bool:
    """Say whether a claim is the sentence with nothing but safe parts cut out."""
    claim = aligned.words
    if aligned.unit.is_list or not claim:
        return False
    led = _led_by(aligned)
    return any(_is_cut(aligned, order) for order in (*_orders(claim), *([claim[led:]] * bool(led))))


def _led_by(aligned: Alignment) -> int:
    """Count the words of "One aim is to" before an item of "Key aims:"; 0 where it tells less.

    Whose aims they are, and whether they are only proposed, must be said as above the list.
    """
    claim, lists = aligned.words, claim_lists()
    lead = words_in(aligned.unit.lead)
    for end in range(3, min(_LONGEST_LEAD, len(claim))):
        last = [word.lower for word in claim[end - 2 : end]]
        if last != ["is", "to"] and last[1] not in ("include", "includes", "included"):
            continue
        said = {word.stem for word in claim[:end]}
        named = any(word.stem in said - lists.grammar - lists.documents for word in lead)
        kept = {word.stem for word in lead if word.name or word.stem in lists.roles | lists.soft}
        free = lists.grammar | lists.documents | lists.reporting | {w.stem for w in lead}
        if named and kept | {w.stem for w in lead if w.stem in lists.negations} <= said <= free:
            return end + (claim[end].lower == "to")
    return 0


def _orders(claim: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """Yield a claim as it stands; with its last words first if they say when, or who says it."""
    yield claim
    for place in range(max(1, len(claim) - _LAST_WORDS), len(claim) - 1):
        last = claim[place:]
        if last[0].lower in _WHEN and all(of_date(word) for word in last[1:]):
            yield last + claim[:place]
        if last[0].mark == "," and last[-1].lower in ("said", "says"):
            yield last + claim[:place]


def _is_cut(aligned: Alignment, claim: tuple[Word, ...]) -> bool:
    there = aligned.unit.words
    named = _named_subject(aligned, claim)
    pronoun = next((i for i, w in enumerate(there) if w.lower in _HE | _IT), None) if named else 0
    if named and (pronoun is None or pronoun > _SUBJECT_ENDS):
        return False
    if not all(_stands(word, there) for word in claim[named:]):
        return False

    @cache
    def follows(at: int, place: int) -> bool:
        """Whether the claim from a place on is the sentence from a place on, cut."""
        if at == len(claim):
            return place == len(there) or is_safe(Cut(there, place, len(there)))
        bare = place < len(there) and there[place].lower not in _ARTICLES
        if claim[at].lower in _ARTICLES and bare and follows(at + 1, place):
            return True
        return any(
            _alike(claim[at], there[later])
            and (later == place or _left_out(place, later, claim[at]))
            and follows(at + 1, later + 1)
            for later in range(place, len(there))
        )

    def _left_out(first: int, last: int, following: Word) -> bool:
        article = there[first].lower in _ARTICLES and following.lower not in _ARTICLES
        if article and first + 1 == last:
            return True
        if there[first].lower == "the" and article and _left_out(first + 1, last, following):
            return True
        return is_safe(Cut(there, first, last)) or any(
            is_safe(Cut(there, first, middle)) and is_safe(Cut(there, middle, last))
            for middle in range(first + 1, last)
        )

    if named:
        assert pronoun is not None
        opening = pronoun == 0 or is_safe(Cut(there, 0, pronoun))
        return opening and follows(named, pronoun + 1)
    return follows(0, 0)


def _stands(word: Word, there: tuple[Word, ...]) -> bool:
    return word.lower in _ARTICLES or any(_alike(word, other) for other in there)


def _alike(word: Word, other: Word) -> bool:
    if word.figure or other.figure:
        return word.stem == other.stem
    if word.lower == other.lower or (word.lower in ("a", "an") and other.lower in _ARTICLES):
        return True
    return {word.stem, other.stem} == {"pcc", "commission"}


def _named_subject(aligned: Alignment, claim: tuple[Word, ...]) -> int:
    """Count the words at the start of a claim that name what a pronoun of the sentence stands for."""
    there, before = aligned.unit.words, aligned.unit.before_words
    pronoun = next((w.lower for w in there[:_SUBJECT_ENDS] if w.lower in _HE | _IT), None)
    if pronoun is None:
        return 0
    if pronoun in _IT:
        return _subject_before(claim, before, plural=pronoun == "they")
    if aligned.missing:
        return 0
    run = 0
    while run < len(claim) and (claim[run].name or claim[run].stem in TITLES | _ARTICLES | {"and"}):
        run += 1
    if not run or claim[0].lower in _HE:
        return 0
    known = {word.stem for word in before}
    people = {word.stem for word in before if word.name} - TITLES - {"and"}
    roles = {word.stem for word in before if word.stem in claim_lists().roles} - TITLES
    said = {word.stem for word in claim[:run] if word.lower not in _ARTICLES} - TITLES - {"and"}
    if before and (roles or not (said <= known if said else not people)):
        return 0
    return run


def _subject_before(claim: tuple[Word, ...], before: tuple[Word, ...], *, plural: bool) -> int:
    """Count the words with which both the claim and the sentence before begin, up to the verb."""
    run = 0
    while run < min(len(claim), len(before)) and claim[run].lower == before[run].lower:
        if run and before[run].mark:
            return 0
        run += 1
    if not 0 < run < len(before) or before[run - 1].lower in _ARTICLES:
        return 0
    verb = before[run].lower
    if plural:
        return run if verb in _VERBS or verb.endswith("ed") or run == 1 else 0
    is_verb = verb in _VERBS or verb.endswith(("ed", "s"))
    return run if is_verb and "'" not in verb else 0
