"""How surely a passage bears on a promise: by its terms, its meaning, its theme and what it reports."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.commitments.measures import find_measure
from assistant.commitments.naming import names_meant
from assistant.commitments.records import Commitment, Relation
from assistant.commitments.relations import Suggested, suggest, worded
from assistant.commitments.themes import theme_of
from assistant.commitments.topic_words import stems_of
from assistant.commitments.topics import Topic
from assistant.commitments.years import counted_before, other_years, too_late
from corpus.documents import Passage, Span, SpanKind
from corpus.index import Vectors
from corpus.reader import OpenIndex
from corpus.text import readable, row_in_words

__all__ = ["Scored", "Signs", "bearing_on", "read_signs", "read_span"]

_KEPT_SPANS = 16_384
_LEAST = 3.55
"""The sum of signs from which a quotation is evidence; fitted on the pairs of the dev split."""
_SURE = 7.0
"""The sum that counts as sure."""
_KEY = 0.45
"""A section must hold a term that tells so much of what the most telling one of the promise tells."""
_LITTLE = 0.05
"""Where it says so little of itself, what stands before it tells what it is about."""
_FADES = 0.9
"""What is left, from one sentence to the next, of how surely they speak of the same thing."""
_LATE = 2.0
"""What a document counts less for that came out so many years after the year that was promised."""
_LED = 0.4
"""What a term counts for that stands only in the words that introduce a list."""
_MEANS = 1.0
"""What a term counts for of a name that a quotation only means by "the fund"."""
_OTHERS = 3.0
"""What a quotation counts less for that tells of somebody else, or of the whole country."""
_OTHER_YEAR, _COUNTED_BEFORE = 4.0, 4.0
"""What it counts less for that tells of other years than the promise has, or counts what began
before the promise."""
_PROGRAMME = 2.0
"""What it counts less for that tells of a programme of the government, where a number was promised."""
_OF_GOVERNMENT = re.compile(
    r"\b(?:the government(?:['’]s)?|nationally|Home Office)\b", re.IGNORECASE
)
_OUTCOME, _BACKGROUND = 1.0, 1.0
"""What it counts more for that reports a figure, and less that gives a reason or a view."""
_NAMES = 0.4
"""Where it names so much of its subject, a figure is one of this subject."""
_VIEW = re.compile(
    r"\b(?:because|(?:finds?|found) it|believe[sd]?|thinks?|wants?|wanted|hope[sd]?|accept(?:s|ed) that|among the|worr(?:y|ies|ied)|concerns)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"^\W*(?:(?:The |[A-Z][\w'’]+ )*(?:Town|County|District|Borough|Parish|City)? ?Councils?\b(?! and)|Nationally\b|Across the country\b|In other (?:areas|counties)\b)"
)
_OWN, _NEAR, _HEADED, _BESIDE = 2.2, 0.8, 1.2, 0.8
_MEANT, _ABOUT, _THEME, _BEST = 0.8, 0.8, 0.6, 1.6
"""Weights of the signs: terms in the quotation, in its section, in its headings, in the sentences
beside it; its meaning, that of its section; its theme and that of its section; how near it comes to
the best quotation there is. Fitted by logistic regression on the pairs of the dev split, rounded."""
_TELLING = {
    Relation.DONE: 1.4, Relation.PROGRESS: 0.8, Relation.CHANGED: 1.2, Relation.REPEATED: 0.1, Relation.UNCLEAR: 0.0,
}  # fmt: skip
"""What a quotation counts for that tells what became of the promise."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a span, whatever it reports."""

    rest: float
    """The sum of all signs but those of its own terms."""
    own: float
    """How much its own terms tell."""
    passage: Passage
    span: Span


@dataclass(frozen=True, slots=True)
class Scored:
    """A span that may bear on a promise."""

    score: float
    passage: Passage
    span: Span
    suggested: Suggested

    @property
    def sure(self) -> float:
        """How sure it is that the span bears on the promise, 0 to 1."""
        return round(min(1.0, max(0.0, self.score / _SURE)), 3)


