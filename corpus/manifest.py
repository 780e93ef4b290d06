"""What a generation says of itself: enough to notice that anything in it is lost or altered."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from corpus.errors import IndexDamaged, IndexMismatch
from corpus.provenance import Provenance

__all__ = ["REMEDY", "SCHEMA", "DocumentRecord", "Manifest", "read_manifest"]

SCHEMA = "3"
"""Grows whenever a stored form, or the way passages are made, changes."""
REMEDY = "run `python -m ingest`"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """What the manifest says of one document that has text."""

    source: str
    file: str
    """The name of the file it was read from."""
    file_sha256: str
    text_sha256: str
    layout_sha256: str
    entry_sha256: str
    """Of its catalogue entry."""
    pages: int = 0
    """How many it has, where the format has any."""
    unread: int = 0
    """How many of them could not be read, or not wholly."""
    notes: tuple[str, ...] = ()
    """What was left out of its text and why."""
    provenance: Provenance | None = None
    passages: int = 0
    changed: str = ""
    """When what is stored of it last changed, as ISO 8601 with the time zone."""

    def same_content(self, other: "DocumentRecord") -> bool:
        """Whether two records are of the same text, read from the same file."""
        return replace(self, passages=0, changed="") == replace(other, passages=0, changed="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation is made of; enough to notice that anything in it is lost or altered."""

    schema: str
    created: str
    model: str
    model_sha256: str
    catalogue_sha256: str
    documents: dict[str, DocumentRecord]
    passages: int
    embedded_by: str = ""
    """The copy of the model that computed the vectors, as `EmbeddingModel.ingest_name`."""
    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 by path inside the generation."""
    sizes: dict[str, int] = field(default_factory=dict)
    """Their sizes in bytes, which are looked at where hashing would take too long."""
    vector_files: dict[str, int] = field(default_factory=dict)
    """Sizes of the vector store's own files; it rewrites them, but never to another size."""

    @property
    def corpus_sha256(self) -> str:
        """Names the state of all texts and entries at once."""
        parts = [f"{i}:{d.text_sha256}" for i, d in sorted(self.documents.items())]
        return hashlib.sha256("\n".join([self.catalogue_sha256, *parts]).encode()).hexdigest()


_MANIFEST = TypeAdapter(Manifest)


def read_manifest(folder: Path) -> Manifest:
    """Read what a generation says of itself.

    Raises:
        IndexDamaged: The manifest is missing or altered.
        IndexMismatch: Another version of the assistant wrote it.
    """
    try:
        content = json.loads((folder / "manifest.json").read_text("utf-8"))
        schema = content["schema"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{folder}: the manifest cannot be read ({error}); {REMEDY}") from None
    if schema != SCHEMA:
        raise IndexMismatch(
            f"{folder}: the index has schema {schema!r}, this version reads {SCHEMA!r}; "
            "run `python -m ingest` to build it again"
        )
    try:
        return _MANIFEST.validate_python(content)
    except ValueError as error:
        raise IndexDamaged(f"{folder}: the manifest cannot be read ({error}); {REMEDY}") from None
