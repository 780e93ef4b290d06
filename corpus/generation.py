"""One whole state of the index: texts, passages, vectors, word index, vector store, manifest.

The texts, the passages and the manifest are ours and the record of truth; the vector store is a
cache that can be built again from them.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from corpus.catalogue import Catalogue
from corpus.chroma import write_chroma
from corpus.documents import Passage
from corpus.errors import IndexDamaged
from corpus.index import Vectors
from corpus.layouts import layout_digest, read_layout, write_layout
from corpus.lexical import write_lexical
from corpus.manifest import REMEDY, SCHEMA, DocumentRecord, Manifest, read_manifest
from corpus.pages import Layout
from corpus.passage_table import PassageTable
from corpus.stored_passages import StoredPassages, table_of, write_passages

__all__ = [
    "LARGE",
    "SCHEMA",
    "Content",
    "DocumentRecord",
    "Generation",
    "Manifest",
    "WriteStore",
    "catalogue_json",
    "read_generation",
    "text_digest",
    "write_generation",
]

LARGE = 4 * 2**20
"""Bytes. Larger files are not hashed before the first question is answered, but soon after."""
_CATALOGUE = TypeAdapter(Catalogue)
_BY_DOCUMENT = ("texts", "layouts")
"""Folders whose files are held against the manifest when they are read, not all at once."""
_STORE = "chroma"
_VECTORS = "vectors.npy"

WriteStore = Callable[[Path, Sequence[Passage], Vectors], Iterable[int]]
"""Writes passages and their vectors, a row each, where they are searched; tells of each batch how
many it held. Given the folder `chroma` of the generation, which it may leave alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """A generation that is open: texts, passages and vectors stay in their files until asked for."""

    folder: Path
    manifest: Manifest
    catalogue: Catalogue
    passages: Sequence[Passage]
    """Read one by one; what concerns all of them is quicker to learn from `table`."""
    vectors: Vectors
    """A row for each passage, 32 bits; no row where only the store has them."""
    spans: Vectors
    """A row for each span, passages in order, 16 bits."""
    words: Vectors
    """A row for each word of `vocabulary_of(passages)`, 16 bits."""

    @property
    def table(self) -> PassageTable:
        """Everything of the passages but their words."""
        return table_of(self.passages)

    def position(self, passage_id: str) -> int:
        """Return where a passage stands among all.

        Raises:
            KeyError: There is none with this id.
        """
        for position in self.table.may_be(passage_id):
            if self.passages[position].id == passage_id:
                return position
        raise KeyError(passage_id)

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """Return the passages of one document, in order; none where it has none."""
        return tuple(self.passages[at] for at in self.table.documents.of(document).tolist())

    def check_files(self, larger_than: int = 0) -> None:
        """Hash the files that all documents share.

        Args:
            larger_than: Bytes; smaller files are left out.

        Raises:
            IndexDamaged: One of them is lost or altered.
        """
        for name, digest in self.manifest.files.items():
            if self.manifest.sizes[name] > larger_than and (len(self.vectors) or name != _VECTORS):
                _check_digest(self.folder / name, digest)

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
            raise IndexDamaged(f"{path}: cannot be read ({error}); {REMEDY}") from None
        if layout_digest(layout) != self.manifest.documents[document].layout_sha256:
            raise IndexDamaged(f"{path}: was altered or lost; {REMEDY}")
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
            raise IndexDamaged(f"{path}: {error.strerror}; {REMEDY}") from None
        if hashlib.sha256(raw).hexdigest() != self.manifest.documents[document].text_sha256:
            raise IndexDamaged(f"{path}: was altered; {REMEDY}")
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
    folder: Path,
    manifest: Manifest,
    content: Content,
    on_stored: Callable[[int], object],
    write_store: WriteStore = write_chroma,
) -> None:
    """Write everything into an empty folder; the manifest last.

    Args:
        folder: Where; empty.
        manifest: What it is made of; the digests of its files are added here.
        content: What is written.
        on_stored: Told of how many passages each batch into the vector store held.
        write_store: Writes the vector store.
    """
    (folder / "texts").mkdir()
    for document, text in content.texts.items():
        (folder / "texts" / f"{document}.txt").write_bytes(text.encode())
    (folder / "layouts").mkdir()
    for document, layout in content.layouts.items():
        write_layout(folder / "layouts" / f"{document}.npz", layout)
    (folder / "catalogue.json").write_bytes(catalogue_json(content.catalogue))
    write_passages(folder, content.passages)
    np.save(folder / _VECTORS, content.vectors.astype(np.float32, copy=False))
    np.save(folder / "spans.npy", content.spans.astype(np.float16, copy=False))
    np.save(folder / "words.npy", content.words.astype(np.float16, copy=False))
    write_lexical(folder / "words", content.passages)
    own = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name not in _BY_DOCUMENT
    ]
    files = {str(path.relative_to(folder)): _file_digest(path) for path in own}
    for stored in write_store(folder / _STORE, content.passages, content.vectors):
        on_stored(stored)
    vector_files = {
        str(p.relative_to(folder)): p.stat().st_size for p in (folder / _STORE).rglob("*.bin")
    }
    complete = asdict(manifest) | {
        "files": files,
        "sizes": {name: (folder / name).stat().st_size for name in files},
        "vector_files": vector_files,
    }
    (folder / "manifest.json").write_text(json.dumps(complete, indent=1), "utf-8")


def read_generation(folder: Path, *, with_vectors: bool = True) -> Generation:
    """Open a generation and check that nothing of it is lost or altered.

    Of files larger than `LARGE` only the size is looked at; `Generation.check_files` hashes them.
    The vector store is not opened here.

    Args:
        folder: Where it lies.
        with_vectors: Whether the vectors of passages must be there; without, they are left alone.

    Raises:
        IndexDamaged: A file is missing or altered.
        IndexMismatch: Another version of the assistant wrote it.
    """
    manifest = read_manifest(folder)
    try:
        for name, digest in manifest.files.items():
            if name == _VECTORS and not with_vectors:
                continue
            if (folder / name).stat().st_size != manifest.sizes[name]:
                raise IndexDamaged(f"{folder / name}: was altered; {REMEDY}")
            if manifest.sizes[name] <= LARGE:
                _check_digest(folder / name, digest)
        spans, words = _mapped(folder / "spans.npy"), _mapped(folder / "words.npy")
        none = np.zeros((0, spans.shape[1]), dtype=np.float32)
        return Generation(
            folder=folder,
            manifest=manifest,
            catalogue=_CATALOGUE.validate_json((folder / "catalogue.json").read_bytes()),
            passages=StoredPassages(folder),
            vectors=_mapped(folder / _VECTORS) if with_vectors else none,
            spans=spans,
            words=words,
        )
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise IndexDamaged(f"{folder}: cannot be read ({error}); {REMEDY}") from None


def _mapped(path: Path) -> Vectors:
    """An array in its file: the system keeps what is read of it in memory, once for all processes."""
    return np.asarray(np.load(path, mmap_mode="r"))


def _check_digest(path: Path, digest: str) -> None:
    try:
        found = _file_digest(path)
    except OSError as error:
        raise IndexDamaged(f"{path}: {error.strerror}; {REMEDY}") from None
    if found != digest:
        raise IndexDamaged(f"{path}: was altered; {REMEDY}")


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