def read_signs(
    commitment: Commitment, topic: Topic, vector: Vectors, places: Sequence[int], index: OpenIndex
) -> list[Signs]:
    """Return the signs of every span of some passages; of passages that hold no key term, none.

    Args:
        commitment: The promise.
        topic: What it is about.
        vector: Its meaning.
        places: Positions of the passages.
        index: What they are passages of.
    """
    telling = [term for term in topic.terms if term.key and term.telling]
    alone = [term.weight for term in telling if term.own and not term.several]
    if not telling:
        return []
    key = max(_LITTLE, _KEY * max(alone, default=0.0))
    signs: list[Signs] = []
    texts: dict[str, str] = {}
    for passage in map(index.passage, places):
        before = texts.get(passage.document, passage.context)
        texts[passage.document] = f"{before}\n{passage.text}"
    for place, own in zip(places, index.passage_vectors(places), strict=True):
        passage = index.passage(place)
        around = topic.held(stems_of(f"{passage.context}\n{passage.text}"))
        if topic.key(around) < key:
            continue
        whole, headed = topic.mass(around), topic.mass(topic.held(stems_of(passage.context)))
        spans = index.span_vectors(place).astype(np.float32) @ vector
        about = float(own @ vector)
        theme = commitment.theme and _theme(passage.text, passage.title) == commitment.theme
        base = _HEADED * _part(headed) + _ABOUT * about + _THEME * bool(theme)
        base -= _LATE * too_late(commitment, passage)
        owns = [
            topic.mass(_held(topic, passage, span, texts[passage.document]))
            for span in passage.spans
        ]
        for n, (span, cosine) in enumerate(zip(passage.spans, spans.tolist(), strict=True)):
            beside = max(
                (_FADES ** abs(n - m) * own for m, own in enumerate(owns) if m != n), default=0.0
            )
            near = _NEAR * _part(max(0.0, whole - owns[n])) + _BESIDE * _part(beside)
            signs.append(Signs(base + near + _MEANT * max(0.0, cosine), owns[n], passage, span))
    return signs


def _held(topic: Topic, passage: Passage, span: Span, around: str) -> list[float]:
    """How fully a span holds each term; what its lead holds, or what it only means, counts less."""
    words = passage.quote(span)
    held = topic.held(stems_of(words))
    meant = names_meant(words, around)
    for other, worth in ((span.lead, _LED), (meant, _MEANS)):
        if other:
            further = topic.held(stems_of(other))
            held = [max(one, worth * two) for one, two in zip(held, further, strict=True)]
    return held


def bearing_on(commitment: Commitment, signs: Sequence[Signs]) -> Iterator[Scored]:
    """Yield the spans that are evidence on a promise, each with what it reports."""
    best = max((_part(each.own) for each in signs), default=0.0)
    promise = readable(commitment.words)
    most = max(_TELLING.values()) + _THEME + _OUTCOME
    for each in signs:
        own = _part(each.own)
        score = each.rest + _OWN * own + _BEST * own / max(0.2, best)
        if score + most < _LEAST:
            continue
        words = read_span(each.passage, each.span)
        if words.endswith(":"):  # what follows it is quoted with it as its lead
            continue
        same = commitment.theme and _theme(words, "") == commitment.theme
        score += _THEME * bool(same) + _told(words, own)
        score -= _astray(commitment, each.passage, words)
        if score >= _LEAST:
            yield Scored(score, each.passage, each.span, suggest(words, promise))


def _told(words: str, own: float) -> float:
    """How much a quotation has to tell of what became of its subject.

    Args:
        words: What is quoted.
        own: How much of the subject it names itself, 0 to 1.
    """
    relation = worded(words)
    told = _TELLING[relation]
    named = own >= _NAMES
    if (
        named
        and relation in (Relation.DONE, Relation.PROGRESS)
        and re.search(r"\d", find_measure(words))
    ):
        told += _OUTCOME
    return told - _BACKGROUND * bool(_VIEW.search(words))


def _astray(commitment: Commitment, passage: Passage, words: str) -> float:
    """How much speaks against it that a quotation tells of this promise."""
    promise = readable(commitment.words)
    against = _OTHERS * bool(_ELSEWHERE.match(words) and not _ELSEWHERE.match(promise))
    against += _OTHER_YEAR * other_years(promise, words, f"{passage.context}\n{passage.text}")
    if re.search(r"\d", commitment.measure) and not _OF_GOVERNMENT.search(promise):
        against += _PROGRAMME * bool(_OF_GOVERNMENT.search(words))
    before = counted_before(commitment, words, passage.published // 10_000)
    return against + _COUNTED_BEFORE * before


def read_span(passage: Passage, span: Span) -> str:
    """Return a span as people read it; a row with the headings of its columns."""
    words = passage.quote(span)
    return row_in_words(span.lead, words) if span.kind is SpanKind.ROW else readable(words)


def _part(mass: float) -> float:
    """How much some terms tell, 0 to 1: the second tells less than the first."""
    return mass / (mass + 0.6)


@lru_cache(maxsize=_KEPT_SPANS)
def _theme(text: str, title: str) -> str:
    return theme_of(readable(text), (title,))
