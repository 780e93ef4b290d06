"""What is reported of how people answered a consultation, and of what was decided: by rule."""

import re
from collections.abc import Iterator, Sequence

from corpus.documents import Passage, SpanKind
from corpus.text import readable

__all__ = ["answers_in", "decides", "decisions_in", "is_open", "looks_back", "tells_answers"]

_MANY = (
    r"(?:[\d,.]+%?|hundreds|thousands|most|majority|half|per\s+cent|percent|people|residents|respondents|"
    r"stakeholders|responses|replies|everybody|businesses|the\s+public)"
)
_ANSWERED = re.compile(
    rf"\b{_MANY}\b[^.;]{{0,60}}\b(?:responded|replied|answered|(?:had\s+)?come\s+in|came\s+in|in\s+favour|"
    r"supported\s+the|backed\s+(?:his|her|the)|opposed|said\s+they\s+would|were\s+consulted|gave\s+them|"
    r"took\s+part\s+in\s+the\s+(?:public\s+)?(?:consultation|survey)|said\s+in\s+a\s+public\s+consultation)\b"
    rf"|\b(?:heard\s+from|number\s+of)\s+{_MANY}\b"
    r"|(?<=\d)%\s+(?:supported|agreed|were\s+in\s+favour)",
    re.IGNORECASE,
)
_WHO = (
    r"(?:people|residents|respondents|stakeholders|responses|replies|businesses|victims|householders|"
    r"everybody|(?:the\s+)?public|those\s+who\s+(?:took\s+part|replied|responded|answered))"
)
_COUNTED = re.compile(
    rf"\b(?!(?:19|20)\d\d\b(?!,))\d[\d,.]*\s+(?!(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec))(?:\w+\s+){{0,2}}{_WHO}\b"
    rf"|\b(?:hundreds|thousands|dozens|most|majority|half|third|quarter|many|few)\b[^.;]{{0,40}}\b{_WHO}\b"
    r"|\d\s*(?:%|per\s*cent\b)|\bmajority\b|\bnumber\s+of\b[^.;]{0,40}\b(?:exceeded|doubled|rose|fell)\b",
    re.IGNORECASE,
)
"""How many answered, or what share of them did or was of a mind."""
_OF_A_MIND = re.compile(
    rf"\b{_WHO}\b[^.;]{{0,60}}\b(?:said|told|want(?:s|ed)?|back(?:s|ed)|support(?:s|ed)?|oppos\w+|agreed?|"
    r"disagreed?|prefer(?:s|red)?|reject(?:s|ed)|welcomed|objected|in\s+favour|against|felt|feared|"
    r"gave|calls?\s+for|called\s+for|asked\s+for)\b"
    rf"|\bheard\s+from\s+(?:\w+\s+)?{_WHO}\b[^.;]{{0,20}}\b(?:about|that|how)\b",
    re.IGNORECASE,
)
"""What those who answered said, wanted, backed or opposed."""
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
_OPEN_HEADING = re.compile(
    r"\b(?:to|will|would|could|may)\s+be\s+(?:examined|considered|explored|discussed|looked\s+(?:at|into)|"
    r"reviewed|assessed|decided|agreed)\b"
    r"|\b(?:under|for|still\s+in)\s+(?:discussion|consideration|review)\b|\bbeing\s+(?:considered|discussed)\b"
    r"|\b(?:options?|proposals?|proposed|propos(?:es|ing)|possible|possibilities|possibly|ideas|suggest\w*)\b",
    re.IGNORECASE,
)
"""Headings and leads under which nothing is decided yet."""
_SETTLED_HEADING = re.compile(
    r"\bdeci(?:ded|sions?)\b|\bagreed\b|\bapprov\w+|\badopted\b", re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(?:would|could|might)\b|\b(?:to|will)\s+(?:look\s+(?:at|into)|consider|explore|examine)\b"
    r"|\b(?:under|for)\s+(?:discussion|consideration)\b|\b(?:is|are|being|been)\s+(?:considered|discussed)\b"
    r"|\b(?:is|are)\s+proposed\b|\bproposes\b|\bis\s+(?:a\s+possibility|possible)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:approved|voted|decided|adopted|signed|endorsed|agreed|confirmed|withdrew|granted)\b",
    re.IGNORECASE,
)
"""What was settled so may be told on with "would": they approved a rise that would pay for officers."""


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
            if span.kind is SpanKind.ROW or _ANSWERED.search(words):
                continue
            if decides(words) and not is_open(passage, place):
                yield position, passage, place


def tells_answers(words: str) -> bool:
    """Say whether words tell how many answered, or what they answered.

    That people answered, or are thanked for it, is not enough.
    """
    if words.endswith(":") or not _ANSWERED.search(words):
        return False
    return bool(_COUNTED.search(words) or _OF_A_MIND.search(words))


def decides(words: str) -> bool:
    """Say whether words tell of a decision."""
    return bool(_DECIDED.search(words))


def looks_back(passage: Passage) -> bool:
    """Say whether a passage stands where its document tells of what was done before."""
    return any(_BACK.search(heading) for heading in passage.headings[1:])


def is_open(passage: Passage, place: int) -> bool:
    """Say whether a span speaks of what is still to be decided, or only of what could be.

    Its heading, its lead or its own words tell; the title of its document does not.
    """
    span = passage.spans[place]
    above = (*passage.headings[1:], span.lead)
    if any(_OPEN_HEADING.search(a) and not _SETTLED_HEADING.search(a) for a in above):
        return True
    words = readable(passage.quote(span))
    found = _OPEN.search(words)
    return found is not None and not _SETTLED.search(words, 0, found.start())
