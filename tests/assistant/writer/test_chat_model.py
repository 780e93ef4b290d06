"""A chat model over real connections: what it says is passed on, whatever goes wrong is named."""

from itertools import chain, repeat
from pathlib import Path
from threading import Event

import pytest

from assistant.answers import Ended
from assistant.writer.chat_model import ModelError
from evals.scripted.server import Asked, Reply, ScriptedServer
from tests.assistant.writer.asking import (
    CLAIMS,
    QUESTION,
    SCHEMA,
    SYSTEM,
    Waits,
    ask,
    ended,
    opened,
)


def _one_after_another(*replies: Reply) -> ScriptedServer:
    """A server that gives these replies, and the last again and again."""
    coming = chain(replies, repeat(replies[-1]))
    return ScriptedServer(lambda _: next(coming))


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(text=CLAIMS), id="as text"),
        pytest.param(Reply(text=CLAIMS, as_tool=True, finish="tool_calls"), id="as a tool call"),
        pytest.param(Reply(text=CLAIMS, thinking="Let me see. {}"), id="after thinking apart"),
        pytest.param(
            Reply(text=f"<think>{{1}} </think>\n{CLAIMS}"), id="after thinking in the text"
        ),
        pytest.param(Reply(text=CLAIMS, piece=1), id="letter by letter"),
        pytest.param(Reply(text=CLAIMS, piece=10_000), id="in one piece"),
        pytest.param(Reply(text=CLAIMS, usage=False), id="without a count of tokens"),
        pytest.param(Reply(text=CLAIMS, cut_after=10_000, quiet_cut=True), id="without an end"),
    ],
)
def test_the_json_text_of_a_reply_is_passed_on(reply: Reply, tmp_path: Path) -> None:
    with ScriptedServer(lambda _: reply) as server:
        assert ask(opened(server, tmp_path)) == CLAIMS


def test_a_tool_that_was_not_offered_is_not_read(tmp_path: Path) -> None:
    reply = Reply(text=CLAIMS, as_tool=True, tool="send_mail", finish="tool_calls")
    with ScriptedServer(lambda _: reply) as server:
        assert ended(opened(server, tmp_path)) is Ended.UNREADABLE


def test_pieces_come_before_the_reply_is_whole(tmp_path: Path) -> None:
    held = Event()
    with ScriptedServer(lambda _: Reply(text=CLAIMS, hold=held, hold_after=24)) as server:
        pieces = opened(server, tmp_path).stream(SYSTEM, QUESTION, SCHEMA)
        first = next(pieces)
        held.set()
        assert first == CLAIMS[:12]
        assert first + "".join(pieces) == CLAIMS


def test_the_model_gets_the_system_prompt_the_message_and_the_limits(tmp_path: Path) -> None:
    with ScriptedServer(lambda _: Reply(text=CLAIMS)) as server:
        ask(opened(server, tmp_path, model_tokens=123))
    asked = server.asked[0]
    assert (asked.system, asked.question, asked.stream) == (SYSTEM, QUESTION, True)
    assert asked.body["max_completion_tokens"] == 123
    assert asked.body["temperature"] == 0
    assert asked.body["response_format"]["json_schema"]["schema"] == SCHEMA


def test_a_server_that_knows_no_response_format_is_asked_without_from_then_on(
    tmp_path: Path,
) -> None:
    def script(asked: Asked) -> Reply:
        return Reply(status=400 if "response_format" in asked.body else 200, text=CLAIMS)

    with ScriptedServer(script) as server:
        model = opened(server, tmp_path)
        assert ask(model) == CLAIMS
        before = len(server.asked)
        assert ask(model) == CLAIMS
    assert len(server.asked) == before + 1
    assert server.asked[-1].body["temperature"] == 0


def test_a_model_that_takes_no_temperature_keeps_its_schema(tmp_path: Path) -> None:
    with ScriptedServer(
        lambda asked: Reply(status=400 if "temperature" in asked.body else 200, text=CLAIMS)
    ) as server:
        assert ask(opened(server, tmp_path)) == CLAIMS
    assert "response_format" in server.asked[-1].body


