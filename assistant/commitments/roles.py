"""Who a noun phrase stands for: the body itself, the people it serves, somebody else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from assistant.commitments.words import any_of, grammar_words

__all__ = ["NOBODY", "Known", "Role", "begins_phrase", "by_others", "head_of", "role_of"]


class Role(StrEnum):
    """What stands as the subject of a clause, as far as promises go."""

    SELF = "self"
    """I, we."""
    OWNER = "owner"
    """The office, the police, those who work with them; he or she."""
    THING = "thing"
    """A fund, a scheme, a building of theirs."""
    PAPER = "paper"
    """A plan, a strategy; it, they."""
    PEOPLE = "people"
    OFFENDER = "offender"
    THIS = "this"
    """This, that, these: what was said before."""
    THERE = "there"
    OTHER = "other"
    """The government, another party."""
    EVENT = "event"
    NOBODY = "nobody"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the body file tells of the body whose promises are looked for."""

    names: tuple[str, ...] = ()
    """Of those who hold or held the office."""
    area: tuple[str, ...] = ()
    """What its area is called; the police of another area are somebody else."""


NOBODY = Known()
_AHEAD = re.compile(
    r"^(?:also|then|first(?:ly)?|second(?:ly)?|in addition|however|therefore|meanwhile|finally|as a result|as such|"
    r"instead|next|now|furthermore|moreover|and|but|[,\s•*\"'“”‘’])+\b",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s(?:of|in|for|with|from|on|at|by|to|across|between|against|under|about|including|such as|per|within|"
    r"throughout|over|during|who|that|around|behind|near|into|like|working|based)\s",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"^(?:of|in|for|with|from|on|at|by|to|across|under|within|throughout|over|during|through|as|after|before|"
    r"since|together|along|alongside|working|building|following|using|given|despite|like|based|where|here|per)\b",
    re.IGNORECASE,
)
_START = re.compile(
    r"\b(?:the|a|an|my|our|his|her|its|their|every|all|no|each|i|we|he|she|it|they|more|\d+|mr|mrs|ms|dr|(?<!the )chief)\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"^(?:each|all|one|many|most|some|every one|none|both|a number|part|half|(?:a|one|two|three)[ -](?:third|quarter|fifth|half)s?|a share|\d+ per cent|\d+%) of ",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\bby ((?:the |a |an |our )?(?!and\b)[A-Za-z][\w'’-]*(?: [A-Za-z][\w'’-]*){0,4}?)(?=[.,;]|$| (?:in|by|to|and|on|for|at|within|before|after|from|with|as|each|every)\b)",
    re.IGNORECASE,
)
_FORCE = re.compile(r"^(?:The |the )?((?:[A-Z][a-z]+ ){1,2})(?:Police|Constabulary)$")
_NO_PLACES = (
    "Our",
    "My",
    "Local",
    "Neighbourhood",
    "Rural",
    "Community",
    "The",
    "Your",
    "County",
    "All",
    "More",
    "His",
    "Her",
    "Their",
    "Armed",
    "Specialist",
    "Uniformed",
)
_WHOEVER = re.compile(
    r"^(?:anyone|anybody|those|whoever|people (?:caught|found|who))\b", re.IGNORECASE
)
_RANKED = re.compile(
    r"^(?:The |the )?(?:(?:[Tt]emporary |[Dd]eputy |[Aa]ssistant )?(?:Chief Constable|Chief Superintendent|Chief Inspector|Superintendent|Inspector|Sergeant|Commissioner|Chief Executive)|PC|PCSO|DCI|PCC) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}$"
)
"""Somebody of the body or its police, by rank and name."""
_WITH = re.compile(r"^(.{1,60}?),? (?:and|with|together with|alongside) ", re.IGNORECASE)
_PRONOUNS = {
    "i": Role.SELF, "we": Role.SELF, "he": Role.OWNER, "she": Role.OWNER, "it": Role.PAPER, "they": Role.PAPER,
    "this": Role.THIS, "that": Role.THIS, "these": Role.THIS, "those": Role.THIS, "which": Role.THIS,
    "there": Role.THERE, "you": Role.PEOPLE, "nobody": Role.NOBODY, "no one": Role.NOBODY, "what": Role.THIS,
}  # fmt: skip


def head_of(segment: str, known: Known) -> tuple[Role, int, int]:
    """Return the role of the subject in a segment, where it starts in it and how long it is."""
    offset = len(match[0]) if (match := _AHEAD.match(segment)) else 0
    offset += len(segment[offset:]) - len(segment[offset:].lstrip())
    rest = segment[offset:].rstrip(" ,")
    last = rest.rpartition(" ")[2].lower()
    if last in ("i", "we", "he", "she", "there") and last in _PRONOUNS:
        return _PRONOUNS[last], offset + len(rest) - len(last), len(last)
    if _PREPOSITION.match(rest):
        starts = [match.start() for match in _START.finditer(rest)]
        drop = starts[-1] if starts else 0
        offset, rest = offset + drop, rest[drop:]
    if match := _PART_OF.match(rest):
        offset, rest = offset + match.end(), rest[match.end() :]
    cut = match.start() if (match := _CUT.search(rest)) else len(rest)
    role = role_of(rest[:cut], known)
    if (
        role is Role.OTHER
        and (match := _WITH.search(rest))
        and role_of(match[1], known) in (Role.SELF, Role.OWNER)
    ):
        role = Role.OWNER
    return role, offset, len(rest)


def begins_phrase(words: str) -> bool:
    """Whether words begin with an article, a pronoun or a preposition, and so with no verb."""
    return bool(_START.match(words) or _PREPOSITION.match(words))


def by_others(after: str, known: Known = NOBODY) -> bool:
    """Whether what is done will be done by somebody else: "… by the Home Office"."""
    match = _BY.search(after)
    if match is None:
        return False
    cut = _CUT.search(f"{match[1]} ")
    return role_of(match[1][: cut.start()] if cut else match[1], known) is Role.OTHER


@cache
def _kinds() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    words = grammar_words()
    listed = (
        (Role.OTHER, (*words.others, *words.partners)),
        (Role.EVENT, words.events),
        (Role.OWNER, words.owners),
        (Role.OFFENDER, words.offenders),
        (Role.PEOPLE, words.people),
        (Role.THING, words.things),
        (Role.PAPER, words.papers),
    )
    return tuple(
        (role, re.compile(rf"(?:^|[\s_'’-]){any_of(nouns)}$", re.IGNORECASE))
        for role, nouns in listed
    )


def _of_elsewhere(head: str, area: Sequence[str]) -> bool:
    """Whether a police force is named after a place that is not the body's."""
    match = _FORCE.search(head) if area else None
    return (
        match is not None
        and not any(name in match[1] for name in area)
        and match[1].strip() not in _NO_PLACES
    )


def role_of(head: str, known: Known = NOBODY) -> Role:
    """Say what a noun phrase stands for.

    >>> role_of("the new Chief Constable"), role_of("the election")
    (<Role.OWNER: 'owner'>, <Role.EVENT: 'event'>)
    """
    head = re.sub(r"['’]s$", "", head.strip(" ,*_'\"“”‘’"))
    if not head:
        return Role.NONE
    if head.lower() in _PRONOUNS:
        return _PRONOUNS[head.lower()]
    last = head.rpartition(" ")[2]
    if any(last and last == name.rpartition(" ")[2] for name in known.names):
        return Role.OWNER
    if _WHOEVER.match(head):
        return Role.EVENT
    if _RANKED.match(head):
        return Role.OWNER
    if _of_elsewhere(head, known.area):
        return Role.OTHER
    longest = [(len(match[0]), role) for role, kind in _kinds() if (match := kind.search(head))]
    return max(longest, key=lambda found: found[0])[1] if longest else Role.UNKNOWN
