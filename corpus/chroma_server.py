"""A Chroma server, asked over HTTP; only the calls that an index needs.

Not through Chroma's own client: that waits without limit, goes through whatever proxy the
environment names, reads a stray `.env`, and takes two seconds and a hundred megabytes to import.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import numpy as np

from corpus.chroma_http import ChromaHttp
from corpus.errors import IndexDamaged
from corpus.index import Vectors

__all__ = ["ChromaServer", "Collection"]

_COLLECTIONS = "/api/v2/tenants/default_tenant/databases/default_database/collections"
_PAGE = 500
"""Collections that are listed at a time."""
_PAGES = 40
"""A server that lists more than so many pages has no end."""
_LONGER = 12
"""How many times as long as others a request for files may take: its answer has some megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A collection as the server lists it."""

    id: str
    name: str
    metadata: Mapping[str, Any]


class ChromaServer:
    """One server, asked from any number of threads; every failure is an error that names it.

    Every method that asks raises IndexDamaged where the server cannot be asked, refuses, or does not
    know the collection any more.
    """

    def __init__(
        self,
        url: str,
        key: str = "",
        *,
        patience: float = 5.0,
        on_failure: Callable[[], object] = lambda: None,
    ) -> None:
        """Prepare to ask; nothing is sent yet.

        Args:
            url: Of the server or the proxy in front of it, with or without a path.
            key: Sent as a bearer token, if there is one.
            patience: Seconds that one request may take, the whole answer included.
            on_failure: Called whenever the server did not do what it was asked.

        Raises:
            PlansError: The address is not one of a server.
        """
        self._http = ChromaHttp(url, key, patience, on_failure)
        self.url = self._http.url

    def collections(self) -> dict[str, Collection]:
        """Return all collections by name."""
        found: dict[str, Collection] = {}
        for _ in range(_PAGES):
            known = len(found)
            page = self._http.ask(
                "GET",
                f"{_COLLECTIONS}?limit={_PAGE}&offset={known}",
                read_only=True,
                understood=lambda said: [_collection(one) for one in said],
            )
            found |= {one.name: one for one in page}
            if len(page) < _PAGE:
                return found
            if len(found) == known:
                break
        raise IndexDamaged(f"{self.url}: the Chroma server's list of collections has no end")

    def create(self, name: str, metadata: Mapping[str, Any], hnsw: Mapping[str, Any]) -> Collection:
        """Make an empty collection; of several that make the same name only one succeeds.

        Raises:
            IndexLocked: There is one with this name.
        """
        wanted = {
            "name": name,
            "metadata": dict(metadata),
            "configuration": {"hnsw": dict(hnsw)},
        }
        return self._http.ask("POST", _COLLECTIONS, wanted, understood=_collection)

    def delete(self, name: str) -> None:
        """Remove a collection with all its records, if there is one."""
        path = f"{_COLLECTIONS}/{quote(name)}"
        self._http.ask("DELETE", path, absent={}, understood=lambda _: None)

    def count(self, collection: Collection) -> int:
        """Return how many records a collection holds."""
        return self._http.ask("GET", _at(collection, "count"), read_only=True, understood=int)

    def largest_batch(self) -> int:
        """Return how many records the server takes at a time."""
        return self._http.ask(
            "GET",
            "/api/v2/pre-flight-checks",
            read_only=True,
            understood=lambda said: max(1, int(said["max_batch_size"])),
        )

    def add(
        self,
        collection: Collection,
        ids: Sequence[str],
        vectors: Vectors,
        metadatas: Sequence[Mapping[str, Any]],
    ) -> None:
        """Add records; all of them or, where this fails, none."""
        rows = np.asarray(vectors, dtype="<f4")
        records = {
            "ids": list(ids),
            "embeddings": [base64.b64encode(row.tobytes()).decode() for row in rows],
            "metadatas": [dict(metadata) for metadata in metadatas],
        }
        self._http.ask("POST", _at(collection, "add"), records, understood=lambda _: None)

    def metadata(self, collection: Collection, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """Return the metadata of records by id; of those that are there."""
        return self._records(collection, ids, "metadatas", patience=_LONGER)

    def vectors(self, collection: Collection, ids: Sequence[str]) -> dict[str, list[float]]:
        """Return the vectors of records by id; of those that are there."""
        return self._records(collection, ids, "embeddings")

    def nearest(
        self, collection: Collection, vector: Vectors, top_k: int, where: Mapping[str, Any] | None
    ) -> list[tuple[str, float]]:
        """Return ids and distances of the nearest records, the nearest first."""
        wanted: dict[str, Any] = {
            "query_embeddings": [vector.tolist()],
            "n_results": top_k,
            "include": ["distances"],
        }
        if where:
            wanted["where"] = where
        return self._http.ask(
            "POST",
            _at(collection, "query"),
            wanted,
            read_only=True,
            understood=lambda said: [
                (str(name), float(distance))
                for name, distance in zip(said["ids"][0], said["distances"][0], strict=True)
            ],
        )

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def _records(
        self, collection: Collection, ids: Sequence[str], what: str, patience: float = 1
    ) -> dict[str, Any]:
        return self._http.ask(
            "POST",
            _at(collection, "get"),
            {"ids": list(ids), "include": [what]},
            read_only=True,
            understood=lambda said: dict(zip(said["ids"], said[what], strict=True)),
            patience=patience,
        )


def _at(collection: Collection, what: str) -> str:
    return f"{_COLLECTIONS}/{collection.id}/{what}"


def _collection(said: Any) -> Collection:
    metadata = said["metadata"] or {}
    if not (isinstance(said["name"], str) and isinstance(metadata, dict)):
        raise TypeError("a collection has a name and metadata")
    return Collection(id=str(said["id"]), name=said["name"], metadata=metadata)
