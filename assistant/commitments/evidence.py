"""What later documents say of a promise: found, quoted word for word, and in order of time.

Only what certainly came out after the promise is looked through, so that nothing earlier, and
nothing of the same document, is ever taken for what became of it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.commitments.bearing import Scored, bearing_on, read_signs, read_span
from assistant.commitments.claims import claimed_by
from assistant.commitments.records import Commitment, Evidence, Searched, Trail
from assistant.commitments.subjects import listed_subjects, shown_terms
from assistant.commitments.terms import Term
from assistant.commitments.topic_words import stems_of
from assistant.commitments.topics import Around, Topic, around_of, topic_of
from assistant.retrieval import HybridRetriever
from assistant.verification.quotations import verified
from corpus.dates import PartialDate
from corpus.documents import Document
from corpus.index import Filter, Vectors
from corpus.reader import OpenIndex
from corpus.text import normalise, readable

__all__ = ["EvidenceFinder"]

_DEPTH = 60
"""Passages that are read for one promise."""
_OF_PASSAGE, _OF_DOCUMENT = 3, 4
"""Quotations of one passage, and of one document, at most."""
_KEPT = 64
_MOSTLY = 0.75
"""A sentence is mostly its promise where this much of it is."""


@dataclass(frozen=True, slots=True)
class _Later:
    """The documents that came out after a day."""

    documents: frozenset[str]
    passages: int
    first: PartialDate | None
    last: PartialDate | None
    undated: frozenset[str]
    """Those of which it cannot be told whether they came out after it or before; not searched."""

    @property
    def within(self) -> Filter:
        return Filter(documents=self.documents)


class EvidenceFinder:
    """Finds later evidence on promises; made once for an index, and safe to share."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = index
        self._retriever = HybridRetriever(index)
        self._catalogue = index.generation.catalogue
        held = frozenset(index.generation.table.documents.names)
        self._held = [d for d in self._catalogue.documents if d.id in held]
        self._later = lru_cache(maxsize=_KEPT)(self._after)
        self._text = lru_cache(maxsize=_KEPT)(index.generation.text)
        self._around = lru_cache(maxsize=_KEPT)(self._names)

    def trail(self, commitment: Commitment, *, most: int = 8) -> Trail:
        """Return what later documents say of a promise, and what was looked through.

        Args:
            commitment: The promise.
            most: Quotations at most; those that bear on it most surely.

        Raises:
            IndexDamaged: A stored text is lost or altered, or the vector store fails.
        """
        later = self._later(commitment.published)
        try:
            place = self._index.generation.position(commitment.passage)
        except KeyError:  # a promise of another generation
            place = None
        passage = self._index.passage(place) if place is not None else None
        topic = topic_of(
            commitment.words,
            commitment.what,
            commitment.lead,
            passage,
            commitment.start,
            self._around(commitment.document),
            self._index,
        )
        scored: list[Scored] = []
        if later.documents and topic.terms:
            vector = self._vector(commitment, place)
            places = self._places(commitment, topic, vector, place, later)
            signs = read_signs(commitment, topic, vector, places, self._index)
            scored = sorted(bearing_on(commitment, signs), key=lambda each: -each.score)
        subjects = listed_subjects(topic, commitment.what or commitment.words)
        evidence = list(self._chosen(_each_subject(scored, subjects), most))
        evidence.sort(key=lambda each: (each.published.first_day, each.document, each.start))
        around = f"{passage.text}\n{passage.context}" if passage else ""
        terms = shown_terms(topic, commitment.words, around)
        undated = len(later.undated - {commitment.document})
        return Trail(
            evidence=tuple(evidence),
            searched=Searched(
                documents=len(later.documents),
                passages=later.passages,
                first=later.first,
                last=later.last,
                terms=terms,
                undated=undated,
            ),
        )

    def _names(self, document: str) -> Around:
        return around_of(self._text(document), self._index)

    def _after(self, published: PartialDate) -> _Later:
        later = [d for d in self._held if d.published.first_day > published.last_day]
        later.sort(key=lambda document: document.published.first_day)
        ids = frozenset(document.id for document in later)
        passages = self._index.admission.positions(Filter(documents=ids)).size if ids else 0
        return _Later(
            documents=ids,
            passages=int(passages),
            first=later[0].published if later else None,
            last=later[-1].published if later else None,
            undated=frozenset(
                each.id
                for each in self._held
                if each.published.first_day <= published.last_day
                and each.published.last_day >= published.first_day
            ),
        )

    def _vector(self, commitment: Commitment, place: int | None) -> Vectors:
        """The stored vector of the promise's span; the model is asked only where there is none."""
        what, words = readable(commitment.what), readable(commitment.words)
        if what and len(what) < _MOSTLY * len(words):
            return self._embedded(what)
        if place is not None:
            for n, span in enumerate(self._index.passage(place).spans):
                if (span.start, span.end) == (commitment.start, commitment.end):
                    stored: Vectors = self._index.span_vectors(place)[n].astype(np.float32)
                    return stored
        return self._embedded(words)

    def _embedded(self, words: str) -> Vectors:
        vector: Vectors = self._index.embedder.encode([words])[0]
        return vector

    def _places(
        self,
        commitment: Commitment,
        topic: Topic,
        vector: Vectors,
        place: int | None,
        later: _Later,
    ) -> list[int]:
        queries = [readable(commitment.words), topic.query]
        around = vector if place is None else self._index.passage_vectors([place])[0]
        hits = self._retriever.retrieve(
            queries, np.stack([vector, around]), top_k=_DEPTH, within=later.within
        )
        return [hit.position for hit in hits]

    def _chosen(self, scored: Sequence[Scored], most: int) -> Iterator[Evidence]:
        passages: Counter[str] = Counter()
        documents: Counter[str] = Counter()
        seen: set[str] = set()
        taken = 0
        for each in scored:
            said = normalise(read_span(each.passage, each.span)).lower()
            full = (
                passages[each.passage.id] >= _OF_PASSAGE
                or documents[each.passage.document] >= _OF_DOCUMENT
            )
            if taken >= most or full or said in seen:
                continue
            evidence = self._evidence(each)
            if evidence is not None:
                seen.add(said)
                passages[each.passage.id] += 1
                documents[each.passage.document] += 1
                taken += 1
                yield evidence

    def _evidence(self, each: Scored) -> Evidence | None:
        """Quote a span; None where the stored text does not say it."""
        passage, span = each.passage, each.span
        document: Document = self._catalogue.by_id[passage.document]
        text = self._text(document.id)
        words, shown = passage.quote(span), read_span(passage, span)
        if not verified(words, shown, span.start, span.end, text, (span,)):
            return None
        who, own = claimed_by(shown, document, self._catalogue.body)
        return Evidence(
            document=document.id,
            title=document.title,
            kind=document.kind,
            published=document.published,
            source=document.text,
            passage=passage.id,
            headings=passage.headings,
            page=passage.page,
            start=span.start,
            end=span.end,
            words=words,
            lead=span.lead,
            relation=each.suggested.relation,
            because=each.suggested.because,
            claimed_by=who,
            own=own,
            score=each.sure,
        )


def _each_subject(scored: Sequence[Scored], subjects: Sequence[Sequence[Term]]) -> Sequence[Scored]:
    """Put first, of what a promise lists, the best quotation on each."""
    if not subjects:
        return scored
    first: list[int] = []
    held = [stems_of(read_span(each.passage, each.span)) for each in scored]
    for terms in subjects:
        on_it = (n for n, stems in enumerate(held) if any(term.held(stems) for term in terms))
        best = next((n for n in on_it if n not in first), None)
        first += [] if best is None else [best]
    ahead = sorted(first)
    return [*(scored[n] for n in ahead), *(s for n, s in enumerate(scored) if n not in first)]
