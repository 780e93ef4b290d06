"""The ways in which a question can be put to a server over HTTP."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

__all__ = ["NotAnswered", "Way", "ask_api", "ask_gradio", "ask_page", "page_or_api"]

Way = Callable[[httpx.AsyncClient, str], Awaitable[int]]
"""Puts one question; returns the HTTP status. Raises `httpx.HTTPError` or `NotAnswered`."""
_API = "/api/v1/ask"
_MISSING = (404, 405)


class NotAnswered(Exception):
    """The server replied as if all were well, and what it sent is no answer."""


async def ask_page(client: httpx.AsyncClient, question: str) -> int:
    """Ask through the page that needs no scripts."""
    # Whoever is in danger is sent on to the page of help.
    reply = await client.get("/ask", params={"q": question}, follow_redirects=True)
    if reply.status_code == 200 and "<html" not in reply.text[:300]:
        raise NotAnswered("the page is not HTML")
    return reply.status_code


async def ask_api(client: httpx.AsyncClient, question: str) -> int:
    """Ask through the API; an answer that says that the assistant failed is no answer."""
    reply = await client.post(_API, json={"question": question})
    if reply.status_code == 200:
        status = _object(reply.text).get("status")
        if not status or status == "error":
            raise NotAnswered(f"the API's answer has the status {status}")
    return reply.status_code


async def ask_gradio(client: httpx.AsyncClient, question: str) -> int:
    """Ask the chat of any Gradio server whose function is called `chat` and takes the question."""
    begun = await client.post("/gradio_api/call/chat", json={"data": [question]})
    if begun.status_code != 200:
        return begun.status_code
    event = _object(begun.text).get("event_id")
    ended = ""
    async with client.stream("GET", f"/gradio_api/call/chat/{event}") as stream:
        async for line in stream.aiter_lines():
            if line.startswith("event:"):
                ended = line.removeprefix("event:").strip()
            elif line.startswith("data:") and ended == "complete":
                if len(line) < len('data: ["?"]'):
                    raise NotAnswered("the chat's answer is empty")
                return stream.status_code
            elif ended == "error":
                break
    raise NotAnswered(f"the chat ended with {ended or 'nothing'}")


async def page_or_api(base_url: str, *, timeout: float = 30) -> tuple[Way, ...]:
    """Say which ways a server of ours has: the page, and the API where there is one.

    Args:
        base_url: Of the server, such as `http://127.0.0.1:7860`.
        timeout: Seconds for the request that finds out.
    """
    async with httpx.AsyncClient(base_url=base_url, timeout=timeout, trust_env=False) as client:
        try:
            found = await client.post(_API, json={"question": "What is held here?"})
        except httpx.HTTPError:
            return (ask_page,)
    return (ask_page,) if found.status_code in _MISSING else (ask_page, ask_api)


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        raise NotAnswered("the reply is not JSON") from None
    if not isinstance(found, dict):
        raise NotAnswered("the reply is not an object of JSON")
    return found
