"""What a question is about: its words, with everything in the documents that means the same."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from assistant.english import rarity
from assistant.everyday_words import EverydayWords
from corpus.lexical import LexicalIndex, stem_words, words_of
from corpus.reader import NearWords

__all__ = ["EMPTY_WORDS", "Concept", "find_concepts", "runs", "telling_words"]

EMPTY_WORDS = frozenset((Path(__file__).parent / "empty_words.txt").read_text("utf-8").split())
"""Words that say how something is asked, not what about."""
_GENERIC = "plan plans county commissioner pcc police crime"
"""Words that nearly every passage holds, as it does the names of the area; they decide only where
nothing else is asked."""
_MOST_CONCEPTS = 30
"""Concepts that are read of a question; nobody asks about more."""
_NEAR, _MOST_NEAR = 0.58, 6
_KIN = 0.7
"""The cosine from which a near word is searched for in place of an unknown one."""
_LEAST_TELLING = 0.1
"""What an everyday word such as "going" counts for, beside a rare one."""
_UNKNOWN = 0.5
"""What a word that stands nowhere counts for: that it is missing is a signal of its own."""
_WIDER = 0.85
"""What a word that means more or less what was asked counts for."""

_Way = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Something asked about, in all the ways that mean the same."""

    words: str
    """As asked."""
    ways: tuple[tuple[_Way, float], ...]
    """Each way of putting it is a run of stems, and how fully it means the same, 0 to 1."""
    weight: float
    """How much it tells: rare in the documents (inverse document frequency), rare in English."""
    known: bool
    """Whether the words asked, or words that mean the same, stand anywhere in the index."""
    near: tuple[str, ...] = ()
    """For unknown words: words of the documents that mean nearly the same."""
    instead: tuple[str, ...] = ()
    """Wordings of the documents for what is asked in everyday words; they are searched for too."""
    missing: bool = False
    """Whether the words asked stand nowhere in the index, whatever means the same does."""
    inherited: bool = False
    """Whether it comes from an earlier question."""


def find_concepts(
    text: str,
    same: Sequence[Sequence[str]],
    everyday: EverydayWords,
    words: LexicalIndex,
    near_words: NearWords,
    area: Sequence[str] = (),
) -> tuple[Concept, ...]:
    """Divide what is asked into concepts: first wordings that are known to mean the same, then words.

    Args:
        text: A question without what names plans.
        same: The body's own groups of wordings that mean the same.
        everyday: What residents say, and what documents call it.
        words: Which words the documents use, and how often.
        near_words: Words of the documents by meaning.
        area: What the body's area is called.
    """
    generic = _generic(tuple(area))
    asked = [word for word in words_of(text) if word]
    stems = stem_words(text)
    places: dict[int, int] = {}
    phrases: dict[int, _Phrase] = {}
    taken = [False] * len(stems)
    by_stem = _phrases(tuple(map(tuple, same)), everyday)
    known = [phrase for stem in dict.fromkeys(stems) for phrase in by_stem.get(stem, ())]
    for phrase in sorted(known, key=lambda phrase: -len(phrase.asked)):
        for at in runs(stems, phrase.asked):
            end = at + len(phrase.asked)
            if not any(taken[at:end]):
                taken[at:end] = [True] * (end - at)
                places[at], phrases[at] = end, phrase
    for at, stem in enumerate(stems):
        if not (taken[at] or asked[at] in EMPTY_WORDS or stem in generic or _is_year(stem)):
            places[at] = at + 1
    for at in sorted(places)[_MOST_CONCEPTS:]:
        del places[at]
    single = [at for at in places if places[at] == at + 1]
    found = near_words.near([asked[at] for at in single], least=_NEAR, most=_MOST_NEAR)
    near = dict(zip(single, found, strict=True))
    concepts = [
        _concept(" ".join(asked[at:end]), stems, at, phrases.get(at), near.get(at, ()), words)
        for at, end in sorted(places.items())
    ]
    return tuple({frozenset(concept.ways): concept for concept in reversed(concepts)}.values())[
        ::-1
    ]


