"""Users at once and soaks count what happens, with a scripted server that answers, or does not."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import replace
from threading import Lock

import httpx
import pytest

from evals.load.gradio_chat import open_chat
from evals.load.report import Failure, LoadReport, UserFigures, fairness
from evals.load.serving import free_port
from evals.load.users import run_users
from evals.load.ways import NotAnswered, ask_api, ask_gradio, ask_page, page_or_api
from tests.evals.http_script import PAGE, Reply, scripted

QUESTIONS = [f"question-{number}" for number in range(40)]


def report(**changed: object) -> LoadReport:
    made = LoadReport(
        seconds=2.0,
        statuses={200: 3, 503: 1},
        failures=(Failure(kind="status 503", at=0.5, seconds=0.1),),
        latencies=(0.1, 0.2, 0.4),
        users=(
            UserFigures(answered=2, failed=0, slowest=0.2),
            UserFigures(answered=1, failed=1, slowest=0.4),
        ),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def test_fairness_is_jains_index() -> None:
    assert fairness([5, 5, 5, 5]) == 1
    assert fairness([8, 0, 0, 0]) == 1 / 4
    assert fairness([1, 2, 3]) == pytest.approx(36 / (3 * 14))
    assert fairness([0, 0]) == 0


def test_a_report_sums_up_what_became_of_all_questions() -> None:
    found = report()
    assert (found.asked, found.per_second, found.longest_wait) == (4, 1.5, 0.4)
    assert found.percentile(50) == pytest.approx(0.2)
    assert found.fairness == pytest.approx(9 / 10)
    assert found.failed == {"status 503": 1}
    assert report(latencies=()).percentile(95) != report(latencies=()).percentile(95)  # NaN


def test_every_user_asks_one_question_at_a_time_and_all_are_counted() -> None:
    asking, most, asked = set(), [], []
    lock = Lock()

    def script(method: str, path: str, body: bytes) -> Reply:
        with lock:
            asking.add(path)
            most.append(len(asking))
            asked.append(path)
        time.sleep(0.01)  # so that users meet
        with lock:
            asking.discard(path)
        return PAGE

    with scripted(script) as url:
        found = asyncio.run(run_users(url, 4, QUESTIONS, 0.3, ways=[ask_page]))
    assert 1 < max(most) <= 4
    assert found.asked == len(asked) == sum(user.answered for user in found.users)
    assert found.statuses == {200: len(asked)} and not found.failures
    assert {f"/ask?q=question-{first}" for first in (0, 10, 20, 30)} <= set(asked)


def test_what_fails_is_counted_by_how_and_when_and_is_not_asked_again() -> None:
    def script(method: str, path: str, body: bytes) -> Reply:
        number = int(path.rpartition("-")[2])
        if number == 1:
            return (503, "text/html", b"busy")
        return (0, "", b"") if number == 2 else PAGE

    with scripted(script) as url:
        found = asyncio.run(run_users(url, 1, QUESTIONS[:3], 0.6, ways=[ask_page]))
    assert found.failed.keys() == {"status 503", "RemoteProtocolError"}
    assert found.statuses[503] == found.failed["status 503"]
    first, second = found.failures[:2]
    assert first.kind == "status 503" and 0 < first.at < second.at < 0.6
    (user,) = found.users
    assert user.failed == len(found.failures) and user.answered == len(found.latencies)


def test_nobody_there_is_a_failure_and_not_an_exception() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    found = asyncio.run(run_users(url, 2, QUESTIONS, 0.1))
    assert found.failed.keys() == {"ConnectError"} and not found.latencies


def asked(url: str, way: Callable[[httpx.AsyncClient, str], object]) -> object:
    async def ask() -> object:
        async with httpx.AsyncClient(base_url=url) as client:
            return await way(client, "why?")  # type: ignore[misc]

    return asyncio.run(ask())


def test_who_is_in_danger_is_answered_by_the_page_that_they_are_sent_to() -> None:
    def script(method: str, path: str, body: bytes) -> Reply:
        return PAGE if path == "/help" else (303, "text/html", b"")

    with scripted(script) as url:
        assert asked(url, ask_page) == 200


@pytest.mark.parametrize(
    ("body", "wrong"),
    [(b'{"status": "error"}', "status error"), (b"[1]", "object"), (b"<p>", "JSON")],
)
def test_an_answer_of_the_api_that_is_none_fails(body: bytes, wrong: str) -> None:
    serving = scripted(lambda *_: (200, "application/json", body))
    with serving as url, pytest.raises(NotAnswered, match=wrong):
        asked(url, ask_api)


def test_the_api_is_used_where_there_is_one() -> None:
    def with_api(method: str, path: str, body: bytes) -> Reply:
        return PAGE if method == "GET" else (200, "application/json", b'{"status": "answered"}')

    with scripted(with_api) as url:
        assert asyncio.run(page_or_api(url)) == (ask_page, ask_api)
        found = asyncio.run(run_users(url, 1, QUESTIONS, 0.1))
    assert found.latencies and not found.failures
    with scripted(lambda method, *_: PAGE if method == "GET" else (405, "", b"")) as url:
        assert asyncio.run(page_or_api(url)) == (ask_page,)


@pytest.mark.parametrize(
    ("events", "wrong"),
    [
        ('event: complete\ndata: ["five passages"]\n\n', None),
        ("event: complete\ndata: []\n\n", "empty"),
        ("event: error\ndata: null\n\n", "error"),
        ("", "nothing"),
    ],
)
def test_a_chat_of_gradio_is_waited_for_until_its_answer(events: str, wrong: str | None) -> None:
    def script(method: str, path: str, body: bytes) -> Reply:
        if method == "POST":
            assert json.loads(body) == {"data": ["why?"]}
            return (200, "application/json", b'{"event_id": "e1"}')
        assert path == "/gradio_api/call/chat/e1"
        return (200, "text/event-stream", events.encode())

    with scripted(script) as url:
        if wrong is None:
            assert asked(url, ask_gradio) == 200
        else:
            with pytest.raises(NotAnswered, match=wrong):
                asked(url, ask_gradio)


CONFIG = {
    "dependencies": [{"api_name": "ask", "id": 7, "inputs": [1, 2, 3]}],
    "components": [
        {"id": 1, "props": {}},
        {"id": 2, "props": {}},
        {"id": 3, "props": {"value": []}},
    ],
}


@pytest.mark.parametrize("success", [True, False])
def test_a_conversation_sends_what_its_page_would(success: bool) -> None:
    sent = []

    def script(method: str, path: str, body: bytes) -> Reply:
        if path == "/":
            page = f"<script>window.gradio_config = {json.dumps(CONFIG)};</script>"
            return (200, "text/html", page.encode())
        if method == "POST":
            sent.append(json.loads(body))
            return (200, "application/json", b"{}")
        ended = json.dumps({"msg": "process_completed", "success": success})
        return (200, "text/event-stream", f"data: {ended}\n\n".encode())

    async def ask(client: httpx.AsyncClient, question: str) -> int:
        return await (await open_chat(client, "s1")).ask(question)

    with scripted(script) as url:
        if success:
            assert asked(url, ask) == 200
        else:
            with pytest.raises(NotAnswered):
                asked(url, ask)
    assert sent == [{"data": ["why?", None, []], "fn_index": 7, "session_hash": "s1"}]