@pytest.mark.parametrize(
    ("reply", "how"),
    [
        pytest.param(Reply(status=401), Ended.FAILED, id="wrong key"),
        pytest.param(Reply(status=403), Ended.FAILED, id="not allowed"),
        pytest.param(Reply(status=404), Ended.FAILED, id="no such model"),
        pytest.param(Reply(status=400), Ended.FAILED, id="refused"),
        pytest.param(Reply(text=CLAIMS, cut_after=20), Ended.BROKEN_OFF, id="cut off"),
        pytest.param(
            Reply(text=CLAIMS, cut_after=20, quiet_cut=True), Ended.BROKEN_OFF, id="ends too soon"
        ),
        pytest.param(Reply(raw=b"data: {nonsense\n\n"), Ended.UNREADABLE, id="malformed JSON"),
        pytest.param(Reply(raw=b"data: [1]\n\n"), Ended.UNREADABLE, id="another kind of JSON"),
        pytest.param(Reply(raw=b"\xff\xfe\n\n"), Ended.UNREADABLE, id="no text"),
        pytest.param(Reply(raw=b"<html>Welcome</html>"), Ended.UNREADABLE, id="a web page"),
        pytest.param(Reply(raw=b""), Ended.UNREADABLE, id="nothing"),
        pytest.param(Reply(raw=b"data: [DONE]\n\n"), Ended.UNREADABLE, id="an end only"),
        pytest.param(
            Reply(raw=b'data: {"error": {"message": "overloaded"}}\n\n'),
            Ended.FAILED,
            id="an error in the stream",
        ),
        pytest.param(Reply(text=CLAIMS, finish="length"), Ended.TOO_LONG, id="truncated"),
        pytest.param(Reply(text="No.", finish="content_filter"), Ended.UNREADABLE, id="withheld"),
        pytest.param(Reply(text=CLAIMS, endless=True), Ended.TOO_LONG, id="endless"),
        pytest.param(Reply(text=f"<think>{'Hm. ' * 2_000}"), Ended.TOO_LONG, id="thinks too long"),
    ],
)
def test_what_goes_wrong_is_named(reply: Reply, how: Ended, tmp_path: Path) -> None:
    with ScriptedServer(lambda _: reply) as server:
        assert ended(opened(server, tmp_path)) is how


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(text=CLAIMS, hold=Event()), id="says nothing"),
        pytest.param(Reply(text=CLAIMS, hold=Event(), hold_after=24), id="falls silent"),
        pytest.param(Reply(text=CLAIMS, endless=True, piece=1, every=0.02), id="drips"),
        pytest.param(Reply(status=500, hold=Event()), id="does not even fail"),
    ],
)
def test_no_reply_takes_longer_than_it_may(reply: Reply, tmp_path: Path) -> None:
    with ScriptedServer(lambda _: reply) as server:
        assert ended(opened(server, tmp_path, model_seconds=0.4)) is Ended.TIMED_OUT


def test_a_server_that_is_not_there_has_failed(tmp_path: Path) -> None:
    with ScriptedServer(lambda _: Reply()) as server:
        pass
    waits = Waits()
    assert ended(opened(server, tmp_path, waits=waits)) is Ended.FAILED
    assert len(waits.seconds) == 2


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_failure_is_tried_again(status: int, tmp_path: Path) -> None:
    waits = Waits()
    with _one_after_another(Reply(status=status), Reply(text=CLAIMS)) as server:
        assert ask(opened(server, tmp_path, waits=waits)) == CLAIMS
    assert len(waits.seconds) == 1
    assert 0 <= waits.seconds[0] <= 5


def test_it_is_tried_three_times_at_most(tmp_path: Path) -> None:
    with _one_after_another(Reply(status=500)) as server:
        assert ended(opened(server, tmp_path)) is Ended.FAILED
    assert len(server.asked) == 3


def test_the_server_says_when_to_come_again(tmp_path: Path) -> None:
    waits = Waits()
    with _one_after_another(Reply(status=429, retry_after=7), Reply(text=CLAIMS)) as server:
        assert ask(opened(server, tmp_path, waits=waits)) == CLAIMS
    assert waits.seconds == [7.0]


def test_nobody_waits_for_a_server_that_has_no_time_before_ours_is_over(tmp_path: Path) -> None:
    waits = Waits()
    with _one_after_another(Reply(status=429, retry_after=60)) as server:
        assert ended(opened(server, tmp_path, waits=waits)) is Ended.FAILED
    assert (waits.seconds, len(server.asked)) == ([], 1)


def test_nothing_is_tried_again_of_which_something_was_read(tmp_path: Path) -> None:
    with _one_after_another(Reply(text=CLAIMS, cut_after=20), Reply(text=CLAIMS)) as server:
        model = opened(server, tmp_path)
        read = []
        with pytest.raises(ModelError):
            for piece in model.stream(SYSTEM, QUESTION, SCHEMA):
                read.append(piece)
    assert len(server.asked) == 1
    assert CLAIMS.startswith("".join(read))


def test_whoever_stops_reading_closes_the_connection(tmp_path: Path) -> None:
    reply = Reply(text=CLAIMS, endless=True, every=0.005)
    with ScriptedServer(lambda _: reply) as server:
        pieces = opened(server, tmp_path, model_tokens=8_000).stream(SYSTEM, QUESTION, SCHEMA)
        next(pieces)
        pieces.close()
        assert server.gone.acquire(timeout=5)


def test_one_more_than_may_be_at_work_is_not_asked(tmp_path: Path) -> None:
    held = Event()
    with ScriptedServer(lambda _: Reply(text=CLAIMS, hold=held, hold_after=24)) as server:
        model = opened(server, tmp_path, model_at_once=1)
        pieces = model.stream(SYSTEM, QUESTION, SCHEMA)
        next(pieces)
        assert ended(model) is Ended.BUSY
        assert len(server.asked) == 1
        held.set()
        pieces.close()
        assert ask(model) == CLAIMS


def test_its_name_is_as_it_is_set(tmp_path: Path) -> None:
    assert opened("http://127.0.0.1:9/v1", tmp_path).name == "openai:scripted"
