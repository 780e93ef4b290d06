"""Read the lists of words that people review, and make patterns of them."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.yaml_lists import read_lists

__all__ = ["GrammarWords", "any_of", "any_verb", "grammar_words", "past_of"]

_SHIPPED = Path(__file__).with_name("words.yaml")
_Words = tuple[str, ...]
_VOWELS = "aeiou"
_DOUBLED = frozenset(
    [
        "stop",
        "plan",
        "cut",
        "put",
        "get",
        "set",
        "run",
        "ban",
        "cap",
        "let",
        "commit",
        "refer",
        "transfer",
        "deter",
        "scrap",
        "drop",
        "map",
        "tag",
        "fit",
    ]
)
_IRREGULAR = {
    "begin": "begun", "bring": "brought", "build": "built", "buy": "bought", "catch": "caught", "cut": "cut",
    "deal": "dealt", "drive": "driven", "fight": "fought", "find": "found", "free": "freed", "freeze": "frozen", "get": "got",
    "give": "given", "go": "gone", "grow": "grown", "have": "had", "hold": "held", "keep": "kept", "lead": "led",
    "make": "made", "meet": "met", "oversee": "overseen", "pay": "paid", "put": "put", "rebuild": "rebuilt",
    "run": "run", "seek": "sought", "sell": "sold", "send": "sent", "set": "set", "speed": "sped",
    "spend": "spent", "stand": "stood", "take": "taken", "undertake": "undertaken", "write": "written",
    "see": "seen", "do": "done", "hand": "handed", "withdraw": "withdrawn", "set up": "set up", "carry out": "carried out",
    "speak": "spoken", "leave": "left", "teach": "taught", "tell": "told", "extend": "extended", "draw": "drawn", "fit": "fitted", "light": "lit",
}  # fmt: skip


class GrammarWords(BaseModel):
    """The lists of `words.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    owners: _Words = Field(min_length=1)
    partners: _Words = Field(min_length=1)
    others: _Words = Field(min_length=1)
    events: _Words = Field(min_length=1)
    papers: _Words = Field(min_length=1)
    things: _Words = Field(min_length=1)
    people: _Words = Field(min_length=1)
    offenders: _Words = Field(min_length=1)
    actions: _Words = Field(min_length=1)
    further_actions: _Words = Field(min_length=1)
    states: _Words = Field(min_length=1)
    consequences: _Words = Field(min_length=1)
    promises: _Words = Field(min_length=1)
    intentions: _Words = Field(min_length=1)
    hopes: _Words = Field(min_length=1)
    promising_headings: _Words = Field(min_length=1)
    reporting_headings: _Words = Field(min_length=1)


@cache
def grammar_words(path: Path = _SHIPPED) -> GrammarWords:
    """Read the lists, once for each path.

    Raises:
        PlansError: Something is wrong in the file; a line for each problem names file and line.
    """
    return read_lists(path, GrammarWords)


def any_of(words: Iterable[str], *, plural: bool = True) -> str:
    """Return a pattern that matches any of the words, in the singular or the plural.

    >>> bool(re.fullmatch(any_of(["agency"]), "agencies"))
    True
    """
    forms: set[str] = set()
    for word in words:
        forms.add(word)
        if plural:
            forms.add(_plural(word))
    longest = sorted(forms, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ") for word in longest) + ")"


def any_verb(words: Iterable[str]) -> str:
    """Return a pattern that matches any form of the verbs: base, third person, past, -ing.

    >>> bool(re.fullmatch(any_verb(["pledge"]), "pledged"))
    True
    """
    forms: set[str] = set()
    for word in words:
        verb, _, rest = word.partition(" ")
        for form in (verb, _plural(verb), past_of(verb), _ing(verb), *_SIMPLE_PAST.get(verb, ())):
            forms.add(f"{form} {rest}".strip())
    return any_of(forms, plural=False)


_SIMPLE_PAST = {"undertake": ("undertook",), "think": ("thought",), "feel": ("felt",)}


def past_of(verb: str) -> str:
    """Return the participle of a verb: what stands after "will be".

    >>> past_of("carry"), past_of("build"), past_of("stop")
    ('carried', 'built', 'stopped')
    """
    if " " in verb and verb not in _IRREGULAR:
        first, _, rest = verb.partition(" ")
        return f"{past_of(first)} {rest}"
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1]}ed" if verb in _DOUBLED else f"{verb}ed"


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return f"{verb[:-1]}ing"
    return f"{verb}{verb[-1]}ing" if verb in _DOUBLED else f"{verb}ing"


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"
