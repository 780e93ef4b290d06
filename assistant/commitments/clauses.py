"""Who or what a clause speaks of: the subject before a "will", and what the clause depends on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from assistant.commitments.roles import NOBODY, Known, Role, begins_phrase, head_of
from assistant.commitments.words import any_verb, grammar_words

__all__ = ["UNSAID", "Bond", "Subject", "masked", "subject_before"]


class Bond(StrEnum):
    """What a clause depends on."""

    FREE = "free"
    SAID = "said"
    PROMISED = "promised"
    HOPED = "hoped"
    """A hope, a belief, a proposal."""
    UNDER = "under"
    """A condition, a reason, a purpose, a description: no statement by itself."""


_STRANGERS = (Role.OTHER, Role.EVENT, Role.PEOPLE, Role.OFFENDER)
"""What these say will happen is no promise."""
UNSAID = (Bond.HOPED, Bond.UNDER)
"""A clause that depends on these says nothing of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The subject of a clause; `start` and `end` count characters of the sentence."""

    role: Role
    bond: Bond
    start: int
    end: int


_JOINED = re.compile(
    r"\b(police|safety|women|fire|community|sheriff) (?:and|&) (crime|rescue|criminal|girls|community|safety)\b",
    re.IGNORECASE,
)
_SUBORDINATE = (
    r"which|who|whose|whom|if|when|whenever|where|wherever|once|until|unless|while|whilst|because|"
    r"how|whether|what|why|although|though|than|so that|in order that|to ensure|ensuring|until"
)
_SAID = (
    r"said|says|told|added|announced|confirmed|explained|repeated|insisted|stated|stressed|noted"
)
_GIVEN = (
    r"promised|pledged|promises|pledges|assured|vowed|guaranteed|guarantees|undertook|committed"
)
_LINK = re.compile(
    rf"(?P<strong>[;(\"“”]|:(?!\d)|\s[–—-]\s)|(?P<comma>,(?!\d))|\b(?P<that>that)\b|\b(?P<under>{_SUBORDINATE})\b"
    rf"|\b(?P<said>{_SAID})\b|\b(?P<given>{_GIVEN})\b|\b(?P<join>and|or|but|so|then)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:will|shall|is|are|was|were|has|have|had|says?|can|could|would|must|may|should|'ll|"
    r"[a-z]{2,}ed|took|made|gave|put|goes|wants)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:\s+(?:is|are|am|was|were|has|have|had|been|also|now|then|therefore|always|each|all|both|again|still|themselves|himself|\w+ly))+$",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """Return a text of the same length in which "police and crime" is one word.

    >>> masked("the Police and Crime Plan")
    'the Police_and_Crime Plan'
    """
    return _JOINED.sub(lambda match: match[0].replace(" ", "_"), text)


@cache
def _hoping() -> re.Pattern[str]:
    verbs = any_verb(grammar_words().hopes)
    after = r"that|the|this|it|he|she|they|we|our|my|his|her|an?|more|every|there|all"
    return re.compile(
        rf"\b{verbs}(?: (?:{after})\b|:|,|$)|\b(?:hopes?|belief|hopeful|confident|likely|possible|"
        r"fears?|concern\w*|worr\w+|proposals?|ideas?|option|suggestions?|forecasts?) (?:is |are )?(?:that|was)\b"
        r"|\b(?:glad|delighted|sorry|surprised|reassured|hears?|heard|understands?|knows?|aware|(?:was|were|been|is|are) (?:told|asked|informed)) that\b"
        r"|\bunder (?:the|these|his|her|this|that|its|our|my) (?:proposals?|draft|options?|scenario)\b",
        re.IGNORECASE,
    )


def subject_before(text: str, at: int, known: Known = NOBODY) -> Subject:
    """Find the subject of the verb that begins at a place of a masked sentence.

    Args:
        text: The sentence, as `masked` returns it.
        at: Where "will", or another verb, begins.
        known: Who holds the office, and where.
    """
    before = text[:at].rstrip()
    before = before[: len(before) - len(match[0])] if (match := _BEHIND.search(before)) else before
    if before.endswith(",") and (opened := before.rfind(",", 0, len(before) - 1)) > 0:
        before = before[:opened].rstrip()
    links = [link for link in _LINK.finditer(before) if _divides(link, before)]
    links = _without_description(links, before)
    link = links[-1] if links else None
    start = link.end() if link else 0
    bond = _bond(link, links, before)
    role, head, length = head_of(before[start:], known)
    role = _meant(before[start + head : start + head + length], role, bond, links, before)
    if link and link[0].lower() == "so" and role not in (Role.SELF, Role.OWNER, Role.NONE):
        bond = Bond.UNDER
    if role is Role.NONE and link and link.lastgroup in ("join", "comma"):
        first = _FINITE.search(before)
        role, head, length = head_of(before[: first.start()] if first else before, known)
        return Subject(role=role, bond=bond, start=head, end=head + length)
    return Subject(role=role, bond=bond, start=start + head, end=start + head + length)


def _meant(words: str, role: Role, bond: Bond, links: Sequence[re.Match[str]], before: str) -> Role:
    """The role of what a pronoun means: "he" after a minister, "it" after "the force says"."""
    if words.lower() in ("he", "she") and _elsewhere().search(before):
        return Role.OTHER
    if words.lower() in ("it", "they") and bond in (Bond.SAID, Bond.PROMISED):
        said = [link for link in links if link.lastgroup in ("said", "given")]
        return head_of(_of_saying(before[: said[-1].start()]), NOBODY)[0] if said else role
    return role


def _without_description(links: list[re.Match[str]], before: str) -> list[re.Match[str]]:
    """Leave out a clause that only describes the subject: "officers who attend a burglary will …"."""
    if not links or links[-1][0].lower() not in ("who", "that", "which"):
        return links
    described = before[links[-1].end() :].strip()
    first = described.partition(" ")[0]
    verb = bool(first) and first.islower() and not begins_phrase(described)
    return links[:-1] if verb else links


def _divides(link: re.Match[str], before: str) -> bool:
    """Whether a word or mark begins a new clause; "and" only where a verb stands before it."""
    if link.lastgroup != "join" or link[0].lower() == "but":
        return True
    return (
        bool(_FINITE.search(before, 0, link.start())) or before[: link.start()].rstrip()[-1:] == ","
    )


def _bond(link: re.Match[str] | None, links: list[re.Match[str]], before: str) -> Bond:
    strong = max(
        (each.end() for each in links if each.lastgroup == "strong" and each[0] != "("), default=0
    )
    if _hoping().search(before, strong):
        return Bond.HOPED
    if link is None:
        return Bond.FREE
    if link.lastgroup == "under":
        return Bond.UNDER
    last = next((each for each in reversed(links) if each.lastgroup in ("said", "given")), None)
    if link.lastgroup == "that" and last is None:
        return (
            Bond.UNDER
            if re.search(
                r"\b(?:so|ensur\w+|make sure|see|(?<!agreement )(?<!deal )(?<!plan )(?<!budget )means?)\s+that$",
                before[: link.end()],
                re.I,
            )
            else Bond.SAID
        )
    if last and head_of(_of_saying(before[: last.start()]), NOBODY)[0] in _STRANGERS:
        return Bond.HOPED
    if last and last.lastgroup:
        return Bond.PROMISED if last.lastgroup == "given" else Bond.SAID
    return Bond.FREE


def _of_saying(before: str) -> str:
    """The clause that ends before "said"."""
    return re.split(r"[;:,]|\b(?:and|but|that)\b", _BEHIND.sub("", before.rstrip()))[-1]


@cache
def _elsewhere() -> re.Pattern[str]:
    """Titles of those who are no part of the body: a "he" after one is he."""
    return re.compile(
        r"\b(?:ministers?|home secretary|secretary of state|mayor|leader of|council leader|mp|councillor|cllr|spokes\w+|chairman|"
        r"chair of|prime minister|chancellor|judge|professor|manager|director of)\b",
        re.IGNORECASE,
    )
