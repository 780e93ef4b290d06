"""Lay a claim against one sentence of what it cites: which words stand there, and where."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.verification.claim_lists import claim_lists, paraphrases
from assistant.verification.claim_words import Word, words_in
from assistant.verification.sources import Unit
from corpus.lexical import stem_words

__all__ = ["Alignment", "align", "clauses_of"]

_SHORTEST_CLAUSE = 3
"""Words with meaning that make a clause; shorter pieces belong to the one before."""
_ENDINGS = ("ment", "ments", "ation", "ations", "ly", "ness", "ance")
_SHORTEST_ROOT = 4
"""Letters that are left at least: "recruit" of "recruitment"."""
_HOLDERS = frozenset({"commission", "pcc"})
_POINTING = frozenset({"he", "she", "him", "her", "his", "mr", "mrs", "ms"})
_SUBJECTS = frozenset({"it", "they", "this", "these", "those", "he", "she"})
_OWNERS = frozenset({"his", "her", "its", "their"})
_PLACES = frozenset({"polic", "council"})
"""Words for bodies that also say what a thing is about: "police numbers", "council tax"."""
_BETWEEN = re.compile(
    r"\s*;\s*|,\s+(?=(?:and|but|while|which|who)\b)|\s+(?=(?:and|but|while|which)\b)|,\s+"
)


@dataclass(frozen=True)
class Alignment:
    """A claim beside a sentence."""

    words: tuple[Word, ...]
    unit: Unit
    beside: str
    """The whole claim, where this is one clause of it."""

    @cached_property
    def content(self) -> tuple[int, ...]:
        """Places of the claim's words that carry meaning."""
        return tuple(place for place, word in enumerate(self.words) if _means(word))

    @cached_property
    def places(self) -> dict[int, tuple[int, ...]]:
        """Of each such word, where in the sentence it or a paraphrase of it stands; () beside it."""
        found = {}
        for place in self.content:
            at = self._find(place)
            if at is not None:
                found[place] = at
        return found

    @cached_property
    def missing(self) -> tuple[Word, ...]:
        """The words that stand neither in the sentence nor in what introduces it."""
        return tuple(self.words[place] for place in self.content if place not in self.places)

    @cached_property
    def is_whole(self) -> bool:
        """Whether it is the sentence, word for word."""
        return [word.stem for word in self.words] == [word.stem for word in self.unit.words]

    @cached_property
    def is_elsewhere(self) -> bool:
        """Whether most of what the claim says stands only in what introduces the sentence."""
        lists = claim_lists()
        telling = [
            place
            for place in self.content
            if self.words[place].stem not in lists.reporting | lists.documents | _HOLDERS
        ]
        own = [place for place in telling if self.places.get(place)]
        worded = [place for place in telling if not self.words[place].figure]
        lacks_words = bool(worded) and not any(self.places.get(place) for place in worded)
        return lacks_words or 2 * len(own) < len(telling)

    @cached_property
    def borrows(self) -> bool:
        """Whether it takes more from above the sentence than what the sentence is about.

        What introduces a sentence may give it its subject, never what is said of it.
        """
        lists = claim_lists()
        free = lists.reporting | lists.documents | lists.speakers | _HOLDERS
        unit = self.unit
        if self._is_owned_by_another:
            return True
        if unit.before and not (unit.subject_before and unit.words[0].lower in _SUBJECTS):
            above = {word.stem for word in unit.before_words} - free
            if any(at == () and self.words[p].stem in above for p, at in self.places.items()):
                return True
        above = set(unit.about_stems.split()) - free
        if not unit.is_item and any(
            at == () and not self.words[p].figure and self.words[p].stem in above
            for p, at in self.places.items()
        ):
            return True
        own = [place for place in self.content if self.places.get(place)]
        return any(
            place > own[0] and self.places.get(place) == ()
            for place in self.content
            if own and not self.words[place].figure and self.words[place].stem not in free
        )

    @property
    def _is_owned_by_another(self) -> bool:
        """Whether "his" or "its" has become "the budget's", of a budget that is named only above."""
        owned = bool(_OWNERS & {word.lower for word in self.unit.words[:2]})
        return owned and any(
            at == () and _possesses(self.words[place]) and not self.words[place].name
            and self.words[place].stem not in _HOLDERS
            for place, at in self.places.items()
        )  # fmt: skip

    @cached_property
    def mixes_items(self) -> bool:
        """Whether one part of the claim is made of several items of a list."""
        items = self.unit.items
        for part in {word.segment for word in self.words}:
            held = [
                {items[at] for at in places if items[at] >= 0}
                for place, places in self.places.items()
                if places and self.words[place].segment == part
            ]
            told = [among for among in held if among]
            if told and not set.intersection(*told):
                return True
        return False

    @property
    def missing_share(self) -> float:
        """Part of the words with meaning that are missing."""
        return len(self.missing) / max(1, len(self.content))

    @cached_property
    def segments(self) -> frozenset[int]:
        """The parts of the sentence that the claim speaks of; of several, those that it fills most."""
        words = self.unit.words
        counts = Counter(words[at].segment for places in self.places.values() for at in places)
        chosen = (
            max((words[at].segment for at in places), key=lambda part: (counts[part], -part))
            for places in self.places.values()
            if places
        )
        return frozenset(chosen)

    def _find(self, place: int) -> tuple[int, ...] | None:
        word, unit = self.words[place], self.unit
        own = tuple(i for i, other in enumerate(unit.words) if _same(word, other))
        if own:
            return own
        if word.figure:
            above = unit.lead_stems if word.time else unit.led_by
            stands_above = f" {word.stem} " in above and not (word.time and unit.tells_when)
            return () if stands_above else None
        lists = claim_lists()
        if at := self._paraphrased(place):
            return at
        in_lead = any(_same(word, other) for other in unit.lead_words)
        if word.stem in lists.roles:
            subject = unit.points_back and place == self.content[0]
            led = in_lead and (subject or not self._other_roles(word))
            return () if led else self._spoken_of(word)
        if in_lead:
            return ()
        if f" {word.stem} " in unit.about_stems or word.stem in lists.reporting | lists.speakers:
            return ()
        if word.stem in lists.documents or self._paraphrased_in_lead(place):
            return ()
        return None

    def _other_roles(self, word: Word) -> frozenset[str]:
        """Return who the sentence speaks of and the claim does not."""
        claimed = {other.stem for other in self.words}
        roles = claim_lists().roles
        there = {other.stem for other in self.unit.words if other.stem in roles}
        return frozenset(there - claimed - {word.stem})

    def _spoken_of(self, word: Word) -> tuple[int, ...] | None:
        """Find the pronoun that stands for the Commissioner; no other role may be put in."""
        unit = self.unit
        if word.stem not in _HOLDERS:
            above = f" {word.stem} " in unit.about_stems
            return () if word.stem in _PLACES and above else None
        named = {other.stem for other in unit.before_words if other.stem in claim_lists().roles}
        pronouns = [at for at, other in enumerate(unit.words) if other.lower in _POINTING]
        return tuple(pronouns) if pronouns and not named - _HOLDERS - _PLACES else None

    def _paraphrased(self, place: int) -> tuple[int, ...]:
        return self._alternatives(place, self.unit.stems, self.unit.words)

    def _paraphrased_in_lead(self, place: int) -> bool:
        return bool(self._alternatives(place, self.unit.lead_stems, self.unit.lead_words))

    def _alternatives(self, place: int, stems: str, words: tuple[Word, ...]) -> tuple[int, ...]:
        found: set[int] = set()
        for number in _groups_over(self._stems, place):
            for other in paraphrases().groups[number]:
                found |= _occurrences(other, stems)
        return tuple(sorted(at for at in found if at < len(words) and not _compares(words, at)))

    @cached_property
    def _stems(self) -> tuple[str, ...]:
        return tuple(word.stem for word in self.words)


