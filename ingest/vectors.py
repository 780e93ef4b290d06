"""Vectors of passages and their spans: known ones are taken over, only new ones are computed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

from corpus.documents import Passage
from corpus.embeddings import OnnxEmbeddings
from corpus.generation import Generation
from corpus.index import Vectors
from corpus.lexical import vocabulary_of
from ingest.unfinished_vectors import UnfinishedVectors

__all__ = ["Embedded", "embed_passages"]


_BATCH = 2000
"""Texts whose vectors are put on the disk together; so many are lost at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A row for each passage, for each span of each passage, for each word; and what they cost."""

    vectors: Vectors
    spans: Vectors
    words: Vectors
    computed: int
    reused: int


def embed_passages(
    passages: Sequence[Passage],
    known: Generation | None,
    embedder: OnnxEmbeddings,
    unfinished: UnfinishedVectors,
) -> Embedded:
    """Embed what `known` does not hold yet; texts that are the same have the same vector.

    Args:
        passages: What is embedded, with their spans and words.
        known: A generation whose vectors are taken over.
        embedder: Computes the others.
        unfinished: Keeps what was computed until it stands in a generation.
    """
    vectors: dict[str, Vectors] = {}
    if known is not None:
        for table, texts in (
            (known.vectors, _passage_texts(known.passages)),
            (known.spans, _span_texts(known.passages)),
            (known.words, vocabulary_of(known.passages)),
        ):
            vectors.update(zip(texts, table, strict=True))
    wanted = list(_passage_texts(passages))
    wanted_spans = list(_span_texts(passages))
    wanted_words = vocabulary_of(passages)
    everything = list(dict.fromkeys([*wanted, *wanted_spans, *wanted_words]))
    vectors.update(unfinished.load([text for text in everything if text not in vectors]))
    new = [text for text in everything if text not in vectors]
    if new:
        with tqdm(total=len(new), desc="Embedding", unit=" texts") as bar:
            for first in range(0, len(new), _BATCH):
                batch = new[first : first + _BATCH]
                rows = embedder.encode(batch, on_batch=bar.update)
                unfinished.add(batch, rows)
                vectors.update(zip(batch, rows, strict=True))
    return Embedded(
        vectors=_rows(vectors, wanted, embedder.dimension).astype(np.float32),
        spans=_rows(vectors, wanted_spans, embedder.dimension).astype(np.float16),
        words=_rows(vectors, wanted_words, embedder.dimension).astype(np.float16),
        computed=len(new),
        reused=len(everything) - len(new),
    )


def _rows(vectors: Mapping[str, Vectors], texts: Sequence[str], dimension: int) -> Vectors:
    """A row for each text; a table without rows still has its width."""
    return np.array([vectors[text] for text in texts]).reshape(len(texts), dimension)


def _passage_texts(passages: Sequence[Passage]) -> Iterator[str]:
    return (passage.embedding_text for passage in passages)


def _span_texts(passages: Sequence[Passage]) -> Iterator[str]:
    return (passage.span_text(span) for passage in passages for span in passage.spans)
