"""What stands after a "will": whether its subject promises to do it, and how sure that is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.commitments.roles import NOBODY, Role, head_of
from assistant.commitments.words import any_of, grammar_words, past_of

__all__ = ["OURS", "Doing", "changes", "does", "is_action", "is_done", "is_notice", "is_state"]

_STAYING = (Role.OWNER, Role.THING, Role.PEOPLE, Role.UNKNOWN)
OURS = (Role.SELF, Role.OWNER)
"""Those who can promise."""
_MORE = re.compile(
    r"^\s*(?:an?|no|more|new|additional|extra|at least|further|\d+|one|two|three|four|five|zero|regular|better|its|their)\b",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"^(?:receive|get|have|have had \w+|see|be \w+(?:ed|en|t|d)|hear|gain)$", re.IGNORECASE
)
_PAID = re.compile(r"^(?:fund|pay|meet|make|bear|repay|work|be \w+(?:ed|en|t|d))$", re.IGNORECASE)
_FIGURE = re.compile(r"\d|\b(?:every|all|no|double|half|hundred|thousand)\b", re.IGNORECASE)
_STRONG = re.compile(
    r"^(?:fund|create|double|halve|recruit|introduce|establish|launch|open|close|pay|cut|freeze|invest|appoint|employ|train|patrol|"
    r"increase|protect|deliver|publish|visit|contact|tackle|reduce|buy|set up|carry out|ensure)$",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^.*\b(?:plans?|reports?|documents?|papers?|minutes|results?|responses|cop(?:y|ies)|strateg(?:y|ies)|findings|versions?|drafts?|slides|agendas?|they|it|both)\b.{0,20}"
    r"\bbe (?:published|made available|launched|printed|posted|presented|finalised|circulated|adopted|issued)\b(?!.*\b(?:every|each|quarterly|monthly|annually|weekly)\b)"
    r"|^.*\b(?:on|at) (?:www\.|https?:)",
    re.IGNORECASE | re.DOTALL,
)
"""A document that comes out is news of it, no promise; that figures will come out each month is one."""
_ON_A_DAY = re.compile(
    r"\b(?:on|this|next) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b\d{1,2}(?:[.:]\d\d)? ?[ap]m\b",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"^(?:rise|grow|increase|go up|expand) to (?:at least |more than |over |around |about )?\d",
    re.IGNORECASE,
)
_UNCHANGED = re.compile(
    r"^(?:go|rise|fall|increase|be allowed|be cut|be reduced|be raised|close|be closed|merge|drop|pay)$",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"^(?:improve|increase|grow|fall|rise|stay|remain|double|continue|close|open|start|begin|go)$",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"^(?:at the (?:heart|centre|core)|available (?:to|for|in) (?:every|each|all|any)|at least|electric|free|open)\b",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"^(?:remain|stay) (?:at|open|free|unchanged|frozen|in (?:place|post|public)|as (?:it|they) (?:is|are))\b",
    re.IGNORECASE,
)
_ABLE = re.compile(
    r"^to (?!attend|comment|vote|apply|respond|ask|have|take part|put|question|join)\w+",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"^(?:to|\S+ (?:fewer|less)|fewer|less|no (?:choice|option|alternative))\b", re.IGNORECASE
)
_APPEARS = re.compile(
    r"\b(?:chair|attend|speak|present|address|appear|take questions|answer questions)\b.*\bon \d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]+",
    re.DOTALL,
)
_PRICED = re.compile(
    r"^be (?:frozen|kept|cut|reduced|capped|limited|met|halved|lowered)$", re.IGNORECASE
)
"""Even of a tax or a cost, which otherwise only rise and fall, somebody promises this."""
_SUFFERED = re.compile(r"^be \w+(?:ed|en|t|d)$", re.IGNORECASE)
_SPARED = (Role.PEOPLE, Role.UNKNOWN, Role.THING)
_BEING = re.compile(r"^be (?:able|a|the|an|about|in|at|no|as|on|more|very|so)$", re.IGNORECASE)
_BE_KEPT = re.compile(r"^be (?:at|in|on|electric|free|open|available)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """A verb after "will", with what stands around it."""

    verb: str
    """On one line; with the participle where it is passive: "be opened"."""
    rest: str
    """What follows it, on one line."""
    denied: bool
    """Whether it is said that it will not happen."""
    every: bool = False
    """Whether it is said of every one, or all, of something."""

    @property
    def after_be(self) -> str:
        """What follows "be"."""
        return f"{self.verb[3:]} {self.rest}".strip()


@cache
def _states() -> re.Pattern[str]:
    return re.compile(rf"^{any_of(grammar_words().states, plural=False)}\b", re.IGNORECASE)


@cache
def _consequences() -> re.Pattern[str]:
    return re.compile(rf"^{any_of(grammar_words().consequences, plural=False)}\b", re.IGNORECASE)


@cache
def _actions() -> re.Pattern[str]:
    words = grammar_words()
    verbs = any_of((*words.actions, *words.further_actions), plural=False)
    return re.compile(rf"^{verbs}$", re.IGNORECASE)


@cache
def _done() -> re.Pattern[str]:
    words = grammar_words()
    done = any_of(map(past_of, (*words.actions, *words.further_actions)), plural=False)
    more = "found|done|left|told|shown|felt|spoken|based|allowed"
    return re.compile(rf"^(?:be|have|get)\s+(?:\w+\s+)?(?:{done}|{more})$", re.IGNORECASE)


def is_state(verb: str) -> bool:
    """Whether a verb says how things are or what happens, not what somebody does."""
    return bool(_states().match(verb))


def is_action(verb: str) -> bool:
    """Whether a verb, in its base form, is one of doing."""
    return bool(_actions().match(verb))


def is_done(verb: str) -> bool:
    """Whether "be" and a participle say that something is done by somebody."""
    return bool(_done().match(verb))


def changes(verb: str) -> bool:
    """Whether a verb says that something changes or stays, which somebody can bring about."""
    return bool(_CHANGES.match(verb))


def is_notice(words: str, *, by_them: bool) -> bool:
    """Whether the words only announce that a document comes out or what is on on a certain day.

    Args:
        words: From the subject on.
        by_them: Whether the subject is nobody of the body: "we will publish" is a promise.
    """
    if _ON_A_DAY.search(words) or _APPEARS.search(words):
        return True
    return by_them and bool(_NOTICE.match(words))


def does(role: Role, doing: Doing) -> float:
    """Return how sure it is that a subject promises to do something; 0 where it does not."""
    if role is Role.OTHER or (
        role is Role.EVENT and not doing.denied and not _PRICED.match(doing.verb)
    ):
        return 0.0
    if role in _FIRST:
        return _FIRST[role](doing)
    if role is not Role.NONE and _holds(role, doing):
        return 0.7
    if is_state(doing.verb) or (_BEING.match(doing.verb) and role not in OURS):
        return 0.0
    return _LATER[role](doing) if role in _LATER else 0.0


def _holds(role: Role, doing: Doing) -> bool:
    """Whether it is promised how something stays, or what it reaches."""
    if role in _STAYING and _STAYS.match(f"{doing.verb} {doing.rest}"):
        return True
    if role is Role.PEOPLE and doing.verb.lower() == "be able" and _ABLE.match(doing.rest):
        return True
    if role in OURS and doing.verb.lower() == "see":
        return bool(re.match(r"(?:every|each|all)\b", doing.rest))
    if role is Role.EVENT and _PRICED.match(doing.verb):
        return True
    if doing.denied and role in _SPARED and _SUFFERED.match(doing.verb):
        return True
    if role is not Role.EVENT and _REACHED.match(f"{doing.verb} {doing.rest}"):
        return True
    if (
        role is Role.PEOPLE
        and _RECEIVED.match(doing.verb)
        and (doing.verb.lower() in ("see", "find") or not is_state(doing.verb))
    ):
        return doing.verb.lower() not in ("see", "find", "have", "get") or bool(
            _MORE.match(doing.rest)
        )
    if doing.denied and _UNCHANGED.match(doing.verb):
        return True
    return (
        role is not Role.THIS
        and bool(_BE_KEPT.match(doing.verb))
        and bool(_KEPT.match(doing.after_be))
    )


def _there(doing: Doing) -> float:
    promised = doing.verb.lower().startswith("be") and _MORE.match(doing.after_be)
    opened = re.match(r"an? ", doing.after_be, re.IGNORECASE)
    return (
        0.75
        if promised and not (opened and head_of(doing.after_be, NOBODY)[0] is Role.EVENT)
        else 0.0
    )


def _owner(doing: Doing) -> float:
    if doing.verb.lower() == "have" and _LOST.match(doing.rest):
        return 0.0
    return 0.0 if _BE_KEPT.match(doing.verb) else 0.9


def _thing(doing: Doing) -> float:
    acts = is_action(doing.verb) and (doing.denied or not _consequences().match(doing.verb))
    return 0.75 if acts or is_done(doing.verb) else 0.0


def _paper(doing: Doing) -> float:
    return 0.65 if is_done(doing.verb) or _STRONG.match(doing.verb) else 0.0


def _unknown(doing: Doing) -> float:
    if doing.every and is_action(doing.verb):
        return 0.6
    return (
        0.7
        if is_done(doing.verb) or (doing.verb.lower() == "have" and _FIGURE.search(doing.rest))
        else 0.0
    )


_FIRST: Mapping[Role, Callable[[Doing], float]] = {
    Role.NOBODY: lambda _: 0.65,
    Role.THERE: _there,
}
_LATER: Mapping[Role, Callable[[Doing], float]] = {
    Role.SELF: _owner,
    Role.OWNER: _owner,
    Role.PAPER: _paper,
    Role.THING: _thing,
    Role.OFFENDER: lambda doing: 0.7 if _PAID.match(doing.verb) else 0.0,
    Role.UNKNOWN: _unknown,
    Role.THIS: lambda doing: 0.6 if is_done(doing.verb) else 0.0,
}
