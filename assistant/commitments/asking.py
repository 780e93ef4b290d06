"""Which questions ask for the ledger: what was promised, what came of it, what people decided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.verdicts.records import Verdict

__all__ = ["PromiseQuestion", "Wish", "asks_of_promises", "asks_without_promise"]

_NOUN = r"(?:promis(?:es?)?|pledges?|commitments?|undertakings?|assurances?)"
_VERB = (
    r"(?:promis(?:e|ed|ing)?|pledg(?:e|ed|ing)|commit(?:s|ted)? (?:to|themsel\w+ to|himself to|herself to)|"
    r"undert(?:ake|ook)|vow(?:ed)?|sw(?:ear|ore) to|guarantee[ds]?)"
)
_WHO = r"(?:[\w.’'-]+ ){1,5}?"
_DONE = (
    r"(?:deliver(?:ed|ing)?|kept|keep(?:ing)?|honou?r(?:ed)?|fulfil(?:led)?|carried out|came true|come true|done|met|"
    r"achieved?|happen(?:ed)?|came of|became of|st[iu]ck to)"
)
_UNDONE = r"(?:br(?:eak|oke|oken)|unkept|reneged|fail(?:ed)?|drop(?:ped)?|abandon(?:ed)?|overtaken|superseded)"
_MADE = re.compile(
    rf"\bwhat (?:else |exactly |things )?(?:did|has|have|had|does|do) {_WHO}{_VERB}\b"
    rf"|\bwhat (?:was|were|is|are|has been|have been|had been) {_VERB}\b"
    rf"|\b(?:what|which|any|all|list|show|name|the|these|those|how many|(?:was|were|are) there) "
    rf"(?:[\w’'-]+ ){{0,5}}?{_NOUN}\b"
    rf"|\b(?:did|has|have|had|will|do|does|were|are|is) {_WHO}(?:{_DONE}|{_UNDONE}|deliver\w*) "
    rf"(?:on )?(?:[\w’'-]+ ){{0,3}}?{_NOUN}\b"
    rf"|\b(?:did|has|have|was|were|are) (?:the|his|her|their|its|any|all)(?: \w+){{0,3}} {_NOUN} .{{0,60}}?\b(?:{_DONE}|{_UNDONE})"
    rf"|\bwhat (?:is|are|was|were) {_WHO}committed to\b"
    rf"|^\W*{_NOUN} (?:on|about|for|of|in|made|kept|broken|not|still|yet)\b",
    re.IGNORECASE,
)
_LISTS = re.compile(
    rf"\b(?:which|what|how many|list|show|name|any|all)\b[^.?!]{{0,80}}?\b{_NOUN}\b|^\W*{_NOUN}\b",
    re.IGNORECASE,
)
"""Asks which promises, not whether one was kept."""
_WHAT_WAS = re.compile(
    rf"\bwhat (?:else |exactly |things )?(?:did|has|have|had|does|do) {_WHO}{_VERB}\b",
    re.IGNORECASE,
)
"""Asks what was promised; "and did it happen?" then asks what came of that."""
_OUTCOME = re.compile(r"\b(?:happened|became|become|came) (?:to|of)\b", re.IGNORECASE)
_OPEN = re.compile(
    rf"\b(?:still open|open|outstanding|unfulfilled|undelivered|not yet (?:been )?{_DONE}|not yet judged|"
    rf"(?:yet|remain\w*|left|still) to be {_DONE}|still to (?:do|come))\b",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"\b(?:did|has|have|had|does|do|will|is|are) (?P<who>(?:(?!{_NOUN}\b)[\w.’'-]+ ){{1,5}}?)(?:ever |really |actually )?(?:{_VERB}|{_DONE}|{_UNDONE}|committed to)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(rf"\b(?:not|never|n['’]t) (?:been |ever )?{_VERB}\b", re.IGNORECASE)
_NOT = rf"(?:not|never|(?:have|has|had|were|was|did|is|are)n['’]t) (?:been |being )?{_DONE}"
_BY_VERDICT: Sequence[tuple[tuple[Verdict, ...], re.Pattern[str]]] = tuple(
    (verdicts, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for verdicts, pattern in (
        ((Verdict.PARTLY_KEPT,), rf"(?:partly|partially|half|only in part|in part) (?:been )?{_DONE}"),
        ((Verdict.IN_PROGRESS,), r"in progress|under ?way|being (?:kept|delivered|worked on)"),
        ((Verdict.CANNOT_BE_CHECKED,), r"(?:cannot|can['’]?t|not) (?:be )?check(?:ed|able)|uncheckable"),
        ((Verdict.OVERTAKEN,), r"overtaken|superseded"),
        ((Verdict.NOT_KEPT, Verdict.OVERTAKEN), r"drop(?:ped)?|abandon(?:ed)?"),
        ((Verdict.NOT_KEPT,), rf"br(?:eak|oke|oken)|unkept|reneged|fail(?:ed)?|{_NOT}"),
        ((Verdict.KEPT,), _DONE),
    )
)  # fmt: skip
_FOLLOWING = re.compile(
    rf"^(?!.*\b{_NOUN}\b)\W*(?:(?:and|but|so|ok|okay|well) )?(?:was|were|has|have|had|did|is|are) "
    rf"(?:it|that|this|they|those|these|he|she|any(?: of (?:it|them|that|those|these))?|all of (?:it|them|that))\b"
    rf"(?P<said>(?: (?:ever|really|actually|all|then|been|get|in the end|do))* ?(?:{_DONE}|{_UNDONE})\b[^.?!]{{0,20}})?[?.! ]*$",
    re.IGNORECASE,
)
"""What asks on, after an answer on promises: "was it delivered?"."""
_SAID = re.compile(
    rf"\b(?:{_NOUN}|{_VERB}|committed to|{_DONE}|{_UNDONE}|still|open|outstanding|unfulfilled|undelivered|"
    r"judged|remaining|yet|ever|never|not|really|actually|exactly|partly|partially|in part|in progress|under ?way|"
    r"made|make|list|show|name|any|all|been|how many)\b",
    re.IGNORECASE,
)


class Wish(StrEnum):
    """What a question wants to know of promises."""

    MADE = "made"
    DELIVERED = "delivered"
    """What later documents report of them."""
    OPEN = "open"
    """Those of which no person has said that they were kept, broken or overtaken."""
    JUDGED = "judged"
    """Those to which people gave some verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseQuestion:
    """A question for the ledger."""

    wish: Wish
    about: str
    """The question without the words that only say that promises are asked for."""
    verdicts: tuple[Verdict, ...] = ()
    """Which verdicts are asked for, where any are."""
    who: str = ""
    """Whose promises, as asked; "" where nobody is named."""
    denied: bool = False
    """Whether it asks what was not promised."""
    follows: str = ""
    """The earlier question that it asks on after, so that `about` is what that was about."""


