"""All commitments of the documents that have text, in order of time, each with its place."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.commitments.deadlines import read_deadline
from assistant.commitments.finding import SENTENCE_RULES, judge
from assistant.commitments.people import holder_at, person_meant, speaker_of
from assistant.commitments.records import Commitment, Found, Sentence
from assistant.commitments.themes import Strands, strands_of, theme_of
from assistant.commitments.wording import checkable
from assistant.verification.quotations import verified
from corpus.catalogue import Catalogue
from corpus.documents import Document, Kind, Passage, Span, SpanKind, TextSource
from corpus.generation import Generation
from corpus.text import normalise, readable

__all__ = ["Ledger", "ledger"]

_STOP = re.compile(r"(?<=[a-z0-9)][.!])\s+(?=[A-Z“\"])")
_BACK = 2000
"""Characters in which somebody who is quoted is looked for."""
_WHOSE = re.compile(
    r"\b(my|our|his|her) (?:[\w-]+ ){0,2}(?:pledge|promise|commitment|undertaking|guarantee|intention|plan)",
    re.IGNORECASE,
)
_PRONOUN = {"my": "I", "our": "We", "his": "his", "her": "her"}
_LETTERS = 10
"""Of a digest in an id: enough that two promises under one heading never share one."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all commitments of one document need."""

    document: Document
    text: str
    catalogue: Catalogue
    strands: Strands
    holder: str
    names: tuple[str, ...]


