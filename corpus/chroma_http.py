"""Requests to a Chroma server: what is sent with them, how long they wait, what their failures mean."""

import json
import ssl
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from corpus.errors import IndexDamaged, IndexLocked, PlansError

__all__ = ["ChromaHttp"]

Answer = TypeVar("Answer")
_CONNECT = 2.0
"""Seconds to reach the server."""
_CONNECTIONS = 32
_DROPPED = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
"""What a kept connection gives that the other side has closed in the meantime."""


class ChromaHttp:
    """Connections to one server; safe to share between threads."""

    def __init__(
        self, url: str, key: str, patience: float, on_failure: Callable[[], object]
    ) -> None:
        """Prepare to ask; nothing is sent yet.

        Args:
            url: Of the server or the proxy in front of it, with or without a path.
            key: Sent as a bearer token, if there is one.
            patience: Seconds that one request may wait for an answer.
            on_failure: Called whenever the server did not do what it was asked.

        Raises:
            PlansError: The address is not one of a server.
        """
        parts = urlsplit(url)
        if parts.username or parts.password or parts.query or parts.fragment:
            raise PlansError(
                "PLANS_CHROMA_URL: may hold a host, a port and a path, nothing else; "
                "a key goes into PLANS_CHROMA_KEY"
            )
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise PlansError(f"PLANS_CHROMA_URL={url}: is not an http:// or https:// address")
        self.url = url.rstrip("/")
        self._on_failure = on_failure
        self._client = httpx.Client(
            base_url=self.url,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(patience, connect=_CONNECT),
            limits=httpx.Limits(max_connections=_CONNECTIONS),
            verify=ssl.create_default_context() if parts.scheme == "https" else True,
            follow_redirects=False,  # the key and the questions go to this address only
            trust_env=False,
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
    ) -> Answer:
        """Ask once; a read whose kept connection turned out to be closed, a second time.

        Args:
            method: Of HTTP.
            path: Below the address.
            content: Sent as JSON.
            understood: Makes the answer of what the server says.
            read_only: Whether asking twice does no harm.
            absent: What the server is taken to say where it knows nothing of this name.

        Raises:
            IndexLocked: What is to be made is there already.
            IndexDamaged: The server cannot be asked, refuses, or says what no Chroma server says.
        """
        try:
            reply = self._send(method, path, content, read_only=read_only)
            if reply.status_code == httpx.codes.NOT_FOUND and absent is not None:
                return understood(absent)
            self._check(reply)
            return understood(reply.json())
        except (KeyError, TypeError, ValueError, IndexError) as error:
            self._on_failure()
            raise IndexDamaged(
                f"{self.url}: this is not a Chroma server's answer ({error!r})"
            ) from None
        except IndexDamaged:
            self._on_failure()
            raise

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _send(
        self, method: str, path: str, content: Mapping[str, Any] | None, *, read_only: bool
    ) -> httpx.Response:
        request = self._client.build_request(method, path, json=content)
        try:
            try:
                return self._client.send(request)
            except _DROPPED:
                if not read_only:
                    raise
                return self._client.send(request)
        except httpx.TimeoutException as error:
            raise IndexDamaged(
                f"{self.url}: the Chroma server does not answer in time ({type(error).__name__})"
            ) from None
        except httpx.HTTPError as error:
            raise IndexDamaged(
                f"{self.url}: the Chroma server cannot be reached ({error})"
            ) from None

    def _check(self, reply: httpx.Response) -> None:
        if reply.status_code == httpx.codes.CONFLICT:
            raise IndexLocked(f"{self.url}: {_message(reply)}")
        if reply.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise IndexDamaged(
                f"{self.url}: the proxy of the Chroma server does not accept the key "
                f"({reply.status_code}); see PLANS_CHROMA_KEY"
            )
        if not reply.is_success:
            raise IndexDamaged(
                f"{self.url}: the Chroma server answers {reply.status_code}: {_message(reply)}"
            )


def _message(reply: httpx.Response) -> str:
    """What the server says of its failure, cut to a line."""
    try:
        said = str(json.loads(reply.text)["message"])
    except (ValueError, KeyError, TypeError):
        said = reply.text
    return " ".join(said.split())[:200] or "nothing"
