"""A generation's own files on a Chroma server, so that a replica needs nothing else.

All files in a row are cut into pieces; a piece is a record that holds it as text. What is stored as
a document would be indexed letter by letter, which takes forty times as long; metadata is not.
"""

import base64
import binascii
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.chroma_folder import inside, remove
from corpus.chroma_published import Published
from corpus.chroma_server import ChromaServer, Collection
from corpus.errors import IndexDamaged

__all__ = ["FileList", "list_files", "pull_files", "push_files"]

_PIECE = 192 * 1024
"""Bytes; a third more as text."""
_TOGETHER = 16
"""Pieces that go in one request: four megabytes."""
_LEFT_OUT = ("vectors.npy", "chroma/", "store-checked.json")
"""What only the writing machine has use for."""
_NAME = re.compile(r"(?:(?:layouts|texts|words)/)?[a-z0-9][a-z0-9.-]*\.(?:jsonl?|np[yz]|txt)")
"""What a file of a generation is called; a server that lists another one lies."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_REMEDY = "run `python -m ingest` to publish the index again"


@dataclass(frozen=True, slots=True)
class FileList:
    """The files of a generation, in the order in which they are stored."""

    files: tuple[tuple[str, int, str], ...]
    """Path, size in bytes and SHA-256 of each."""

    def as_json(self) -> bytes:
        """What is stored of it; `read_list` reads it."""
        return json.dumps(self.files, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def sha256(self) -> str:
        """Names the content of all files at once."""
        return hashlib.sha256(self.as_json()).hexdigest()


def list_files(folder: Path) -> FileList:
    """List the files of a generation that a replica needs."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and _NAME.fullmatch(name) and not name.startswith(_LEFT_OUT):
            found.append((name, path.stat().st_size, _digest(path)))
    return FileList(tuple(found))


def push_files(
    server: ChromaServer,
    published: Published,
    folder: Path,
    listed: FileList,
    about: Mapping[str, str],
) -> None:
    """Make the collection of a generation's files.

    Raises:
        IndexLocked: There is one of this name already.
        IndexDamaged: The server cannot be asked, or does not hold all pieces afterwards.
    """
    collection = server.create(
        published.pieces, {"manifest": published.manifest, **about}, {"space": "l2"}
    )
    together = min(_TOGETHER, server.largest_batch())
    count = 0
    for kind, stream in (
        ("list", iter([listed.as_json()])),
        ("piece", _content(folder, listed)),
    ):
        for first, batch in _batches(_cut(stream), together):
            server.add(
                collection,
                [f"{kind}-{first + place}" for place in range(len(batch))],
                np.zeros((len(batch), 1)),
                [{"content": base64.b64encode(piece).decode()} for piece in batch],
            )
            count += len(batch)
    if server.count(collection) != count:
        raise IndexDamaged(f"{server.url}: the Chroma server has not kept all files")


