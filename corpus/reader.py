"""Open the index for answering, check that it is whole, and follow it to new generations."""

import logging
import threading
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus.admission import Admission
from corpus.dense import DenseIndex
from corpus.documents import Passage
from corpus.embeddings import EmbeddingModel, OnnxEmbeddings, find_model
from corpus.errors import EmbeddingError, IndexDamaged, IndexMismatch, PlansError
from corpus.generation import Generation, read_generation
from corpus.index import Filter, Vectors, best_first, cosines
from corpus.lexical import LexicalIndex, stem_words
from corpus.local_source import LocalSource
from corpus.source import IndexSource

__all__ = ["IndexReader", "NearWords", "OpenIndex", "onnx_path"]

_KEPT = 4096
"""Words whose near words are kept for later questions."""
_KEPT_STEMS = 16_000_000
"""Characters of stems of whole documents that are kept."""
_LEAST_ALIKE = 0.95
"""Cosine of a text's vectors by the two copies of a model; those of different models are near 0."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIndex:
    """A generation with everything that searches it."""

    generation: Generation
    dense: DenseIndex
    words: LexicalIndex
    embedder: OnnxEmbeddings
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
            text = "\n".join(passage.text for _, passage in self.passages_of(document))
            stems = f" {' '.join(stem_words(text))} "
            if sum(map(len, self._stems.values())) > _KEPT_STEMS:
                self._stems.clear()
            self._stems[document] = stems
        return stems

    def span_vectors(self, position: int) -> Vectors:
        """Return the vectors of a passage's spans, a row each."""
        first, end = self.generation.table.first_span[position : position + 2]
        return self.generation.spans[first:end]

    def passage_vectors(self, positions: Sequence[int]) -> Vectors:
        """Return the vectors of some passages, a row each, wherever they are kept.

        Raises:
            IndexDamaged: The store that keeps them fails.
        """
        return self.dense.vectors_of(positions)

    def passages_of(self, document: str) -> Iterator[tuple[int, Passage]]:
        """Return the passages of a document, in order, each with its position."""
        for position in self.admission.of_document(document).tolist():
            yield position, self.passage(position)


class NearWords:
    """Words of the documents that mean nearly the same as a word, by the embedding model."""

    def __init__(self, words: Sequence[str], vectors: Vectors, embedder: OnnxEmbeddings) -> None:
        self._words = words
        self._places = {word: place for place, word in enumerate(words)}
        self._vectors = vectors
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
        ).astype(np.float32)

    def _nearest(self, cosines: Vectors, least: float, most: int) -> list[tuple[str, float]]:
        enough = np.flatnonzero(cosines >= least)
        best = enough[best_first(cosines[enough], most)]
        return [(self._words[place], float(cosines[place])) for place in best.tolist()]


class IndexReader:
    """Always the current generation: looks whether another one is current before each use.

    Safe to share between threads. A new generation is opened beside the one that serves, by the
    thread that notices it first; the others go on with the one before until it is ready.
    """

    def __init__(self, data: Path, model_name: str, source: IndexSource | None = None) -> None:
        """Follow an index.

        Args:
            data: The data folder, with the exported embedding model.
            model_name: The embedding model that the settings name.
            source: Where generations come from; the data folder if not given.
        """
        self._source = source or LocalSource(data)
        self._data = data
        self._model_name = model_name
        self._model: EmbeddingModel | None = None
        self._embedder: OnnxEmbeddings | None = None
        self._held: tuple[Hashable, OpenIndex] | None = None
        self._opening = threading.Lock()

    def current(self) -> OpenIndex:
        """Return the current generation, opened and checked.

        Where a new generation cannot be opened, the one before it goes on serving.

        Raises:
            IndexError_: There is no index, it is damaged, or it does not fit the settings.
            EmbeddingError: The embedding model is missing or altered.
        """
        stamp = self._source.stamp()
        held = self._held
        if held is None or stamp is None or stamp != held[0]:
            held = self._follow(stamp)
        try:
            self._source.check(held[1].generation)
        except IndexDamaged:
            with self._opening:  # another thread may be opening what comes in its place
                newer = self._held
            if newer is None or newer[1] is held[1]:
                raise
            self._source.check(newer[1].generation)
            return newer[1]
        return held[1]

    def _follow(self, stamp: Hashable | None) -> tuple[Hashable, OpenIndex]:
        before = self._held
        if not self._opening.acquire(blocking=before is None or stamp is None):
            assert before is not None
            return before
        try:
            if self._held is not None and stamp is not None and self._held[0] == stamp:
                return self._held  # another thread was quicker
            try:
                opened = self._read(self._source.current())
            except PlansError as error:
                if self._held is None or stamp is None:
                    self._held = None
                    raise
                _LOG.warning("the new index is not used, the one before it serves on: %s", error)
                opened = self._held[1]
            self._held = (stamp, opened)
            return self._held
        finally:
            self._opening.release()

    def _read(self, folder: Path) -> OpenIndex:
        if self._model is None:
            self._model = find_model(self._model_name)
        generation = read_generation(folder, with_vectors=self._source.with_vectors)
        manifest = generation.manifest
        if (manifest.model, manifest.model_sha256) != (self._model.name, self._model.sha256):
            raise IndexMismatch(
                f"{folder}: the index was built with the embedding model {manifest.model!r} "
                f"({manifest.model_sha256[:12]}), the setting PLANS_EMBEDDING_MODEL is "
                f"{self._model.name!r} ({self._model.sha256[:12]}); "
                "run `python -m ingest` to build it again, or change the setting back"
            )
        store = self._source.store(generation)
        if self._embedder is None:
            onnx = onnx_path(self._data, self._model)
            embedder = OnnxEmbeddings(self._model, onnx)
            _check_export(embedder, generation, onnx)
            self._embedder = embedder
        admission = Admission(generation.passages)
        words = LexicalIndex(folder / "words", generation.passages, admission)
        return OpenIndex(
            generation=generation,
            dense=DenseIndex(store, generation.vectors, admission),
            words=words,
            embedder=self._embedder,
            near_words=NearWords(words.vocabulary, generation.words, self._embedder),
            admission=admission,
            corpus_sha256=manifest.corpus_sha256,
        )


def _check_export(embedder: OnnxEmbeddings, generation: Generation, onnx: Path) -> None:
    """Hold the exported model against a vector that is stored.

    Raises:
        EmbeddingError: It computes one that has little to do with it.
    """
    passage = generation.passages[0]
    computed = embedder.encode([passage.span_text(passage.spans[0])])[0]
    if not float(generation.spans[0].astype(np.float32) @ computed) >= _LEAST_ALIKE:
        raise EmbeddingError(
            f"{onnx}: the exported embedding model computes other vectors than the stored ones; "
            "delete the file and run `python -m ingest`"
        )


def onnx_path(data: Path, model: EmbeddingModel) -> Path:
    """Where the export of a model lies."""
    return data / "models" / model.onnx_name
