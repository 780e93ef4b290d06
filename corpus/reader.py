"""Open the index for answering, check that it is whole, and follow it to new generations."""

import logging
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import numpy as np

from corpus.admission import Admission
from corpus.chroma import ChromaIndex
from corpus.dense import DenseIndex
from corpus.documents import Passage
from corpus.embeddings import EmbeddingModel, OnnxEmbeddings, find_model
from corpus.errors import EmbeddingError, IndexDamaged, IndexMismatch, PlansError
from corpus.generation import Generation, read_generation
from corpus.index import Filter, Vectors, best_first, cosines
from corpus.index_folder import IndexFolder
from corpus.lexical import LexicalIndex, stem_words

__all__ = ["IndexReader", "OpenIndex", "check_store", "onnx_path"]

_CANARIES = 16
_KEPT = 4096
"""Documents whose stems, and words whose vectors and near words, are kept for later questions."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIndex:
    """A generation with everything that searches it."""

    generation: Generation
    dense: DenseIndex
    words: LexicalIndex
    embedder: OnnxEmbeddings
    first_span: Sequence[int]
    """Where the rows of each passage begin in `generation.spans`."""

    near_words: "NearWords"
    admission: Admission
    """Which passages a filter admits."""
    corpus_sha256: str
    """As the manifest's; worked out once, since every answer names it."""
    _stems: dict[str, str] = field(default_factory=dict)

    def passage(self, position: int) -> Passage:
        """Return a passage by its position."""
        return self.generation.passages[position]

    def documents_within(self, limits: Iterable[Filter]) -> tuple[str, ...]:
        """Return the ids of documents of which any of the filters admits a passage, in order."""
        return self.admission.documents(limits)

    def document_stems(self, document: str) -> str:
        """Return the stems of all passages of a document, as `padded_stems` does; kept."""
        stems = self._stems.get(document)
        if stems is None:
            places = self.admission.of_document(document).tolist()
            text = "\n".join(self.passage(place).text for place in places)
            stems = f" {' '.join(stem_words(text))} "
            if len(self._stems) >= _KEPT:
                self._stems.clear()
            self._stems[document] = stems
        return stems

    def span_vectors(self, position: int) -> Vectors:
        """Return the vectors of a passage's spans, a row each."""
        first = self.first_span[position]
        return self.generation.spans[first : first + len(self.passage(position).spans)]


class NearWords:
    """Words of the documents that mean nearly the same as a word, by the embedding model."""

    def __init__(self, words: Sequence[str], vectors: Vectors, embedder: OnnxEmbeddings) -> None:
        self._words = words
        self._places = {word: place for place, word in enumerate(words)}
        self._vectors = vectors.astype(np.float32)
        self._embedder = embedder
        self._kept: dict[tuple[str, float, int], list[tuple[str, float]]] = {}

    def near(
        self, words: Sequence[str], *, least: float, most: int
    ) -> list[list[tuple[str, float]]]:
        """Return, for each word, the `most` nearest words with a cosine of at least `least`.

        What was found is kept for later questions.
        """
        found = {word: self._kept.get((word, least, most)) for word in words}
        new = [word for word, nearest in found.items() if nearest is None]
        if new and self._words:
            columns = cosines(self._vectors, self._rows(new)).T
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            for word, column in zip(new, columns, strict=True):
                found[word] = self._kept[word, least, most] = self._nearest(column, least, most)
        return [list(found[word] or ()) for word in words]

    def _rows(self, words: Sequence[str]) -> Vectors:
        """The vectors of words; the model is asked for those that the documents do not have."""
        unknown = [word for word in words if word not in self._places]
        computed = dict(zip(unknown, self._embedder.encode(unknown), strict=True))
        return np.stack(
            [computed[w] if w in computed else self._vectors[self._places[w]] for w in words]
        )

    def _nearest(self, cosines: Vectors, least: float, most: int) -> list[tuple[str, float]]:
        enough = np.flatnonzero(cosines >= least)
        best = enough[best_first(cosines[enough], most)]
        return [(self._words[place], float(cosines[place])) for place in best.tolist()]


