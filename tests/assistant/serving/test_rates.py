"""How often each may ask: in memory, in a real Redis, and while that is away."""

import logging
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers import Status
from assistant.serving.gate import Busy
from assistant.serving.rated import RatedAnswerer
from assistant.serving.rates import Rates
from assistant.serving.requests import Sent, answering
from corpus.errors import PlansError
from tests.assistant.serving.slow import until
from tests.assistant.web.fakes import FakeAnswerer


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Redis:
    """A Redis of our own, which can be stopped and started again at the same port."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, empty, and return when it answers."""
        self._server = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
        )
        until(self._answers)

    def stop(self) -> None:
        """Stop it, and return when it is gone."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()

    def _answers(self) -> bool:
        with socket.socket() as asking:
            return asking.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    if shutil.which("redis-server") is None:
        pytest.skip("there is no redis-server: apt-get install redis-server")
    redis = Redis(tmp_path)
    redis.start()
    yield redis
    redis.stop()


def test_each_may_send_so_many_in_a_minute_and_is_told_when_the_next_is_taken() -> None:
    clock = Clock()
    rates = Rates(clock=clock)
    assert rates.wait("ask:192.0.2.1", 2) is None
    clock.now += 20
    assert rates.wait("ask:192.0.2.1", 2) is None
    assert rates.wait("ask:192.0.2.1", 2) == pytest.approx(40)
    assert rates.wait("ask:192.0.2.2", 2) is None, "somebody else"
    clock.now += 40.5
    assert rates.wait("ask:192.0.2.1", 2) is None
    assert rates.wait("ask:192.0.2.1", 2) == pytest.approx(19.5)


def test_no_limit_is_no_limit() -> None:
    rates = Rates(clock=Clock())
    assert all(rates.wait("ask:x", 0) is None for _ in range(1_000))


def test_whoever_was_here_long_ago_takes_no_memory() -> None:
    clock = Clock()
    rates = Rates(clock=clock)
    for n in range(900):
        rates.wait(f"ask:{n}", 1)
    clock.now += 61
    for n in range(100):
        rates.wait(f"later:{n}", 1)
    assert len(rates._memory._times) <= 100


def test_replicas_share_their_count_in_redis(redis: Redis) -> None:
    one, other = Rates(redis.url), Rates(redis.url)
    assert one.wait("ask:192.0.2.1", 2) is None
    assert other.wait("ask:192.0.2.1", 2) is None
    waiting = one.wait("ask:192.0.2.1", 2)
    assert waiting is not None
    assert 50 < waiting <= 60
    assert other.wait("ask:192.0.2.1", 2) is not None
    assert other.wait("ask:192.0.2.2", 2) is None


def test_while_redis_is_away_each_counts_for_itself_and_warns_once(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    clock.now = time.time()
    rates = Rates(redis.url, clock=clock)
    assert rates.wait("ask:192.0.2.1", 1) is None
    redis.stop()
    with caplog.at_level(logging.WARNING):
        assert rates.wait("ask:192.0.2.1", 1) is None, "counted anew, in memory"
        assert rates.wait("ask:192.0.2.1", 1) is not None
        clock.now += 6
        assert rates.wait("ask:192.0.2.1", 1) is not None
    assert rates.failures == 2
    warnings = [record.getMessage() for record in caplog.records]
    assert len(warnings) == 1
    assert "PLANS_LIMITS_URL" in warnings[0]
    assert "192.0.2.1" not in caplog.text

    redis.start()
    clock.now += 6
    with caplog.at_level(logging.WARNING):
        assert rates.wait("ask:192.0.2.1", 1) is None, "this Redis is new"
        assert rates.wait("ask:192.0.2.1", 1) is not None
    assert "counts again" in caplog.text
    assert rates.failures == 2


@pytest.mark.parametrize(
    "url",
    [
        "redis://:hunter2@host:notaport/0",
        "memcached://hunter2@host",
        "async+redis://:hunter2@host",
        "hunter2",
        "",
        "redis+cluster://:hunter2@host:1",
    ],
)
def test_what_is_no_address_of_redis_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(PlansError, match="write it like redis://") as caught:
        Rates(url)
    assert "hunter2" not in str(caught.value)


def test_an_address_may_ask_so_often_and_in_danger_always() -> None:
    answerer = FakeAnswerer()
    rated = RatedAnswerer(answerer, Rates(clock=Clock()), 2)
    with answering(Sent(id="x", client="192.0.2.1")):
        assert rated.answer("one").status is Status.ANSWERED
        assert next(rated.answers("two")).status is Status.ANSWERED
        with pytest.raises(Busy) as caught:
            rated.answer("three")
        assert (caught.value.too_often, caught.value.seconds) == (True, 60)
        rated.answer("help, he is hitting me right now")
    with answering(Sent(id="y", client="192.0.2.2")):
        assert rated.answer("four").status is Status.ANSWERED
    asked = [question for question, _ in answerer.asked]
    assert asked == ["one", "two", "help, he is hitting me right now", "four"]


def test_nobody_is_refused_for_what_a_sender_without_an_address_asked() -> None:
    rated = RatedAnswerer(FakeAnswerer(), Rates(clock=Clock()), 1)
    assert [rated.answer("one").status for _ in range(3)] == [Status.ANSWERED] * 3
