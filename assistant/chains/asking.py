"""What people were asked: questions and proposals in the text of a consultation, by rule."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.documents import Kind, Passage, Span, SpanKind
from corpus.text import readable

__all__ = ["Asked", "asked_in", "asks", "tells_of_asking", "tells_of_consultation"]

_PEOPLE = r"(?:people|residents|respondents|businesses|the\s+public|everybody|everyone|you|victims|partners)"
_ASKS = re.compile(
    r"\b(?:asks?|asked|asking|invit\w+|urged?|calls?\s+for|called\s+for|seeks?|sought)\b[^.;]{0,90}"
    r"\b(?:whether|which|what|how|where|who|about|views?|comments?|ideas?|opinions?|say)\b"
    r"|\b(?:hear|have|give|send|tell)\s+(?:us\s+|me\s+)?your\s+(?:views?|comments?|opinions?|ideas?)\b"
    r"|\b(?:views?|comments?|opinions?|ideas?)\s+(?:are|were|was|is)\s+(?:wanted|sought|invited|welcome)"
    r"|\bthe\s+question\s+(?:is|was)\b"
    r"|\bconsult(?:ation|ed|s|ing)?\b[^.;]{0,20}\b(?:on|about)\s+(?!the\s+internet)"
    r"|\bdo\s+you\b|\bhave\s+(?:your|their)\s+say\b|\?\s*$",
    re.IGNORECASE,
)
_PROPOSES = re.compile(
    r"\bpropos(?:e|es|ed|al|als|ing)\b|\b(?:is|are)\s+to\s+(?:be|have|stay|go|become|keep)\b"
    r"|\bpriorit(?:y|ies)\b|\bis\s+committed\s+to\b|\bnew\s+emphasis\b|\bsingled\s+out\b|\btheme\b"
    r"|\bthe\s+draft\s+(?:covers|sets|says)|\b(?:are|is)\s+(?:reflected|stressed)\b|\bspeaks\s+to\b",
    re.IGNORECASE,
)
_PUT_FORWARD = re.compile(
    r"propos|draft|priorit|themes?\b|benefits?\b|options?\b|ideas?\b|questions?\b|\bask|views|challenges|"
    r"manifesto|new(?:er)?\s+(?:forms|kinds)|consult",
    re.IGNORECASE,
)
"""Words in the heading or the lead of a list whose items are put to people."""
_ASIDE = re.compile(
    r"in\s+force|at\s+the\s+time|background|evidence|\bresults?\b|\bearlier\b|previous|legal|"
    r"other\s+documents|how\s+to\s+(?:respond|take\s+part|reply)|contact|what\s+the\s+page\s+is",
    re.IGNORECASE,
)
"""Words in headings and leads under which nothing is asked, unless a sentence says that it is."""
_PRACTICAL = re.compile(
    r"@|\bwww\.|\be-?mail|\bletters?\s+went\b|\bclos(?:es|ed|ing)\b|\buntil\s+\d|\bran\s+from\b",
    re.IGNORECASE,
)
"""How, where and until when to answer: no topic."""
_TOLD = re.compile(
    r"\b(?:commissioner|pcc|he|she|office)\b[^.;]{0,60}\b(?:had\s+)?asked\s+(?:the\s+public|"
    rf"{_PEOPLE}|for\s+(?:views|comments|ideas))\b[^.;]*"
    r"|\b(?:mr|ms|mrs|dr)\s+\w+\s+(?:had\s+)?asked\s+the\s+public\b"
    r"|\bproposed\b[^.;]*\basked\s+for\s+(?:views|comments)\b",
    re.IGNORECASE,
)
"""How documents that are no consultation themselves tell of one."""
_CONSULTED_ON = re.compile(
    r"\b(?:proposals?|ideas?|options?|suggestions?|plans?|drafts?|these|those|they|it|this)\s+"
    r"(?:is|are|was|were|(?:has|have|had)\s+been|went|goes?)\s+(?:now\s+)?(?:(?:put|sent|published)\s+)?"
    r"(?:forward\s+|out\s+)?(?:for|to)\s+(?:public\s+)?consultation\b"
    r"(?!\s+(?:on|about|whether)\b)",
    re.IGNORECASE,
)
"""That something was put to consultation: what that was is said elsewhere."""
_IDEAS = re.compile(
    r"\b(?:ideas?|proposals?|options?|suggestions?)\b[^.;]*\b(?:listed|named|floated|put\s+forward|"
    r"proposed|set\s+out|suggested|includ(?:e[sd]?|ing)|(?:is|are|was|were))\b",
    re.IGNORECASE,
)
"""How a list is introduced whose items were put to people."""
_TOLD_BY_BUDGET = re.compile(
    r"\bin\s+a\s+public\s+consultation\b|\bof\s+(?:the\s+)?[\d,]+\s+\w+\s+who\s+(?:responded|replied|answered)\b"
    rf"|\bmost\s+{_PEOPLE}\s+who\s+(?:responded|replied|answered)\b",
    re.IGNORECASE,
)
"""A budget is itself what people were asked about, so that the answers tell what that was."""
_SHORTEST = 3
"""Words of a sentence that can be a topic; items may be shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A sentence or an item that says what people were asked or what was put to them."""

    position: int
    """Of its passage in the index."""
    passage: Passage
    place: int
    """Of the span in the passage."""
    is_question: bool

    @property
    def span(self) -> Span:
        """What is quoted."""
        return self.passage.spans[self.place]

    @property
    def words(self) -> str:
        """As people read it."""
        return readable(self.passage.quote(self.span))


def asked_in(passages: Sequence[tuple[int, Passage]]) -> Iterator[Asked]:
    """Find what the text of a consultation asks or puts forward, in the order of the text.

    Args:
        passages: Those of the document, each with its position in the index, in order.
    """
    for position, passage in passages:
        heading = passage.headings[-1] if len(passage.headings) > 1 else ""
        for place, span in enumerate(passage.spans):
            words = readable(passage.quote(span))
            question = asks(words)
            if _is_topic(words, span, heading, question=question):
                yield Asked(position=position, passage=passage, place=place, is_question=question)


def tells_of_consultation(passages: Sequence[tuple[int, Passage]]) -> bool:
    """Say whether a document that is no consultation tells of one, with or without what was asked."""
    return any(
        _says_that_people_were_asked(passage, span)
        or bool(_CONSULTED_ON.search(readable(passage.quote(span))))
        for _, passage in passages
        for span in passage.spans
        if span.kind is SpanKind.SENTENCE
    )


def tells_of_asking(passages: Sequence[tuple[int, Passage]]) -> Iterator[Asked]:
    """Find where a document that is no consultation says what people had been asked.

    Beside the sentences that tell it, these are the items of lists of ideas or proposals.
    """
    for position, passage in passages:
        for place, span in enumerate(passage.spans):
            asked = _says_that_people_were_asked(passage, span)
            put_forward = (
                passage.kind is not Kind.BUDGET
                and span.kind is SpanKind.ITEM
                and bool(_IDEAS.search(span.lead))
            )
            if asked or put_forward:
                yield Asked(position=position, passage=passage, place=place, is_question=asked)


def _says_that_people_were_asked(passage: Passage, span: Span) -> bool:
    words = readable(passage.quote(span))
    told = _TOLD.search(words) or (passage.kind is Kind.BUDGET and _TOLD_BY_BUDGET.search(words))
    return span.kind is SpanKind.SENTENCE and bool(told)


def asks(words: str) -> bool:
    """Say whether a sentence or an item puts a question to people, or tells that one was put."""
    return bool(_ASKS.search(words)) and not _PRACTICAL.search(words)


def _is_topic(words: str, span: Span, heading: str, *, question: bool) -> bool:
    if span.kind is SpanKind.ROW or words.endswith(":") or _PRACTICAL.search(words):
        return False
    if _CONSULTED_ON.search(words):
        return False
    aside = bool(_ASIDE.search(f"{heading} {span.lead}"))
    if span.kind is SpanKind.ITEM:
        return question or (not aside and bool(_PUT_FORWARD.search(f"{heading}\n{span.lead}")))
    if len(words.split()) < _SHORTEST:
        return False
    return question or (not aside and bool(_PROPOSES.search(words)))
