"""The texts of a corpus: originals where there are any, else digests, else what was held before."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from corpus.catalogue_file import LoadedCorpus
from corpus.documents import Document, TextSource
from corpus.errors import IndexDamaged, ReadingError
from corpus.generation import DocumentRecord, Generation, text_digest
from ingest.originals import find_original
from ingest.reading import read_text

__all__ = ["Source", "read_sources"]

_ENTRY = TypeAdapter(Document)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text of one document and where it came from."""

    document: Document
    text: str
    file: str
    plain: bool

    @property
    def record(self) -> DocumentRecord:
        """What the manifest says of it, before it is divided into passages."""
        return DocumentRecord(
            source=self.document.text,
            file=self.file,
            text_sha256=text_digest(self.text),
            entry_sha256=hashlib.sha256(_ENTRY.dump_json(self.document)).hexdigest(),
            passages=0,
        )


def read_sources(
    loaded: LoadedCorpus, originals: Path, previous: Generation | None
) -> tuple[dict[str, Source], list[str]]:
    """Read every text that there is; returns them by document, and what could not be read."""
    sources: dict[str, Source] = {}
    problems: list[str] = []
    for document in loaded.catalogue.documents:
        original = find_original(originals, document.id)
        path = original or loaded.digests.get(document.id)
        if path is None:
            continue
        source = TextSource.ORIGINAL if original else TextSource.DIGEST
        try:
            text = read_text(path)
        except ReadingError as error:
            kept = _kept(document, previous)
            if kept:
                sources[document.id] = kept
            held = "its text from the last index is kept" if kept else "the document has no text"
            problems.append(f"{error} ({held})")
        else:
            sources[document.id] = Source(
                document=replace(document, text=source),
                text=text,
                file=path.name,
                plain=path.suffix == ".txt",
            )
    return sources, problems


def _kept(document: Document, previous: Generation | None) -> Source | None:
    record = previous.manifest.documents.get(document.id) if previous else None
    if previous is None or record is None:
        return None
    try:
        text = previous.text(document.id)
    except IndexDamaged:
        return None
    return Source(
        document=replace(document, text=TextSource(record.source)),
        text=text,
        file=record.file,
        plain=record.file.endswith(".txt"),
    )
