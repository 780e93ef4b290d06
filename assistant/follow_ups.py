"""Whether a question needs the one before it, and how much of that one it takes over."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.concepts import Concept
from assistant.forms import Form

__all__ = [
    "OTHER_SUBJECT",
    "carried",
    "changes_subject",
    "is_vague",
    "join",
    "names_office",
    "stands_alone",
]

_POINTS = re.compile(
    r"\b(?:it|its|they|them|their|he|his|him|she|her|those|these|that|this|there|one|ones|the same|both)\b",
    re.IGNORECASE,
)
"""Words that stand for something said before."""
_GOES_ON = re.compile(
    r"^\W*(?:and|but|so|ok(?:ay)?|also|then|no|nope|sorry|actually|what about|how about|same|i meant?|"
    r"not that|tell me more|more|go on|why|explain)\b",
    re.IGNORECASE,
)
"""Openings of a question that goes on from the one before."""
_OTHER_SUBJECT = re.compile(
    r"^\W*(?:and |but |ok(?:ay)?,? |so )*(?:(?:what about|how about|(?:the )?same (?:for|with|in))\b"
    r"|(?<=and )(?:for |in |on )?(?!(?:what|how|who|when|where|why|which|is|are|was|were|did|do|does|has|have|"
    r"can|could|would|should|before|after|the)\b)\w+(?:\W+\w+){0,2}\W*$)",
    re.IGNORECASE,
)
"""The same question of something else: what is named takes the place of the old subject."""
_THE_THING = re.compile(
    r"\bthe (?:scheme|programme|project|operation|panel|fund|hub|centre|service|consultation|survey|report|"
    r"campaign|strategy|agreement|deal|vote|money|bid|proposals?|meeting|review|charity|team|unit|"
    r"volunteers?|grants?|initiative|research|visitors?|members?|figures?|rise|increase|cut)\b(?! (?:of|for|on|about|in|at)\b)",
    re.IGNORECASE,
)
"""Something spoken of as known, without its name."""
_CHANGES = re.compile(
    r"^\W*(?:and |ok(?:ay)?,? |so )?(?:(?:a )?(?:different|another|new|separate|unrelated|other|next) (?:question|thing|topic|subject|matter)"
    r"|anyway|by the way|btw|changing (?:the )?(?:subject|topic)|something else|on another)\b|\bunrelated\b|\bchange of subject\b",
    re.IGNORECASE,
)
"""Says itself that what follows is about something else."""
_ASKS = re.compile(r"\W*(?:who|what|when|where|why|how|which)\b(?:\W+\w+){2}", re.IGNORECASE)
_QUESTION = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b", re.IGNORECASE
)
_STANDS_FOR = re.compile(r"\b(?:it|that|this|those|these|them|he|she|they|one)\b", re.IGNORECASE)
_NOTHING, _LITTLE = 0.5, 2.4
"""Weights of all concepts: everyday words only, and hardly more than that."""
_OFFICE = re.compile(r"\b(?:commissioners?|pcc)\b", re.IGNORECASE)
"""A subject by itself, although nearly every passage names it."""
_SUBJECT = 3.0
"""Weight of the concepts that name a subject, as "DriveSafe" does and "when did it start" does not."""
OTHER_SUBJECT = 0.25
"""What the question before counts for where something else takes the place of its subject."""
_INSIDE = 2
"""A word such as "it" after so many own concepts stands for one of them."""
_FEW = 5
"""A question of so few words without a verb, which asks when or who, is a piece of one."""


def changes_subject(question: str) -> bool:
    """Say whether a question says itself that it is about something else."""
    return bool(_CHANGES.search(question))


def names_office(words: str) -> bool:
    """Say whether words name the Commissioner's office, as nearly every document does."""
    return bool(_OFFICE.search(words))


def carried(question: str, own: Sequence[Concept], form: Form) -> float:
    """Say how much the words of the question before count in this one: 0 if it stands by itself.

    Args:
        question: With its spelling mended.
        own: What it is about by itself.
        form: The form of answer it wants.
    """
    if changes_subject(question):
        return 0.0
    if not own:
        return 0.0 if names_office(question) else 0.7
    if _OTHER_SUBJECT.match(question):
        return OTHER_SUBJECT
    if _GOES_ON.match(question) or _points_back(question, own):
        return (0.5, 0.5, 0.35, 0.2)[min(len(own), 3)]
    short = len(question.split()) <= _FEW and not _ASKS.match(question)
    piece = short and not _QUESTION.search(question)
    return 0.35 if (piece and form is not Form.TEXT) or _THE_THING.search(question) else 0.0


def _points_back(question: str, own: Sequence[Concept]) -> bool:
    match = _POINTS.search(question)
    if match is None:
        return False
    before = question[: match.start()].lower()
    return sum(concept.words in before for concept in own) < _INSIDE


def is_vague(question: str, own: Sequence[Concept]) -> bool:
    """Say whether a question that names no plan or time asks about nothing that can be searched.

    With a word such as "it" or "he" that stands for nothing, little else is not enough.
    """
    weight = sum(concept.weight for concept in own)
    return weight < _NOTHING or (weight < _LITTLE and bool(_STANDS_FOR.search(question)))


def stands_alone(concepts: Sequence[Concept]) -> bool:
    """Say whether what a question is about by itself is enough to know its subject."""
    return sum(concept.weight for concept in concepts if not concept.inherited) >= _SUBJECT


def join(own: Sequence[Concept], before: Sequence[Concept], worth: float) -> tuple[Concept, ...]:
    """Add what the question before was about, counting less.

    What that one had taken over itself is taken on only where it named no subject of its own.
    """
    seen = {concept.words for concept in own}
    alone = stands_alone(before)
    added = []
    for concept in before:
        if concept.words in seen or (concept.inherited and alone):
            continue
        weight = concept.weight if concept.inherited else concept.weight * worth
        added.append(replace(concept, weight=weight, inherited=True))
    return (*own, *added)
