"""What a topic is about, in words: what of it tells, what names a crime, which words stand together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.commitments.themes import theme_of
from assistant.concepts import EMPTY_WORDS, Concept, find_concepts
from assistant.everyday_words import everyday_words
from corpus.lexical import stem_words, words_of
from corpus.reader import OpenIndex

__all__ = ["FULLY", "Subject", "Wordings", "about"]

FULLY = 0.85
"""How fully a wording must mean the same to count as the same."""
_ENOUGH_WORDS = 5
"""Words that must be left of a question without who asked it."""
_CRIMES = frozenset(
    {
        *("violence-against-women", "exploitation", "anti-social-behaviour", "rural", "roads"),
        *("fraud-cyber", "drugs", "serious-crime", "burglary"),
    }
)
"""Themes whose words name a crime or a problem; those of the others are spoken of everywhere."""
_LOOSE = frozenset(
    stem_words("safeguard safeguarding vulnerable vulnerability violence village waste")
)
_EVERYWHERE = "plan plans county commissioner pcc police policing crime mr mrs stay stays"
_FILLING = frozenset(
    stem_words("mr including example takes often especially whether ought named added such like")
)
"""Words that say nothing of what is asked."""
_CONSULTING = frozenset(stem_words("consultation consult survey proposals launches views say"))
_ASKING = re.compile(
    r"^.*?\b(?:asked|invited|urged|proposals?|views\s+were\s+wanted|consultation|question\s+was)\b\s*",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][\w'’-]+(?:\s+(?:and\s+|of\s+|the\s+)*[A-Z][\w'’-]+)+")
_OFFICE = re.compile(r"\bcommissioner\b|\bconstab|\bpanel\b|\bplan\b|\bact\b", re.IGNORECASE)
"""Names of those who ask, not of what they ask about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a topic is about, as it is looked for."""

    query: str
    concepts: tuple[Concept, ...]
    needed: tuple[Concept, ...]
    """What a passage, its title or headings must speak of, one at least, or it is about something else."""
    named: frozenset[str]
    """Words of those concepts that name a crime or a problem."""
    phrases: frozenset[str]
    """Two stems each that stand side by side in the topic and both tell something."""
    crimes: frozenset[str]
    """Those of them that name a crime or a problem."""

    @property
    def total(self) -> float:
        """What all concepts weigh together."""
        return sum(concept.weight for concept in self.concepts)


class Wordings:
    """Reads the words of topics against what the documents of one index say."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = index
        self._body = index.generation.catalogue.body
        people = [person.name for person in self._body.commissioners]
        self._people = frozenset(part for name in people for part in name.split())
        self._unsaid = frozenset(stem_words(" ".join((_EVERYWHERE, *self._body.area, *people))))

    def subject(self, query: str, needed: Sequence[Concept]) -> Subject:
        """Say what some words are about, and what else must be spoken of with it."""
        concepts = self.concepts(query)
        phrases = self.phrases(query)
        return Subject(
            query=query,
            concepts=concepts,
            needed=tuple(needed),
            named=frozenset(each.words for each in concepts if _names_crime(each.words)),
            phrases=frozenset(phrases),
            crimes=frozenset(stems for stems, words in phrases.items() if _names_crime(words)),
        )

    def concepts(self, words: str) -> tuple[Concept, ...]:
        """Return what some words are about, without names of those who hold the office."""
        index, body = self._index, self._body
        found = find_concepts(
            words, body.synonyms, everyday_words(), index.words, index.near_words, body.area
        )
        names = {part.lower() for part in self._people}
        return tuple(
            each
            for each in found
            if each.words not in names and not _FILLING.issuperset(stem_words(each.words))
        )

    def phrases(self, words: str) -> dict[str, str]:
        """Return pairs of words that tell something and stand side by side, but for such as "and".

        Their stems, with the words.
        """
        told = [
            word
            for word in words_of(words)
            if len(word) > 2 and word not in EMPTY_WORDS and stem_words(word)[0] not in self._unsaid
        ]
        return {" ".join(stem_words(" ".join(pair))): " ".join(pair) for pair in pairwise(told)}

    def needed(self, title: str, asked: str) -> tuple[Concept, ...]:
        """Return the name of what is asked about, such as a strategy; else what the title has too."""
        for name in _NAME.findall(asked):
            parts = name.split()
            if not _OFFICE.search(name) and self._people.isdisjoint(parts):
                way = tuple(stem_words(name))
                return (Concept(words=name, ways=((way, 1.0),), weight=1.0, known=True),)
        said = set(map(_singular, words_of(asked)))
        return tuple(
            each
            for each in self.concepts(title)
            if said.issuperset(map(_singular, words_of(each.words)))
            and not _CONSULTING.issuperset(stem_words(each.words))
        )


def about(words: str) -> str:
    """Return a question without who asked it and whom, where that leaves enough to look for."""
    rest = _ASKING.sub("", words, count=1)
    return rest if len(rest.split()) >= _ENOUGH_WORDS else words


def _names_crime(words: str) -> bool:
    forms = (words, words.replace(" ", "-"), words.replace(" ", " and "))
    themes = {theme_of(form) for form in forms}
    return not themes.isdisjoint(_CRIMES) and not _LOOSE.issuperset(stem_words(words))


def _singular(word: str) -> str:
    """A word without the ending of many; stems would take "government" for "govern"."""
    return word.lower().removesuffix("s")
