"""The reviewed lists by which claims are checked: grammar, firmness, amounts, paraphrases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.everyday_words import everyday_words
from corpus.errors import PlansError
from corpus.lexical import padded_stems, stem_words

__all__ = ["ClaimLists", "Paraphrases", "claim_lists", "paraphrases"]

_FOLDER = Path(__file__).parent
_WORDS = (
    "grammar", "reporting", "documents", "speakers", "roles", "negations", "soft", "firm", "modals",
    "amounts", "causes",
)  # fmt: skip
_LINES = ("qualifiers", "times")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLists:
    """Stems that carry no fact, and those that change one; phrases that qualify figures."""

    grammar: frozenset[str]
    reporting: frozenset[str]
    documents: frozenset[str]
    speakers: frozenset[str]
    roles: frozenset[str]
    negations: frozenset[str]
    soft: frozenset[str]
    firm: frozenset[str]
    modals: frozenset[str]
    amounts: frozenset[str]
    causes: frozenset[str]
    qualifiers: tuple[tuple[str, ...], ...]
    """Lines of phrases as written; those of one line mean the same before a figure."""
    times: tuple[tuple[str, ...], ...]
    """The same before a year or a month."""


@cache
def claim_lists() -> ClaimLists:
    """Read the lists.

    Raises:
        PlansError: The file is missing or damaged.
    """
    path = _FOLDER / "claim_lists.yaml"
    try:
        read = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        words = {name: _stems(read[name]) for name in _WORDS}
        lines = {name: tuple(tuple(map(str, line)) for line in read[name]) for name in _LINES}
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise PlansError(f"{path}: the lists cannot be read: {error}") from error
    return ClaimLists(**words, **lines)  # type: ignore[arg-type]


def _stems(listed: Sequence[object]) -> frozenset[str]:
    return frozenset(stem for word in listed for stem in stem_words(str(word)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paraphrases:
    """Which phrases say the same; phrases are stems between spaces, as `padded_stems` writes them."""

    groups: tuple[tuple[str, ...], ...]
    of: Mapping[str, tuple[int, ...]]
    """The groups of each phrase."""
    longest: int
    """Words of the longest phrase."""


@cache
def paraphrases() -> Paraphrases:
    """Read what says the same in general English and in everyday words of policing.

    Raises:
        PlansError: A file is missing or damaged.
    """
    lines = [*_read_lines(_FOLDER / "paraphrases.yaml"), *everyday_words().same]
    groups = tuple(tuple(dict.fromkeys(map(padded_stems, line))) for line in lines)
    of: dict[str, tuple[int, ...]] = {}
    for number, group in enumerate(groups):
        for phrase in group:
            of[phrase] = (*of.get(phrase, ()), number)
    longest = max(len(phrase.split()) for phrase in of)
    return Paraphrases(groups=groups, of=of, longest=longest)


def _read_lines(path: Path) -> list[list[str]]:
    try:
        lines = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        return [[str(phrase) for phrase in line] for line in lines]
    except (OSError, yaml.YAMLError, TypeError) as error:
        raise PlansError(f"{path}: the list cannot be read: {error}") from error
