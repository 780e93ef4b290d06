"""The vector store in a folder: Chroma, spoken to through LangChain. The only file to import either.

A generation's store is written once, then only read. Chroma makes an empty store where a file is
missing, so presence is checked before it is opened, and positions are checked after.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.documents import Passage
from corpus.errors import IndexDamaged
from corpus.index import Filter, Found, Vectors
from corpus.records import metadata_of

__all__ = ["HNSW", "ChromaIndex", "where_of", "write_chroma"]

_COLLECTION = "passages"
HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 32}
"""Wide enough that small indexes are searched exactly and the same index answers the same."""
_BATCH = 2000
"""Chroma refuses more than 5,461 at a time."""


def write_chroma(
    folder: Path, passages: Sequence[Passage], vectors: Vectors, *, batch: int = _BATCH
) -> Iterable[int]:
    """Write a new store; yields how many passages each batch held, for a progress bar."""
    client = _client(folder)
    try:
        collection = client.create_collection(
            _COLLECTION, embedding_function=None, configuration={"hnsw": dict(HNSW)}
        )
        for first in range(0, len(passages), batch):
            chosen = passages[first : first + batch]
            collection.add(
                ids=[passage.id for passage in chosen],
                embeddings=np.asarray(vectors[first : first + batch], dtype=np.float32),
                documents=[passage.text for passage in chosen],
                metadatas=[metadata_of(passage) for passage in chosen],
            )
            yield len(chosen)
    finally:
        client.close()


class ChromaIndex:
    """Nearest passages by cosine, limited by Chroma's metadata filter."""

    def __init__(self, folder: Path, passages: Sequence[Passage]) -> None:
        """Open a store that `write_chroma` made.

        Raises:
            IndexDamaged: A file is missing or empty, or the store does not hold these passages.
        """
        database = folder / "chroma.sqlite3"
        if not database.is_file() or database.stat().st_size == 0:
            raise IndexDamaged(f"{database}: is missing or empty")
        self._positions = {passage.id: place for place, passage in enumerate(passages)}
        from langchain_chroma import Chroma

        try:
            self._client = _client(folder)
            self._store = Chroma(
                client=self._client,
                collection_name=_COLLECTION,
                create_collection_if_not_exists=False,
            )
            held = self.count()
        except Exception as error:  # Chroma raises many kinds, none of them documented
            raise IndexDamaged(f"{folder}: the vector store cannot be opened: {error}") from error
        if held != len(passages):
            raise IndexDamaged(
                f"{folder}: the vector store holds {held} of {len(passages)} passages"
            )

    def search(self, vector: Vectors, *, top_k: int, within: Filter | None = None) -> list[Found]:
        """Return the `top_k` nearest passages by cosine, best first.

        Raises:
            IndexDamaged: The store fails, or knows a passage that the index does not.
        """
        nothing = within and frozenset() in (within.documents, within.plans, within.years)
        if nothing or top_k < 1:
            return []
        try:
            found = self._store.similarity_search_by_vector_with_relevance_scores(
                vector.tolist(), k=top_k, filter=where_of(within)
            )
            return [Found(self._positions[str(hit.id)], 1.0 - distance) for hit, distance in found]
        except Exception as error:
            raise IndexDamaged(f"the vector store cannot be searched: {error}") from error

    def count(self) -> int:
        """Return how many passages the store holds."""
        return int(self._client.get_collection(_COLLECTION, embedding_function=None).count())

    def as_langchain(self, embedder: Any) -> Any:
        """Return the store as a LangChain `VectorStore` that embeds queries with `embedder`."""
        from langchain_chroma import Chroma

        return Chroma(
            client=self._client,
            collection_name=_COLLECTION,
            embedding_function=embedder,
            create_collection_if_not_exists=False,
        )

    def close(self) -> None:
        """Let go of the store's files."""
        self._client.close()


def _client(folder: Path) -> Any:
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import chromadb
    from chromadb.config import Settings

    # Said here so that neither the environment nor a stray .env can point it at another machine.
    settings = Settings(
        _env_file=None,
        anonymized_telemetry=False,
        is_persistent=True,
        chroma_api_impl="chromadb.api.rust.RustBindingsAPI",
        chroma_server_host=None,
        chroma_server_http_port=None,
        chroma_otel_collection_endpoint="",
    )
    return chromadb.PersistentClient(path=str(folder), settings=settings)


def where_of(within: Filter | None) -> dict[str, Any] | None:
    """Return a filter as Chroma writes it; None where it limits nothing."""
    clauses: list[dict[str, Any]] = []
    if within and within.documents is not None:
        clauses.append({"document": {"$in": sorted(within.documents)}})
    for name, wanted in (
        ("plans", within.plans if within else None),
        ("years", within.years if within else None),
    ):
        if wanted is not None:
            one_of: list[dict[str, Any]] = [
                {name: {"$contains": value}} for value in sorted(wanted)
            ]
            clauses.append(one_of[0] if len(one_of) == 1 else {"$or": one_of})
    if len(clauses) > 1:
        return {"$and": clauses}
    return clauses[0] if clauses else None
