"""Getting one document from an address, politely and whole, or not at all."""

import fcntl
import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

import httpx

from ingest.addresses import CheckedBackend, CheckedTransport
from ingest.readers.formats import Format
from ingest.web.content import check_place, check_promise, format_of_answer
from ingest.web.errors import SAVE_IT, FetchError, too_large, wrong_status
from ingest.web.partial import Held, Partial, whole_size
from ingest.web.polite import Limits, PoliteClient

__all__ = ["FetchError", "Fetched", "Fetcher", "Limits"]

_LONGEST_NAME = 60
_SMALL = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document that was fetched."""

    path: Path
    """The file; its suffix is that of the format."""
    url: str
    """The address that was asked for."""
    final_url: str
    """The address that answered, after redirects."""
    content_type: str | None
    """What the server said it was."""
    sha256: str
    size: int
    """In bytes."""
    format: Format


class Fetcher:
    """Gets documents from addresses, one at a time.

    Only public addresses of http and https are asked, redirects included, and no proxy of the
    environment is used (see `ingest.addresses`). robots.txt is minded. What was broken off is
    gone on with by the next try; a file under its final name is always whole.

    Args:
        limits: How much, how long and how often.
        allow_loopback: Whether this machine itself may be asked: for tests only.
        transport: What sends the requests instead; it has to check addresses itself.
        clock: Seconds, as `time.monotonic` gives them.
        sleep: Waits for some seconds.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        allow_loopback: bool = False,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._limits = limits or Limits()
        self._client = PoliteClient(
            transport or CheckedTransport(CheckedBackend(allow_loopback=allow_loopback)),
            limits=self._limits,
            clock=clock,
            sleep=sleep,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def get(self, url: str, folder: Path) -> Fetched:
        """Fetch a document into a folder; its name is made from the address.

        Raises:
            FetchError: It cannot be got; nothing is left but what a later try can go on with.
        """
        partial = Partial(folder, _name(url), url)
        with _only_writer(folder, url):
            try:
                held = partial.held()
                fetched = self._download(url, partial, held) if held else None
                return fetched or self._whole(url, partial)
            except FetchError as error:
                if not error.temporary:
                    partial.discard()
                raise

    def read(self, url: str, *, largest: int = _SMALL) -> bytes:
        """Return a small answer, of at most `largest` bytes, such as that of a web service.

        Raises:
            FetchError: It cannot be got, or is larger.
        """
        data = bytearray()
        with self._client.open(url) as (response, pieces):
            if response.status_code != 200:
                raise wrong_status(url, response.status_code)
            for piece in pieces:
                data += piece
                if len(data) > largest:
                    raise too_large(url, largest)
        return bytes(data)

    def _whole(self, url: str, partial: Partial) -> Fetched:
        fetched = self._download(url, partial, None)
        if fetched is None:
            reason = f"sends a part that was not asked for; {SAVE_IT}"
            raise FetchError(url, reason, try_archive=True)
        return fetched

    def _download(self, url: str, partial: Partial, held: Held | None) -> Fetched | None:
        """Fetch the rest of what is held, or all; None if what is held cannot be gone on with."""

        def headers_for(hop: str) -> dict[str, str]:
            return held.headers() if held and hop == held.final_url else {}

        with self._client.open(url, headers_for) as (response, pieces):
            final_url, content_type = str(response.url), response.headers.get("Content-Type")
            if response.status_code == 206:
                if held is None or not held.is_continued_by(response):
                    return None
            elif response.status_code == 416 and held:
                return None
            elif response.status_code != 200:
                raise wrong_status(url, response.status_code)
            elif held:
                held = None
            check_place(url, final_url)
            check_promise(url, content_type)
            self._receive(url, response, pieces, partial, held)
        format_ = format_of_answer(partial.part, url, final_url, content_type)
        path = partial.part.with_suffix(format_.value)
        with partial.part.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        partial.finish(path)
        return Fetched(
            path=path,
            url=url,
            final_url=final_url,
            content_type=content_type,
            sha256=sha256,
            size=path.stat().st_size,
            format=format_,
        )

    def _receive(
        self,
        url: str,
        response: httpx.Response,
        pieces: Iterator[bytes],
        partial: Partial,
        held: Held | None,
    ) -> None:
        """Write the body behind what is held; what arrived stays there if the rest does not."""
        size = held.size if held else 0
        length = response.headers.get("Content-Length", "")
        if size + int(length if length.isdigit() else 0) > self._limits.size:
            raise too_large(url, self._limits.size)
        with partial.go_on() if held else partial.begin(response) as file:
            try:
                for piece in pieces:
                    size += len(piece)
                    if size > self._limits.size:
                        raise too_large(url, self._limits.size)
                    file.write(piece)
                    file.flush()  # a process that is killed loses no more than a piece
            except httpx.HTTPError as error:
                raise _broken_off(url, size) from error
        if held and size < (whole_size(response) or 0):
            raise _broken_off(url, size)


def _broken_off(url: str, size: int) -> FetchError:
    reason = f"broke off after {size / 1e6:,.1f} MB; try again to go on from there"
    return FetchError(url, reason, try_archive=True, temporary=True)


def _name(url: str) -> str:
    """Make a file name of an address: words to know it by, and what no other address has."""
    words = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(url.partition("?")[0]).stem.lower())
    digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{words[:_LONGEST_NAME].strip('-') or 'document'}-{digest}"


@contextmanager
def _only_writer(folder: Path, url: str) -> Iterator[None]:
    """Keep other processes from fetching into the same folder, where they would mix up parts.

    The system frees the lock when the process ends in any way.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        finally:
            os.close(descriptor)
    except BlockingIOError:
        reason = f"is not fetched: another process is fetching into {folder}; wait for it"
        raise FetchError(url, reason, try_archive=False, temporary=True) from None
    except OSError as error:
        reason = f"cannot be stored in {folder} ({error.strerror or error}); make room or mend it"
        raise FetchError(url, reason, try_archive=False, temporary=True) from error
