"""A part of a passage with one statement: what it names of a promise, and what it says as a fact."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.commitments.relation_promise import Promised
from assistant.commitments.relation_words import is_generic, listed, names_of

__all__ = ["EXPECTED", "UNREAL", "Clause", "clauses_of", "names_it"]

UNREAL = re.compile(
    r"(?:\b(?:to|could|should|must|can|may|might|would|when|whether|if|not|never|nor|un)(?: (?:have|be|been|also|now))*|n['’]t(?: been)?)\s*$",
    re.IGNORECASE,
)
EXPECTED = re.compile(r"\b(?:expected|hoped|due|asked|wanted|intended|meant|whether|if|target|hopes?|proposed|proposals?)\b", re.IGNORECASE)  # fmt: skip
_ATTRIBUTE = re.compile(r"\b(?:the|an?|its|their|his|her|our|this|that|newly)\s+$", re.IGNORECASE)
"""A participle after it belongs to a noun: "the redeveloped site"."""
_CLAUSE = re.compile(r"[;–—]\s|, (?:but|and|while|although|because|whereas|so)\b|\b(?:but|because|while|although|whereas)\b")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a passage with one statement."""

    words: str
    names: frozenset[str]
    promised: Promised

    @property
    def of_it(self) -> bool:
        """Whether it names the promised thing."""
        return names_it(self.promised, self.names, self.names)

    @property
    def about_it(self) -> bool:
        """Whether it names something of the promised thing, or two of the names in the promise."""
        promised = self.promised
        return self.of_it or len(promised.names & self.names) > 1

    @property
    def near_it(self) -> bool:
        """Whether it names the thing, or a part of it and something else of the promise."""
        return self.of_it or (self.about_it and bool(self.promised.core & self.names))

    def said(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where it says something as a fact: not "will be opened", not "to open"."""
        for match in pattern.finditer(self.words):
            before = self.words[: match.start()]
            unreal = (
                UNREAL.search(before) or EXPECTED.search(before) or listed("anew").search(before)
            )
            if not unreal and not (match[0].endswith("ed") and _ATTRIBUTE.search(before)):
                yield match


def clauses_of(words: str, promised: Promised) -> list[Clause]:
    """Divide a passage into its clauses."""
    parts = map(str.strip, _CLAUSE.split(words))
    return [Clause(part, frozenset(names_of(part)), promised) for part in parts if part]


def names_it(promised: Promised, names: frozenset[str], around: frozenset[str]) -> bool:
    """Whether some names are the promised thing: two of its names, or its noun.

    A noun that tells little, such as "unit", needs another name of the promise `around` it.
    """
    if promised.head not in names:
        return len(promised.core & names) > 1
    alone = len(promised.core) == 1 or not is_generic(promised.head)
    return alone or bool((promised.names & around) - {promised.head})
