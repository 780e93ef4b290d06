"""Publish generations to a Chroma server: written whole beside the current one, then one step."""

import hashlib
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np

from corpus.chroma_files import list_files, push_files
from corpus.chroma_index import ServerIndex, write_passages
from corpus.chroma_published import Published, newest, obsolete, published_by
from corpus.chroma_server import ChromaServer, Collection
from corpus.errors import IndexDamaged, IndexLocked
from corpus.generation import Generation
from corpus.index import Vectors

__all__ = ["CANARIES", "ServerWriter", "manifest_digest", "read_canaries"]

CANARIES = "canaries.npz"
"""The file of some passages with their vectors, by which a replica sees that the server has them."""
_CANARIES = 16
_PATIENCE = 300.0
"""Seconds: a large batch, or the first search of a new collection, takes the server a while."""
_OTHER = (
    "another machine has published an index while this one was made; nothing was changed on the "
    "server; let only one machine run `python -m ingest`, then run it again"
)


class ServerWriter:
    """Writes to one server; the lock of the data folder lets in one writer of this machine.

    A writer of another machine is noticed when a generation is made current: each takes the next
    number after the one that it began from, and a number can be taken only once.
    """

    def __init__(self, url: str, key: str, folder: Path) -> None:
        """Note which generation is current and clear what an interrupted run of this folder left.

        Args:
            url: Of the server.
            key: For the proxy in front of it.
            folder: Of the index in this machine's data folder; its lock is held.

        Raises:
            PlansError: The address is not one of a server.
            IndexDamaged: The server cannot be asked.
        """
        self._server = ChromaServer(url, key, patience=_PATIENCE)
        self._about = {"writer": _writer(folder)}
        collections = self._server.collections()
        self._before = newest(collections)
        for name in self._unfinished(collections):
            self._server.delete(name)

    def serves(self, generation: Generation) -> bool:
        """Whether this generation of the data folder is the server's current one, and whole there.

        Raises:
            IndexDamaged: The server cannot be asked.
        """
        current = self._before
        if current is None or current.manifest != manifest_digest(generation.folder):
            return False
        collections = self._server.collections()
        if current.passages not in collections or current.pieces not in collections:
            return False
        with suppress(IndexDamaged, OSError, ValueError, KeyError):
            self._check(current, collections[current.passages], generation)
            return True
        return False

    def publish(self, generation: Generation, on_stored: Callable[[int], object]) -> None:
        """Write a generation to the server, check it there, and make it the current one.

        Args:
            generation: Whole, with its vectors.
            on_stored: Told of how many passages each batch held.

        Raises:
            IndexLocked: Another machine published in the meantime.
            IndexDamaged: The server cannot be asked, or does not hold what was written.
        """
        positions = _canaries(generation.vectors)
        np.savez(
            generation.folder / CANARIES,
            positions=positions,
            vectors=np.asarray(generation.vectors[positions]),
        )
        listed = list_files(generation.folder)
        published = Published(
            number=self._before.number + 1 if self._before else 1,
            manifest=manifest_digest(generation.folder),
            files=listed.sha256,
            files_size=len(listed.as_json()),
            when=int(time.time()),
        )
        try:
            for stored in write_passages(
                self._server, published, generation.passages, generation.vectors, self._about
            ):
                on_stored(stored)
        except IndexLocked:  # the very same generation, made elsewhere in the same second
            raise IndexLocked(f"{self._server.url}: {_OTHER}") from None
        collection = self._server.collections().get(published.passages)
        if collection is None:
            raise IndexLocked(f"{self._server.url}: {_OTHER}")
        self._check(published, collection, generation)
        push_files(self._server, published, generation.folder, listed, self._about)
        self._make_current(published)

    def drop_old(self) -> None:
        """Drop what no reader needs any more.

        Raises:
            IndexDamaged: The server cannot be asked.
        """
        for name in obsolete(self._server.collections(), time.time()):
            self._server.delete(name)

    def close(self) -> None:
        """Close all connections."""
        self._server.close()

    def _make_current(self, published: Published) -> None:
        """The one step; fails where the number is taken, or a higher one."""
        found = newest(self._server.collections())
        if (found.number if found else 0) >= published.number:
            raise IndexLocked(f"{self._server.url}: {_OTHER}")
        try:
            self._server.create(published.pointer, published.metadata(), {"space": "l2"})
        except IndexLocked:
            raise IndexLocked(f"{self._server.url}: {_OTHER}") from None
        self._before = published

    def _check(self, published: Published, collection: Collection, generation: Generation) -> None:
        """Hold what the server finds against the vectors."""
        index = ServerIndex(
            self._server,
            collection,
            manifest=published.manifest,
            passages=len(generation.passages),
        )
        for position, vector in read_canaries(generation.folder):
            index.find(position, vector)

    def _unfinished(self, collections: dict[str, Collection]) -> list[str]:
        """What this data folder's earlier runs wrote and did not make current."""
        current = {name for one in published_by(collections) for name in (one.passages, one.pieces)}
        return [
            name
            for name, collection in collections.items()
            if collection.metadata.get("writer") == self._about["writer"] and name not in current
        ]


def manifest_digest(folder: Path) -> str:
    """SHA-256 of a generation's manifest, which names everything in it.

    Raises:
        OSError: It cannot be read.
    """
    return hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()


def read_canaries(folder: Path) -> list[tuple[int, Vectors]]:
    """Return some passages of a generation, by position, each with its vector.

    Raises:
        OSError, ValueError, KeyError: The file that holds them is lost or damaged.
    """
    with np.load(folder / CANARIES) as stored:
        return list(zip(stored["positions"].tolist(), stored["vectors"], strict=True))


def _canaries(vectors: Vectors) -> Vectors:
    """Positions of some passages that no other has the same vector as."""
    step = max(1, len(vectors) // _CANARIES)
    chosen = [
        place
        for place in range(0, len(vectors), step)
        if np.count_nonzero(np.vecdot(vectors, vectors[place]) > 1 - 1e-4) == 1
    ]
    return np.array(chosen, dtype=np.int64)


def _writer(folder: Path) -> str:
    """Names this data folder, for as long as it exists."""
    path = folder / "writer"
    if not path.is_file():
        path.write_text(uuid.uuid4().hex, "utf-8")
    return path.read_text("utf-8")
