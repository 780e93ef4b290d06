"""What is reported of how people answered a consultation, and of what was decided: by rule."""

import re
from collections.abc import Iterator, Sequence

from corpus.documents import Passage, SpanKind
from corpus.text import readable

__all__ = ["answers_in", "decides", "decisions_in", "looks_back", "tells_answers"]

_MANY = (
    r"(?:[\d,.]+%?|hundreds|thousands|most|majority|half|per\s+cent|percent|people|residents|respondents|"
    r"stakeholders|responses|replies|everybody|businesses|the\s+public)"
)
_ANSWERED = re.compile(
    rf"\b{_MANY}\b[^.;]{{0,60}}\b(?:responded|replied|answered|(?:had\s+)?come\s+in|came\s+in|in\s+favour|"
    r"supported\s+the|backed\s+(?:his|her|the)|opposed|said\s+they\s+would|were\s+consulted|gave\s+them|"
    r"took\s+part\s+in\s+the\s+(?:public\s+)?(?:consultation|survey)|said\s+in\s+a\s+public\s+consultation)\b"
    rf"|\b(?:heard\s+from|number\s+of)\s+{_MANY}\b"
    r"|\bthose\s+who\s+took\s+part\b|(?<=\d)%\s+(?:supported|agreed|were\s+in\s+favour)",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:approved?|approves|voted|vote|decided|decision|agree[ds]?|adopted|signed|confirm(?:s|ed)|"
    r"endorsed|ends|ended|withdrawn?|withdrew|suspended|granted|(?:went|goes)\s+(?:up|down)|launch(?:es|ed))\b"
    r"|\b(?:backed|supported)\s+the\s+proposal\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\bannual\s+reports?\b|\bachiev|\bprogress\b|\bearlier\s+plans?\b|\bbackground\b|\bhistory\b",
    re.IGNORECASE,
)
"""Headings under which a document on a plan looks back, and does not say what the plan says."""


def answers_in(passages: Sequence[tuple[int, Passage]]) -> Iterator[tuple[Passage, int]]:
    """Find what says how many answered a consultation, or what they answered: the places of spans."""
    for _, passage in passages:
        for place, span in enumerate(passage.spans):
            words = readable(passage.quote(span))
            if span.kind is not SpanKind.ROW and tells_answers(words):
                yield passage, place


def decisions_in(passages: Sequence[tuple[int, Passage]]) -> Iterator[tuple[int, Passage, int]]:
    """Find the sentences that say what was decided: position, passage, place of the span."""
    for position, passage in passages:
        for place, span in enumerate(passage.spans):
            words = readable(passage.quote(span))
            if span.kind is not SpanKind.ROW and decides(words) and not _ANSWERED.search(words):
                yield position, passage, place


def tells_answers(words: str) -> bool:
    """Say whether words tell how many answered, or what they answered."""
    return bool(_ANSWERED.search(words)) and not words.endswith(":")


def decides(words: str) -> bool:
    """Say whether words tell of a decision."""
    return bool(_DECIDED.search(words))


def looks_back(passage: Passage) -> bool:
    """Say whether a passage stands where its document tells of what was done before."""
    return any(_BACK.search(heading) for heading in passage.headings[1:])
