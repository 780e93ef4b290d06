"""The passages of one generation on a Chroma server: written once, then only searched."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from corpus.admission import Admission, Positions
from corpus.chroma import HNSW, where_of
from corpus.chroma_published import Published
from corpus.chroma_server import ChromaServer, Collection
from corpus.documents import Passage
from corpus.errors import IndexDamaged
from corpus.index import Filter, Found, Vectors
from corpus.records import metadata_of

__all__ = ["ServerIndex", "write_passages"]

_BATCH = 1000
"""Some megabytes a request; a server takes 40 unless its operator says otherwise."""
_PAGE = 500
"""Vectors that are read back at a time."""
_BROAD = 0.4
"""Share of the passages from which on a filter is applied here."""
_SPARE, _SPARE_FEW = 1.4, 10
"""How many more are asked for than would be admitted on average."""
_REMEDY = "run `python -m ingest` to publish the index again"


def write_passages(
    server: ChromaServer,
    published: Published,
    passages: Sequence[Passage],
    vectors: Vectors,
    about: dict[str, str],
) -> Iterable[int]:
    """Make the collection of a generation's passages; yields how many each batch held.

    A record is called by the position of its passage, so that no reader needs a table of names. It
    has no text: replicas have that in files, and the server would take long to index its letters.

    Args:
        server: Where.
        published: The generation.
        passages: All of it, in order.
        vectors: A row for each of them.
        about: What the collection says of itself besides.

    Raises:
        IndexLocked: There is one of this name already.
        IndexDamaged: The server cannot be asked.
    """
    collection = server.create(published.passages, {"manifest": published.manifest} | about, HNSW)
    batch = min(_BATCH, server.largest_batch())
    for first in range(0, len(passages), batch):
        chosen = passages[first : first + batch]
        server.add(
            collection,
            [str(first + place) for place in range(len(chosen))],
            vectors[first : first + batch],
            [_record(passage) for passage in chosen],
        )
        yield len(chosen)


def _record(passage: Passage) -> dict[str, Any]:
    """The server refuses what Chroma's own client would leave out: nothing, and lists of nothing."""
    record = metadata_of(passage) | {"passage": passage.id}
    return {name: value for name, value in record.items() if value is not None and value != []}


class ServerIndex:
    """Nearest passages by cosine, asked of the server; safe to share between threads."""

    def __init__(
        self,
        server: ChromaServer,
        collection: Collection,
        *,
        manifest: str,
        passages: int,
        admission: Admission | None = None,
    ) -> None:
        """Open a collection that `write_passages` made.

        Args:
            server: Where it is.
            collection: The passages.
            manifest: SHA-256 of the manifest of the generation they must belong to.
            passages: How many there must be.
            admission: Of them; without it every filter is left to the server.

        Raises:
            IndexDamaged: They are another generation's or not all there, or the server cannot be
                asked.
        """
        self._server = server
        self._collection = collection
        self._passages = passages
        self._admission = admission
        if collection.metadata.get("manifest") != manifest:
            raise IndexDamaged(
                f"{server.url}: the collection {collection.name} holds the passages of another "
                "generation"
            )
        held = self.count()
        if held != passages:
            raise IndexDamaged(
                f"{server.url}: the collection {collection.name} holds {held} of {passages} passages"
            )

    def search(self, vector: Vectors, *, top_k: int, within: Filter | None = None) -> list[Found]:
        """Return the `top_k` nearest passages by cosine, best first.

        Raises:
            IndexDamaged: The server cannot be asked, answers with less than it holds, or knows a
                passage that the index does not.
        """
        nothing = within and frozenset() in (within.documents, within.plans, within.years)
        if nothing or top_k < 1:
            return []
        where = where_of(within)
        if within is None or where is None:
            return self._nearest(vector, top_k)
        if self._admission is None:
            return self._ask(vector, top_k, where)
        admitted = self._admission.positions(within)
        wanted = min(top_k, len(admitted))
        found = self._nearest_of(admitted, vector, wanted)
        if len(found) < wanted:
            found = self._ask(vector, wanted, where)
        if wanted and not found:
            raise IndexDamaged(f"{self._server.url}: the Chroma server finds nothing; {_REMEDY}")
        return found

    def _nearest(self, vector: Vectors, top_k: int) -> list[Found]:
        """Of all passages."""
        wanted = min(top_k, self._passages)
        found = self._ask(vector, wanted, None)
        if len(found) < wanted:
            raise IndexDamaged(
                f"{self._server.url}: the Chroma server finds {len(found)} of {wanted} passages, "
                f"so it has lost vectors; {_REMEDY}"
            )
        return found

    def _nearest_of(self, admitted: Positions, vector: Vectors, wanted: int) -> list[Found]:
        """Where most passages are admitted, of all passages those; a few, or none, elsewhere.

        The server's own filter takes the longer the more it admits.
        """
        share = len(admitted) / max(1, self._passages)
        if share < _BROAD:
            return []
        found = self._nearest(vector, math.ceil(wanted / share * _SPARE) + _SPARE_FEW)
        inside = np.isin([one.position for one in found], admitted).tolist()
        return [one for one, is_in in zip(found, inside, strict=True) if is_in][:wanted]

    def _ask(self, vector: Vectors, top_k: int, where: dict[str, Any] | None) -> list[Found]:
        nearest = self._server.nearest(self._collection, vector, top_k, where)
        return [self._found(name, distance) for name, distance in nearest]

    def vectors_of(self, positions: Sequence[int]) -> Vectors:
        """Return the vectors of some passages, a row each, float32, in the order asked for.

        Raises:
            IndexDamaged: The server cannot be asked or does not have them.
        """
        rows: dict[str, list[float]] = {}
        names = [str(int(position)) for position in positions]
        for first in range(0, len(names), _PAGE):
            rows |= self._server.vectors(self._collection, names[first : first + _PAGE])
        lost = [name for name in names if name not in rows]
        if lost:
            raise IndexDamaged(
                f"{self._server.url}: the Chroma server has lost the vector of passage {lost[0]}"
            )
        return np.array([rows[name] for name in names], dtype=np.float32)

    def count(self) -> int:
        """Return how many passages the server holds.

        Raises:
            IndexDamaged: The server cannot be asked.
        """
        return self._server.count(self._collection)

    def find(self, position: int, vector: Vectors) -> None:
        """See that a passage is found by its own vector.

        Args:
            position: Of a passage that no other has the same vector as.
            vector: That vector.

        Raises:
            IndexDamaged: It is not, or the server cannot be asked.
        """
        found = self.search(vector, top_k=1)
        if not found or found[0].position != position or abs(found[0].score - 1) > 1e-3:
            raise IndexDamaged(
                f"{self._server.url}: the Chroma server does not find passage {position} by its "
                "own vector; run `python -m ingest` to publish the index again"
            )

    def _found(self, name: str, distance: float) -> Found:
        position = int(name) if name.isdecimal() else self._passages
        if position >= self._passages or not math.isfinite(distance):
            raise IndexDamaged(
                f"{self._server.url}: the Chroma server finds {name!r}, which the index does not hold"
            )
        return Found(position, 1.0 - distance)
