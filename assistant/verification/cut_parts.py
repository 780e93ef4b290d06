"""A part that is cut out of a sentence, and what its words and those around it tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.verification.claim_lists import claim_lists
from assistant.verification.claim_words import Word
from assistant.verification.small_words import PAST

__all__ = [
    "BEING",
    "LIMITS",
    "TOLD",
    "Cut",
    "has_verb",
    "is_conditional",
    "limits",
    "names_all",
    "of_date",
    "ranks",
    "tells",
]

LIMITS = frozenset(
    {"if", "unless", "only", "except", "provided", "until", "but", "although", "though", "once",
     "whether", "without", "solely", "where", "condition", "possible", "apart", "subject",
     "pending", "depending", "assuming", "theory", "part", "partly", "allegedly", "reportedly",
     "possibly", "probably", "provisionally", "largely", "mainly", "mostly", "apparently",
     "nearly", "earliest", "latest", "hardly", "likely", "planned", "alleged", "fake", "near"}
)  # fmt: skip
"""No part with one of these is cut out."""
_TOGETHER = frozenset(
    {"both", "between", "together", "jointly", "either", "neither", "among", "of"}
)
BEING = frozenset({"is", "are", "was", "were", "be", "been"})
_HELPING = frozenset({"has", "have", "had", "will", "can", "do", "does", "did"})
_FAR = 5
"""Words between "more" and its "than"."""
_NO_RANK = frozenset({"local", "up", "down", "extra", "addit", "further", "now", "still", "annual"})
TOLD = frozenset(
    {"say", "said", "call", "claim", "believ", "think", "thought", "argu", "accord", "hope",
     "explain", "told", "tell", "find", "suggest", "view", "report", "announc", "promis", "ask",
     "want", "warn", "expect", "see", "saw", "feel", "that"}
)  # fmt: skip
_MOST_LISTED = 20
"""Whole numbers up to this count what a list names; larger ones do so rarely."""
_TURNING = frozenset(
    {"if", "unless", "only", "except", "provided", "until", "but", "although", "though", "once"}
)
"""Parts that begin with these may not be left out."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a sentence that is left out: the words from one place up to another."""

    words: Sequence[Word]
    first: int
    last: int
    """One past the last word that is left out."""

    @property
    def inside(self) -> Sequence[Word]:
        """The words left out."""
        return self.words[self.first : self.last]

    @property
    def before(self) -> Sequence[Word]:
        """What stands before them, whether or not the claim has it all."""
        return self.words[: self.first]

    @property
    def after(self) -> Sequence[Word]:
        """What stands after them."""
        return self.words[self.last :]

    @property
    def marks(self) -> tuple[str, str]:
        """The marks before the first word left out and before the next that is kept."""
        closing = self.after[0].mark if self.after else "."
        return self.inside[0].mark, closing

    def begins(self, *words: str) -> bool:
        """Whether the part begins with these words."""
        return tuple(word.lower for word in self.inside[: len(words)]) == words


def limits(words: Sequence[Word]) -> bool:
    """Say whether words hold a condition, a "not", or a "than" whose "more" stands elsewhere."""
    negations = claim_lists().negations
    return any(
        word.lower in LIMITS or word.stem in negations or _compares(words, place)
        for place, word in enumerate(words)
    )


def _compares(words: Sequence[Word], place: int) -> bool:
    """Whether "than" belongs to a "more" that is kept."""
    if words[place].lower != "than":
        return False
    before = [word.lower for word in words[max(0, place - _FAR) : place]]
    return not any(word in ("more", "less") or word.endswith("er") for word in before)


def tells(words: Sequence[Word]) -> bool:
    """Say whether words tell who says or thinks it, or that it is only wanted or proposed."""
    lists = claim_lists()
    return any(word.stem in TOLD or word.stem in lists.soft for word in words)


def ranks(words: Sequence[Word]) -> bool:
    """Whether something is the first, the lowest, all or most of those at a place or a time."""
    amounts = claim_lists().amounts - _NO_RANK
    return any(
        word.stem in amounts
        or (word.figure and word.stem.endswith("th"))
        or word.lower.endswith("est")
        for word in words
    )


def of_date(word: Word) -> bool:
    """Say whether a word is of a date: a year, a month, a day, a weekday."""
    return word.time or word.stem.isdigit() or word.lower.endswith("day")


def has_verb(words: Sequence[Word]) -> bool:
    """Say whether words surely hold a verb; "no" may only mean that it is not known."""
    return any(word.lower in BEING | _HELPING | PAST or word.lower.endswith("ed") for word in words)


def names_all(cut: Cut) -> bool:
    """Whether what is left out may be one of those that a list names in full or counts."""
    before = cut.before
    counted = any(
        (word.figure and word.stem.isdigit() and int(word.stem) <= _MOST_LISTED) or
        (word.figure and not word.time and word.stem.isdigit() and word in before[-3:])
        for place, word in enumerate(before)
        if not (before[place + 1 : place + 2] and before[place + 1].time)
    )  # fmt: skip
    joined = any(word.lower in _TOGETHER - {"of"} for word in before)
    being = any(word.lower in BEING for word in before[-8:])
    return counted or joined or being


def is_conditional(later: Sequence[Word]) -> bool:
    """Say whether one of the parts that follow begins as a condition does."""
    seen: set[int] = set()
    for word in later:
        if word.segment not in seen and word.lower in _TURNING:
            return True
        seen.add(word.segment)
    return False
