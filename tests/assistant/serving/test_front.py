"""What every request passes: its id, the limits of time, and its line in the log."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse
from starlette.types import ASGIApp, Message

from assistant.serving.front import Front, FrontLimits
from assistant.serving.logs import REQUESTS
from assistant.serving.metrics import Metrics
from assistant.serving.proxies import Proxies
from assistant.serving.requests import current, request_id

SECRET = "my neighbour Wilhelmina"


def application(let: asyncio.Event | None = None) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/documents/{name}")
    async def document(name: str) -> PlainTextResponse:
        return PlainTextResponse(f"{request_id()} {current().face} {current().client}")

    @app.get("/ask")
    def ask(q: str) -> PlainTextResponse:
        if "break" in q:
            raise ValueError(q)
        return PlainTextResponse(request_id())

    @app.get("/healthz")
    @app.get("/waits")
    async def waits(request: Request) -> PlainTextResponse:
        if let is not None and request.url.path == "/waits":
            await let.wait()
        return PlainTextResponse("at last")

    @app.post("/gradio_api/queue/join")
    async def join(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    return app


def asking(app: ASGIApp, address: str = "192.0.2.1") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, client=(address, 5000), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://x")


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with asyncio.timeout(20):
            await test()

    asyncio.run(whole())


def test_every_answer_has_the_id_that_the_code_behind_it_sees() -> None:
    async def test() -> None:
        async with asking(Front(application())) as client:
            first = await client.get("/documents/x")
            in_thread = await client.get("/ask", params={"q": "one"})
            missing = await client.get("/nowhere")
        number, face, address = first.text.split()
        assert re.fullmatch(r"[0-9a-f]{32}", number)
        assert first.headers["x-request-id"] == number
        assert in_thread.headers["x-request-id"] == in_thread.text != number
        assert (face, address) == ("pages", "192.0.2.1")
        assert missing.headers["x-request-id"]

    run(test)


@pytest.mark.parametrize(
    ("sender", "given", "kept"),
    [
        ("10.0.0.1", "Ab-12345678", True),
        ("10.0.0.1", "short", False),
        ("10.0.0.1", "x" * 65, False),
        ("10.0.0.1", "abc def; ghi", False),
        ("192.0.2.1", "Ab-12345678", False),
    ],
)
def test_an_id_is_kept_only_of_a_trusted_proxy_and_where_it_is_one(
    sender: str, given: str, kept: bool
) -> None:
    async def test() -> None:
        front = Front(application(), proxies=Proxies(("10.0.0.1",)))
        async with asking(front, sender) as client:
            answered = await client.get("/documents/x", headers={"X-Request-ID": given})
        assert (answered.headers["x-request-id"] == given) == kept

    run(test)


def test_an_answer_that_does_not_begin_in_time_is_given_up_and_what_comes_late_dropped() -> None:
    async def test() -> None:
        let, metrics = asyncio.Event(), Metrics()
        limits = FrontLimits(answer_seconds=0.05)
        async with asking(Front(application(let), limits=limits, metrics=metrics)) as client:
            late = await client.get("/waits")
            let.set()
            assert late.status_code == 503
            assert late.headers["retry-after"]
            assert "call 999" in late.text
            assert (await client.get("/documents/x")).status_code == 200
        assert b'plans_too_slow_total{what="answer"} 1.0' in metrics.text()

    run(test)


async def _slowly() -> AsyncIterator[bytes]:
    yield b"a"
    await asyncio.Event().wait()


def test_a_body_that_comes_too_slowly_is_not_waited_for() -> None:
    async def test() -> None:
        metrics = Metrics()
        front = Front(application(), limits=FrontLimits(body_seconds=0.05), metrics=metrics)
        async with asking(front) as client:
            quick = await client.post("/gradio_api/queue/join", content=b"abc")
            slow = await client.post("/gradio_api/queue/join", content=_slowly())
        assert (quick.status_code, quick.text) == (200, "3")
        assert slow.status_code == 408
        assert slow.headers["connection"] == "close"
        assert b'plans_too_slow_total{what="body"} 1.0' in metrics.text()

    run(test)


def test_what_streams_may_go_on_for_longer_than_an_answer_may_take_to_begin() -> None:
    async def stream(scope: object, receive: object, send: Callable[..., Awaitable[None]]) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(3):
            await asyncio.sleep(0.03)
            await send({"type": "http.response.body", "body": b"x", "more_body": True})
        await send({"type": "http.response.body", "body": b"x"})

    async def test() -> None:
        async with asking(Front(stream, limits=FrontLimits(answer_seconds=0.02))) as client:
            assert (await client.get("/api/v1/ask")).text == "xxxx"

    run(test)


def test_where_too_much_is_under_way_the_rest_is_refused_but_health_is_told() -> None:
    async def test() -> None:
        let = asyncio.Event()
        front = Front(application(let), limits=FrontLimits(at_once=1))
        async with asking(front) as client:
            first = asyncio.create_task(client.get("/waits"))
            while front.under_way == 0:
                await asyncio.sleep(0)
            refused = await client.get("/documents/x")
            assert refused.status_code == 503
            assert refused.headers["retry-after"]
            assert (await client.get("/healthz")).status_code == 200
            let.set()
            assert (await first).text == "at last"
            assert (await client.get("/documents/x")).status_code == 200
        assert front.under_way == 0

    run(test)


def test_one_address_cannot_take_every_place() -> None:
    async def test() -> None:
        let = asyncio.Event()
        front = Front(application(let), limits=FrontLimits(at_once=4))
        async with asking(front) as client, asking(front, "192.0.2.2") as other:
            held = [asyncio.create_task(client.get("/waits")) for _ in range(2)]
            while front.under_way < 2:
                await asyncio.sleep(0)
            assert (await client.get("/documents/x")).status_code == 503
            assert (await other.get("/documents/x")).status_code == 200
            let.set()
            assert [(await each).status_code for each in held] == [200, 200]
            assert (await client.get("/documents/x")).status_code == 200

    run(test)


def test_one_address_may_send_only_so_much_to_the_chat() -> None:
    async def test() -> None:
        front = Front(application(), limits=FrontLimits(questions_per_minute=1))
        async with asking(front) as client, asking(front, "192.0.2.2") as other:
            sent = [await client.post("/gradio_api/queue/join") for _ in range(11)]
            assert [reply.status_code for reply in sent] == [200] * 10 + [429]
            assert 1 <= int(sent[-1].headers["retry-after"]) <= 61
            assert (await other.post("/gradio_api/queue/join")).status_code == 200
            assert (await client.get("/documents/x")).status_code == 200

    run(test)


def test_each_request_has_a_line_with_its_route_and_nothing_that_somebody_wrote(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def test() -> None:
        async with asking(Front(application())) as client:
            await client.get(f"/documents/{SECRET}?q={SECRET}")
            await client.get(f"/{SECRET}")
            await client.get("/ask", params={"q": f"break {SECRET}"})

    with caplog.at_level(logging.DEBUG):
        run(test)
    lines = [record.getMessage() for record in caplog.records if record.name == REQUESTS]
    assert [re.sub(r"\d+ ms", "N ms", line) for line in lines] == [
        "pages /documents/{name} 200 N ms",
        "pages (pages) 404 N ms",
        "ask /ask 500 N ms",
    ]
    ours = [r for r in caplog.records if r.name.startswith("assistant")]
    assert "A request failed: ValueError" in "\n".join(r.getMessage() for r in ours)
    for record in ours:
        assert not any(word in record.getMessage() for word in SECRET.split())
        assert record.exc_info is None


def test_a_failure_before_any_answer_is_answered_and_one_after_it_is_not_hidden() -> None:
    async def fails(scope: object, receive: object, send: object) -> None:
        raise KeyError(SECRET)

    async def test() -> None:
        async with asking(Front(fails)) as client:
            failed = await client.get("/api/v1/ask")
        assert failed.status_code == 500
        assert "Wilhelmina" not in failed.text

    run(test)


def test_whoever_went_away_is_not_counted_as_our_failure() -> None:
    metrics = Metrics()

    async def waits_for_more(
        scope: object, receive: Callable[[], Awaitable[Message]], _: object
    ) -> None:
        await receive()

    async def test() -> None:
        async def gone() -> Message:
            return {"type": "http.disconnect"}

        async def nobody(_: Message) -> None:
            raise AssertionError("nothing is to be sent")

        scope: dict[str, object] = {"type": "http", "method": "GET", "path": "/ask"}
        scope |= {"headers": [], "client": None}
        await Front(waits_for_more, metrics=metrics)(scope, gone, nobody)

    run(test)
    assert b'plans_requests_total{face="ask",status="4xx"} 1.0' in metrics.text()
