"""Vectors of passages and their spans: known ones are taken over, only new ones are computed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

from corpus.documents import Passage
from corpus.embeddings import OnnxEmbeddings
from corpus.index import Vectors
from corpus.lexical import vocabulary_of
from ingest.vector_cache import VectorCache

__all__ = ["Embedded", "embed_passages"]


_BATCH = 2000
"""Texts whose vectors are put on the disk together; so many are lost at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A row for each passage, for each span of each passage, for each word; and what they cost."""

    vectors: Vectors
    spans: Vectors
    words: Vectors
    texts: tuple[str, ...]
    """All that have a row, each once."""
    computed: int
    reused: int


def embed_passages(
    passages: Sequence[Passage], embedder: OnnxEmbeddings, cache: VectorCache
) -> Embedded:
    """Embed what the cache does not hold yet; texts that are the same have the same vector.

    Args:
        passages: What is embedded, with their spans and words.
        embedder: Computes what is new.
        cache: What was computed by earlier runs, whether they finished or not.
    """
    wanted = [passage.embedding_text for passage in passages]
    wanted_spans = list(_span_texts(passages))
    wanted_words = vocabulary_of(passages)
    texts = tuple(dict.fromkeys([*wanted, *wanted_spans, *wanted_words]))
    vectors = cache.load(texts)
    # A row of another width would be of another model, or damaged in a way that went unnoticed.
    vectors = {text: row for text, row in vectors.items() if row.shape == (embedder.dimension,)}
    new = [text for text in texts if text not in vectors]
    if new:
        with tqdm(total=len(new), desc="Embedding", unit=" texts") as bar:
            for first in range(0, len(new), _BATCH):
                batch = new[first : first + _BATCH]
                rows = cache.add(batch, embedder.encode(batch, on_batch=bar.update))
                vectors.update(zip(batch, rows, strict=True))
    return Embedded(
        vectors=_of_length_one(_rows(vectors, wanted, embedder.dimension).astype(np.float32)),
        spans=_rows(vectors, wanted_spans, embedder.dimension),
        words=_rows(vectors, wanted_words, embedder.dimension),
        texts=texts,
        computed=len(new),
        reused=len(texts) - len(new),
    )


def _of_length_one(vectors: Vectors) -> Vectors:
    """Passages are compared by dot product, and sixteen bits have moved their lengths a little."""
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def _rows(vectors: Mapping[str, Vectors], texts: Sequence[str], dimension: int) -> Vectors:
    """A row for each text, float16; a table without rows still has its width."""
    table = np.empty((len(texts), dimension), dtype=np.float16)
    for place, text in enumerate(texts):
        table[place] = vectors[text]
    return table


def _span_texts(passages: Sequence[Passage]) -> Iterator[str]:
    return (passage.span_text(span) for passage in passages for span in passage.spans)