@lru_cache(maxsize=8192)
def _groups_over(stems: tuple[str, ...], place: int) -> tuple[int, ...]:
    """Return the groups of paraphrases of each phrase that a word of a claim is part of."""
    known = paraphrases()
    numbers: set[int] = set()
    for first in range(max(0, place - known.longest + 1), place + 1):
        for last in range(place + 1, min(len(stems), first + known.longest) + 1):
            numbers.update(known.of.get(f" {' '.join(stems[first:last])} ", ()))
    return tuple(sorted(numbers))


def align(said: str, unit: Unit, beside: str = "") -> Alignment:
    """Lay a claim, or a clause of the claim `beside`, against a sentence."""
    return Alignment(words=words_in(said), unit=unit, beside=beside or said)


def clauses_of(said: str) -> list[str]:
    """Divide a claim where it may join what two sentences say; short pieces stay together.

    >>> clauses_of("The fund gives grants to charities, and officers visit every school each year")
    ['The fund gives grants to charities', 'and officers visit every school each year']
    """
    clauses: list[str] = []
    for piece in _BETWEEN.split(said):
        if not piece:
            continue
        short = sum(map(_means, words_in(piece))) < _SHORTEST_CLAUSE
        if clauses and short:
            clauses[-1] = f"{clauses[-1]}, {piece}"
        else:
            clauses.append(piece)
    return [clause.strip() for clause in clauses if any(map(_means, words_in(clause)))]


def _possesses(word: Word) -> bool:
    return word.text.endswith(("'s", "s'"))


def _means(word: Word) -> bool:
    lists = claim_lists()
    if word.figure:
        return True
    return word.stem not in lists.grammar | lists.modals | lists.amounts


def _same(word: Word, other: Word) -> bool:
    if word.figure or other.figure:
        return word.stem == other.stem
    if word.stem == other.stem:
        return True
    return not word.name and _root(word.lower) == _root(other.lower)


@lru_cache(maxsize=8192)
def _root(word: str) -> str:
    """Return a word without an ending that makes a verb or an adjective a noun, or an adverb."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT:
            return stem_words(word[: -len(ending)])[0].rstrip("e")
    return stem_words(word)[0].rstrip("e")


def _occurrences(phrase: str, stems: str) -> set[int]:
    """Return the places of the words of a phrase, wherever it stands in stems between spaces."""
    found: set[int] = set()
    at = stems.find(phrase)
    while at >= 0:
        first = stems[: at + 1].count(" ") - 1
        found |= set(range(first, first + len(phrase.split())))
        at = stems.find(phrase, at + 1)
    return found


def _compares(words: tuple[Word, ...], at: int) -> bool:
    """Whether "less" is of "less than half", and tells of no fall."""
    following = [word.lower for word in words[at + 1 : at + 3]]
    comparing = words[at].lower in ("more", "less", "fewer") and following[:1] == ["than"]
    return comparing and following[1:] != ["before"]
