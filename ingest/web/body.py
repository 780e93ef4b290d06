"""Reading what a server sends, piece by piece, so that whoever reads can stop."""

import zlib
from collections.abc import Callable, Iterable, Iterator

import httpx

from ingest.web.errors import SAVE_IT, FetchError

__all__ = ["is_compressed", "iter_body"]

_PIECE = 1 << 20
_ZLIB_OR_GZIP = zlib.MAX_WBITS | 32
_COMPRESSED = ("gzip", "x-gzip", "deflate")


def is_compressed(response: httpx.Response) -> bool:
    """Say whether the body is compressed, although it is asked for as it is."""
    return _encoding(response) not in ("", "identity")


def iter_body(
    response: httpx.Response, url: str, *, on_piece: Callable[[], object]
) -> Iterator[bytes]:
    """Give the body in pieces of at most 1 MB, unpacked where the server packed it all the same.

    Args:
        response: One whose body has not been read.
        url: What was asked for, named in errors.
        on_piece: Called for each piece; may raise to stop.

    Raises:
        FetchError: It cannot be unpacked.
        httpx.TransportError: The connection failed.
    """
    pieces: Iterable[bytes] = response.iter_raw()
    if is_compressed(response):
        # One layer only: each could multiply the size by a thousand.
        if _encoding(response) not in _COMPRESSED:
            reason = f"comes packed as {_encoding(response)!r}, which is not read; {SAVE_IT}"
            raise FetchError(url, reason, try_archive=True)
        pieces = _unpacked(pieces, url)
    for piece in pieces:
        on_piece()
        yield piece


def _encoding(response: httpx.Response) -> str:
    encoding: str = response.headers.get("Content-Encoding", "")
    return encoding.strip().lower()


def _unpacked(pieces: Iterable[bytes], url: str) -> Iterator[bytes]:
    """Unpack gzip or zlib data, at most `_PIECE` bytes at a time whatever it swells to."""
    unpacker = zlib.decompressobj(_ZLIB_OR_GZIP)
    started = False
    try:
        for piece in pieces:
            left = piece
            while left:
                if unpacker.eof:  # gzip data may be several members, and zeros at the end
                    left = left.lstrip(b"\0")
                    if not left:
                        break
                    unpacker = zlib.decompressobj(_ZLIB_OR_GZIP)
                started = True
                yield unpacker.decompress(left, _PIECE)
                left = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    except zlib.error as error:
        raise FetchError(url, f"is damaged ({error}); try again later", try_archive=True) from None
    if started and not unpacker.eof:
        raise FetchError(url, "broke off; try again", try_archive=True, temporary=True)
