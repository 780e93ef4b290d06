"""Connections that give up when the time for a whole request is over, however slowly bytes come.

The time limits of an HTTP client are for one read each: whoever sends a byte a second is never late.
"""

import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore

__all__ = ["DeadlineBackend"]

_SLICE = 64 * 1024
"""Bytes that are written between two looks at the clock."""


class DeadlineBackend(httpcore.NetworkBackend):
    """Opens connections for any number of threads, each of which has its own time to keep."""

    def __init__(self) -> None:
        """Set no limit yet."""
        self._network = httpcore.SyncBackend()
        self._ends = threading.local()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Whatever this thread sends or reads meanwhile, it has this long for all of it."""
        self._ends.at = time.monotonic() + seconds
        try:
            yield
        finally:
            self._ends.at = None

    def left(self, timeout: float | None) -> float | None:
        """Return the seconds that the next step may take.

        Raises:
            httpcore.ReadTimeout: The time is over.
        """
        end = getattr(self._ends, "at", None)
        if end is None:
            return timeout
        left: float = end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole answer took too long")
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect; called by httpcore."""
        return _Stream(
            self._network.connect_tcp(
                host, port, self.left(timeout), local_address, socket_options
            ),
            self,
        )


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, clock: DeadlineBackend) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for first in range(0, len(buffer), _SLICE):
            self._stream.write(buffer[first : first + _SLICE], self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._clock.left(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
