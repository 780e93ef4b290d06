"""Requests to a Chroma server: what is sent with them, how long they wait, what their failures mean."""

import json
import ssl
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

import httpcore
import httpx

from corpus.chroma_deadline import DeadlineBackend
from corpus.errors import IndexDamaged, IndexLocked, PlansError

__all__ = ["ChromaHttp"]

Answer = TypeVar("Answer")
_CONNECT = 2.0
"""Seconds to reach the server."""
_CONNECTIONS = 32
_KEPT = 5.0
"""Seconds that a connection stays open for the next request."""
_LARGEST = 64 * 2**20
"""Bytes of a reply; sixteen pieces of files are four megabytes."""
_DROPPED = (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError)
"""What a kept connection gives that the other side has closed in the meantime."""
_NONSENSE = (
    *(KeyError, TypeError, ValueError, IndexError),
    *(AttributeError, OverflowError, RecursionError),
)
"""What reading an answer gives that no Chroma server gives."""


class _Reply(NamedTuple):
    status: int
    body: bytes


class ChromaHttp:
    """Connections to one server; safe to share between threads."""

    def __init__(
        self, url: str, key: str, patience: float, on_failure: Callable[[], object]
    ) -> None:
        """Prepare to ask; nothing is sent yet.

        Args:
            url: Of the server or the proxy in front of it, with or without a path.
            key: Sent as a bearer token, if there is one.
            patience: Seconds that one request may take, from its first byte to the last of the reply.
            on_failure: Called whenever the server did not do what it was asked.

        Raises:
            PlansError: The address is not one of a server, or the key cannot be sent.
        """
        tls = _checked(url, key)
        self.url = url.rstrip("/")
        self._on_failure = on_failure
        self._patience = patience
        self._headers: dict[bytes | str, bytes | str] = {
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        }
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._clock = DeadlineBackend()
        # Redirections are not followed and proxies of the environment are not used: the key and
        # the questions go to this address only.
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context() if tls else None,
            max_connections=_CONNECTIONS,
            keepalive_expiry=_KEPT,
            network_backend=self._clock,
        )

    def ask(
        self,
        method: str,
        path: str,
        content: Mapping[str, Any] | None = None,
        *,
        understood: Callable[[Any], Answer],
        read_only: bool = False,
        absent: Any = None,
        patience: float = 1,
    ) -> Answer:
        """Ask once; a read whose kept connection turned out to be closed, a second time.

        Args:
            method: Of HTTP.
            path: Below the address.
            content: Sent as JSON.
            understood: Makes the answer of what the server says.
            read_only: Whether asking twice does no harm.
            absent: What the server is taken to say where it knows nothing of this name.
            patience: How many times as long as others the request may take; not to pause.

        Raises:
            IndexLocked: What is to be made is there already.
            IndexDamaged: The server cannot be asked, refuses, or says what no Chroma server says.
        """
        try:
            with self._clock.within(self._patience * patience):
                reply = self._send(method, path, content, read_only=read_only)
            if reply.status == HTTPStatus.NOT_FOUND and absent is not None:
                return understood(absent)
            self._check(reply)
            return understood(json.loads(reply.body))
        except _NONSENSE as error:
            self._on_failure()
            raise IndexDamaged(
                f"{self.url}: this is not a Chroma server's answer ({_line(repr(error))})"
            ) from None
        except IndexDamaged:
            self._on_failure()
            raise

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def _send(
        self, method: str, path: str, content: Mapping[str, Any] | None, *, read_only: bool
    ) -> _Reply:
        body = None
        if content is not None:
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            body = text.encode()
        try:
            try:
                return self._exchange(method, path, body)
            except _DROPPED:
                if not read_only:
                    raise
                return self._exchange(method, path, body)
        except httpcore.TimeoutException as error:
            raise IndexDamaged(
                f"{self.url}: the Chroma server does not answer in time ({type(error).__name__})"
            ) from None
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise IndexDamaged(
                f"{self.url}: the Chroma server cannot be reached ({_line(str(error))})"
            ) from None

    def _exchange(self, method: str, path: str, body: bytes | None) -> _Reply:
        url = httpx.URL(self.url + path)
        waits = dict.fromkeys(("read", "write", "pool"), self._patience) | {"connect": _CONNECT}
        kind: dict[bytes | str, bytes | str] = {}
        if body is not None:
            kind["Content-Type"] = "application/json"
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        with self._pool.stream(
            method,
            target,
            headers=self._headers | kind,
            content=body,
            extensions={"timeout": waits},
        ) as reply:
            said = bytearray()
            for part in reply.iter_stream():
                said += part
                if len(said) > _LARGEST:
                    raise IndexDamaged(
                        f"{self.url}: the Chroma server's answer is larger than "
                        f"{_LARGEST // 2**20} MB"
                    )
            return _Reply(reply.status, bytes(said))

    def _check(self, reply: _Reply) -> None:
        if reply.status == HTTPStatus.CONFLICT:
            raise IndexLocked(f"{self.url}: {_message(reply)}")
        if reply.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            raise IndexDamaged(
                f"{self.url}: the proxy of the Chroma server does not accept the key "
                f"({reply.status}); see PLANS_CHROMA_KEY"
            )
        if not 200 <= reply.status < 300:
            raise IndexDamaged(
                f"{self.url}: the Chroma server answers {reply.status}: {_message(reply)}"
            )


def _checked(url: str, key: str) -> bool:
    """Whether the address is one of https; no message repeats it: it may hold a password.

    Raises:
        PlansError: It is not the address of a server, or the key cannot be sent.
    """
    if not (key.isascii() and key.isprintable()):  # the message of a refused header would tell it
        raise PlansError("PLANS_CHROMA_KEY: may hold letters, digits and signs of ASCII only")
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
        httpx.URL(url)
    except (ValueError, httpx.InvalidURL):
        raise PlansError("PLANS_CHROMA_URL: is not an http:// or https:// address") from None
    if "@" in url or parts.query or parts.fragment:
        raise PlansError(
            "PLANS_CHROMA_URL: may hold a host, a port and a path, nothing else; "
            "a key goes into PLANS_CHROMA_KEY"
        )
    if parts.scheme not in ("http", "https") or not named:
        raise PlansError("PLANS_CHROMA_URL: is not an http:// or https:// address")
    return parts.scheme == "https"


def _message(reply: _Reply) -> str:
    """What the server says of its failure, cut to a line."""
    text = reply.body.decode("utf-8", "replace")
    try:
        said = str(json.loads(text)["message"])
    except _NONSENSE:
        said = text
    return _line(said) or "nothing"


def _line(said: str) -> str:
    return " ".join(said.split())[:200]
