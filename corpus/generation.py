"""One whole state of the index: texts, passages, vectors, word index, vector store, manifest.

The texts, the passages and the manifest are ours and the record of truth; the vector store is a
cache that can be built again from them.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from corpus.catalogue import Catalogue
from corpus.chroma import write_chroma
from corpus.documents import Passage
from corpus.errors import IndexDamaged, IndexMismatch
from corpus.index import Vectors
from corpus.layouts import layout_digest, read_layout, write_layout
from corpus.lexical import write_lexical
from corpus.pages import Layout
from corpus.provenance import Provenance
from corpus.records import passage_from, record_of

__all__ = [
    "SCHEMA",
    "Content",
    "DocumentRecord",
    "Generation",
    "Manifest",
    "read_generation",
    "write_generation",
]

SCHEMA = "2"
"""Grows whenever a stored form, or the way passages are made, changes."""

_CATALOGUE = TypeAdapter(Catalogue)
_BY_DOCUMENT = ("texts", "layouts")
"""Folders whose files are held against the manifest when they are read, not all at once."""
_REMEDY = "run `python -m ingest`"


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
    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 by path inside the generation."""
    vector_files: dict[str, int] = field(default_factory=dict)
    """Sizes of the vector store's own files; it rewrites them, but never to another size."""

    @property
    def corpus_sha256(self) -> str:
        """Names the state of all texts and entries at once."""
        parts = [f"{i}:{d.text_sha256}" for i, d in sorted(self.documents.items())]
        return hashlib.sha256("\n".join([self.catalogue_sha256, *parts]).encode()).hexdigest()


_MANIFEST = TypeAdapter(Manifest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """A generation in memory; `spans` has a row for each span, passages in order."""

    folder: Path
    manifest: Manifest
    catalogue: Catalogue
    passages: tuple[Passage, ...]
    vectors: Vectors
    spans: Vectors
    words: Vectors
    """A row for each word of `vocabulary_of(passages)`."""

    def check_texts(self) -> None:
        """Read every stored text and layout.

        Raises:
            IndexDamaged: One of them is lost or altered.
        """
        for document in self.manifest.documents:
            self.text(document)
            self.layout(document)

    def layout(self, document: str) -> Layout:
        """Return the pages of a document and where its words stand on them.

        Raises:
            IndexDamaged: They are lost or altered.
        """
        path = self.folder / "layouts" / f"{document}.npz"
        try:
            layout = read_layout(path)
        except FileNotFoundError:
            layout = Layout()
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"{path}: cannot be read ({error}); {_REMEDY}") from None
        if layout_digest(layout) != self.manifest.documents[document].layout_sha256:
            raise IndexDamaged(f"{path}: was altered or lost; {_REMEDY}")
        return layout

    def text(self, document: str) -> str:
        """Return the stored text of a document.

        Raises:
            IndexDamaged: It is lost or altered.
        """
        path = self.folder / "texts" / f"{document}.txt"
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise IndexDamaged(f"{path}: {error.strerror}; {_REMEDY}") from None
        if hashlib.sha256(raw).hexdigest() != self.manifest.documents[document].text_sha256:
            raise IndexDamaged(f"{path}: was altered; {_REMEDY}")
        return raw.decode()


def text_digest(text: str) -> str:
    """SHA-256 of a stored text."""
    return hashlib.sha256(text.encode()).hexdigest()


def catalogue_json(catalogue: Catalogue) -> bytes:
    """A catalogue as it is stored."""
    return _CATALOGUE.dump_json(catalogue)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What goes into a new generation."""

    catalogue: Catalogue
    texts: Mapping[str, str]
    """By document id."""
    layouts: Mapping[str, Layout]
    """By document id, of those that have pages."""
    passages: Sequence[Passage]
    vectors: Vectors
    spans: Vectors
    words: Vectors


def write_generation(
    folder: Path, manifest: Manifest, content: Content, on_stored: Callable[[int], object]
) -> None:
    """Write everything into an empty folder; the manifest last.

    Args:
        folder: Where; empty.
        manifest: What it is made of; the digests of its files are added here.
        content: What is written.
        on_stored: Told of how many passages each batch into the vector store held.
    """
    (folder / "texts").mkdir()
    for document, text in content.texts.items():
        (folder / "texts" / f"{document}.txt").write_bytes(text.encode())
    (folder / "layouts").mkdir()
    for document, layout in content.layouts.items():
        write_layout(folder / "layouts" / f"{document}.npz", layout)
    (folder / "catalogue.json").write_bytes(catalogue_json(content.catalogue))
    with (folder / "passages.jsonl").open("w", encoding="utf-8") as file:
        for passage in content.passages:
            file.write(json.dumps(record_of(passage), ensure_ascii=False) + "\n")
    np.save(folder / "vectors.npy", content.vectors.astype(np.float32))
    np.save(folder / "spans.npy", content.spans.astype(np.float16))
    np.save(folder / "words.npy", content.words.astype(np.float16))
    write_lexical(folder / "words", content.passages)
    own = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name not in _BY_DOCUMENT
    ]
    files = {str(path.relative_to(folder)): _file_digest(path) for path in own}
    for stored in write_chroma(folder / "chroma", content.passages, content.vectors):
        on_stored(stored)
    sizes = {
        str(p.relative_to(folder)): p.stat().st_size for p in (folder / "chroma").rglob("*.bin")
    }
    complete = asdict(manifest) | {"files": files, "vector_files": sizes}
    (folder / "manifest.json").write_text(json.dumps(complete, indent=1), "utf-8")


def read_generation(folder: Path) -> Generation:
    """Read a generation and check that nothing of it is lost or altered.

    The vector store is not opened here.

    Raises:
        IndexDamaged: A file is missing or altered.
        IndexMismatch: Another version of the assistant wrote it.
    """
    try:
        content = json.loads((folder / "manifest.json").read_text("utf-8"))
        schema = content["schema"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{folder}: the manifest cannot be read ({error}); {_REMEDY}") from None
    if schema != SCHEMA:
        raise IndexMismatch(
            f"{folder}: the index has schema {schema!r}, this version reads {SCHEMA!r}; "
            "run `python -m ingest` to build it again"
        )
    try:
        manifest = _MANIFEST.validate_python(content)
        for name, digest in manifest.files.items():
            if _file_digest(folder / name) != digest:
                raise IndexDamaged(f"{folder / name}: was altered; {_REMEDY}")
        with (folder / "passages.jsonl").open(encoding="utf-8") as file:
            passages = tuple(passage_from(json.loads(line)) for line in file)
        return Generation(
            folder=folder,
            manifest=manifest,
            catalogue=_CATALOGUE.validate_json((folder / "catalogue.json").read_bytes()),
            passages=passages,
            vectors=np.load(folder / "vectors.npy"),
            spans=np.load(folder / "spans.npy"),
            words=np.load(folder / "words.npy"),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{folder}: cannot be read ({error}); {_REMEDY}") from None


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
