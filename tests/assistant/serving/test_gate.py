"""So many questions at once; the others wait in turn, not for ever, and nobody in danger waits."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest

from assistant.answers import Status
from assistant.serving.gate import Busy, Gate, GatedAnswerer
from tests.assistant.serving.slow import DANGER, PATIENCE, SlowAnswerer, until
from tests.assistant.web.fakes import NEXT, answer


class Asking:
    """People who ask, each in a thread of their own."""

    def __init__(self, gated: GatedAnswerer) -> None:
        self.gated = gated
        self.outcomes: dict[str, object] = {}
        self._threads: list[threading.Thread] = []

    def ask(self, question: str) -> None:
        """Ask, and return at once."""
        thread = threading.Thread(target=self._ask, args=(question,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _ask(self, question: str) -> None:
        try:
            self.outcomes[question] = self.gated.answer(question).status
        except Exception as error:
            self.outcomes[question] = error

    def wait(self) -> None:
        """Return when all know what came of it."""
        for thread in self._threads:
            thread.join(PATIENCE)


@pytest.fixture
def slow() -> Iterator[SlowAnswerer]:
    slow = SlowAnswerer()
    yield slow
    slow.let(1000)


def gated(slow: SlowAnswerer, *, at_once: int = 1, waiting: int = 8) -> GatedAnswerer:
    return GatedAnswerer(slow, at_once=at_once, waiting=waiting, seconds=PATIENCE)


def test_whoever_comes_first_is_answered_first_and_never_more_than_may_be(
    slow: SlowAnswerer,
) -> None:
    asking = Asking(gated(slow, at_once=2, waiting=8))
    questions = [f"question {n}" for n in range(8)]
    gate = asking.gated.gate

    def has_come(count: int) -> bool:
        return gate.working + gate.waiting == count and len(slow.begun) == gate.working

    for n, question in enumerate(questions, start=1):
        asking.ask(question)
        until(partial(has_come, n))
    for n in range(1, len(questions) + 1):
        slow.let()
        until(partial(lambda count: len(asking.outcomes) == count, n))
    asking.wait()
    assert slow.begun[2:] == questions[2:]
    assert set(slow.begun[:2]) == set(questions[:2])
    assert slow.most_at_once == 2
    assert set(asking.outcomes.values()) == {Status.ANSWERED}
    assert (gate.working, gate.waiting, asking.gated.under_way) == (0, 0, 0)


def test_where_too_many_wait_the_next_is_told_when_to_come_again(slow: SlowAnswerer) -> None:
    asking = Asking(gated(slow, waiting=1))
    asking.ask("one")
    until(lambda: slow.begun)
    asking.ask("two")
    until(lambda: asking.gated.gate.waiting == 1)
    with pytest.raises(Busy) as caught:
        asking.gated.answer("three")
    assert caught.value.seconds >= 1
    assert not caught.value.too_often
    slow.let(2)
    asking.wait()
    assert set(asking.outcomes.values()) == {Status.ANSWERED}


def test_nobody_waits_longer_than_the_longest_time(slow: SlowAnswerer) -> None:
    one = GatedAnswerer(slow, at_once=1, waiting=8, seconds=0.05)
    asking = Asking(one)
    asking.ask("one")
    until(lambda: slow.begun)
    asking.ask("two")
    until(lambda: "two" in asking.outcomes)
    assert isinstance(asking.outcomes["two"], Busy)
    assert one.gate.waiting == 0
    slow.let()
    asking.wait()
    assert one.answer("three is fast").status is Status.ANSWERED, "its place was not lost"


def test_the_wait_is_guessed_from_how_long_answers_took() -> None:
    now = [0.0]
    gate = Gate(at_once=2, waiting=0, seconds=1, clock=lambda: now[0])
    for _ in range(5):
        with gate.entered():
            now[0] += 12
    with gate.entered(), gate.entered(), pytest.raises(Busy) as caught, gate.entered():
        pass
    assert caught.value.seconds == 6


def test_somebody_in_danger_is_answered_although_all_are_busy(slow: SlowAnswerer) -> None:
    asking = Asking(gated(slow, waiting=0))
    asking.ask("one")
    until(lambda: slow.begun)
    asking.ask(DANGER)
    until(lambda: DANGER in asking.outcomes)
    assert asking.outcomes == {DANGER: Status.EMERGENCY}
    slow.let()
    asking.wait()


def test_what_is_written_after_the_first_answer_keeps_nobody_waiting(slow: SlowAnswerer) -> None:
    one = gated(slow, waiting=0)
    writing = one.answers("the first is fast")
    next(writing)
    assert one.under_way == 1
    assert one.answer("the second is fast").status is Status.ANSWERED
    writing.close()  # type: ignore[attr-defined]
    assert one.under_way == 0


def test_a_place_is_given_back_whatever_happens(slow: SlowAnswerer) -> None:
    one = gated(slow, waiting=0)
    with pytest.raises(ValueError):
        one.answer("break fast")
    never_begun = one.answers("fast")
    del never_begun
    closed = one.answers("fast")
    next(closed)
    closed.close()  # type: ignore[attr-defined]
    left = one.answers("fast")
    next(left)
    del left
    assert one.answer("fast").status is Status.ANSWERED
    assert (one.gate.working, one.under_way) == (0, 0)


def test_nothing_is_suggested_while_others_wait_to_be_answered_at_all(slow: SlowAnswerer) -> None:
    asking = Asking(gated(slow))
    assert asking.gated.suggest(answer()) == NEXT
    asking.ask("one")
    asking.ask("two")
    until(lambda: asking.gated.gate.waiting == 1)
    assert asking.gated.suggest(answer()) == ()
    slow.let(2)
    asking.wait()
