"""What somebody in danger reads: 999 first, then the few help lines that fit, and 101.

The lines are data, `help_lines.yaml`. Which of them fit is chosen by simple words of the question.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.danger import speaks_of_self
from assistant.messages import IN_DANGER
from corpus.errors import PlansError
from corpus.yaml_lists import read_entries

__all__ = [
    "HELP_LINES",
    "HelpLine",
    "danger_notes",
    "emergency_text",
    "emergency_text_with",
    "lines_for",
    "read_help_lines",
    "shown_for",
    "support_lines",
]

_LOG = logging.getLogger(__name__)
HELP_LINES = Path(__file__).with_name("help_lines.yaml")
_A_MONTH = r"^20\d\d-(?:0[1-9]|1[0-2])$"
_MOST = 4
_SHORT = len("111")
_UNKNOWN_HOURS = "ring to find out"

Kind = Literal[
    "always", "unheard", "last", "partner", "family", "man", "lgbt", "suicide", "child", "sexual",
    "images", "slavery", "crime", "missing", "elder",
]  # fmt: skip

_WORDS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:{words})\b")
    for kind, words in {
        "suicide": r"suicid\w*|kill(?:ing)? (?:my|her|him|them) ?sel\w+|end(?:ing)? (?:it|my|her|his)|die|dying|overdose\w*|tablets|"
        r"pills|paracetamol|cut(?:ting)? (?:my|her|him)\w*|self[- ]harm\w*|jump|rope|bridge|hurt(?:ing)? (?:my|her|him)self|"
        r"(?:be|live|living|go on|alive|carry on)(?: here)? ?any ?more|without me|wake up",
        "images": r"nudes?|naked|pictures? of me|photos? of me|private photos?|sextort\w*|blackmail\w*|webcam|screen ?record\w*|on camera",
        "sexual": r"rap(?:e|ed|es|ing|ist)|sex|sexual\w*|grop\w*|touch(?:es|ed|ing)? (?:me|my|her|him|us)|assaulted|condom|"
        r"spiked|exposed himself|flashed|made me do things|forced himself",
        "slavery": r"traffick\w*|passport|slave\w*|not paid|never get paid|work for nothing|no money|made to work|(?:car wash|nail bar|brothel|cannabis house)|"
        r"sell me|made to beg|my papers|immigration",
        "child": r"child\w*|kids?|baby|toddler|pupil|school|son|daughter|(?:step|foster) ?(?:dad|mum|father|mother)|"
        r"im (?:[89]|1[0-7])|i am (?:[89]|1[0-7])|my (?:dad|mum|mummy|daddy|teacher|coach|uncle|foster\w*)|(?:girl|boy|niece|nephew|grandson|granddaughter)|grooming",
        "missing": r"missing|disappeared|run away|ran away|kidnapped|(?:not|n't|nt|never) (?:come|came) (?:home|back)|(?:can ?not|cant|can't) find (?:my|him|her|our)",
        "elder": r"carer|care home|pension|dementia|elderly|old (?:man|lady|woman)|nan|gran|grandma|grandad|my (?:mum|dad|mother|father) is (?:[6-9]\d)",
        "lgbt": r"gay|lesbian|trans|bisexual|lgbt\w*|queer",
        "man": r"my (?:wife|girlfriend|gf)",
        "partner": r"husband|wife|boyfriend|girlfriend|bf|gf|partner|fella|hubby|ex|my man|married|her (?:fella|husband|partner|boyfriend)",
        "family": r"my (?:dad|father|mum|mother|brother|sister|son|daughter|uncle|family|parents|in ?laws?|step\w+)|beating (?:his|her) (?:wife|husband)|he hits her|marry",
        "crime": r"gang|dealers?|drugs?|county lines|knife|knives|gun|machetes?|robb\w*|burgl\w*|stab\w*|shot|shoot\w*",
        "unheard": r"(?:can ?not|can't|cant) (?:talk|speak)|quiet|whisper\w*|deaf|hiding|hear me|without (?:him|her|them) (?:hearing|knowing)|next room",
    }.items()
}  # fmt: skip
"""The kinds of danger, the more particular first, each with words that tell of it."""

_AT_ONCE = re.compile(
    r"\b(?:fire|smoke|flames|alight|break(?:ing)? in|burgl\w*|intruders?|crash\w*|collapsed|breath\w*|"
    r"bleeding|unconscious|drowning|robb\w*|mugg\w*|in (?:my|our) (?:house|garden|shed))\b"
)
_NOT_AT_ONCE = {"child", "crime", "elder", "missing"}
"""Kinds whose lines do not help with what only 999 can help with."""
_SUPPORT, _MOST_SUPPORT = ("suicide", "sexual", "partner", "slavery"), 2
"""Kinds for which a help line stands beside what is found, or is not."""
_GENERAL = ("samaritans", "domestic-abuse", "childline")
"""Where no words tell what the danger is: those for the commonest troubles that go unsaid."""


class HelpLine(BaseModel):
    """One line of `help_lines.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str = Field(min_length=2)
    number: str = Field(pattern=r"^(?:text )?[0-9][0-9 ]*(?:, then [0-9]+)?$")
    kinds: tuple[Kind, ...] = Field(alias="for", min_length=1)
    what: str = Field(min_length=5)
    """Whom or what it is for, in a few words."""
    hours: str = Field(min_length=3)
    cost: str = Field(min_length=3)
    web: str = Field(pattern=r"^https://\S+$")
    source: str = Field(min_length=2)
    """Whose site says so."""
    entered: str = Field(pattern=_A_MONTH)
    """When the line was written, YYYY-MM."""
    checked: str | None = Field(default=None, pattern=_A_MONTH)
    """When somebody last rang the number and saw the page; None if nobody has."""
    show: int = Field(ge=1)


@cache
def read_help_lines(path: Path = HELP_LINES) -> tuple[HelpLine, ...]:
    """Read the help lines; once.

    Raises:
        PlansError: The file is not whole; the message names every problem with its line.
    """
    read = read_entries(path, HelpLine, "help line")
    lines = tuple(line for line, _ in read.entries)
    problems = list(read.problems)
    ids = [line.id for line in lines]
    problems += [f"{path}: help line {i!r} is there twice" for i in set(ids) if ids.count(i) > 1]
    kinds = {kind for line in lines for kind in line.kinds}
    problems += [
        f"{path}: no help line is for {k!r}" for k in (*_WORDS, "always", "last") if k not in kinds
    ]
    problems += [f"{path}: there is no help line {i!r}" for i in _GENERAL if i not in ids]
    if problems:
        raise PlansError("\n".join(problems))
    return lines


def lines_for(question: str, path: Path = HELP_LINES) -> list[HelpLine]:
    """Choose at most four lines that fit a question; the more particular kinds choose first.

    Args:
        question: As typed.
        path: The file of help lines.
    """
    text = " ".join(question.lower().replace("’", "'").replace("i'm ", "im ").split())
    lines = read_help_lines(path)
    at_once = bool(_AT_ONCE.search(text))
    kinds = [
        kind
        for kind, words in _WORDS.items()
        if words.search(text) and not (at_once and kind in _NOT_AT_ONCE)
    ]
    if not kinds:
        return [] if at_once else [line for line in lines if line.id in _GENERAL]
    ranked = [
        sorted((line for line in lines if kind in line.kinds), key=lambda line: line.show)
        for kind in kinds
    ]
    return _in_turn(ranked)[:_MOST]


def danger_notes(question: str, path: Path = HELP_LINES) -> list[str]:
    """Return what stands beside a reply to somebody who tells of a person; none for other questions.

    Args:
        question: As typed; it was not taken for danger.
        path: The file of help lines.
    """
    if not speaks_of_self(question.lower().replace("’", "'")):
        return []
    return [" ".join([IN_DANGER, *support_lines(question, path)])]


def support_lines(question: str, path: Path = HELP_LINES) -> list[str]:
    """Return at most two help lines, in words, for what a question tells of; none if it tells nothing.

    Args:
        question: As typed; nothing in it is danger now.
        path: The file of help lines.
    """
    try:
        lines = read_help_lines(path)
    except PlansError:
        return []
    text = " ".join(question.lower().replace("’", "'").split())
    kinds = [kind for kind in _SUPPORT if _WORDS[kind].search(text)]
    fitting = [line for kind in kinds for line in lines if kind in line.kinds]
    chosen = sorted(dict.fromkeys(fitting), key=lambda line: line.show)[:_MOST_SUPPORT]
    return [f"{line.name}: {line.number}." for line in chosen]


def _in_turn(ranked: Sequence[Sequence[HelpLine]]) -> list[HelpLine]:
    """The first of every kind, then the second of every kind, each once."""
    longest = max((len(lines) for lines in ranked), default=0)
    turns = [lines[place] for place in range(longest) for lines in ranked if place < len(lines)]
    return list(dict.fromkeys(turns))


def emergency_text(question: str = "", path: Path = HELP_LINES) -> str:
    """Write what somebody in danger reads, in lines, short enough for a phone.

    999 and 101 stand there even where the help lines cannot be read.

    Args:
        question: As typed; it chooses the help lines.
        path: The file of help lines.
    """
    return emergency_text_with(shown_for(question, path), path)


def shown_for(question: str, path: Path = HELP_LINES) -> list[int]:
    """Return which help lines fit a question, by their places in the file, counted from 0.

    Args:
        question: As typed.
        path: The file of help lines; none fit where it cannot be read.
    """
    try:
        lines = read_help_lines(path)
        return [lines.index(line) for line in lines_for(question, path)]
    except PlansError as error:
        _LOG.error("%s", error)
        return []


def emergency_text_with(places: Sequence[int], path: Path = HELP_LINES) -> str:
    """Write what somebody in danger reads, with chosen help lines.

    Args:
        places: Of the lines in the file, counted from 0, as `shown_for` returns them.
        path: The file of help lines.
    """
    lines = read_help_lines(path) if places else ()
    told = [_told(lines[place]) for place in places]
    return "\n".join(
        [
            "If someone is in danger now, call 999. "
            "If you cannot speak, press 55 when you are asked to. If you are deaf: 18000.",
            *(["When it is safe, these people can help:"] if told else []),
            *told,
            "When it is not an emergency, call 101.",
            "This page only searches documents. Nobody reads what you write here.",
        ]
    )


def _told(line: HelpLine) -> str:
    call = "call " if len(line.number) <= _SHORT else ""  # the page makes links of "call 111"
    hours = "" if line.hours == _UNKNOWN_HOURS else f", {line.hours}"
    return f"• {line.name}: {call}{line.number} ({line.what}{hours})"
