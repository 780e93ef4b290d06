"""Words of a promise: which of them are names, which say little, and which mean the same."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.commitments.words import any_of, any_verb, grammar_words
from assistant.everyday_words import EverydayWords, everyday_words
from corpus.lexical import padded_stems, words_of
from corpus.yaml_lists import read_lists

__all__ = [
    "EvidenceWords",
    "evidence_words",
    "generic_words",
    "names_in",
    "people_in",
    "places_in",
    "same_words",
    "singular_acronyms",
    "stems_of",
    "things_done",
    "verbs_of_doing",
    "without_people",
]

_SHIPPED = Path(__file__).with_name("evidence.yaml")
_TITLES = (
    r"Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|PC|Chief Constable|(?:Police and Crime )?Commissioner|Chief Executive|(?:Chief )?Inspector|"
    r"(?:Chief )?Superintendent|Sergeant|Minister|Secretary|Officer"
)
_TITLED = re.compile(
    rf"\b(?:{_TITLES})(?: \([A-Z]+\))?,? (?P<name>[A-Z][a-z][\w'’-]*(?: [A-Z][a-z][\w'’-]+)?)"
)
_HOLDS = re.compile(
    r"(?P<name>[A-Z][a-z][\w'’-]* [A-Z][a-z][\w'’-]+), (?:the |an? )?(?:[\w-]+ ){0,3}?(?:secretary|minister|leader|chief executive|manager|chairman|officer)\b"
)
_SPEAKER = re.compile(
    r"(?P<name>[A-Z][a-z][\w'’-]*(?: [A-Z][a-z][\w'’-]+)?),? (?:said|says|added|adds|told|explained)\b"
)
_NAMED = re.compile(
    r"(?<=[a-z0-9,;)'’] )[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*|\b[A-Z]\w*[a-z][A-Z]\w*|(?<=')[A-Z]\w+(?: [A-Z]\w+)*(?=')"
)
_WHERE = re.compile(
    r"\b(?:in|at|near|across|throughout|around) (?:[A-Z][a-z'’]\w*)(?:[ -][A-Z][a-z]\w+){0,3}"
)
_OFFICE = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "cllr",
        "pcc",
        "police",
        "and",
        "crime",
        "commissioner",
        "chief",
        "constable",
        "deputy",
        "the",
        "constabulary",
    ]
)
_ACRONYM = re.compile(r"\b([A-Z]{2,})s\b")


class EvidenceWords(BaseModel):
    """The lists of `evidence.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    generic: tuple[str, ...] = Field(min_length=1)
    same: tuple[tuple[str, ...], ...]


@cache
def evidence_words(path: Path = _SHIPPED) -> EvidenceWords:
    """Read the lists, once for each path.

    Raises:
        PlansError: Something is wrong in the file; a line for each problem names file and line.
    """
    return read_lists(path, EvidenceWords)


def singular_acronyms(text: str) -> str:
    """Write "PCSOs" as "PCSO": the stemmer takes them for two words."""
    return _ACRONYM.sub(r"\1", text)


def stems_of(text: str) -> str:
    """Return padded stems, of acronyms in the singular."""
    return padded_stems(singular_acronyms(text))


def people_in(text: str, holders: Sequence[str]) -> frozenset[str]:
    """The names of people in a text and of those who held the office, word by word."""
    names = list(holders)
    names += [match["name"] for way in (_TITLED, _HOLDS, _SPEAKER) for match in way.finditer(text)]
    return frozenset(word for name in names for word in name.split() if word[:1].isupper())


def without_people(text: str, people: frozenset[str]) -> str:
    """Leave out the names of people and their titles, with a stop in their place."""
    if not people:
        return text
    name = rf"(?:{'|'.join(sorted(map(re.escape, people)))})(?:['’]s)?\b"
    return re.sub(rf"\b(?:(?:{_TITLES}) )?{name}(?: {name})*", "·", text)


@cache
def same_words() -> EverydayWords:
    """Return what means the same to anybody, and to who looks for evidence."""
    everyday = everyday_words()
    return replace(everyday, same=(*everyday.same, *evidence_words().same))


@cache
def verbs_of_doing() -> re.Pattern[str]:
    """Return a pattern of every verb of doing, promising, hoping and being."""
    words = grammar_words()
    listed = (
        *words.actions,
        *words.further_actions,
        *words.promises,
        *words.intentions,
        *words.hopes,
        *words.states,
    )
    return re.compile(any_verb(listed), re.IGNORECASE)


@cache
def things_done() -> re.Pattern[str]:
    """Return a pattern of things of the body, some of which are verbs too, such as "fund"."""
    return re.compile(any_of(grammar_words().things), re.IGNORECASE)


@cache
def generic_words() -> frozenset[str]:
    """Return the words that say little, as padded stems."""
    return frozenset(padded_stems(word) for word in evidence_words().generic)


def places_in(text: str) -> frozenset[str]:
    """Return the words of names that only say where: "in Welwyn Garden City"."""
    return frozenset(word for match in _WHERE.finditer(text) for word in words_of(match[0])[1:])


def names_in(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the names in a text, each word by word: what has a capital within a sentence."""
    found = (tuple(words_of(match[0])) for match in _NAMED.finditer(text))
    return tuple(dict.fromkeys(name for name in found if not _OFFICE.issuperset(name)))
