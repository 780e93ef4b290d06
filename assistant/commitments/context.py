"""What the heading and the lead of a list say of its items: promised, reported, or nothing."""

import re
from collections.abc import Sequence
from functools import cache

from assistant.commitments.words import any_of, any_verb, grammar_words

__all__ = [
    "is_promising",
    "is_reporting",
    "lead_is_promising",
    "lead_is_reporting",
    "opens_with_action",
    "plainly_promising",
]

_PLAINLY = re.compile(
    r"\b(?:commitments?|pledges?|promises?|undertakings?|(?:we|i|he|she) will|will be done|to do list|intentions?|deliverables?|"
    r"action plan|key actions|initiatives|pays? for|provides? for)\b",
    re.IGNORECASE,
)
_LEAD_PROMISES = re.compile(
    r"\b(?:commitments?|pledg\w+|promis\w+|intentions?|intends?|undertak\w+|action plan|agreed (?:measures|actions|steps)|"
    r"(?:actions?|steps|measures|objectives|deliverables) (?:are|will be|include|for \w+)|committed to)\b"
    r"|\b(?:plan|budget|strategy|agreement|deal|package)\b.{0,60}\b(?:provides?|pays?|gives?|contains?|includes?|brings?|means|commits?|promises?)\b"
    r"|^(?:our |the |key |strategic |my )*(?:actions|objectives|commitments|pledges|promises|next steps)\W*$",
    re.IGNORECASE,
)
_LEAD_REPORTS = re.compile(
    r"\b(?:ideas?|proposals?|proposed|options?|achiev\w+|delivered|results?|reported|reasons?|questions?|asked|highlights?|"
    r"examples?|for example|such as|sources?|according to|benefits?|findings?|views?|raised|concerns?|kept (?:his|her|its|our|their|my)|"
    r"(?:has|have) (?:already )?(?:been|done|made|delivered|completed)|we did|could|might|may|were|was|broken)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(r"\b(?:your?|yourself)\b|\bcall (?:999|101)\b|\bcontact us\b", re.IGNORECASE)


@cache
def _headings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = grammar_words()
    return tuple(  # type: ignore[return-value]
        re.compile(rf"\b{any_of(listed)}\b", re.IGNORECASE)
        for listed in (words.promising_headings, words.reporting_headings)
    )


@cache
def _action() -> re.Pattern[str]:
    verbs = any_of(grammar_words().actions, plural=False)
    return re.compile(
        rf"^[\W\d_]*(?:to |also |further )?(?P<verb>{verbs})\b(?!['’]s\b|-)", re.IGNORECASE
    )


@cache
def _promise_words() -> re.Pattern[str]:
    words = grammar_words()
    return re.compile(rf"\b{any_verb((*words.promises, *words.intentions))}\b", re.IGNORECASE)


def is_reporting(headings: Sequence[str]) -> bool:
    """Whether the innermost heading says that what stands under it was done, asked or only thought of."""
    return bool(headings) and bool(_headings()[1].search(headings[-1]))


def is_promising(headings: Sequence[str]) -> bool:
    """Whether the innermost heading says that what stands under it is to be done."""
    return (
        bool(headings) and bool(_headings()[0].search(headings[-1])) and not is_reporting(headings)
    )


def plainly_promising(headings: Sequence[str]) -> bool:
    """Whether the innermost heading calls what stands under it commitments, in so many words."""
    return is_promising(headings) and bool(_PLAINLY.search(headings[-1]))


def lead_is_promising(lead: str) -> bool:
    """Whether the words that introduce a list call its items promised."""
    return bool(_LEAD_PROMISES.search(lead)) and not lead_is_reporting(lead)


def lead_is_reporting(lead: str) -> bool:
    """Whether the words that introduce a list say that its items are something else."""
    return bool(_LEAD_REPORTS.search(lead)) and not _promise_words().search(lead)


def opens_with_action(words: str) -> re.Match[str] | None:
    """Return the verb of doing that an item starts with, unless it is advice to the reader.

    >>> opens_with_action("Reduce burglary by a tenth")["verb"]
    'Reduce'
    """
    match = _action().match(words)
    return None if match is None or _ADVICE.search(words) else match
