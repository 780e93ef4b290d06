"""Objectives: what is to be reached, without a "will": "Objective 3: cut thefts by a tenth by 2016"."""

import re
from dataclasses import dataclass

from assistant.commitments.context import opens_with_action
from assistant.commitments.deadlines import find_deadline
from assistant.commitments.measures import find_measure
from assistant.commitments.roles import Role, role_of

__all__ = ["Objective", "find_objective"]

_NUMBERED = re.compile(
    r"^\W*(?:(?:strategic |key |our |my )?(?:objective|priority|action|commitment|target|pledge|promise|deliverable|milestone)s?"
    r" ?(?:no\.? ?)?(?:\d+(?:\.\d+)?|[ivx]+)?|what (?:we|i) will do|next steps?|(?:\d+\.\d+(?:\.\d+)?))\s*[:.)–-]+\s*(?=\w)",
    re.IGNORECASE,
)
_LED = re.compile(
    r"^\W*(?:lead|owner|responsible|led by)(?: officer)?: (?P<who>[^.;|]{3,60})[.;|]\s+(?=\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^\W*[A-Z0-9][^:.?!]{2,60}: (?=\S)")
_PLEDGED = re.compile(r"^\W*(?:key |our |my )?(?:commitment|pledge|promise)", re.IGNORECASE)
_COUNTED = re.compile(
    r"^\W*(?:\d[\d,.]*|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|ten|twelve|two|three|four|five|six|seven|eight|nine)) (?!per cent of|of the)[a-zA-Z]",
    re.IGNORECASE,
)
_SOMEBODY_TO = re.compile(r"^\W*([A-Z][\w'’ -]{3,50}?) to [a-z]{3,} ")
_SHORT = 100
"""Characters of a line that can do without a verb: "Fifty cadets by 2014", "Officers to carry cameras by 2017"."""
_NONE = re.compile(r"\b(?:none|no|zero|nil|one|every|each|all|half|\d)", re.IGNORECASE)
_LIMIT = re.compile(r"^(?:by|before|within|until|no later|not later)\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:was|were|has|have|had|is|are|closes?|apply|applications?|deadline|closing|tickets?|interviews?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """Where the words of an objective begin in a sentence, and who leads on it."""

    start: int
    who: str = ""


def _somebody_to(words: str) -> bool:
    """Whether a line says who is to do something: "Response officers to carry cameras by 2017"."""
    match = _SOMEBODY_TO.match(words)
    return match is not None and role_of(match[1]) in (Role.OWNER, Role.THING)


def find_objective(words: str) -> Objective | None:
    """Return the objective that a sentence states, or None.

    It is numbered or called one, or has a leader, and opens with a verb of doing; or it names
    a figure and a time by which.
    """
    if match := _LED.match(words):
        return (
            Objective(start=match.end(), who=match["who"])
            if opens_with_action(words[match.end() :])
            else None
        )
    match = _NUMBERED.match(words)
    if match and opens_with_action(words[match.end() :]):
        return Objective(start=match.end())
    if match and _PLEDGED.match(words) and not _TOLD.search(words):
        return Objective(start=match.end())
    if match and _NONE.search(words[match.end() :]) and not _TOLD.search(words):
        return Objective(start=match.end())
    by = find_deadline(words)
    if not _LIMIT.match(by) or _TOLD.search(words):
        return None
    if len(words) < _SHORT and (_COUNTED.match(words) or _somebody_to(words)):
        return Objective(start=0)
    if match := _NAMED.match(words):
        rest = words[match.end() :]
        return Objective(start=0) if _NONE.search(rest.replace(by, "")) else None
    return Objective(start=0) if opens_with_action(words) and find_measure(words, by) else None
