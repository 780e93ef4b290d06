"""Which questions ask for the ledger: what was promised, whether it was done, what is still open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["PromiseQuestion", "Wish", "asks_of_promises"]

_NOUN = r"(?:promises?|pledges?|commitments?|undertakings?|assurances?)"
_VERB = (
    r"(?:promis(?:e|ed|ing)|pledg(?:e|ed|ing)|commit(?:s|ted)? (?:to|themsel\w+ to|himself to|herself to)|"
    r"undert(?:ake|ook)|vow(?:ed)?|sw(?:ear|ore) to|guarantee[ds]?)"
)
_WHO = r"(?:[\w.’'-]+ ){1,5}?"
_DONE = (
    r"(?:delivered?|deliver|kept|keep|keep (?:it|that|them|those|his|her|their|the)\b|honou?red|fulfilled|carried out|"
    r"come true|came true|actually done|done|met|achieved|happen(?:ed)?|honou?r|stick to|stuck to)"
)
_MADE = re.compile(
    rf"\bwhat (?:else |exactly |things )?(?:did|has|have|had|does|do) {_WHO}{_VERB}\b"
    rf"|\bwhat (?:was|were|is|are|has been|have been|had been) {_VERB}\b"
    rf"|\b(?:what|which|any|all|list|show|name|the|these|those|how many|(?:was|were|are) there) "
    rf"(?:[\w’'-]+ ){{0,4}}?{_NOUN}\b"
    rf"|\b(?:did|has|have|had|will|do|does|were|are) {_WHO}(?:keep|kept|deliver\w*|br(?:eak|oke|oken)|honou?r\w*|stick to|stuck to) "
    rf"(?:on )?(?:[\w’'-]+ ){{0,3}}?{_NOUN}\b"
    rf"|\b(?:did|has|have|were|are) (?:the|his|her|their|its|any|all)(?: \w+)? {_NOUN} .{{0,60}}?\b{_DONE}"
    rf"|\bwhat (?:is|are|was|were) {_WHO}committed to\b"
    rf"|^\W*{_NOUN} (?:on|about|for|of|in|made)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:still open|outstanding|unfulfilled|not (?:yet )?(?:been )?(?:kept|delivered|done|met|judged|fulfilled)|"
    r"(?:yet|remain\w*|left|still) to be (?:kept|delivered|done|met|judged|fulfilled)|undelivered|still to (?:do|come))\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"\b(?:broken|broke|break|failed|abandoned|dropped|reneged)\b", re.IGNORECASE)
_KEPT = re.compile(rf"\b{_DONE}\b", re.IGNORECASE)
_FOLLOWING = re.compile(
    rf"^\W*(?:(?:and|but|so|ok|okay|well) )?(?:was|were|has|have|had|did|is|are) "
    rf"(?:it|that|this|they|those|these|he|she|any(?: of (?:it|them|that|those|these))?|all of (?:it|them|that))\b"
    rf"(?:(?: (?:ever|really|actually|all|then|been|get|in the end|do|promise))* ?{_DONE}\b[^.?!]{{0,20}})?[?.! ]*$",
    re.IGNORECASE,
)
"""What asks on, after an answer on promises: "was it delivered?"."""
_SAID = re.compile(
    rf"\b(?:{_NOUN}|{_VERB}|committed to|{_DONE}|still|open|outstanding|unfulfilled|undelivered|broken|broke|break|failed|abandoned|"
    r"dropped|judged|remaining|yet|ever|really|actually|exactly|made|make|list|show|name|any|all)\b",
    re.IGNORECASE,
)


class Wish(StrEnum):
    """What a question wants to know of promises."""

    MADE = "made"
    DELIVERED = "delivered"
    """What later documents report of them."""
    OPEN = "open"
    """Those of which no person has said that they were kept, broken or overtaken."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseQuestion:
    """A question for the ledger."""

    wish: Wish
    about: str
    """The question without the words that only say that promises are asked for."""
    follows: bool = False
    """Whether it asks on, so that `about` is what an earlier question was about."""


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
        asked = next(
            (one for earlier in reversed(history) if (one := asks_of_promises(earlier))), None
        )
        return (
            PromiseQuestion(wish=Wish.DELIVERED, about=asked.about, follows=True) if asked else None
        )
    if not _MADE.search(question):
        return None
    return PromiseQuestion(wish=_wish(question), about=_without_frame(question))


def _wish(question: str) -> Wish:
    if _OPEN.search(question):
        return Wish.OPEN
    if _BROKEN.search(question):
        return Wish.BROKEN
    return Wish.DELIVERED if _KEPT.search(question) else Wish.MADE


def _without_frame(question: str) -> str:
    return " ".join(_SAID.sub(" ", question).split())
