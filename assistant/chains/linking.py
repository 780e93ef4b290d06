"""Which words of later documents are about the same thing as what people were asked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.chains.asking import Asked
from assistant.chains.wordings import FULLY, Subject, Wordings, about
from assistant.concepts import Concept
from assistant.retrieval import HybridRetriever
from assistant.scoring import stands_in
from corpus.documents import Passage, Span, SpanKind
from corpus.index import Filter, Vectors, cosines
from corpus.lexical import padded_stems
from corpus.reader import OpenIndex
from corpus.text import readable, row_in_words

__all__ = ["Linked", "Matcher", "Subject", "is_sure"]

# Set on evals/commitments/chains-dev.yaml.
NEAR, SAME = 0.5, 0.42
"""The cosine, and the part of what is asked that stands in the words: much of it is the same."""
NEAR_NAMED = 0.39
"""The cosine where both name the same crime or problem."""
NEAR_WHOLE, WHOLE = 0.33, 0.9
"""The cosine where that is nearly all that the topic says."""
NEAR_PAIR, PAIR = 0.5, 4.5
"""The cosine where both share words that tell much, and what those must weigh together."""
NEAR_SUBJECT, NEAR_THERE = 0.55, 0.25
"""The cosine in a document whose title names what the consultation is about: by itself, and where
both share two words that stand side by side."""
IN_LEAD, IN_HEADING = 0.8, 0.5
"""What a word counts for that stands only in the words before a list, or in the heading."""
_TELLING = 2.0
"""What a word must weigh to be one of those that tell much."""
_LEAST = 0.25
"""The cosine below which nothing is looked at."""
_PASSAGES = 20
"""Passages that are looked through for each topic and step."""
_SAYS_LITTLE = 4
"""Items of fewer words are only names of something: they say nothing of what was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A span of a later document that is about the topic."""

    passage: Passage
    place: int
    similarity: float
    """Cosine of the topic and the span."""
    coverage: float
    """The weighted part of what the topic is about that stands in the span, 0 to 1."""
    named: bool
    """Whether both name the same crime or problem."""
    pair: float
    """What the telling words that both share weigh together; 0 for a single one."""
    phrase: bool
    """Whether both share two words that stand side by side."""
    on_subject: bool
    """Whether the title of its document names what the consultation is about."""

    @property
    def span(self) -> Span:
        """What is quoted."""
        return self.passage.spans[self.place]

    @property
    def score(self) -> float:
        """How surely it is about the same, 0 to 2; only for the order of those that are."""
        return self.similarity + self.coverage


class Matcher:
    """Finds what later documents say on topics; keeps what it worked out for one index."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = index
        self._retriever = HybridRetriever(index)
        self._wordings = Wordings(index)
        self._read: dict[tuple[int, int], _Words] = {}

    def subject(self, asked: Asked, needed: Sequence[Concept] = ()) -> Subject:
        """Say what a topic is about; `needed` is what else must be spoken of with it."""
        return self._wordings.subject(about(asked.words), needed)

    def needed(self, title: str, asked: Sequence[Asked]) -> tuple[Concept, ...]:
        """Return what must be spoken of wherever something is said about a consultation.

        Args:
            title: Of the consultation that is on one subject.
            asked: Its topics, in the order of the text.
        """
        return self._wordings.needed(title, asked[0].words) if asked else ()

    def speaks_of(self, passage: Passage, needed: Sequence[Concept]) -> bool:
        """Say whether a passage, its title or headings speak of one of some concepts, if any."""
        around = padded_stems(f"{passage.context}\n{passage.text}")
        return not needed or any(stands_in(concept, around) >= FULLY for concept in needed)

    def is_on(self, passage: Passage, needed: Sequence[Concept]) -> bool:
        """Say whether the title of a passage's document names one of some concepts."""
        title = padded_stems(passage.title)
        return any(stands_in(concept, title) >= FULLY for concept in needed)

    def links(self, asked: Asked, subject: Subject, documents: frozenset[str]) -> list[Linked]:
        """Return the spans of some documents that are surely about a topic, best first."""
        if not documents or not subject.total:
            return []
        vector = self._index.span_vectors(asked.position)[asked.place].astype(np.float32)
        hits = self._retriever.retrieve(
            [subject.query],
            vector[None],
            top_k=_PASSAGES,
            within=Filter(documents=documents),
        )
        found = [
            linked
            for hit in hits
            for linked in self._in_passage(hit.passage, hit.position, vector, subject)
            if is_sure(linked)
        ]
        return sorted(found, key=lambda linked: (-linked.score, linked.passage.id, linked.place))

    def _in_passage(
        self, passage: Passage, position: int, vector: Vectors, subject: Subject
    ) -> list[Linked]:
        if not self.speaks_of(passage, subject.needed):
            return []
        on_subject = self.is_on(passage, subject.needed)
        heading = padded_stems(passage.headings[-1] if len(passage.headings) > 1 else "")
        near = cosines(self._index.span_vectors(position), vector[None])[:, 0]
        found = []
        for place, span in enumerate(passage.spans):
            if near[place] < _LEAST or not _says_something(passage, span):
                continue
            words = self._words(position, place, passage)
            same = [c for c in subject.concepts if stands_in(c, words.own) >= FULLY]
            telling = [concept.weight for concept in same if concept.weight >= _TELLING]
            both = subject.phrases & words.phrases
            found.append(
                Linked(
                    passage=passage,
                    place=place,
                    similarity=float(near[place]),
                    coverage=_coverage(words, heading, subject),
                    named=any(concept.words in subject.named for concept in same)
                    or not subject.crimes.isdisjoint(both),
                    pair=sum(telling) if len(telling) > 1 else 0.0,
                    phrase=bool(both),
                    on_subject=on_subject,
                )
            )
        return found

    def _words(self, position: int, place: int, passage: Passage) -> "_Words":
        """The words of a span, read once however many topics are held against it."""
        kept = self._read.get((position, place))
        if kept is None:
            span = passage.spans[place]
            words = passage.quote(span)
            own = row_in_words(span.lead, words) if span.kind is SpanKind.ROW else words
            kept = self._read[position, place] = _Words(
                own=padded_stems(own),
                lead=padded_stems(span.lead),
                phrases=frozenset(self._wordings.phrases(words)),
            )
        return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The stems of a span, of the words before it, and of its pairs of words."""

    own: str
    lead: str
    phrases: frozenset[str]


def is_sure(linked: Linked) -> bool:
    """Say whether a span is about the topic, and not only near it."""
    near = linked.similarity
    return (
        (near >= NEAR and linked.coverage >= SAME)
        or (near >= NEAR_NAMED and linked.named)
        or (near >= NEAR_WHOLE and linked.named and linked.coverage >= WHOLE)
        or (near >= NEAR_PAIR and linked.pair >= PAIR)
        or (linked.on_subject and (near >= NEAR_SUBJECT or (near >= NEAR_THERE and linked.phrase)))
    )


def _coverage(words: _Words, heading: str, subject: Subject) -> float:
    found = sum(
        concept.weight
        * max(
            stands_in(concept, words.own),
            IN_LEAD * stands_in(concept, words.lead),
            IN_HEADING * stands_in(concept, heading),
        )
        for concept in subject.concepts
    )
    return found / subject.total


def _says_something(passage: Passage, span: Span) -> bool:
    words = readable(passage.quote(span))
    return span.kind is not SpanKind.ITEM or len(words.split()) >= _SAYS_LITTLE
