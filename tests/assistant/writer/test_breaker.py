"""A model that has failed rests, and nobody waits for it."""

from pathlib import Path
from threading import Event, Thread

import pytest

from assistant.answers import Ended
from assistant.writer.breaker import Rest
from assistant.writer.failures import ModelError
from evals.scripted.server import Reply, ScriptedServer
from tests.assistant.writer.asking import CLAIMS, QUESTION, SCHEMA, SYSTEM, ask, ended, opened

_FAILED = ModelError(Ended.FAILED, rests=True)


def _fail(rest: Rest, error: Exception = _FAILED) -> None:
    with pytest.raises(type(error)), rest.asking():
        raise error


@pytest.mark.parametrize(
    ("reply", "how"),
    [
        pytest.param(Reply(status=500), Ended.FAILED, id="fails"),
        pytest.param(Reply(status=401), Ended.FAILED, id="wrong key"),
        pytest.param(Reply(status=404), Ended.FAILED, id="no such model"),
        pytest.param(Reply(text=CLAIMS, cut_after=0), Ended.BROKEN_OFF, id="dies at once"),
        pytest.param(Reply(text=CLAIMS, cut_after=30), Ended.BROKEN_OFF, id="dies in a reply"),
        pytest.param(Reply(text=CLAIMS, hold=Event()), Ended.TIMED_OUT, id="says nothing"),
    ],
)
def test_after_a_death_the_next_question_asks_nobody(
    reply: Reply, how: Ended, tmp_path: Path
) -> None:
    with ScriptedServer(lambda _: reply) as server:
        model = opened(server, tmp_path, model_seconds=0.5)
        assert ended(model) is how
        before = len(server.asked)
        assert ended(model) is Ended.RESTING
        assert len(server.asked) == before > 0


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(raw=b"data: {nonsense\n\n"), id="nonsense"),
        pytest.param(Reply(text=CLAIMS, endless=True), id="endless"),
        pytest.param(Reply(status=400), id="refuses this question"),
    ],
)
def test_a_server_that_is_there_is_asked_again(reply: Reply, tmp_path: Path) -> None:
    replies = iter([reply] * 4)
    with ScriptedServer(lambda _: next(replies, Reply(text=CLAIMS))) as server:
        model = opened(server, tmp_path)
        while ended(model) is not Ended.FINISHED:
            assert len(server.asked) <= 4


def test_whoever_leaves_early_says_nothing_against_the_model(tmp_path: Path) -> None:
    with ScriptedServer(lambda _: Reply(text=CLAIMS)) as server:
        model = opened(server, tmp_path)
        pieces = model.stream(SYSTEM, QUESTION, SCHEMA)
        next(pieces)
        pieces.close()
        assert ask(model) == CLAIMS


def test_after_the_rest_one_question_tries_and_the_model_is_back(tmp_path: Path) -> None:
    replies = iter([Reply(status=401)])
    with ScriptedServer(lambda _: next(replies, Reply(text=CLAIMS))) as server:
        model = opened(server, tmp_path, rest=Rest(seconds=0))
        assert ended(model) is Ended.FAILED
        assert [ended(model) for _ in range(3)] == [Ended.FINISHED] * 3


def test_only_one_question_at_a_time_tries() -> None:
    rest = Rest(seconds=0)
    _fail(rest)
    with rest.asking(), pytest.raises(ModelError, match="resting"), rest.asking():
        pass
    with rest.asking(), rest.asking():  # it is well, and so any number may ask
        pass


def test_replies_are_read_at_the_same_time_while_the_model_is_well() -> None:
    rest = Rest()
    entered = Event()

    def ask_too() -> None:
        with rest.asking():
            entered.set()

    with rest.asking():
        other = Thread(target=ask_too)
        other.start()
        assert entered.wait(5)
    other.join()


def test_each_trial_that_fails_doubles_the_rest_up_to_a_limit() -> None:
    rest = Rest(seconds=30, longest=100)
    _fail(rest)
    rests = [rest.seconds]
    for _ in range(3):
        rest.let_try()
        _fail(rest)
        rests.append(rest.seconds)
    assert rests == [30, 60, 100, 100]


def test_a_model_that_is_back_rests_as_shortly_as_at_first() -> None:
    rest = Rest(seconds=30)
    _fail(rest)
    rest.let_try()
    _fail(rest)
    rest.let_try()
    with rest.asking():
        pass
    assert rest.seconds == 30


def test_a_trial_that_was_left_before_anything_came_is_no_sign_of_life() -> None:
    rest = Rest(seconds=30)
    _fail(rest)
    rest.let_try()
    with pytest.raises(GeneratorExit), rest.asking():
        raise GeneratorExit
    with pytest.raises(ModelError, match="resting"), rest.asking():
        pass


def test_a_trial_that_was_left_in_the_middle_is_a_sign_of_life() -> None:
    rest = Rest(seconds=30)
    _fail(rest)
    rest.let_try()
    with pytest.raises(GeneratorExit), rest.asking() as asking:
        asking.heard = True
        raise GeneratorExit
    with rest.asking():
        pass


def test_being_late_for_a_shorter_time_than_usual_opens_nothing(tmp_path: Path) -> None:
    replies = iter([Reply(text=CLAIMS, hold=Event())])
    with ScriptedServer(lambda _: next(replies, Reply(text=CLAIMS))) as server:
        model = opened(server, tmp_path, model_seconds=20)
        with pytest.raises(ModelError, match="timed_out"):
            list(model.stream(SYSTEM, QUESTION, SCHEMA, seconds=0.2))
        assert ask(model) == CLAIMS


def test_being_late_for_as_long_as_is_set_opens_the_circuit(tmp_path: Path) -> None:
    with ScriptedServer(lambda _: Reply(text=CLAIMS, hold=Event())) as server:
        model = opened(server, tmp_path, model_seconds=0.2)
        with pytest.raises(ModelError, match="timed_out"):
            list(model.stream(SYSTEM, QUESTION, SCHEMA, seconds=6))
        assert ended(model) is Ended.RESTING


def test_a_trial_that_was_late_for_a_shorter_time_is_no_sign_of_life() -> None:
    rest = Rest(seconds=30)
    _fail(rest)
    rest.let_try()
    _fail(rest, ModelError(Ended.TIMED_OUT))
    with pytest.raises(ModelError, match="resting"), rest.asking():
        pass
