"""Which generation a Chroma server says is the current one, and what its collections are called.

A generation is two collections: its passages and its files. The one that serves is named by a third
one, which holds nothing: `plans-serves-000008` says in its metadata which generation that is, and
the highest number counts. Making it is the one step in which a generation becomes current, and since
a name can be made only once, of two writers who began from the same generation only one succeeds.
"""

import re
from collections.abc import Collection as Names
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.chroma_server import Collection
from corpus.errors import IndexDamaged

__all__ = ["Published", "newest", "obsolete", "published_by"]

_SERVES = re.compile(r"plans-serves-([0-9]{6,12})")
_PART = re.compile(r"plans-([0-9]{6,12}-[0-9a-f]{12})-(?:passages|files)")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LONGEST_LIST = 64 * 2**20
"""Bytes; a file takes a hundred or so."""
_GRACE = 120
"""Seconds that a generation stays after it was replaced twice: a replica may still serve it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A generation on the server."""

    number: int
    manifest: str
    """SHA-256 of its manifest, and so of everything in it."""
    files: str
    """SHA-256 of the list of its files."""
    files_size: int
    """Of that list, in bytes."""
    when: int
    """Seconds since 1970, by the clock of whoever published it."""

    @property
    def name(self) -> str:
        """Does not clash with one of another writer who counts from the same number."""
        return f"{self.number:06}-{self.manifest[:12]}"

    @property
    def pointer(self) -> str:
        """Name of the collection that makes it current."""
        return f"plans-serves-{self.number:06}"

    @property
    def passages(self) -> str:
        """Name of the collection of its passages."""
        return f"plans-{self.name}-passages"

    @property
    def pieces(self) -> str:
        """Name of the collection of its files."""
        return f"plans-{self.name}-files"

    def metadata(self) -> dict[str, str | int]:
        """What the pointer says; `published_by` reads it."""
        return {
            "manifest": self.manifest,
            "files": self.files,
            "files_size": self.files_size,
            "when": self.when,
        }


def published_by(collections: Mapping[str, Collection]) -> list[Published]:
    """Return all that were ever made current and are not yet dropped, the newest first.

    Raises:
        IndexDamaged: What the server says of one is not what a writer says. Folders are called by
            it, so nothing else may come of it.
    """
    found = []
    for name, collection in collections.items():
        pointer = _SERVES.fullmatch(name)
        if pointer:
            found.append(_published(int(pointer[1]), collection))
    return sorted(found, key=lambda published: -published.number)


def _published(number: int, collection: Collection) -> Published:
    said = collection.metadata
    digests = [str(said.get(name, "")) for name in ("manifest", "files")]
    size, when = said.get("files_size"), said.get("when", 0)
    if (
        not all(_DIGEST.fullmatch(digest) for digest in digests)
        or not (isinstance(size, int) and 0 <= size <= _LONGEST_LIST)
        or not isinstance(when, int)
    ):
        raise IndexDamaged(
            f"the Chroma server says of {collection.name} what no `python -m ingest` says; delete "
            "that collection there and run `python -m ingest` to publish the index again"
        )
    manifest, files = digests
    return Published(number=number, manifest=manifest, files=files, files_size=size, when=when)


def newest(collections: Mapping[str, Collection]) -> Published | None:
    """Return the generation that serves, if there is one."""
    return next(iter(published_by(collections)), None)


def obsolete(collections: Mapping[str, Collection], now: float) -> list[str]:
    """Return the names of all collections that no reader needs, in the order to drop them.

    The current generation and the one before stay, and older ones for a while. What other
    interrupted or refused writers left under numbers that are taken goes.
    """
    published = published_by(collections)
    if not published:
        return []
    kept = [
        one
        for place, one in enumerate(published)
        if place < 2 or now - published[place - 1].when < _GRACE
    ]
    names = {name for one in kept for name in (one.pointer, one.passages, one.pieces)}
    numbered = sorted(_pointers_last(collections))
    return [
        name for _, number, name in numbered if name not in names and number <= published[0].number
    ]


def _pointers_last(names: Names[str]) -> list[tuple[bool, int, str]]:
    """A pointer goes after what it points at, or nobody would know what else is to be dropped."""
    found = []
    for name in names:
        pointer, part = _SERVES.fullmatch(name), _PART.fullmatch(name)
        if pointer:
            found.append((True, int(pointer[1]), name))
        elif part:
            found.append((False, int(part[1].split("-")[0]), name))
    return found
