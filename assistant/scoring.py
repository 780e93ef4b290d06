"""How well each span of the passages found answers: sentences, list items, table rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.concepts import Concept
from assistant.forms import STRICT, Form, fit
from assistant.retrieval import Hit
from assistant.understanding import Understanding
from corpus.documents import Passage, Span, SpanKind
from corpus.index import Filter, Vectors, cosines
from corpus.lexical import padded_stems
from corpus.reader import OpenIndex
from corpus.text import readable, row_in_words

__all__ = ["Candidate", "leading_of", "score_spans", "stands_in"]

# How much each signal counts; set on evals/questions/dev.yaml, never on the test questions.
COVERAGE_WEIGHT = 0.8
FORM_WEIGHT = 0.12
LIST_WEIGHT = 0.25
PASSAGE_WEIGHT = 0.25
THESE_YEARS, OTHER_YEARS = 0.1, -0.5
IN_SPAN, IN_LEAD, IN_TITLE, NEARBY, IN_DOCUMENT = 1.0, 0.8, 0.8, 0.55, 0.4
"""What a concept counts for by where it stands."""
_LISTS = 0.5
"""A list is what was asked for if this part of the question stands in what introduces it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A run of spans of one passage that may be quoted."""

    hit: Hit
    first: int
    last: int
    """Places of its first and last span in the passage."""
    score: float
    """How much speaks for quoting it."""
    whole: float = 0.0
    """How much speaks for its passage: near in meaning, and holds what is asked."""
    similarity: float
    """Cosine of the question and the best span."""
    coverage: float
    """How much of what is asked stands in the span or around it, 0 to 1."""
    direct: float
    """How much of it stands in the span itself or in what introduces it."""
    fits: float
    """How well it has the form of answer that is wanted, 0 to 1."""

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
    def leading(self) -> float:
        """How much speaks for naming its document first."""
        return self.score + PASSAGE_WEIGHT * self.whole

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
    own = index.passage_vectors([hit.position for hit in hits])
    for hit, vector in zip(hits, own, strict=True):
        near = cosines(index.span_vectors(hit.position), vectors).max(axis=1)
        around = _Around(hit.passage, index.document_stems(hit.passage.document), asked)
        meaning = float((vectors @ vector).max())
        whole = meaning + 0.5 * around.in_passage + 0.5 * float(near.max(initial=0.0))
        for place, span in enumerate(hit.passage.spans):
            if within and within.plans is not None and within.plans.isdisjoint(span.plans):
                continue
            fits, coverage = around.judge(span)
            listed = asked.wanted.form is Form.LIST and fits > 0
            cosine = float(near.max() if listed else near[place])
            score = cosine + COVERAGE_WEIGHT * coverage + _in_time(hit.passage.quote(span), within)
            candidates.append(
                Candidate(
                    hit=hit,
                    first=place,
                    last=place,
                    score=score + (LIST_WEIGHT if listed else FORM_WEIGHT * fits),
                    whole=whole,
                    similarity=cosine,
                    coverage=coverage,
                    direct=around.direct(span),
                    fits=fits,
                )
            )
    return sorted(candidates, key=lambda candidate: -candidate.score)


def leading_of(candidates: Sequence[Candidate], form: Form) -> Candidate:
    """Return the span that an answer starts with and is judged by.

    Where a figure or a date is asked for, one that has it, if there is any.

    Args:
        candidates: At least one.
        form: The form of answer that is wanted.
    """
    fitting = [candidate for candidate in candidates if candidate.fits] if form in STRICT else []
    return max(fitting or candidates, key=lambda candidate: candidate.leading)


def _in_time(words: str, within: Filter | None) -> float:
    """Favour spans that name a year asked for over those that name only others."""
    named = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", words)}
    if within is None or within.years is None or not named:
        return 0.0
    return OTHER_YEARS if named.isdisjoint(within.years) else THESE_YEARS


class _Around:
    """What a question asks, found in a passage: in each span, and by how near it stands to it."""

    def __init__(self, passage: Passage, document: str, asked: Understanding) -> None:
        self._passage = passage
        self._asked = asked
        self._heading = padded_stems(passage.headings[-1]) if passage.headings else ""
        self._total = sum(concept.weight for concept in asked.concepts)
        title, whole = padded_stems(passage.context), padded_stems(passage.text)
        self._around = [
            max(
                IN_TITLE * stands_in(concept, title),
                NEARBY * stands_in(concept, whole),
                IN_DOCUMENT * stands_in(concept, document),
            )
            for concept in asked.concepts
        ]
        self.in_passage = self._part([stands_in(c, title + whole) for c in asked.concepts])
        """The weighted part of the concepts that stand in the passage, its title or headings."""

    def judge(self, span: Span) -> tuple[float, float]:
        """Say how well a span has the form wanted, and how much it covers of what is asked.

        A list that is introduced as what was asked for covers it, whatever its items say.
        """
        text = self._passage.quote(span)
        coverage = self._coverage(span, text)
        if self._asked.wanted.form is not Form.LIST:
            shown = row_in_words(span.lead, text) if span.kind is SpanKind.ROW else readable(text)
            return fit(self._asked.wanted, shown), coverage
        if span.kind is not SpanKind.ITEM and not readable(text).endswith(":"):
            return 0.0, coverage
        introduced = self._introduced(span, text)
        if introduced < _LISTS:
            return 0.0, coverage
        return 1.0, max(coverage, introduced)

    def direct(self, span: Span) -> float:
        """The weighted part of the concepts that stand in a span or right before it."""
        words = padded_stems(f"{self._passage.quote(span)}\n{span.lead}") + self._heading
        return self._part([stands_in(concept, words) for concept in self._asked.concepts])

    def _introduced(self, span: Span, text: str) -> float:
        """The weighted part of the concepts that stand in what introduces a list."""
        words = span.lead or (text if span.kind is SpanKind.SENTENCE else "")
        if not self._asked.concepts:
            return 1.0
        stems = padded_stems(words) + self._heading
        return self._part([stands_in(concept, stems) for concept in self._asked.concepts])

    def _coverage(self, span: Span, text: str) -> float:
        own, lead = padded_stems(text), padded_stems(span.lead) + self._heading
        return self._part(
            [
                max(IN_SPAN * stands_in(concept, own), IN_LEAD * stands_in(concept, lead), around)
                for concept, around in zip(self._asked.concepts, self._around, strict=True)
            ]
        )

    def _part(self, worths: Sequence[float]) -> float:
        weights = (concept.weight for concept in self._asked.concepts)
        found = sum(weight * worth for weight, worth in zip(weights, worths, strict=True))
        return found / self._total if self._total else 0.0


def stands_in(concept: Concept, stems: str) -> float:
    """How fully a concept stands in some padded stems, 0 to 1: by the best of its ways."""
    return max((worth for way, worth in concept.ways if f" {' '.join(way)} " in stems), default=0.0)
