"""Vectors by what was embedded, so that no text is ever embedded twice while it may be wanted."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus.embeddings import EmbeddingModel
from corpus.index import Vectors

__all__ = ["VectorCache"]

_SPARE = 4
_FEWEST = 20_000
"""So many times as many texts as the index holds are kept, and so many in any case."""
_DAMAGED = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)
_DIGEST = 32


class VectorCache:
    """A folder of batches, each with the SHA-256 of its texts; one folder for each copy of a model.

    It outlives runs and generations: what a killed run computed is there for the next, and a
    document that comes back is not embedded again. A batch is written whole or not at all; one
    that cannot be read counts as not there. Only a run that holds the index's lock may write.
    """

    def __init__(self, folder: Path, model: EmbeddingModel) -> None:
        self._folder = folder
        self._batches = folder / model.ingest_name

    def load(self, wanted: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors that are there, float16, of shape `(dimension,)` each, by text."""
        by_digest = {_digest(text): text for text in wanted}
        found: dict[str, Vectors] = {}
        for digests, vectors in self._read():
            for digest, row in zip(digests, vectors, strict=True):
                text = by_digest.get(digest)
                if text is not None:
                    found[text] = row
        return found

    def add(self, texts: Sequence[str], vectors: Vectors) -> Vectors:
        """Keep a batch, whole or not at all.

        Args:
            texts: What was embedded.
            vectors: A row for each.

        Returns:
            The rows as `load` will return them, so that a text has one vector ever after.
        """
        kept = vectors.astype(np.float16)
        self._batches.mkdir(parents=True, exist_ok=True)
        taken = [int(path.stem) for path in self._paths()]
        arriving = self._batches / f".{os.getpid()}"
        digests = np.frombuffer(b"".join(map(_digest, texts)), np.uint8).reshape(-1, _DIGEST)
        with arriving.open("wb") as file:
            np.savez(file, digests=digests, vectors=kept)
        arriving.replace(self._batches / f"{max(taken, default=0) + 1:06}.npz")
        return kept

    def prune(self, used: Sequence[str]) -> None:
        """Drop what no index will want: of other models, and where there is far too much.

        Args:
            used: What the new generation holds; its vectors stay.
        """
        for path in self._folder.glob("*"):
            if path.is_dir() and path != self._batches:
                shutil.rmtree(path, ignore_errors=True)
        for left in self._batches.glob(".*"):
            left.unlink(missing_ok=True)
        old = self._paths()
        most = max(_FEWEST, _SPARE * len(used))
        if sum(len(digests) for digests, _ in self._read()) <= most:
            return
        kept = self.load(used)
        if kept:
            self.add(list(kept), np.stack(list(kept.values())))
        for path in old:
            path.unlink(missing_ok=True)

    def _paths(self) -> list[Path]:
        return sorted(path for path in self._batches.glob("*.npz") if path.stem.isdigit())

    def _read(self) -> Iterator[tuple[list[bytes], Vectors]]:
        """Each batch that is whole: digests, and as many rows."""
        for path in self._paths():
            try:
                with np.load(path, allow_pickle=False) as stored:
                    digests, vectors = stored["digests"], stored["vectors"]
                whole = digests.shape[1:] == (_DIGEST,) and digests.dtype == np.uint8
                if not whole or vectors.dtype != np.float16 or len(digests) != len(vectors):
                    continue
            except _DAMAGED:
                continue  # cut short or altered: computed again
            yield [row.tobytes() for row in digests], vectors


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