def asks_of_promises(question: str, history: Sequence[str] = ()) -> PromiseQuestion | None:
    """Read a question for the ledger; None for other questions.

    Args:
        question: As typed.
        history: The asker's earlier questions, oldest first; "was it delivered?" follows one that
            asked what was promised.

    >>> asks_of_promises("what did they promise about Specials?").wish
    <Wish.MADE: 'made'>
    >>> asks_of_promises("was it delivered?", ["what did they promise about Specials?"]).wish
    <Wish.DELIVERED: 'delivered'>
    >>> asks_of_promises("what did the plan say about burglary?") is None
    True
    """
    question = " ".join(question.split())
    if _FOLLOWING.match(question):
        before = next((q for q in reversed(history) if not _FOLLOWING.match(q)), "")
        asked = asks_of_promises(before)
        return asked and replace(asked, wish=Wish.DELIVERED, verdicts=(), follows=before)
    if not _MADE.search(question):
        return None
    wish, verdicts = _wish(question)
    who = _BY.search(question)
    return PromiseQuestion(
        wish=wish,
        about=_without_frame(question),
        verdicts=verdicts,
        who=who["who"].strip() if who else "",
        denied=bool(_DENIED.search(question)),
    )


def asks_without_promise(question: str, history: Sequence[str]) -> bool:
    """Say whether it asks what came of a promise, and nothing before says of which."""
    found = _FOLLOWING.match(" ".join(question.split()))
    return bool(found and found["said"] and not history)


def _wish(question: str) -> tuple[Wish, tuple[Verdict, ...]]:
    if _OPEN.search(question):
        return Wish.OPEN, ()
    if _OUTCOME.search(question):
        return Wish.DELIVERED, ()
    verdicts = next((v for v, pattern in _BY_VERDICT if pattern.search(question)), ())
    if not verdicts:
        return Wish.MADE, ()
    lists = _LISTS.search(question) and not _WHAT_WAS.search(question)
    return (Wish.JUDGED, verdicts) if lists else (Wish.DELIVERED, ())


def _without_frame(question: str) -> str:
    return " ".join(_SAID.sub(" ", question).split())
