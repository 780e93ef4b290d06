"""The terms of a text: words, names and pairs of words, and how much each tells."""

import calendar
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.commitments.topic_words import (
    generic_words,
    places_in,
    same_words,
    singular_acronyms,
    things_done,
    verbs_of_doing,
)
from assistant.concepts import Concept, find_concepts
from corpus.lexical import padded_stems, stem_words, words_of
from corpus.reader import OpenIndex

__all__ = ["Term", "terms_in"]

_SURE, _SAME = 0.6, 0.85
"""A word that means less the same than this is not looked for; from this on it means the same."""
_GENERIC, _VERB, _FIGURE, _THING, _NAME = 0.25, 0.5, 0.6, 0.8, 1.35
"""What a term counts for that says little, that does something, that is a figure, that is a thing such
as a fund, that is a name."""
_HEAD, _SUBJECT = 1.25, 0.15
"""What the first thing named counts for, which is mostly what is promised; it must tell so much."""
_HEAD_ALONE, _HEAD_TELLS = 0.8, 0.5
"""How fully the last word of a phrase means it, and how much it must tell by itself for that."""
_PAUSE = re.compile(r"[,;:()·]|[.!?](?=\s|$)|\s[–—-]\s")
_WHERE = 0.3
"""What a name counts for that only says where."""
_MODIFIER = 0.7
"""What a word counts for that only says which: "house" in "house burglary"."""
_PAIR = 0.6
"""What two words next to each other count for, besides each by itself."""
_MONTHS = frozenset(month.lower() for month in calendar.month_name if month)
_PHRASE = 3
"""How much rarer a phrase is than its rarest word, for each further word."""
_NAMED_ELSEWHERE = 0.8
"""What a name counts for at least that stands in a title, or before a promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing to look for, in all the ways that mean the same."""

    words: str
    ways: tuple[tuple[str, float], ...]
    """Each as padded stems, and how fully it means the same, 0 to 1."""
    weight: float
    """How much it tells, about 0 to 1.4."""
    group: int
    """Terms that stand next to each other have the same one: together they say more."""
    named: bool
    """Whether it is part of a name."""
    own: bool
    """Whether it stands in the promise; otherwise around it."""
    key: bool = False
    """Whether it can say by itself what the promise is about."""
    several: bool = False
    """Whether it is two terms or more, each of which is looked for by itself too."""
    pair: bool = False
    """Whether these only stand next to each other, and are no name."""
    telling: bool = False
    """Whether it says what something is about: no verb, no figure, no date, nothing general."""

    def held(self, stems: str) -> float:
        """How fully some stems hold the term: 0 where they do not."""
        return max((worth for way, worth in self.ways if way in stems), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text that is taken apart."""

    words: str
    factor: float
    own: bool
    names: Sequence[tuple[str, ...]]
    concepts: Sequence[Concept]
    placed: "Sequence[_Place]"
    group: int
    index: OpenIndex

    def named(self, words: str) -> bool:
        """Whether all words stand in names of the document."""
        held = {word for name in self.names for word in name}
        return held.issuperset(words_of(words))

    def worth(self, words: str, *, named: bool) -> float:
        """What words count for by where they stand.

        A name in a title or before a promise is mostly what the promise is about; one after "in"
        only says where.
        """
        factor = max(self.factor, _NAMED_ELSEWHERE) if named else self.factor
        return factor * (_WHERE if places_in(self.words).issuperset(words_of(words)) else 1.0)


def terms_in(
    text: str,
    factor: float,
    own: bool,
    names: Sequence[tuple[str, ...]],
    group: int,
    index: OpenIndex,
) -> list[Term]:
    """Return the words, the names and the pairs of words in a text that are looked for.

    Args:
        text: A promise, or what stands around it.
        factor: What its terms count for.
        own: Whether it is the promise itself.
        names: The names of its document, word by word.
        group: The number that comes before those of its groups.
        index: For how often the documents use each word.
    """
    body = index.generation.catalogue.body
    text = singular_acronyms(text)
    concepts = find_concepts(
        text, body.synonyms, same_words(), index.words, index.near_words, body.area
    )
    read = _Text(
        words=text, factor=factor, own=own, names=names, concepts=concepts,
        placed=_placed(text, concepts), group=group, index=index,
    )  # fmt: skip
    single = _modifying(list(_single(read)))
    first = next((term.group for term in single if term.weight >= _SUBJECT), None)
    if own and first is not None:
        single = [replace(t, weight=t.weight * _HEAD) if t.group == first else t for t in single]
    return [*single, *_several(read)]


def _single(read: _Text) -> Iterator[Term]:
    """The concepts; around a promise only those that are names or say much."""
    for concept, place in zip(read.concepts, read.placed, strict=True):
        named = read.named(concept.words)
        kind = _kind(concept, named=named)
        if read.own or named or kind == 1.0:
            yield Term(
                words=concept.words,
                ways=(*_ways(concept, named=named), *_head_of(concept, read, named=named)),
                weight=read.worth(concept.words, named=named)
                * kind
                * _telling(concept, read.index),
                group=read.group + place.group,
                named=named,
                own=read.own,
                telling=kind in (1.0, _THING, _NAME),
            )


def _modifying(terms: Sequence[Term]) -> list[Term]:
    """Let words count less that stand before the noun which says what it is."""
    heads = {term.group: n for n, term in enumerate(terms) if term.telling}
    return [
        replace(term, weight=term.weight * _MODIFIER)
        if term.telling and not term.named and n < heads[term.group]
        else term
        for n, term in enumerate(terms)
    ]


def _several(read: _Text) -> Iterator[Term]:
    """Whole names, and two concepts next to each other."""
    telling = {term.words for term in _single(read) if term.telling}
    for words, group, named in (*_whole_names(read), *_pairs(read)):
        yield Term(
            words=words,
            ways=((padded_stems(words), 1.0),),
            weight=read.worth(words, named=named)
            * (_NAME if named else _PAIR)
            * _rarity(stem_words(words), read.index),
            group=read.group + group,
            named=named,
            own=read.own,
            several=True,
            pair=not named,
            telling=named or any(f" {word} " in f" {words} " for word in telling),
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a concept stands among the stems of a text, and in which run of concepts."""

    start: int
    end: int
    group: int


def _placed(text: str, concepts: Sequence[Concept]) -> list[_Place]:
    """Find the concepts in a text; those between which nothing else stands are one run."""
    found: list[_Place] = []
    number, end = 0, -1
    stems = [stem for piece in _PAUSE.split(text) for stem in (*stem_words(piece), "")]
    for concept in concepts:
        own = stem_words(concept.words)
        at = next((i for i in range(max(0, end), len(stems)) if stems[i : i + len(own)] == own), -1)
        if at < 0 or at != end:
            number += 1
        end = at + len(own) if at >= 0 else end
        found.append(_Place(at, end, number))
    return found


def _whole_names(read: _Text) -> Iterator[tuple[str, int, bool]]:
    """Names of several words that a text has, each with the run that it belongs to."""
    stems = padded_stems(read.words)
    for name in read.names:
        whole = " ".join(name)
        run = [
            place.group
            for concept, place in zip(read.concepts, read.placed, strict=True)
            if set(words_of(concept.words)) <= set(name)
        ]
        if len(name) > 1 and run and padded_stems(whole) in stems:
            yield whole, run[0], True


def _pairs(read: _Text) -> Iterator[tuple[str, int, bool]]:
    """Two concepts next to each other, such as "road safety", that are no name."""
    concepts, placed = read.concepts, read.placed
    both = zip(concepts, placed, concepts[1:], placed[1:], strict=False)
    for first, at, second, then in both:
        if at.group != then.group or at.start < 0:
            continue
        if read.named(first.words) and read.named(second.words):
            continue
        if not (verbs_of_doing().fullmatch(first.words) or first.words[0].isdigit()):
            yield f"{first.words} {second.words}", then.group, False


def _ways(concept: Concept, *, named: bool) -> tuple[tuple[str, float], ...]:
    """What stands for a term; a name has only the wordings that are known to mean the same."""
    least = _SAME if named else _SURE
    return tuple((f" {' '.join(way)} ", worth) for way, worth in concept.ways if worth >= least)


def _head_of(concept: Concept, read: _Text, *, named: bool) -> tuple[tuple[str, float], ...]:
    """The last word of a phrase, which says what it is: "burglary" of "house burglary"."""
    first, _, last = concept.words.rpartition(" ")
    stems = padded_stems(last)
    if named or not first or stems in generic_words():
        return ()
    rare = _rarity(stem_words(last), read.index)
    return ((stems, _HEAD_ALONE),) if rare >= _HEAD_TELLS else ()


def _telling(concept: Concept, index: OpenIndex) -> float:
    """How much a concept tells, 0 to 1; a phrase tells more than each of its words."""
    most = math.log(1 + max(index.words.stems.most, 1) / 0.5)
    alone = concept.weight / most
    if " " not in concept.words:
        return alone
    same = [way for way, worth in concept.ways if worth >= _SAME]
    return max(alone, min((_rarity(way, index) for way in same), default=0.0))


def _rarity(stems: Sequence[str], index: OpenIndex) -> float:
    """How much a phrase tells, 0 to 0.9: it is rarer than the rarest of its words."""
    total = max(index.words.stems.most, 1)
    often = min((index.words.stems.get(stem, 0) for stem in stems), default=0)
    often /= _PHRASE ** (len(stems) - 1)
    return 0.9 * math.log(1 + total / (often + 0.5)) / math.log(1 + total / 0.5)


def _kind(concept: Concept, *, named: bool) -> float:
    """What a term counts for by what it is."""
    if padded_stems(concept.words) in generic_words():
        return _GENERIC
    if _MONTHS.issuperset(words_of(concept.words)):
        return _GENERIC
    if named:
        return _NAME
    if re.fullmatch(r"£?[\d.,]+%?", concept.words):
        return _FIGURE
    if things_done().fullmatch(concept.words):
        return _THING
    return _VERB if verbs_of_doing().fullmatch(concept.words) else 1.0