@lru_cache(maxsize=8)
def _generic(area: tuple[str, ...]) -> frozenset[str]:
    """The stems of words that tell nothing."""
    return frozenset(stem_words(" ".join((_GENERIC, *area))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """A wording that is known to mean the same as others, or less than them."""

    asked: _Way
    ways: tuple[tuple[_Way, float], ...]
    others: tuple[str, ...]
    """The other wordings, as written."""


@lru_cache(maxsize=8)
def _phrases(
    same: tuple[tuple[str, ...], ...], everyday: EverydayWords
) -> Mapping[str, Sequence[_Phrase]]:
    """Every known wording with what stands for it, by its first stem."""
    phrases: list[_Phrase] = []
    for group in (*same, *everyday.same):
        ways = tuple((way, 1.0) for way in dict.fromkeys(tuple(stem_words(w)) for w in group))
        for way in group:
            others = tuple(other for other in group if other != way)
            phrases.append(_Phrase(asked=tuple(stem_words(way)), ways=ways, others=others))
    for asked, others in everyday.wider:
        own = tuple(stem_words(asked))
        wider = tuple((tuple(stem_words(other)), _WIDER) for other in others)
        phrases.append(_Phrase(asked=own, ways=((own, 1.0), *wider), others=others))
    merged: dict[_Way, _Phrase] = {}
    for phrase in phrases:
        if other := merged.get(phrase.asked):
            joined = dict(phrase.ways) | dict(other.ways)
            both = tuple(dict.fromkeys((*other.others, *phrase.others)))
            phrase = replace(other, ways=tuple(joined.items()), others=both)
        merged[phrase.asked] = phrase
    by_stem: dict[str, list[_Phrase]] = {}
    for phrase in merged.values():
        by_stem.setdefault(phrase.asked[0], []).append(phrase)
    return by_stem


def _worth(cosine: float) -> float:
    """What a near word counts for: nothing at 0.4, all at 1."""
    return (cosine - 0.4) / 0.6


def _is_year(stem: str) -> bool:
    """Years limit the search; as words they would favour whoever repeats them."""
    return bool(re.fullmatch(r"(?:19|20)\d\d|[12]\d", stem))


def _compounds(stems: Sequence[str], place: int, words: LexicalIndex) -> tuple[_Way, ...]:
    """Find "cybercrime" for "cyber crime": the word joined to its neighbour, where texts have it."""
    joined = []
    for first, second in ((place, place + 1), (place - 1, place)):
        if first >= 0 and second < len(stems):
            together = stem_words(stems[first] + stems[second])
            if together and together[0] in words.stems:
                joined.append(tuple(together))
    return tuple(joined)


def runs(stems: Sequence[str], way: Sequence[str]) -> list[int]:
    """Return where a run of stems begins in others."""
    wanted, size = tuple(way), len(way)
    return [at for at in range(len(stems) - size + 1) if tuple(stems[at : at + size]) == wanted]


def _concept(
    asked: str,
    stems: Sequence[str],
    at: int,
    phrase: _Phrase | None,
    near: Sequence[tuple[str, float]],
    words: LexicalIndex,
) -> Concept:
    own = phrase.asked if phrase else (stems[at],)
    ways = {own: 1.0} | {way: 1.0 for way in _compounds(stems, at, words) if not phrase}
    ways |= dict(phrase.ways) if phrase else {}
    for word, cosine in near:
        way = (stem_words(word)[0],)
        ways[way] = max(ways.get(way, 0.0), _worth(cosine))
    total = max(words.stems.most, 1)
    telling = _LEAST_TELLING + (1 - _LEAST_TELLING) * max(map(rarity, asked.split()))
    sure = [way for way, worth in ways.items() if worth >= _WIDER]
    frequency = max((_frequency(way, words) for way in sure), default=0)
    missing = _frequency(own, words) == 0
    instead = (
        sorted(
            (other for other in phrase.others if _frequency(stem_words(other), words)),
            key=lambda other: -_frequency(stem_words(other), words),
        )
        if phrase and (missing or any(worth < 1 for _, worth in phrase.ways))
        else ()
    )
    return Concept(
        words=asked,
        ways=tuple(ways.items()),
        weight=math.log(1 + total / (frequency + 0.5)) * telling * (1.0 if frequency else _UNKNOWN),
        known=frequency > 0,
        near=tuple(w for w, cosine in near if not frequency and cosine >= _KIN),
        instead=tuple(instead[:2]),
        missing=missing,
    )


def _frequency(way: Sequence[str], words: LexicalIndex) -> int:
    """In how many passages the rarest stem of a wording stands, at most."""
    return min((words.stems.get(stem, 0) for stem in way), default=0)


def telling_words(concepts: Sequence[Concept]) -> tuple[str, ...]:
    """Return what is asked about in words, the most telling first."""
    return tuple(c.words for c in sorted(concepts, key=lambda concept: -concept.weight))
