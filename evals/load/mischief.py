"""Requests that nobody should send, and what a server may do with them: refuse, and go on.

Each returns None where the server did well, or says what it did wrong. A refusal is any status from
400 to 499; closing the connection on somebody who does not finish is as good.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import httpx

__all__ = ["MISCHIEF", "Mischief"]

Mischief = Callable[[httpx.AsyncClient], Awaitable[str | None]]
_API = "/api/v1/ask"
_SLOW_SECONDS = 3.0
"""For how long a slow sender dribbles."""


def _refused(reply: httpx.Response) -> str | None:
    if 400 <= reply.status_code < 500:
        return None
    return f"status {reply.status_code} instead of a refusal"


async def malformed(client: httpx.AsyncClient) -> str | None:
    """Send JSON that ends in the middle."""
    headers = {"Content-Type": "application/json"}
    return _refused(await client.post(_API, content=b'{"question": "what', headers=headers))


async def wrong_kind(client: httpx.AsyncClient) -> str | None:
    """Send JSON of another shape."""
    return _refused(await client.post(_API, json={"question": ["a", {"list": None}]}))


async def too_long(client: httpx.AsyncClient) -> str | None:
    """Ask more than may be asked; the API says so in an Answer, whose status tells it."""
    reply = await client.post(_API, json={"question": "why " * 5_000})
    said = reply.json() if reply.status_code == 200 else {}
    return None if said.get("status") == "error" else _refused(reply)


async def too_long_address(client: httpx.AsyncClient) -> str | None:
    """Ask more than may be asked, through the page."""
    return _refused(await client.get("/ask", params={"q": "why " * 2_000}))


async def oversized(client: httpx.AsyncClient) -> str | None:
    """Send a body of 5 MB; the server may stop reading it."""
    try:
        return _refused(await client.post(_API, content=b"x" * 5_000_000))
    except (httpx.WriteError, httpx.ReadError, httpx.RemoteProtocolError):
        return None


async def wrong_method(client: httpx.AsyncClient) -> str | None:
    """Delete what can only be asked."""
    return _refused(await client.delete(_API))


async def no_such_page(client: httpx.AsyncClient) -> str | None:
    """Ask for pages that are not there, some with names that try to leave the folder."""
    for path in ("/nothing", "/documents/none", "/site/..%2f..%2fetc%2fpasswd"):
        if said := _refused(await client.get(path)):
            return f"{path}: {said}"
    return None


async def strange_letters(client: httpx.AsyncClient) -> str | None:
    """Ask in letters that are none; an answer and a refusal are both well."""
    reply = await client.post(_API, json={"question": "\x00\x1b[2J\u202e\ufffe ?"})
    return f"status {reply.status_code}" if reply.status_code >= 500 else None


async def no_http(client: httpx.AsyncClient) -> str | None:
    """Speak another language than HTTP."""
    reader, writer = await _connected(client)
    writer.write(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n")
    return await _closed(reader, writer)


async def slow_sender(client: httpx.AsyncClient) -> str | None:
    """Announce a body and send a letter now and then, and then no more."""
    reader, writer = await _connected(client)
    head = f"POST {_API} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    try:
        writer.write(f"{head}Content-Length: 1000\r\n\r\n".encode())
        for letter in '{"question"':
            writer.write(letter.encode())
            await writer.drain()
            await asyncio.sleep(_SLOW_SECONDS / 11)
    except OSError:
        pass  # the server lost patience, as it may
    return await _closed(reader, writer, wait=False)


async def dropped(client: httpx.AsyncClient) -> str | None:
    """Ask, and go away before the answer."""
    reader, writer = await _connected(client)
    writer.write(b"GET /ask?q=What+did+the+2015+plan+say HTTP/1.1\r\nHost: localhost\r\n\r\n")
    await writer.drain()
    return await _closed(reader, writer, wait=False)


async def _connected(
    client: httpx.AsyncClient,
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(str(client.base_url))
    return await asyncio.open_connection(parts.hostname, parts.port)


async def _closed(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, wait: bool = True
) -> str | None:
    """Wait for what the server says, if wanted, and close; a reply of 500 or more is wrong."""
    said = b""
    if wait:
        with contextlib.suppress(OSError, TimeoutError):
            said = await asyncio.wait_for(reader.read(64), 10)
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return f"it said {said[:20]!r}" if said.startswith(b"HTTP/1.1 5") else None


MISCHIEF: dict[str, Mischief] = {
    "malformed JSON": malformed,
    "JSON of another shape": wrong_kind,
    "a question that is too long": too_long,
    "an address that is too long": too_long_address,
    "a body that is too large": oversized,
    "a wrong method": wrong_method,
    "pages that are not there": no_such_page,
    "letters that are none": strange_letters,
    "no HTTP": no_http,
    "a slow sender": slow_sender,
    "a dropped connection": dropped,
}
"""By what each is, for people."""
