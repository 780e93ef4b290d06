"""Generations on a Chroma server, followed by any number of replicas that keep nothing of their own.

A thread looks every two seconds whether another generation is current, brings its files here, and
sees that the server still finds what it should. Questions ask no more than what the thread has seen.
"""

import fcntl
import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

from corpus.admission import Admission
from corpus.chroma_files import pull_files
from corpus.chroma_folder import remove
from corpus.chroma_index import ServerIndex
from corpus.chroma_published import Published, newest
from corpus.chroma_server import ChromaServer, Collection
from corpus.chroma_writer import manifest_digest, read_canaries
from corpus.errors import IndexDamaged, IndexError_, IndexMissing
from corpus.generation import Generation
from corpus.index import Vectors
from corpus.manifest import read_manifest

__all__ = ["ServerSource"]

_EVERY = 2.0
"""Seconds between two looks."""
_REST = 5
"""Looks that are let pass before a generation that could not be had is tried again."""
_NOTHING = "no index was published yet; run `python -m ingest` with the same PLANS_CHROMA_URL"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What the last look saw; replaced as a whole, so that any thread may read it."""

    published: Published | None = None
    """The generation whose files are here."""
    collections: Mapping[str, Collection]
    """By name."""
    problem: IndexError_ | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failed:
    """A generation that could not be had."""

    published: Published
    error: IndexError_
    looks: int = _REST
    """That are let pass before it is tried again."""


class ServerSource:
    """Follows the generation that a Chroma server says is current."""

    with_vectors = False

    def __init__(self, url: str, key: str, data: Path, *, every: float = _EVERY) -> None:
        """Begin to follow; the first look is taken in the background.

        Args:
            url: Of the server or the proxy in front of it.
            key: Sent as a bearer token, if it is not empty.
            data: The data folder of this replica; files go into `pulled` there.
            every: Seconds between two looks.

        Raises:
            PlansError: The address is not one of a server.
        """
        self._folder = data / "pulled"
        self._every = every
        self._wake = threading.Event()
        self._looks = ChromaServer(url, key)
        # A question that is not answered makes the thread look at once, whatever the reason.
        self._asks = ChromaServer(url, key, on_failure=self._wake.set)
        self._seen = _Seen(collections={})
        self._index: ServerIndex | None = None
        self._canaries: Iterator[tuple[int, Vectors]] = iter(())
        self._failed: _Failed | None = None
        self._looked = threading.Event()
        self._closed = False
        self._thread = threading.Thread(target=self._follow, name="chroma", daemon=True)
        self._thread.start()

    def stamp(self) -> str | None:
        """Return the name of the generation whose files are here; None if there is none yet."""
        published = self._seen.published
        return published.name if published else None

    def current(self) -> Path:
        """Return the folder with the files of the current generation; waits for the first look.

        Raises:
            IndexMissing: Nothing has been published yet.
            IndexDamaged: The server cannot be asked, or the files cannot be had.
        """
        self._looked.wait()
        seen = self._seen
        if seen.published is not None:
            return self._folder / seen.published.name
        problem = seen.problem or IndexMissing(f"{self._looks.url}: {_NOTHING}")
        raise type(problem)(str(problem))  # a new one: several threads may raise it

    def check(self, generation: Generation) -> None:
        """See that the server was there at the last look, with the passages of a generation.

        Raises:
            IndexDamaged: It was not.
        """
        seen = self._seen
        if seen.problem is not None:
            raise IndexDamaged(str(seen.problem))
        self._passages(seen.collections, generation.folder.name)

    def store(self, generation: Generation) -> ServerIndex:
        """Return the server's search over the passages of a generation, after trying it.

        Raises:
            IndexDamaged: The server cannot be asked, or does not hold this generation.
        """
        seen = self._seen
        folder = generation.folder
        passages = self._passages(seen.collections, folder.name)
        return _open(self._asks, passages, folder, Admission(generation.passages))

    def close(self) -> None:
        """Stop following and close all connections."""
        self._closed = True
        self._wake.set()
        self._thread.join()
        self._looks.close()
        self._asks.close()

    def _follow(self) -> None:
        while not self._closed:
            before, seen = self._seen, self._look()
            self._seen = seen
            self._looked.set()
            if seen.problem and str(seen.problem) != str(before.problem):
                _LOG.error("nothing is answered: %s", seen.problem)
            if before.problem and not seen.problem:
                _LOG.warning("the Chroma server is back, questions are answered again")
            self._wake.wait(self._every)
            self._wake.clear()

    def _look(self) -> _Seen:
        """See what is current now, have its files, and try whether its passages are found."""
        seen = self._seen
        try:
            seen = replace(seen, collections=self._looks.collections(), problem=None)
            published = newest(seen.collections)
            if published is None:
                raise IndexMissing(f"{self._looks.url}: {_NOTHING}")
            if published != seen.published:
                seen = self._bring(seen, published)
            if self._index is not None and (canary := next(self._canaries, None)):
                self._index.find(*canary)
            return seen
        except IndexError_ as error:
            return replace(seen, problem=error)
        except Exception as error:  # the thread must go on, or nothing would be noticed any more
            _LOG.exception("looking at the Chroma server failed")
            return replace(seen, problem=IndexDamaged(f"{self._looks.url}: {error!r}"))

    def _bring(self, seen: _Seen, published: Published) -> _Seen:
        """Have the files of another generation; where that fails the one before serves on."""
        failed = self._failed
        if failed and failed.published == published and failed.looks:
            self._failed = replace(failed, looks=failed.looks - 1)
            return replace(seen, problem=None if seen.published else failed.error)
        try:
            with self._pulling():
                pieces = self._pieces(seen.collections, published)
                folder = pull_files(self._looks, pieces, published, self._folder)
                self._remove_old({published, seen.published})
            index = _open(self._looks, self._passages(seen.collections, published.name), folder)
            self._canaries = cycle(read_canaries(folder))
        except (OSError, IndexError_) as error:
            problem = error if isinstance(error, IndexError_) else IndexDamaged(str(error))
            self._failed = _Failed(published=published, error=problem)
            _LOG.warning("the index %s cannot be had: %s", published.name, error)
            return replace(seen, problem=None if seen.published else problem)
        self._failed, self._index = None, index
        return replace(seen, published=published)

    def _passages(self, collections: Mapping[str, Collection], name: str) -> Collection:
        return self._there(collections, f"plans-{name}-passages")

    def _pieces(self, collections: Mapping[str, Collection], published: Published) -> Collection:
        return self._there(collections, published.pieces)

    def _there(self, collections: Mapping[str, Collection], name: str) -> Collection:
        if name in collections:
            return collections[name]
        raise IndexDamaged(
            f"{self._looks.url}: the Chroma server has lost {name}; run `python -m ingest` with the "
            "same PLANS_CHROMA_URL to publish the index again"
        )

    def _remove_old(self, kept: set[Published | None]) -> None:
        names = {published.name for published in kept if published}
        for folder in self._folder.iterdir():
            if folder.is_dir() and not folder.is_symlink() and folder.name not in names:
                remove(self._folder, folder)

    @contextmanager
    def _pulling(self) -> Iterator[None]:
        """One process at a time, where several share a data folder."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _open(
    server: ChromaServer, collection: Collection, folder: Path, admission: Admission | None = None
) -> ServerIndex:
    """Open the passages whose files lie in a folder, and see that some of them are found."""
    try:
        manifest = read_manifest(folder)
        canaries = read_canaries(folder)
        digest = manifest_digest(folder)
    except (OSError, ValueError, KeyError) as error:
        raise IndexDamaged(f"{folder}: cannot be read ({error}); delete the folder") from None
    index = ServerIndex(
        server, collection, manifest=digest, passages=manifest.passages, admission=admission
    )
    for position, vector in canaries:
        index.find(position, vector)
    return index
