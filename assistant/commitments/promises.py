"""Promises given in so many words: "I pledge to", "she intends to", "our promise is", "that is my pledge"."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.commitments.clause import Clause
from assistant.commitments.clauses import UNSAID, Bond, Subject, subject_before
from assistant.commitments.doing import OURS
from assistant.commitments.roles import Known, Role
from assistant.commitments.words import any_of, any_verb, grammar_words

__all__ = ["promise_after", "promise_named", "word_given"]

_NAMED = re.compile(
    r"\b(?:my|his|her|our|their|the|this|one|a|an|key|firm|clear|personal|public|\w+['’]s)\s+(?:\w+\s+){0,2}"
    r"(?P<noun>pledges?|promises?|commitments?|undertakings?|guarantees?|assurances?|intentions?|plans?)(?: to (?:[\w']+ ){0,3}?\w+(?=:| is\b| are\b))?"
    r"(?P<link>\s+(?:is|are|was|were|remains?)(?: still| also)? (?:to|that)|\s+(?:is|are)(?= (?:an?|no|one|more|every|each|\d[\d,.]*)\b)|\s+to\b|\s+that\b|\s*:)\s*(?P<verb>\w+)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[:,;–—-] (?:that|this|it) (?:is|remains) (?:my|our|his|her|the commissioner['’]s) (?:\w+ )?(?:pledge|promise|commitment|undertaking|guarantee)\W*$",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:make|makes|made|give|gives|gave|given|making|giving|repeat\w*|renew\w*|reaffirm\w*|reiterat\w*|underlin\w*|stat\w+|"
    r"restat\w+|announc\w+|confirm\w*|set out|outlined?|it is|it was|with)\s+$",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"['’]s?\s+$|\b(?:to|not|never|could|may|might|should|would|must)\s+$",
    re.IGNORECASE,
)
"""Before a verb these make it another: "could promise"."""
_PASSIVE = re.compile(r"\b(?:am|is|are|was|were|been|being|be)(?: also| not)?\s+$", re.IGNORECASE)
_COMMITTED_TO = re.compile(
    r"(?:\w+sel\w+ |us |me |him |(?:the|his|her|our|my|its) (?:force|office|police|constabulary|commissioner|county|team|council|body|organisation) )?"
    r"(?:to|that)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"(?:an? (?:extra|further|additional) )?£\s?\d")
_TO = re.compile(r"\bto\b", re.IGNORECASE)
_HAS = re.compile(r"(?:has|have) ", re.IGNORECASE)
_PLANS_TO = re.compile(
    r"\bplan(?:s|ned|ning)? to\b|\bplan(?:s|ning)? (?:an?|\d+|more)\b", re.IGNORECASE
)
_STATED = re.compile(r"\b(?:is|are|was|were|remains?)\b|:", re.IGNORECASE)
_THEIRS = re.compile(r"\b(?:government|opposition|labour|minister)\w*['’]?s?\s*$", re.IGNORECASE)


@cache
def _given() -> re.Pattern[str]:
    words = grammar_words()
    after = r"(?:himself |herself |itself |themselves |myself |ourselves |us |me |him )?(?:(?:to|that|by|an?|the|such|no|more|not) |£|\w+)"
    return re.compile(
        rf"\b(?:(?:has|have|had|can)\s+(?:also |already |now |again |always |long |\w+ly )?)?(?P<verb>{any_verb(words.promises)})(?:,| in \w+| again| publicly| today| also)*\s+(?P<after>{after})"
        rf"|\b(?:(?:has|have|had)\s+)?(?P<intent>{any_verb(words.intentions)}|agree[sd]?|decided)(?: now| also| eventually)*\s+(?:to\s+\w+|(?:an?|\d+|more) \w+)"
        rf"|\b(?P<firm>(?:am|is|are|remain|remains|was|were)(?: also| fully| firmly| absolutely| still| wholly|,)*\s+"
        rf"(?:committed|determined|resolved|pledged) to)\s+(?:\w+ing\b|{any_of(words.actions, plural=False)}\b)"
        r"|\b(?P<goal>(?:has |have )?set (?:himself|herself|itself|themselves|ourselves|myself) (?:the|a) (?:target|goal|task) of)\s+\w+",
        re.IGNORECASE,
    )


def word_given(text: str, known: Known) -> Iterator[Clause]:
    """Find “he promised to …”, “the plan commits to …”, “we intend to …”."""
    for match in _given().finditer(text):
        subject = subject_before(text, match.start(), known)
        if subject.role not in (*OURS, Role.THING, Role.PAPER) or subject.bond in UNSAID:
            continue
        before = text[: match.start()]
        if (
            _TURNED.search(before)
            or (_PASSIVE.search(before) and not _is_doing(match))
            or not _gives(match, text)
        ):
            continue
        yield Clause(
            rule="intention" if match["intent"] else "word given",
            confidence=0.8 if match["intent"] else 0.95,
            subject=subject,
            verb=match.start("after") if match["after"] else _after_to(match),
        )


def _is_doing(match: re.Match[str]) -> bool:
    """Whether the verb is one such as "planning", not "planned": "is planning to" is no passive."""
    return (match["verb"] or match["intent"] or "").lower().endswith("ing")


def _gives(match: re.Match[str], text: str) -> bool:
    """Whether the verb gives somebody's word: "commits to", not "committed £5"; "plans to", not "plans"."""
    given = (match["verb"] or match["intent"] or "").lower()
    if given.startswith("commit"):
        money = not given.endswith("ed") and _MONEY.match(text, match.start("after"))
        return bool(money or _COMMITTED_TO.match(text, match.start("after")))
    if given == "decided" and not _HAS.match(match[0]):
        return False
    if match["intent"] and not given.startswith("plan"):
        return bool(_TO.search(match[0]))
    return not given.startswith("plan") or bool(_PLANS_TO.search(match[0]))


def _after_to(match: re.Match[str]) -> int:
    to = re.search(r"\b(?:to|task of|target of|goal of)\s+", match[0], re.IGNORECASE)
    return match.start() + (to.end() if to else 0)


def promise_named(text: str, known: Known) -> Iterator[Clause]:
    """Find “his pledge is to …”, “gave an undertaking to …”; a bare “plan to” is only talked about."""
    for match in _NAMED.finditer(text):
        before = text[: match.start()]
        if not (_STATED.search(match["link"]) or _MADE.search(before)) or _is_only_a_plan(match):
            continue
        subject = subject_before(text, match.start(), known)
        theirs = _THEIRS.search(before) or subject.role in (Role.OTHER, Role.EVENT)
        if not theirs and subject.bond not in UNSAID:
            yield Clause(
                rule="promise named", confidence=0.85, subject=subject, verb=match.start("verb")
            )


def _is_only_a_plan(match: re.Match[str]) -> bool:
    """Whether "the plan is …" speaks of a document, and "the plan that …" of one that is described."""
    noun = match["noun"].lower()
    if not noun.startswith(("plan", "intention")):
        return False
    if noun.startswith("plan") and match["noun"][0].isupper():
        return True
    if noun.startswith("intention") and match["link"].lower().rstrip().endswith("is that"):
        return False
    return not match["link"].lower().rstrip().endswith("to") or (
        noun.startswith("plan") and match["verb"].lower() == "be"
    )


def promise_after(text: str) -> Iterator[Clause]:
    """Find “a named officer for every village: that is my pledge”."""
    if _AFTER.search(text):
        subject = Subject(role=Role.NONE, bond=Bond.FREE, start=0, end=0)
        yield Clause(rule="promise named", confidence=0.85, subject=subject, verb=0)
