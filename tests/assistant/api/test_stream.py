"""An answer as it grows: events in order, signs of life, an end, and nobody written for who left."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from anyio import CapacityLimiter

from assistant.answers import Ended
from assistant.api.app import build_api
from assistant.api.event_stream import EventStream
from assistant.pipeline import Assistant
from assistant.serving.proxies import Proxies
from assistant.serving.rates import Rates
from assistant.web.answer_stream import AnswerStream
from tests.assistant.web.writing_answerer import SENTENCES, WritingAnswerer


@pytest.fixture
def writing() -> Iterator[WritingAnswerer]:
    answerer = WritingAnswerer()
    yield answerer
    answerer.end_all()


class Listener:
    """A client that receives one response, and may go away."""

    def __init__(self) -> None:
        self.messages: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.left = asyncio.Event()
        self._asked = False

    async def receive(self) -> dict[str, Any]:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.messages.put_nowait(message)

    async def part(self) -> str:
        message = await asyncio.wait_for(self.messages.get(), 20)
        return str(message.get("body", b"").decode())


def stream(answerer: WritingAnswerer, question: str, quiet: float = 10) -> EventStream:
    found = AnswerStream(answerer.answers(question))
    failure = {"title": "failed"}
    return EventStream(found, failure, waiting=CapacityLimiter(4), quiet_seconds=quiet)


def parsed(text: str) -> list[tuple[str, Any]]:
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if lines.get("event"):
            found.append((lines["event"], json.loads(lines["data"])))
    return found


def test_sentences_come_one_by_one_and_then_the_end(writing: WritingAnswerer) -> None:
    async def listen() -> str:
        listener = Listener()
        sending = asyncio.create_task(
            stream(writing, "answered")({}, listener.receive, listener.send)
        )  # type: ignore[arg-type]
        begun = await listener.part() + await listener.part()
        writing.let(SENTENCES[0])
        begun += await listener.part()
        writing.let(SENTENCES[1])
        begun += await listener.part()
        writing.let(Ended.FINISHED)
        await sending
        while not listener.messages.empty():
            begun += await listener.part()
        return begun

    events = parsed(asyncio.run(listen()))
    assert [name for name, _ in events] == ["answer", "written", "written", "written", "done"]
    assert events[0][1]["citations"] and events[0][1]["written"] == []
    assert [len(data["written"]) for _, data in events[1:4]] == [1, 2, 2]
    assert events[3][1]["writer"]["ended"] == "finished"
    assert events[4][1] == {"id": events[0][1]["id"]}


def test_a_quiet_stream_shows_that_it_lives(writing: WritingAnswerer) -> None:
    async def listen() -> list[str]:
        listener = Listener()
        sending = asyncio.create_task(
            stream(writing, "answered", quiet=0.02)({}, listener.receive, listener.send)  # type: ignore[arg-type]
        )
        parts = [await listener.part() for _ in range(4)]
        writing.let(Ended.FINISHED)
        await sending
        return parts

    assert all(part.startswith(":") for part in asyncio.run(listen())[2:])


def test_who_leaves_is_written_for_no_longer(writing: WritingAnswerer) -> None:
    async def listen() -> None:
        listener = Listener()
        sending = asyncio.create_task(
            stream(writing, "answered")({}, listener.receive, listener.send)  # type: ignore[arg-type]
        )
        await listener.part()
        listener.left.set()
        await asyncio.wait_for(sending, 10)

    asyncio.run(listen())
    writing.let(SENTENCES[0])  # with which the writing notices
    assert writing.has_closed("answered", within=10)


def test_what_breaks_off_ends_as_failed(writing: WritingAnswerer) -> None:
    async def listen() -> str:
        listener = Listener()
        sending = asyncio.create_task(
            stream(writing, "answered")({}, listener.receive, listener.send)
        )  # type: ignore[arg-type]
        await listener.part()
        writing.let(SENTENCES[0], RuntimeError("Jo Example"))
        await sending
        text = ""
        while not listener.messages.empty():
            text += await listener.part()
        return text

    text = asyncio.run(listen())
    events = parsed(text)
    assert events[-2][1]["writer"]["ended"] == "failed"
    assert events[-1][0] == "done"
    assert "Jo" not in text


def test_what_cannot_be_sent_to_its_end_is_an_error_event(
    writing: WritingAnswerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(answer: object) -> str:
        raise ValueError("Jo Example")

    monkeypatch.setattr("assistant.api.event_stream._grown", failing)

    async def listen() -> str:
        listener = Listener()
        sending = asyncio.create_task(
            stream(writing, "answered")({}, listener.receive, listener.send)
        )  # type: ignore[arg-type]
        await listener.part()
        writing.let(SENTENCES[0])
        await sending
        text = ""
        while not listener.messages.empty():
            text += await listener.part()
        return text

    text = asyncio.run(listen())
    assert parsed(text)[-1] == ("error", {"title": "failed"})
    assert "Jo" not in text


def test_the_api_streams_what_is_accepted_as_a_stream(
    assistant: Assistant, writing: WritingAnswerer
) -> None:
    from fastapi.testclient import TestClient

    app = build_api(
        assistant,
        assistant.index,
        boards=None,
        keys=None,
        rates=Rates(),
        per_minute=0,
        longest=300,
        proxies=Proxies(()),
    )
    reply = TestClient(app).get(
        "/api/v1/ask", params={"q": "hello"}, headers={"Accept": "text/event-stream"}
    )
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["x-accel-buffering"] == "no"
    events = parsed(reply.text)
    assert [name for name, _ in events] == ["answer", "done"]
    assert events[0][1]["status"] == "needs_clarification"
