"""How well each span of the passages found answers: sentences, list items, table rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.retrieval import Hit
from assistant.understanding import Concept, Form, Understanding
from corpus.documents import Passage, Span, SpanKind
from corpus.index import Filter, Vectors
from corpus.lexical import padded_stems
from corpus.reader import OpenIndex
from corpus.text import readable

__all__ = ["STRICT", "Candidate", "score_spans"]

# How much each signal counts; set on evals/questions/dev.yaml, never on the test questions.
COVERAGE_WEIGHT = 0.8
FORM_WEIGHT = 0.12
LIST_WEIGHT = 0.25
RANK_WEIGHT = 0.08
THESE_YEARS, OTHER_YEARS = 0.1, -0.25
IN_SPAN, IN_LEAD, IN_TITLE, NEARBY, IN_DOCUMENT = 1.0, 0.8, 0.6, 0.55, 0.4
"""What a concept counts for by where it stands."""

_FIGURE = re.compile(
    r"£\s?\d|\d[\d,.]*\s?(?:%|per ?cent)|(?<![\d-])(?!(?:19|20)\d\d\b)\d[\d,.]*\b|\b(?:half|a fifth|a third|a quarter|two|three|four|five|six|seven|eight|nine|ten|twice|\w+ times)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_NAME = re.compile(r"(?<!^)(?<![.“] )\b[A-Z][a-z]+(?:[- ][A-Z][\w'’]+)+")
_LISTS = 0.5
"""A list is what was asked for if this part of the question stands in what introduces it."""
STRICT = (Form.FIGURE, Form.WHEN)
"""An answer without a figure or a date is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A run of spans of one passage that may be quoted."""

    hit: Hit
    first: int
    last: int
    """Places of its first and last span in the passage."""
    score: float
    similarity: float
    """Cosine of the question and the best span."""
    coverage: float
    """How much of what is asked stands in the span or around it, 0 to 1."""
    direct: float
    """How much of it stands in the span itself or in what introduces it."""
    fits: bool
    """Whether it has the form of answer that is wanted."""

    @property
    def passage(self) -> Passage:
        """The passage it stands in."""
        return self.hit.passage

    @property
    def spans(self) -> tuple[Span, ...]:
        """What it quotes."""
        return self.passage.spans[self.first : self.last + 1]

    @property
    def start(self) -> int:
        """Where it starts in the stored text."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where it ends in the stored text."""
        return self.spans[-1].end

    @property
    def words(self) -> int:
        """How long the quotation is; the words that introduce it are none of it."""
        text = self.passage.text[self.start - self.passage.start : self.end - self.passage.start]
        return len(text.split())


def score_spans(
    hits: Sequence[Hit],
    asked: Understanding,
    vectors: Vectors,
    index: OpenIndex,
    within: Filter | None,
) -> list[Candidate]:
    """Score every span of the hits, best first.

    Args:
        hits: Ranked passages.
        asked: What the question asks.
        vectors: Of the queries, a row each.
        index: For the vectors of spans.
        within: Where plans are asked about, spans that speak only of others are left out; where
            years are, spans that name only others count less.
    """
    candidates = []
    for hit in hits:
        similarity = (index.span_vectors(hit.position) @ vectors.T).max(axis=1)
        around = _Around(hit.passage, index.document_stems(hit.passage.document))
        for place, span in enumerate(hit.passage.spans):
            if within and within.plans is not None and within.plans.isdisjoint(span.plans):
                continue
            fits, coverage = around.judge(span, asked)
            listed = fits and asked.form is Form.LIST
            cosine = float(similarity.max() if listed else similarity[place])
            score = cosine + COVERAGE_WEIGHT * coverage + RANK_WEIGHT / hit.rank
            score += _in_time(hit.passage.quote(span), within)
            candidates.append(
                Candidate(
                    hit=hit,
                    first=place,
                    last=place,
                    score=score + (LIST_WEIGHT if listed else FORM_WEIGHT * fits),
                    similarity=cosine,
                    coverage=coverage,
                    direct=around.direct(span, asked.concepts),
                    fits=fits,
                )
            )
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _in_time(words: str, within: Filter | None) -> float:
    """Favour spans that name a year asked for over those that name only others."""
    named = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", words)}
    if within is None or within.years is None or not named:
        return 0.0
    return OTHER_YEARS if named.isdisjoint(within.years) else THESE_YEARS


class _Around:
    """The stems of a passage by how near they stand to a span."""

    def __init__(self, passage: Passage, document: str) -> None:
        self._passage = passage
        self._document = document
        self._title = padded_stems(passage.context)
        self._heading = padded_stems(passage.headings[-1]) if passage.headings else ""
        self._all = padded_stems(passage.text)

    def judge(self, span: Span, asked: Understanding) -> tuple[bool, float]:
        """Say whether a span has the form that is wanted, and how much it covers of what is asked.

        A list that is introduced as what was asked for covers it, whatever its items say.
        """
        fits, coverage = _fits(asked.form, self._passage, span), self.coverage(span, asked.concepts)
        if asked.form is not Form.LIST or not fits:
            return fits, coverage
        introduced = self._introduced(span, asked.concepts)
        return introduced >= _LISTS, max(coverage, introduced) if introduced >= _LISTS else coverage

    def direct(self, span: Span, concepts: Sequence[Concept]) -> float:
        """The weighted part of the concepts that stand in a span or right before it."""
        words = f"{self._passage.quote(span)}\n{span.lead}"
        return self._part(concepts, ((1.0, padded_stems(words) + self._heading),))

    def _introduced(self, span: Span, concepts: Sequence[Concept]) -> float:
        """The weighted part of the concepts that stand in what introduces a list."""
        words = span.lead or (self._passage.quote(span) if span.kind is SpanKind.SENTENCE else "")
        if not concepts:
            return 1.0
        return self._part(concepts, ((1.0, padded_stems(words) + self._heading),))

    def coverage(self, span: Span, concepts: Sequence[Concept]) -> float:
        """The weighted part of the concepts that stand in the span or around it."""
        return self._part(
            concepts,
            (
                (IN_SPAN, padded_stems(self._passage.quote(span))),
                (IN_LEAD, padded_stems(span.lead) + self._heading),
                (IN_TITLE, self._title),
                (NEARBY, self._all),
                (IN_DOCUMENT, self._document),
            ),
        )

    def _part(self, concepts: Sequence[Concept], places: Sequence[tuple[float, str]]) -> float:
        total = sum(concept.weight for concept in concepts)
        return sum(c.weight * self._worth(c, places) for c in concepts) / total if total else 0.0

    @staticmethod
    def _worth(concept: Concept, places: Sequence[tuple[float, str]]) -> float:
        found = (
            place * worth
            for way, worth in concept.ways
            for place, text in places
            if f" {' '.join(way)} " in text
        )
        return max(found, default=0.0)


def _fits(form: Form, passage: Passage, span: Span) -> bool:
    """Whether a span has the form of answer that is wanted."""
    text = readable(passage.quote(span))
    match form:
        case Form.FIGURE:
            return bool(_FIGURE.search(text))
        case Form.WHEN:
            return bool(_DATE.search(text))
        case Form.WHO:
            return bool(_NAME.search(text))
        case Form.LIST:
            return span.kind is SpanKind.ITEM or text.endswith(":")
        case _:
            return True
