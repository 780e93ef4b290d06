"""Many at once: all are answered or told kindly to come again, and everything else still answers."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI
from lxml import html

from assistant.answers import Answer, Status
from assistant.limits import NO_LIMITS
from assistant.serving.gate import Busy
from assistant.serving.opening import Serving
from assistant.settings import AssistantSettings
from assistant.site import Site
from assistant.web.application import Application, Start
from assistant.web.busy import busy_words
from assistant.web.conversation import Conversation, answer_turn
from assistant.web.making import Making
from assistant.web.shell import Shell
from tests.assistant.serving.slow import DANGER, SlowAnswerer
from tests.assistant.web.conftest import asking_client
from tests.assistant.web.fakes import FakeAnswerer
from tests.assistant.web.test_application import living

PATIENCE = 60


class _Manifest:
    created = "2026-11-01T00:00:00+00:00"
    passages = 1


class Refusing(FakeAnswerer):
    """Is always busy."""

    def __init__(self, busy: Busy) -> None:
        super().__init__()
        self._busy = busy

    def _answer(self, question: str, history: Sequence[str]) -> Answer:
        self.asked.append((question, tuple(history)))
        raise self._busy


@asynccontextmanager
async def serving(
    answerer: SlowAnswerer, *, chat: bool = False, **settings: object
) -> AsyncIterator[httpx.AsyncClient]:
    """Serve the pages, perhaps without the chat, with the limits of some settings."""
    public = Serving(AssistantSettings(**settings))  # type: ignore[arg-type]
    shell = Shell(Site())
    making = Making(
        shell=shell,
        answerer=public.rated(public.gated(answerer, _Manifest)),
        feedback=None,
        holdings=None,
        records=None,
        longest=300,
    )

    def begin() -> Start:
        return Start(
            open=making.open,
            plain=making.plain,
            chat=making.chat if chat else FastAPI,
            warm=lambda: None,
            check=answerer.about,
        )

    async with living(Application(begin, shell, serving=public)) as client:
        client.timeout = PATIENCE
        async with asyncio.timeout(PATIENCE):
            while (await client.get("/readyz")).status_code != 200:
                await asyncio.sleep(0.01)
        yield client


async def waiting(client: httpx.AsyncClient, count: int) -> None:
    """Return when so many questions wait."""
    async with asyncio.timeout(PATIENCE):
        while f"plans_questions_waiting {count}.0" not in (await client.get("/metrics")).text:
            await asyncio.sleep(0.01)


def test_a_hundred_at_once_are_answered_or_told_when_and_nothing_else_waits_for_them() -> None:
    async def test() -> None:
        slow = SlowAnswerer()
        settings = {"questions_at_once": 2, "questions_waiting": 60, "questions_per_minute": 0}
        async with serving(slow, **settings) as client, asyncio.timeout(PATIENCE):
            asked = [asyncio.create_task(client.get(f"/ask?q=question+{n}")) for n in range(100)]
            await waiting(client, 60)
            for path in ("/healthz", "/readyz", "/site/site.css", "/accessibility", "/help"):
                assert (await client.get(path)).status_code == 200
            helped = await client.get("/ask", params={"q": DANGER})
            assert helped.status_code == 303
            assert helped.headers["location"].startswith("/help")
            assert len(slow.begun) == 2
            slow.let(100)
            replies = await asyncio.gather(*asked)
        assert Counter(reply.status_code for reply in replies) == {200: 62, 503: 38}
        assert slow.most_at_once == 2

    asyncio.run(test())


def test_the_chat_is_limited_by_address_too_and_says_so_in_words() -> None:
    async def test() -> None:
        settings = {"questions_per_minute": 2, "trusted_proxies": ("127.0.0.1",)}
        async with serving(SlowAnswerer(), chat=True, **settings) as client:
            page = (await client.get("/")).text
            config = json.loads(page.split("window.gradio_config = ")[1].split(";</script>")[0])
            values = {part["id"]: part["props"].get("value") for part in config["components"]}
            event = next(one for one in config["dependencies"] if one["api_name"] == "ask")
            rest = [values[part] for part in event["inputs"]][1:]

            async def ask(question: str, address: str, session: str) -> str:
                body = {"data": [question, *rest], "fn_index": event["id"], "session_hash": session}
                sent = {"X-Forwarded-For": address}
                joined = await client.post("/gradio_api/queue/join", json=body, headers=sent)
                assert joined.status_code == 200
                stream = f"/gradio_api/queue/data?session_hash={session}"
                return (await client.get(stream, headers=sent)).text

            said = [await ask("fast", "192.0.2.1", str(n)) for n in range(3)]
            assert ["from the network that you share" in one for one in said] == [0, 0, 1]
            assert "from the network" not in await ask("fast", "192.0.2.2", "other")
            assert "pa-emergency" in await ask(DANGER, "192.0.2.1", "danger")

    asyncio.run(test())


def test_one_address_is_limited_and_the_next_is_not() -> None:
    async def test() -> None:
        settings = {"questions_per_minute": 2, "trusted_proxies": ("127.0.0.1",)}
        async with serving(SlowAnswerer(), **settings) as client:

            async def ask(question: str, address: str) -> httpx.Response:
                headers = {"X-Forwarded-For": address}
                return await client.get("/ask", params={"q": question}, headers=headers)

            one = [(await ask("fast", "192.0.2.1")).status_code for _ in range(3)]
            assert one == [200, 200, 429]
            assert (await ask("fast", "192.0.2.2")).status_code == 200
            assert (await ask(DANGER, "192.0.2.1")).status_code == 303
            form = await client.get("/ask", headers={"X-Forwarded-For": "192.0.2.1"})
            assert form.status_code == 200

    asyncio.run(test())


@pytest.mark.parametrize(
    ("busy", "status", "said"),
    [
        (Busy(6.2), 503, "Many people are asking just now"),
        (Busy(30, too_often=True), 429, "from the network that you share"),
    ],
)
def test_the_page_says_when_to_ask_again_and_keeps_the_question(
    busy: Busy, status: int, said: str
) -> None:
    with asking_client(Refusing(busy)) as client:
        reply = client.get("/ask", params={"q": "what <about> Specials?", "plan": "plan-2015-20"})
        headed = client.head("/ask", params={"q": "one"})
    assert (reply.status_code, headed.status_code) == (status, status)
    assert reply.headers["retry-after"] == str(busy.seconds)
    assert reply.headers["cache-control"] == "no-store"
    page = html.fromstring(reply.text)
    words = " ".join(page.text_content().split())
    assert said in words
    assert f"again in {busy.seconds} seconds" in words
    assert "If you are in danger, call 999" in words
    assert page.xpath("//textarea[@name='q']")[0].text.strip() == "what <about> Specials?"
    (again,) = page.xpath("//a[text()='Ask it again']/@href")
    assert again == "/ask?q=what+%3Cabout%3E+Specials%3F&plan=plan-2015-20"
    assert page.xpath("//meta[@name='robots']/@content")[0].startswith("noindex")


def test_the_chat_says_so_in_the_place_of_the_answer_and_the_question_can_be_given_back() -> None:
    busy = Busy(12)
    asked = Conversation().ask("what about Specials?")
    shown, answer = answer_turn(Refusing(busy), asked, NO_LIMITS, longest=300, shell=Shell(Site()))
    assert answer is None
    turn = shown.turns[-1]
    assert (turn.question, turn.status) == ("what about Specials?", None)
    assert turn.answer is not None
    assert "in 12 seconds" in turn.answer
    assert "call 999" in turn.answer
    assert Status.ERROR.value in turn.answer


def test_the_words_are_english_also_for_one_second() -> None:
    assert "1 seconds" not in busy_words(Busy(0.2))