class Ledger:
    """The commitments of one generation; those of a document are found when first asked for."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._strands = strands_of(generation.passages)
        self._held = frozenset(generation.table.documents.names)
        self._found: dict[str, tuple[Commitment, ...]] = {}

    def of(self, document: str) -> tuple[Commitment, ...]:
        """Find every commitment of a document, in order of place; none where it has no text.

        Raises:
            IndexDamaged: Its stored text is lost or altered.
        """
        if document not in self._found:
            self._found[document] = self._in(document)
        return self._found[document]

    def _in(self, name: str) -> tuple[Commitment, ...]:
        if name not in self._held:
            return ()
        catalogue = self._generation.catalogue
        document, text = catalogue.by_id[name], self._generation.text(name)
        reading = _Reading(
            document, text, catalogue, self._strands,
            holder_at(document, catalogue.body, text),
            tuple(person.name for person in catalogue.body.commissioners),
        )  # fmt: skip
        return tuple(_of_document(reading, self._generation.passages_of(name)))

    def all(self) -> tuple[Commitment, ...]:
        """Find every commitment, in order of the documents' dates and of the places in them.

        Raises:
            IndexDamaged: A stored text is lost or altered.
        """
        documents = [d for d in self._generation.catalogue.documents if d.id in self._held]
        in_time = sorted(documents, key=lambda d: (d.published.first_day, d.id))
        return tuple(each for document in in_time for each in self.of(document.id))


def ledger(generation: Generation) -> tuple[Commitment, ...]:
    """Find every commitment of a generation; see `Ledger.all`."""
    return Ledger(generation).all()


def _of_document(reading: _Reading, passages: Sequence[Passage]) -> Iterator[Commitment]:
    seen: set[tuple[int, int]] = set()
    used: Counter[str] = Counter()
    for passage in sorted(passages, key=lambda each: each.start):
        for span in passage.spans:
            if (span.start, span.end) in seen:
                continue
            seen.add((span.start, span.end))
            found = judge(_sentence(reading, passage, span, reading.text[span.start : span.end]))
            if found and found.rule in SENTENCE_RULES:
                span, found = _narrowed(reading, passage, span, found)
            words = reading.text[span.start : span.end]
            if found and verified(words, readable(words), span.start, span.end, reading.text, ()):
                commitment_id = _id(passage, span, words, used)
                yield _commitment(reading, passage, span, found, commitment_id)


def _narrowed(reading: _Reading, passage: Passage, span: Span, found: Found) -> tuple[Span, Found]:
    """Of a span of several sentences, the first that promises something by itself."""
    start = span.start
    pieces = [*_STOP.finditer(reading.text, span.start, span.end)]
    for end, following in ((each.start(), each.end()) for each in pieces):
        alone = replace(span, start=start, end=end, lead="", kind=SpanKind.SENTENCE)
        if judged := judge(_sentence(reading, passage, alone, reading.text[start:end])):
            return alone, judged
        start = following
    last = replace(span, start=start, lead="", kind=SpanKind.SENTENCE)
    judged = (
        judge(_sentence(reading, passage, last, reading.text[start : span.end])) if pieces else None
    )
    return (last, judged) if judged else (span, found)


def _sentence(reading: _Reading, passage: Passage, span: Span, words: str) -> Sentence:
    return Sentence(
        words=words,
        lead=span.lead,
        headings=passage.headings,
        kind=passage.kind,
        form=span.kind,
        source=passage.source,
        names=reading.names,
        area=reading.catalogue.body.area,
    )


def _id(passage: Passage, span: Span, words: str, used: Counter[str]) -> str:
    """Name the place and the words, so that neither a change elsewhere nor a new index alters it."""
    place = passage.id.rpartition("/")[0]
    said = normalise(f"{span.lead}\n{words}").lower()
    name = f"{place}/{hashlib.sha256(said.encode()).hexdigest()[:_LETTERS]}"
    used[name] += 1
    return name if used[name] == 1 else f"{name}-{used[name]}"


def _commitment(
    reading: _Reading, passage: Passage, span: Span, found: Found, name: str
) -> Commitment:
    document, words = reading.document, reading.text[span.start : span.end]
    plans = (*span.plans, *reading.catalogue.main_plans(document))
    plan = plans[0] if plans else None
    owner, written = _owner(reading, passage, span, found)
    can, reason = checkable(found.what or readable(words), found.measure, found.by)
    around = (span.lead, *reversed(passage.headings))
    return Commitment(
        id=name,
        document=document.id,
        title=document.title,
        kind=document.kind,
        published=document.published,
        source=document.text,
        plan=plan,
        passage=passage.id,
        headings=passage.headings,
        page=passage.page,
        start=span.start,
        end=span.end,
        words=words,
        lead=span.lead,
        owner=owner,
        owner_written=written,
        holder=reading.holder,
        what=found.what,
        beneficiary=found.beneficiary,
        deadline=read_deadline(found.by, document, reading.catalogue, plan) if found.by else None,
        measure=found.measure,
        theme=theme_of(found.what, (readable(words), *around)),
        strand=reading.strands.of(words, passage.headings),
        checkable=can,
        reason=reason,
        earlier=found.earlier,
        conditional=found.conditional,
        rule=found.rule,
        confidence=found.confidence,
    )


def _owner(reading: _Reading, passage: Passage, span: Span, found: Found) -> tuple[str, bool]:
    """The owner, and whether the words name them; a pronoun is resolved within the section."""
    who = readable(found.who)
    if (
        not who
        and found.rule == "promise named"
        and (whose := _WHOSE.search(reading.text[span.start : span.end]))
    ):
        who = _PRONOUN[whose[1].lower()]
    lower = who.lower()
    if lower in ("i", "my"):
        headed = person_meant(" ".join(passage.headings[1:]), reading.names)
        quoted = (
            speaker_of(reading.text[max(0, span.start - _BACK) : span.start], reading.names)
            if passage.kind is Kind.NEWS
            else ""
        )
        return quoted or headed or reading.holder, False
    if lower in ("we", "our"):
        return (
            reading.catalogue.body.name
            if reading.document.text is TextSource.DIGEST
            else reading.document.publisher
        ), False
    if lower in ("he", "she", "his", "her"):
        at = re.search(rf"\b{re.escape(who)}\b", reading.text[span.start : span.end])
        until = span.start + (at.start() if at else 0)
        return person_meant(
            reading.text[passage.start : until], reading.names
        ) or reading.holder, False
    return who, bool(who)
