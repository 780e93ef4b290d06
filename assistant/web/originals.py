"""The originals that the index was built from, and which of them may be handed out."""

import hashlib
import stat
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from corpus.documents import TextSource
from corpus.generation import DocumentRecord, Generation

__all__ = ["Holdings", "NotServed", "Original"]

CHANGED = (
    "The file of this document has changed since it was read, or is gone, so it cannot be shown "
    "beside quotations of what it said before."
)
ONLY_SUMMARY = "We hold our own summary of this document, not the document itself."
NOT_HELD = "We know of this document, but do not hold its text."
UNKNOWN = "There is no document at this address."


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A file that is, byte for byte, the one that the index was built from."""

    document: str
    path: Path
    sha256: str

    @property
    def suffix(self) -> str:
        """What its name ends with: its format."""
        return self.path.suffix.lower()


class NotServed(Exception):
    """There is no original to hand out; `reason` says why, for people."""

    def __init__(self, reason: str, url: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.url = url
        """Where the publisher has it, where known."""


class Holdings:
    """The index that answers now and the files it was built from; for several threads at once."""

    def __init__(self, generation: Callable[[], Generation], data: Path) -> None:
        """Hold the index and its files.

        Args:
            generation: Returns the index that answers now; raises PlansError without one.
            data: The folder with the originals and the index.
        """
        self.generation = generation
        self.data = data
        self._digests: dict[Path, tuple[tuple[int, int, int], str]] = {}
        self._lock = threading.Lock()

    def original(self, document: str, generation: Generation | None = None) -> Original:
        """Return the original of a document, if it is the file that was read for the index.

        Args:
            document: The id, as somebody wrote it into an address.
            generation: The index that is meant, where it is not the one that answers now.

        Raises:
            NotServed: There is none.
            PlansError: There is no index.
        """
        generation = generation or self.generation()
        known = generation.catalogue.by_id.get(document)
        if known is None:
            raise NotServed(UNKNOWN)
        record = generation.manifest.documents.get(document)
        if record is None:
            raise NotServed(NOT_HELD, known.url)
        if record.source != TextSource.ORIGINAL:
            raise NotServed(ONLY_SUMMARY, known.url)
        path = self._path(record)
        if path is None or self._digest(path) != record.file_sha256:
            raise NotServed(CHANGED, known.url)
        return Original(document=document, path=path, sha256=record.file_sha256)

    def _path(self, record: DocumentRecord) -> Path | None:
        """Return where a file lies; None for a name that leads anywhere but into the folder."""
        name = PurePath(record.file).name
        return self.data / "originals" / name if name and name == record.file else None

    def _digest(self, path: Path) -> str | None:
        """Return a file's SHA-256, worked out again only when the file looks different."""
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                return None
            stamp = (status.st_size, status.st_mtime_ns, status.st_ino)
            with self._lock:
                known = self._digests.get(path)
            if known is not None and known[0] == stamp:
                return known[1]
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except (OSError, ValueError):
            return None
        with self._lock:
            self._digests[path] = (stamp, digest)
        return digest
