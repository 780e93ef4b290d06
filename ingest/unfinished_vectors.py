"""Vectors of a run that has not finished, so that the next one does not compute them again."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.embeddings import EmbeddingModel
from corpus.index import Vectors

__all__ = ["UnfinishedVectors"]


class UnfinishedVectors:
    """A folder of batches, each with the SHA-256 of its texts; gone once a run has finished."""

    def __init__(self, folder: Path, model: EmbeddingModel) -> None:
        self._folder = folder
        self._of_model = folder / model.sha256[:16]

    def load(self, wanted: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of those texts that an earlier run computed."""
        by_digest = {_digest(text): text for text in wanted} if self._of_model.is_dir() else {}
        found: dict[str, Vectors] = {}
        for path in sorted(self._of_model.glob("*.npz")):
            try:
                with np.load(path, allow_pickle=False) as stored:
                    pairs = zip(stored["digests"], stored["vectors"], strict=True)
                    rows = {bytes(digest): row for digest, row in pairs}
            except (OSError, ValueError, KeyError, zipfile.BadZipFile):
                continue  # cut short: computed again
            found |= {by_digest[digest]: row for digest, row in rows.items() if digest in by_digest}
        return found

    def add(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Keep a batch, whole or not at all."""
        self._of_model.mkdir(parents=True, exist_ok=True)
        number = len(list(self._of_model.glob("*.npz")))
        arriving = self._of_model / f".{os.getpid()}"
        digests = np.array([np.frombuffer(_digest(text), dtype=np.uint8) for text in texts])
        with arriving.open("wb") as file:
            np.savez(file, digests=digests, vectors=vectors)
        arriving.replace(self._of_model / f"{number:06}.npz")

    def clear(self) -> None:
        """Forget everything: it stands in a generation now."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
