"""What /metrics says, to whom, and what it never says."""

import asyncio
import threading
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from assistant.answers import Ended
from assistant.serving.gate import Busy
from assistant.serving.metrics import Metrics
from assistant.serving.opening import Serving
from assistant.serving.requests import Face, Sent, answering
from assistant.settings import AssistantSettings
from assistant.site import Site
from assistant.web.application import Application, Start
from assistant.web.shell import Shell
from tests.assistant.serving.slow import SlowAnswerer, until
from tests.assistant.web.fakes import FakeAnswerer


class _Manifest:
    created = "2026-11-01T00:00:00+00:00"
    passages = 264


def read(text: bytes) -> dict[tuple[str, tuple[str, ...]], float]:
    families = text_string_to_metric_families(text.decode())
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def serving(**settings: object) -> Serving:
    return Serving(AssistantSettings(**settings))  # type: ignore[arg-type]


def application(serving: Serving | None) -> Application:
    def never() -> Start:
        raise AssertionError("it is not started")

    return Application(never, Shell(Site()), serving=serving)


def ask_for_metrics(
    app: Application, sender: str, headers: dict[str, str] | None = None
) -> httpx.Response:
    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(sender, 5000))
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return await client.get("/metrics", headers=headers)

    return asyncio.run(get())


def test_questions_are_counted_by_face_and_status_with_how_long_they_took() -> None:
    public = serving()
    rated = public.rated(public.gated(FakeAnswerer(), _Manifest))
    with answering(Sent(id="x", face=Face.ASK, client="192.0.2.1")):
        rated.answer("who is Wilhelmina")
        rated.answer("something not_found")
    with answering(Sent(id="y", face=Face.API, client="192.0.2.1")):
        rated.answer("another")
    text = public.metrics.text()
    counted = read(text)
    assert counted["plans_answers_total", ("ask", "answered")] == 1
    assert counted["plans_answers_total", ("ask", "not_found")] == 1
    assert counted["plans_answers_total", ("api", "answered")] == 1
    assert counted["plans_question_seconds_count", ("ask",)] == 2
    assert counted["plans_question_seconds_bucket", ("ask", "+Inf")] == 2
    assert counted["plans_index_passages", ()] == 264
    assert counted["plans_index_age_seconds", ()] > 0
    assert counted["process_resident_memory_bytes", ()] > 1_000_000
    assert b"Wilhelmina" not in text
    assert b"192.0.2.1" not in text


def test_what_is_refused_waits_and_is_worked_on_is_told() -> None:
    public = serving(questions_at_once=1, questions_waiting=1, questions_per_minute=3)
    slow = SlowAnswerer()
    gated = public.gated(slow, _Manifest)
    threads = [threading.Thread(target=gated.answer, args=(str(n),)) for n in range(2)]
    for thread in threads:
        thread.start()
    until(lambda: gated.gate.waiting == 1)
    counted = read(public.metrics.text())
    assert counted["plans_questions_working", ()] == 1
    assert counted["plans_questions_waiting", ()] == 1
    assert public.under_way == 2
    with answering(Sent(id="x", face=Face.ASK, client="192.0.2.1")):
        for _ in range(4):
            with pytest.raises(Busy):
                public.rated(gated).answer("fast")
    counted = read(public.metrics.text())
    assert counted["plans_refused_total", ("ask", "busy")] == 3
    assert counted["plans_refused_total", ("ask", "rate")] == 1
    slow.let(2)
    for thread in threads:
        thread.join()
    assert public.under_way == 0


def test_a_number_that_cannot_be_had_leaves_the_others() -> None:
    metrics = Metrics()

    def broken() -> float:
        raise OSError

    metrics.watch("plans_broken", "Never known.", broken)
    metrics.written(Ended.FINISHED)
    counted = read(metrics.text())
    assert ("plans_broken", ()) not in counted
    assert counted["plans_written_total", ("finished",)] == 1


@pytest.mark.parametrize(
    ("sender", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("192.0.2.1", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("10.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 200),
        ("10.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 404),
    ],
)
def test_only_those_whom_the_operator_names_may_read_it(
    sender: str, headers: dict[str, str], status: int
) -> None:
    app = application(serving(trusted_proxies=("10.0.0.1",)))
    reply = ask_for_metrics(app, sender, headers)
    assert reply.status_code == status
    assert ("plans_requests" in reply.text) == (status == 200)


def test_without_settings_there_is_nothing_to_read() -> None:
    assert ask_for_metrics(application(None), "127.0.0.1").status_code == 404


def test_a_password_in_the_address_of_redis_is_never_told(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="PLANS_LIMITS_URL") as caught:
        serving(limits_url="http://:hunter2@host", data=tmp_path)
    assert "hunter2" not in str(caught.value)
