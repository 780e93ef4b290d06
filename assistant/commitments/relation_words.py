"""The lists by which it is told what a passage reports of a promise, and the names in a text."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.commitments.topic_words import generic_words, singular_acronyms
from corpus.lexical import padded_stems, stem_words
from corpus.yaml_lists import read_lists

__all__ = [
    "Kind",
    "RelationWords",
    "is_generic",
    "listed",
    "names_of",
    "relation_words",
    "reported",
]

_SHIPPED = Path(__file__).with_name("relations.yaml")
_Words = tuple[str, ...]


class Kind(BaseModel):
    """A kind of promise: how it is worded, and how it is reported once it is kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    promised: _Words = Field(min_length=1)
    reported: _Words = Field(min_length=1)


class RelationWords(BaseModel):
    """The lists of `relations.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: Mapping[str, Kind]
    broken: Mapping[str, _Words]
    prices: _Words = Field(min_length=1)
    reversed: _Words = Field(min_length=1)
    steps: _Words = Field(min_length=1)
    doing: _Words = Field(min_length=1)
    others: _Words = Field(min_length=1)
    anew: _Words = Field(min_length=1)
    same: tuple[_Words, ...]
    little: _Words = Field(min_length=1)


@cache
def relation_words(path: Path = _SHIPPED) -> RelationWords:
    """Read the lists, once for each path.

    Raises:
        PlansError: Something is wrong in the file; a line for each problem names file and line.
    """
    return read_lists(path, RelationWords)


@cache
def _little() -> frozenset[str]:
    return frozenset(stem for word in relation_words().little for stem in stem_words(word))


@cache
def _same() -> tuple[tuple[str, str], ...]:
    """Phrases, as padded stems, and what stands for them; the longest first."""
    pairs = [(padded_stems(w), padded_stems(g[0])) for g in relation_words().same for w in g[1:]]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@lru_cache(maxsize=4096)
def names_of(text: str) -> tuple[str, ...]:
    """Return the stems of a text that name something, in order; the same for the same thing."""
    stems = padded_stems(singular_acronyms(text))
    for said, one in _same():
        stems = stems.replace(said, one)
    little = _little()
    return tuple(s for s in stems.split() if s not in little and (s in ("999", "101") or (not s[0].isdigit() and s[0] != "£")))  # fmt: skip


def is_generic(name: str) -> bool:
    """Whether a name tells little of what it names, such as "unit"."""
    return f" {name} " in generic_words()


@cache
def reported(kind: str) -> re.Pattern[str]:
    """Return a pattern of the words by which it is reported that a kind of promise is kept."""
    return _any_of(relation_words().kinds[kind].reported)


@cache
def listed(name: str) -> re.Pattern[str]:
    """Return a pattern of the words of a list, such as "steps" or "broken/frozen"."""
    words = relation_words()
    name, _, part = name.partition("/")
    return _any_of(words.broken[part] if part else getattr(words, name))


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that matches any of some phrases as whole words, the longest first; "set it up" is "set up"."""
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    apart = [re.sub(r"\\ (?=(?:up|out)$)", r"(?: [\\w'’-]+){0,3} ", re.escape(p)) for p in longest]
    return re.compile(rf"\b(?:{'|'.join(apart)})\b", re.IGNORECASE)
