"""What is sent of a document and of a passage: the shapes, and how they are filled."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import ConfigDict, TypeAdapter

from assistant.web.addresses import document_path
from assistant.web.public_health import without_paths
from corpus.documents import Document, Kind, Passage, TextSource
from corpus.generation import DocumentRecord, Generation
from corpus.provenance import Provenance

__all__ = [
    "PATH",
    "document_address",
    "document_schema",
    "entry_of",
    "passage_of",
    "passage_schema",
]

PATH = "/api/v1/documents"
_DESCRIBED = ConfigDict(use_attribute_docstrings=True, extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHeld:
    """What is held of a document with text."""

    __pydantic_config__ = _DESCRIBED

    passages: int
    pages: int
    """How many it has, where the format has any; otherwise 0."""
    unread_pages: int
    """How many of them could not be read, or not wholly."""
    notes: tuple[str, ...]
    """What was left out of its text and why."""
    text_sha256: str
    """Of the text as it is held: another text has another."""
    file_sha256: str
    """Of the file that it was read from."""
    changed: str
    """When what is held of it last changed, as ISO 8601."""
    provenance: Provenance | None
    """How its original was got."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInForce:
    """When a plan applied."""

    __pydantic_config__ = _DESCRIBED

    start: str
    until: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLinks:
    """Addresses on this server, but for the publisher's."""

    __pydantic_config__ = _DESCRIBED

    self: str
    passages: str | None
    page: str
    """For people."""
    original: str | None
    publisher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """One document that is known, with or without its text."""

    __pydantic_config__ = _DESCRIBED

    id: str
    title: str
    kind: Kind
    published: str
    """YYYY, YYYY-MM or YYYY-MM-DD, as precisely as is known."""
    period: str | None
    """The years that it covers: YYYY or YYYY-YYYY."""
    about: tuple[str, ...]
    """Ids of the documents that it speaks of, the main one first."""
    in_force: DocumentInForce | None
    supersedes: tuple[str, ...]
    superseded_by: str | None
    publisher: str
    text: TextSource
    """Whose words its text is: the document's own, our summary's, or nobody's."""
    held: DocumentHeld | None
    links: DocumentLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageEntry:
    """A run of words of one section, small enough to quote from."""

    __pydantic_config__ = _DESCRIBED

    id: str
    document: str
    headings: tuple[str, ...]
    """From the outermost to the innermost."""
    page: int | None
    """Physical page, counted from 1, where the format has pages."""
    last_page: int | None
    start: int
    """Where it begins in the stored text, in characters."""
    end: int
    plans: tuple[str, ...]
    """Ids of the plans that its words speak of."""
    source: TextSource
    text: str
    """The stored text from `start` to `end`, character for character."""


_ENTRY = TypeAdapter(DocumentEntry)
_PASSAGE = TypeAdapter(PassageEntry)


def document_schema() -> dict[str, Any]:
    """Return the JSON Schema of one document."""
    return _ENTRY.json_schema(mode="serialization")


def passage_schema() -> dict[str, Any]:
    """Return the JSON Schema of one passage."""
    return _PASSAGE.json_schema(mode="serialization")


def document_address(document: str) -> str:
    """Return the address of a document in the API, without what a proxy takes off."""
    return f"{PATH}/{quote(document, safe='')}"


def entry_of(document: Document, generation: Generation, root_path: str) -> dict[str, Any]:
    """Return what is sent of a document.

    Args:
        document: Its entry in the catalogue.
        generation: What is held.
        root_path: What a proxy takes off the start of every address.
    """
    record = generation.manifest.documents.get(document.id)
    after = generation.catalogue.superseded_by(document.id)
    force = document.in_force
    page = f"{root_path}{document_path(document.id)}"
    own = f"{root_path}{document_address(document.id)}"
    original = document.text is TextSource.ORIGINAL
    entry = DocumentEntry(
        id=document.id,
        title=document.title,
        kind=document.kind,
        published=str(document.published),
        period=str(document.period) if document.period else None,
        about=document.about,
        in_force=DocumentInForce(
            start=str(force.start),
            until=str(force.until) if force.until else None,
            note=force.note,
        )
        if force
        else None,
        supersedes=document.supersedes,
        superseded_by=after.id if after else None,
        publisher=document.publisher,
        text=document.text,
        held=_held(record) if record else None,
        links=DocumentLinks(
            self=own,
            passages=f"{own}/passages" if record else None,
            page=page,
            original=f"{page}/original" if original else None,
            publisher=document.url,
        ),
    )
    return dict(_ENTRY.dump_python(entry, mode="json"))


def _held(record: DocumentRecord) -> DocumentHeld:
    """What anybody may see of a record: not where files lie on this machine."""
    came = record.provenance
    return DocumentHeld(
        passages=record.passages,
        pages=record.pages,
        unread_pages=record.unread,
        notes=tuple(without_paths(note, Path.cwd(), Path.home()) for note in record.notes),
        text_sha256=record.text_sha256,
        file_sha256=record.file_sha256,
        changed=record.changed,
        provenance=came and _without_folder(came),
    )


def _without_folder(came: Provenance) -> Provenance:
    return replace(came, file=came.file and re.split(r"[/\\]", came.file)[-1])


def passage_of(passage: Passage) -> dict[str, Any]:
    """Return what is sent of a passage."""
    entry = PassageEntry(
        id=passage.id,
        document=passage.document,
        headings=passage.headings,
        page=passage.page,
        last_page=passage.last_page,
        start=passage.start,
        end=passage.end,
        plans=passage.plans,
        source=passage.source,
        text=passage.text,
    )
    return dict(_PASSAGE.dump_python(entry, mode="json"))
