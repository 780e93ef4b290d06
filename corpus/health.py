"""The state of the corpus for people: what is held of each document, how well, and what changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from corpus.documents import Document, TextSource
from corpus.generation import DocumentRecord, Generation
from corpus.pages import Page
from corpus.provenance import Provenance

__all__ = [
    "LOW_CONFIDENCE",
    "Change",
    "CorpusHealth",
    "DocumentHealth",
    "RunRecord",
    "UnreadPage",
    "corpus_health",
    "health_json",
    "read_run",
    "write_run",
]

LOW_CONFIDENCE = 0.8
"""Below this, text recognition is said to be unsure."""
_MOST_CHANGES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A document that came, changed or went."""

    when: str
    """ISO 8601, with the time zone."""
    document: str
    what: str
    """added, updated or deleted"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """What the last run of the ingest left behind beside the index."""

    when: str
    problems: Mapping[str, str]
    """Files that could not be read: the message by document id."""
    changes: tuple[Change, ...] = ()
    """The newest last; of all runs, as far as they are kept."""

    def followed_by(
        self, when: str, problems: Mapping[str, str], changes: Sequence[Change]
    ) -> "RunRecord":
        """Return the record after one more run."""
        kept = (*self.changes, *changes)[-_MOST_CHANGES:]
        return RunRecord(when=when, problems=dict(problems), changes=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadPage:
    """A page whose words are not in the text, or not all of them."""

    number: int
    label: str | None
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHealth:
    """What is held of one document."""

    id: str
    title: str
    kind: str
    published: str
    """In words, to the precision known."""
    text: TextSource
    url: str | None
    file: str | None = None
    """The name of the file that its text was read from."""
    passages: int = 0
    pages: int | None = None
    """None where the format has none."""
    unread: tuple[UnreadPage, ...] = ()
    recognised: int = 0
    """Pages that were read by text recognition."""
    confidence: float | None = None
    """Of the recognised words, 0 to 1, as a mean over pages by their characters."""
    notes: tuple[str, ...] = ()
    """What was left out of the text and why."""
    problem: str | None = None
    """Why its original could not be read when that was last tried."""
    changed: str | None = None
    """When what is held of it last changed, as ISO 8601."""
    provenance: Provenance | None = None

    @property
    def is_whole(self) -> bool:
        """Whether everything that is held of it could be read."""
        return self.text is not TextSource.NOT_HELD and not self.unread and not self.problem


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusHealth:
    """What is held of every document that is known, in the order of the catalogue."""

    body: str
    generation: str
    created: str
    """When the index was made, as ISO 8601."""
    looked: str | None
    """When the files were last looked at, as ISO 8601."""
    documents: tuple[DocumentHealth, ...]
    changes: tuple[Change, ...]
    """The newest first."""


def corpus_health(generation: Generation, run: RunRecord | None) -> CorpusHealth:
    """Put together what a generation and the last run say.

    Raises:
        IndexDamaged: A stored layout is lost or altered.
    """
    problems = run.problems if run else {}
    return CorpusHealth(
        body=generation.catalogue.body.name,
        generation=generation.folder.name,
        created=generation.manifest.created,
        looked=run.when if run else None,
        documents=tuple(
            _document_health(document, generation, problems.get(document.id))
            for document in generation.catalogue.documents
        ),
        changes=tuple(reversed(run.changes)) if run else (),
    )


def _document_health(
    document: Document, generation: Generation, problem: str | None
) -> DocumentHealth:
    record = generation.manifest.documents.get(document.id)
    known = DocumentHealth(
        id=document.id,
        title=document.title,
        kind=document.kind.in_words(),
        published=document.published.in_words(),
        text=document.text,
        url=document.url,
        problem=problem,
    )
    if record is None:
        return known
    return _with_text(known, record, generation.layout(document.id).pages)


def _with_text(
    known: DocumentHealth, record: DocumentRecord, pages: Sequence[Page]
) -> DocumentHealth:
    recognised = [page for page in pages if page.confidence is not None]
    characters = sum(page.characters for page in recognised)
    return replace(
        known,
        file=record.file,
        passages=record.passages,
        pages=len(pages) or None,
        unread=tuple(
            UnreadPage(number=page.number, label=page.label, problem=page.problem)
            for page in pages
            if page.problem
        ),
        recognised=len(recognised),
        confidence=sum((p.confidence or 0) * p.characters for p in recognised) / characters
        if characters
        else None,
        notes=record.notes,
        changed=record.changed or None,
        provenance=record.provenance,
    )


_HEALTH = TypeAdapter(CorpusHealth)
_RUN = TypeAdapter(RunRecord)


def health_json(health: CorpusHealth) -> str:
    """Write the health as JSON, indented."""
    return _HEALTH.dump_json(health, indent=1).decode()


def read_run(index: Path) -> RunRecord | None:
    """Read the record of the last run beside an index; None where there is none that can be read."""
    try:
        return _RUN.validate_python(json.loads((index / "last-run.json").read_text("utf-8")))
    except (OSError, ValueError):
        return None


def write_run(index: Path, record: RunRecord) -> None:
    """Replace the record of the last run in one step."""
    arriving = index / "last-run.json.tmp"
    arriving.write_bytes(_RUN.dump_json(record, indent=1))
    arriving.replace(index / "last-run.json")