class IndexReader:
    """Always the current generation: looks at `current.json` before each use."""

    def __init__(self, data: Path, model_name: str) -> None:
        self._folder = IndexFolder(data / "index")
        self._data = data
        self._model_name = model_name
        self._model: EmbeddingModel | None = None
        self._open: OpenIndex | None = None
        self._stamp: tuple[int, int] | None = None
        self._lock = threading.Lock()

    def current(self) -> OpenIndex:
        """Return the current generation, opened and checked.

        Where a new generation cannot be opened, the one before it goes on serving.

        Raises:
            IndexError_: There is no index, it is damaged, or it does not fit the settings.
            EmbeddingError: The embedding model is missing or altered.
        """
        with self._lock:
            stamp = self._folder.stamp()
            if self._open is None or stamp is None or stamp != self._stamp:
                self._follow(stamp)
            assert self._open is not None
            store = self._open.generation.folder / "chroma" / "chroma.sqlite3"
            if not store.is_file() or store.stat().st_size == 0:
                self._open = None
                raise IndexDamaged(f"{store}: is missing or empty; run `python -m ingest`")
            return self._open

    def _follow(self, stamp: tuple[int, int] | None) -> None:
        try:
            opened = self._read(self._folder.current())
        except PlansError as error:
            if self._open is None or stamp is None:
                self._open = None
                raise
            _LOG.warning("the new index is not used, the one before it serves on: %s", error)
        else:
            self._open = opened
        self._stamp = stamp

    def _read(self, folder: Path) -> OpenIndex:
        if self._model is None:
            self._model = find_model(self._model_name)
        generation = read_generation(folder)
        manifest = generation.manifest
        if (manifest.model, manifest.model_sha256) != (self._model.name, self._model.sha256):
            raise IndexMismatch(
                f"{folder}: the index was built with the embedding model {manifest.model!r} "
                f"({manifest.model_sha256[:12]}), the setting PLANS_EMBEDDING_MODEL is "
                f"{self._model.name!r} ({self._model.sha256[:12]}); "
                "run `python -m ingest` to build it again, or change the setting back"
            )
        counts = accumulate((len(passage.spans) for passage in generation.passages), initial=0)
        embedder = OnnxEmbeddings(self._model, onnx_path(self._data, self._model))
        _check_export(embedder, generation, onnx_path(self._data, self._model))
        admission = Admission(generation.passages)
        words = LexicalIndex(folder / "words", generation.passages, admission)
        return OpenIndex(
            generation=generation,
            dense=DenseIndex(check_store(generation), generation.vectors, admission),
            words=words,
            embedder=embedder,
            near_words=NearWords(words.vocabulary, generation.words, embedder),
            first_span=list(counts),
            admission=admission,
            corpus_sha256=manifest.corpus_sha256,
        )


def _check_export(embedder: OnnxEmbeddings, generation: Generation, onnx: Path) -> None:
    """Hold the exported model against a vector that is stored.

    Raises:
        EmbeddingError: It computes another one.
    """
    computed = embedder.encode([generation.passages[0].embedding_text])[0]
    if not np.allclose(computed, generation.vectors[0], atol=1e-3):
        raise EmbeddingError(
            f"{onnx}: the exported embedding model computes other vectors than the stored ones; "
            "delete the file and run `python -m ingest`"
        )


def onnx_path(data: Path, model: EmbeddingModel) -> Path:
    """Where the export of a model lies."""
    return data / "models" / model.onnx_name


def check_store(generation: Generation) -> ChromaIndex:
    """Open a generation's vector store and ask it for passages whose answer is known.

    Raises:
        IndexDamaged: It is lost, does not hold all passages, or does not find the canaries.
    """
    passages, vectors = generation.passages, generation.vectors
    remedy = "run `python -m ingest` to build it again"
    try:
        for name, size in generation.manifest.vector_files.items():
            file = generation.folder / name
            if not file.is_file() or file.stat().st_size != size:
                raise IndexDamaged(f"{file}: is missing or cut, so the vector store is not whole")
        store = ChromaIndex(generation.folder / "chroma", passages)
        step = max(1, len(passages) // _CANARIES)
        for position in range(0, len(passages), step):
            found = store.search(vectors[position], top_k=1)
            exact = float(vectors[position] @ vectors[position])
            if not found or abs(found[0].score - exact) > 1e-3:
                raise IndexDamaged(
                    f"{generation.folder / 'chroma'}: the vector store does not find "
                    f"{passages[position].id!r} by its own vector"
                )
    except IndexDamaged as error:
        raise IndexDamaged(f"{error}; {remedy}") from error
    return store
