"""Served at once: what is there before everything answers, and what if it never does."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse

from assistant.site import Site
from assistant.web.application import Application, Start
from assistant.web.shell import Shell
from corpus.errors import PlansError

PATIENCE = 10


class Gates:
    """Steps of a start that wait until they are let go."""

    def __init__(self) -> None:
        self.opened, self.made_plain, self.made_chat = (threading.Event() for _ in range(3))
        self.ready = asyncio.Event()
        self.failed = asyncio.Event()
        self.warmed = threading.Event()
        self.damaged = False

    def start(self, fails: Exception | None = None, *, staff: bool = False) -> Start:
        def opens() -> None:
            assert self.opened.wait(PATIENCE)
            if fails:
                raise fails

        def plain() -> FastAPI:
            assert self.made_plain.wait(PATIENCE)
            return saying("plain", "/ask")

        def chat() -> FastAPI:
            assert self.made_chat.wait(PATIENCE)
            return saying("chat", "/")

        return Start(
            open=opens,
            plain=plain,
            staff=(lambda: saying("staff", "/staff/x")) if staff else None,
            chat=chat,
            warm=self.warmed.set,
            check=self.check_index,
        )

    def check_index(self) -> None:
        if self.damaged:
            raise PlansError("the index is damaged")


def saying(words: str, path: str) -> FastAPI:
    app = FastAPI()
    app.add_api_route(path, lambda: PlainTextResponse(words))
    return app


@asynccontextmanager
async def living(application: Application) -> AsyncIterator[httpx.AsyncClient]:
    """Run the application's life, and ask it as browsers do."""
    received: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    sent: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    life = asyncio.create_task(application({"type": "lifespan"}, received.get, sent.put))  # type: ignore[arg-type]
    await received.put({"type": "lifespan.startup"})
    assert (await sent.get())["type"] == "lifespan.startup.complete"
    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        yield client
    await received.put({"type": "lifespan.shutdown"})
    assert (await sent.get())["type"] == "lifespan.shutdown.complete"
    await life


async def until(client: httpx.AsyncClient, holds: Callable[[dict[str, object]], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds((await client.get("/readyz")).json()):
            await asyncio.sleep(0)


def run(test: Callable[[], object]) -> None:
    asyncio.run(test())  # type: ignore[arg-type]


def test_pages_come_one_after_the_other_and_until_then_it_is_said_what_is_done() -> None:
    async def test() -> None:
        gates = Gates()
        async with living(Application(gates.start, Shell(Site()))) as client:
            assert (await client.get("/healthz")).status_code == 200
            waiting = await client.get("/ask?q=one")
            assert waiting.status_code == 503
            assert waiting.headers["retry-after"]
            assert "Call 999" in waiting.text
            assert 'href="?q=one"' in waiting.text
            ready = await client.get("/readyz")
            assert (ready.status_code, ready.json()["ready"]) == (503, False)
            assert ready.json()["doing"] == "opening the documents and the search"

            gates.opened.set()
            gates.made_plain.set()
            await until(client, lambda state: bool(state["asks"]))
            assert (await client.get("/ask")).text == "plain"
            assert "preparing the chat" in (await client.get("/")).text
            assert (await client.get("/readyz")).status_code == 503

            gates.made_chat.set()
            await until(client, lambda state: bool(state["ready"]))
            assert (await client.get("/")).text == "chat"
            ready = await client.get("/readyz")
            assert (ready.status_code, ready.headers["cache-control"]) == (200, "no-store")
            assert (await client.get("/abuot")).json() == {"detail": "Not Found"}, "the plain face"
            await asyncio.to_thread(gates.warmed.wait, PATIENCE)
            assert gates.warmed.is_set()

            gates.damaged = True
            damaged = await client.get("/readyz")
            assert (damaged.status_code, damaged.json()["ready"]) == (503, False)

    run(test)


@pytest.mark.parametrize(
    ("staff", "status", "words"), [(True, 200, "staff"), (False, 404, "Nobody can sign in")]
)
def test_pages_for_staff_are_there_only_where_somebody_can_sign_in_and_nobody_frames_them(
    staff: bool, status: int, words: str
) -> None:
    async def test() -> None:
        gates = Gates()
        gates.opened.set()
        gates.made_plain.set()
        gates.made_chat.set()
        framed_by = ("https://www.example.org",)
        application = Application(
            lambda: gates.start(staff=staff), Shell(Site()), framed_by=framed_by
        )
        async with living(application) as client:
            await until(client, lambda state: bool(state["ready"]))
            reply = await client.get("/staff/x")
            assert reply.status_code == status
            assert words in reply.text
            assert "frame-ancestors 'none'" in reply.headers["content-security-policy"]
            assert reply.headers["x-frame-options"] == "DENY"
            assert (await client.get("/staffing")).json() == {"detail": "Not Found"}

    run(test)


@pytest.mark.parametrize(
    "error", [PlansError("there is no index; run `python -m ingest`"), ValueError("x")]
)
def test_what_will_never_answer_says_so_once(error: Exception) -> None:
    async def test() -> None:
        gates = Gates()
        application = Application(lambda: gates.start(error), Shell(Site()))
        application.on_failure = gates.failed.set
        async with living(application) as client:
            gates.opened.set()
            async with asyncio.timeout(PATIENCE):
                await gates.failed.wait()
            assert application.failure is not None
            assert str(error) in str(application.failure)
            assert (await client.get("/readyz")).status_code == 503

    run(test)


def test_the_files_that_pages_load_are_there_from_the_start_and_kept_by_browsers() -> None:
    async def test() -> None:
        gates, shell = Gates(), Shell(Site())
        async with living(Application(gates.start, shell)) as client:
            for name in shell.files:
                response = await client.get(shell.asset(name))
                assert response.status_code == 200
                assert "immutable" in response.headers["cache-control"]
            assert (await client.get("/site/../shell.py")).status_code in {404, 503}
            assert (await client.get("/site/none.css")).status_code == 404
            for gate in (gates.opened, gates.made_plain, gates.made_chat):
                gate.set()

    run(test)
