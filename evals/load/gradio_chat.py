"""The chat's own way to be asked, as its page does it: a session, events, a stream of what is done."""

import json
from dataclasses import dataclass, field
from typing import Any

import httpx

from evals.load.ways import NotAnswered

__all__ = ["Chat", "open_chat"]

_QUEUE = "/gradio_api/queue"
_CONFIG = "window.gradio_config = "


@dataclass(frozen=True, slots=True)
class Chat:
    """One conversation with a page of Gradio."""

    client: httpx.AsyncClient
    session: str
    event: int
    """The number of the event that asks."""
    inputs: tuple[Any, ...] = field(default=())
    """What the page sends beside the question: its components' values, None for what is kept."""

    async def ask(self, question: str) -> int:
        """Ask, and wait until the answer stands on the page; returns the HTTP status.

        Raises:
            httpx.HTTPError: The connection failed.
            NotAnswered: The chat says that it failed.
        """
        data = [question, *self.inputs]
        body = {"data": data, "fn_index": self.event, "session_hash": self.session}
        joined = await self.client.post(f"{_QUEUE}/join", json=body)
        if joined.status_code != 200:
            return joined.status_code
        params = {"session_hash": self.session}
        async with self.client.stream("GET", f"{_QUEUE}/data", params=params) as stream:
            async for line in stream.aiter_lines():
                said = _message(line)
                if said.get("msg") == "process_completed":
                    if not said.get("success"):
                        raise NotAnswered("the chat says that it failed")
                    return stream.status_code
        raise NotAnswered("the chat's stream ended without an answer")


async def open_chat(client: httpx.AsyncClient, session: str) -> Chat:
    """Load the page and read from it how it asks.

    Args:
        client: Of the server.
        session: A name that no other conversation has.

    Raises:
        httpx.HTTPError: The connection failed.
        NotAnswered: The page is not a page of Gradio with an event called `ask`.
    """
    page = (await client.get("/")).text
    try:
        config = json.JSONDecoder().raw_decode(page.partition(_CONFIG)[2])[0]
        asks = next(event for event in config["dependencies"] if event["api_name"] == "ask")
        values = {c["id"]: c.get("props", {}).get("value") for c in config["components"]}
    except (ValueError, KeyError, StopIteration):
        raise NotAnswered("the page does not say how it asks") from None
    inputs = tuple(values.get(component) for component in asks["inputs"][1:])
    return Chat(client, session, asks["id"], inputs)


def _message(line: str) -> dict[str, Any]:
    if not line.startswith("data:"):
        return {}
    found = json.loads(line.removeprefix("data:"))
    return found if isinstance(found, dict) else {}
