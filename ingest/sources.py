"""The texts of a corpus: originals where there are any, else digests, else what was held before."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from pydantic import TypeAdapter
from tqdm import tqdm

from corpus.catalogue_file import LoadedCorpus
from corpus.child import Limits
from corpus.documents import Document, Passage, Section, Span, TextSource
from corpus.errors import IndexDamaged, ReadingError
from corpus.generation import DocumentRecord, Generation, text_digest
from corpus.layouts import layout_digest
from corpus.provenance import Provenance
from ingest.isolated import file_digest, read_isolated
from ingest.originals import Originals
from ingest.readers.formats import read_file
from ingest.readers.reading import Reading
from ingest.settings import IngestSettings
from ingest.stored_readings import StoredReadings

__all__ = ["Source", "Sources", "read_sources"]

_ENTRY = TypeAdapter(Document)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text of one document and where it came from."""

    document: Document
    reading: Reading
    file: str
    file_sha256: str
    provenance: Provenance | None = None

    @property
    def record(self) -> DocumentRecord:
        """What the manifest says of it, before it is divided into passages."""
        return DocumentRecord(
            source=self.document.text,
            file=self.file,
            file_sha256=self.file_sha256,
            text_sha256=text_digest(self.reading.text),
            layout_sha256=layout_digest(self.reading.layout),
            entry_sha256=hashlib.sha256(_ENTRY.dump_json(self.document)).hexdigest(),
            pages=len(self.reading.layout.pages),
            unread=sum(page.problem is not None for page in self.reading.layout.pages),
            notes=self.reading.notes,
            provenance=self.provenance,
        )


@dataclass(slots=True, kw_only=True)
class Sources:
    """All texts by document, and by document what could not be read."""

    held: dict[str, Source] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def read_sources(
    loaded: LoadedCorpus, settings: IngestSettings, previous: Generation | None
) -> Sources:
    """Read every text that there is.

    A document whose original cannot be read keeps the text that it had, or else its digest.
    """
    sources = Sources()
    originals = Originals(settings.data)
    stored = StoredReadings(settings.data / "readings")
    limits = Limits(seconds=settings.read_seconds, megabytes=settings.read_megabytes)
    for document in tqdm(loaded.catalogue.documents, desc="Reading", unit=" documents"):
        digest = loaded.digests.get(document.id)
        original = originals.find(document.id)
        try:
            if original:
                sha256 = file_digest(original)
                most = settings.max_file_megabytes
                sources.held[document.id] = Source(
                    document=replace(document, text=TextSource.ORIGINAL),
                    reading=read_isolated(original, sha256, stored, limits, most),
                    file=original.name,
                    file_sha256=sha256,
                    provenance=originals.provenance(document.id, sha256),
                )
            elif digest:
                sources.held[document.id] = _digest_of(document, digest)
        except ReadingError as error:
            held = _fall_back(sources, document, digest if original else None, previous)
            sources.problems[document.id] = f"{error} ({held})"
    stored.keep_only({source.file_sha256 for source in sources.held.values()})
    return sources


def _unwatched(_page: int, _pages: int) -> None:
    """Digests are read too fast to be watched."""


def _digest_of(document: Document, file: Path) -> Source:
    return Source(
        document=replace(document, text=TextSource.DIGEST),
        reading=read_file(file, _unwatched),
        file=file.name,
        file_sha256=file_digest(file),
    )


def _fall_back(
    sources: Sources, document: Document, digest: Path | None, previous: Generation | None
) -> str:
    """Take what else there is of a document; returns what that is, for people."""
    kept = _kept(document, previous)
    if kept:
        sources.held[document.id] = kept
        return "its text from the last index is kept"
    if digest:
        try:
            sources.held[document.id] = _digest_of(document, digest)
        except ReadingError:
            return "the document has no text"
        return "our summary speaks for it"
    return "the document has no text"


def _kept(document: Document, previous: Generation | None) -> Source | None:
    record = previous.manifest.documents.get(document.id) if previous else None
    if previous is None or record is None:
        return None
    try:
        text = previous.text(document.id)
        layout = previous.layout(document.id)
    except IndexDamaged:
        return None
    passages = [passage for passage in previous.passages if passage.document == document.id]
    return Source(
        document=replace(document, text=TextSource(record.source)),
        reading=Reading(
            text=text,
            sections=tuple(_sections_of(passages)),
            layout=layout,
            notes=record.notes,
        ),
        file=record.file,
        file_sha256=record.file_sha256,
        provenance=record.provenance,
    )


def _sections_of(passages: Sequence[Passage]) -> Iterator[Section]:
    """Put sections together again from the passages that they were divided into."""
    for headings, together in groupby(passages, key=lambda passage: passage.headings):
        spans: dict[int, Span] = {}
        for passage in together:  # the words before a list may stand in two of them
            spans |= {span.start: replace(span, plans=()) for span in passage.spans}
        ordered = tuple(spans[start] for start in sorted(spans))
        yield Section(headings=headings, start=ordered[0].start, end=ordered[-1].end, spans=ordered)