def pull_files(
    server: ChromaServer, collection: Collection, published: Published, pulled: Path
) -> Path:
    """Bring a generation's files into a folder of its name; those that are there already stay.

    Args:
        server: Where they are.
        collection: Of the files.
        published: The generation.
        pulled: The folder of all generations; the new one appears in it whole or not at all, and
            the others lend the files that are the same. Nothing outside it is written or removed.

    Returns:
        The generation's folder.

    Raises:
        IndexDamaged: The server cannot be asked, or a piece is lost, cut or altered.
    """
    folder = inside(pulled, published.name)
    arriving = inside(pulled, f"{published.name}.part")
    pieces = _Pieces(server, collection, "list", published.files_size)
    raw = b"".join(pieces.between(0, published.files_size))
    if hashlib.sha256(raw).hexdigest() != published.files:
        raise IndexDamaged(f"{server.url}: the list of files was altered; {_REMEDY}")
    listed = _read_list(raw)
    if folder.is_dir() and all(_holds(folder / n, size, sha) for n, size, sha in listed.files):
        return folder
    lenders = sorted(path for path in pulled.iterdir() if path.is_dir())
    remove(pulled, arriving)
    pieces = _Pieces(server, collection, "piece", sum(size for _, size, _ in listed.files))
    end = 0
    for name, size, sha256 in listed.files:
        start, end = end, end + size
        target = inside(arriving, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        if any(_copied(lender / name, target, size, sha256) for lender in lenders):
            continue
        with target.open("wb") as file:
            file.writelines(pieces.between(start, end))
        if not _holds(target, size, sha256):
            raise IndexDamaged(f"{server.url}: the file {name} was altered; {_REMEDY}")
    remove(pulled, folder)
    arriving.rename(folder)
    return folder


class _Pieces:
    """Reads what `push_files` cut, some pieces at a time."""

    def __init__(self, server: ChromaServer, collection: Collection, kind: str, size: int) -> None:
        self._server = server
        self._collection = collection
        self._kind = kind
        self._size = size
        self._held: dict[int, bytes] = {}

    def between(self, start: int, end: int) -> Iterator[bytes]:
        """Return the bytes from `start` to `end`, in parts.

        Raises:
            IndexDamaged: The server cannot be asked, or a piece is lost or cut.
        """
        place = start
        while place < end:
            number, offset = divmod(place, _PIECE)
            if number not in self._held:
                self._fetch(number)
            part = self._held[number][offset : offset + end - place]
            place += len(part)
            yield part

    def _fetch(self, first: int) -> None:
        last = min(first + _TOGETHER, -(-self._size // _PIECE))
        names = {f"{self._kind}-{number}": number for number in range(first, last)}
        found = self._server.metadata(self._collection, list(names))
        self._held = {}
        for name, number in names.items():
            try:
                piece = base64.b64decode(str(found[name]["content"]), validate=True)
            except (KeyError, TypeError, binascii.Error):
                piece = b""
            if len(piece) != min(_PIECE, self._size - number * _PIECE):
                raise IndexDamaged(
                    f"{self._server.url}: {name} of {self._collection.name} is lost or cut; {_REMEDY}"
                )
            self._held[number] = piece


def _read_list(raw: bytes) -> FileList:
    """Read a list whose digest is right; still, it may be any that the server has made up."""
    files = []
    try:
        for name, size, sha256 in json.loads(raw):
            if not (_NAME.fullmatch(name) and _DIGEST.fullmatch(sha256)):
                raise IndexDamaged(
                    f"a Chroma server lists the file {name[:80]!r}, which no index has; {_REMEDY}"
                )
            if not isinstance(size, int) or size < 0:
                raise ValueError(size)
            files.append((name, size, sha256))
    except (TypeError, ValueError, RecursionError):
        raise IndexDamaged(f"a Chroma server's list of files cannot be read; {_REMEDY}") from None
    return FileList(tuple(files))


def _content(folder: Path, listed: FileList) -> Iterator[bytes]:
    for name, _, _ in listed.files:
        with (folder / name).open("rb") as file:
            while part := file.read(_PIECE):
                yield part


def _cut(stream: Iterator[bytes]) -> Iterator[bytes]:
    """Cut what comes in any parts into pieces of one size."""
    held = bytearray()
    for part in stream:
        held += part
        while len(held) >= _PIECE:
            yield bytes(held[:_PIECE])
            del held[:_PIECE]
    if held:
        yield bytes(held)


def _batches(pieces: Iterator[bytes], size: int) -> Iterator[tuple[int, Sequence[bytes]]]:
    """Group pieces; each group with the number of its first."""
    first = 0
    batch: list[bytes] = []
    for piece in pieces:
        batch.append(piece)
        if len(batch) == size:
            yield first, batch
            first, batch = first + size, []
    if batch:
        yield first, batch


def _copied(source: Path, target: Path, size: int, sha256: str) -> bool:
    """Copy a file of another generation, if it is the same one; not linked, lest one damages both."""
    if not _holds(source, size, sha256):
        return False
    shutil.copyfile(source, target)
    return True


def _holds(path: Path, size: int, sha256: str) -> bool:
    return path.is_file() and path.stat().st_size == size and _digest(path) == sha256


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
