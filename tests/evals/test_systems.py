"""How a system is asked: once, timed, and with every citation looked at."""

import pytest

from evals.shown import Shown
from evals.systems import Contestant
from tests.evals.made import shown


class Slow:
    """Takes 5 ms to answer; to show an answer takes a second."""

    passages = ()

    def __init__(self) -> None:
        self.now = 0.0
        self.looked_at: list[str] = []

    def answer(self, question: str, history: tuple[str, ...] = ()) -> str:
        self.now += 0.005
        return f"{question} after {list(history)}"

    def show(self, answer: str) -> Shown:
        self.now += 1
        self.looked_at.append(answer)
        return shown(answer)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    system = Slow()
    monkeypatch.setattr("evals.systems.time.perf_counter", lambda: system.now)
    return system


def test_looking_at_citations_is_no_part_of_the_time_that_an_answer_took(slow: Slow) -> None:
    assert Contestant("slow", slow).ask("and then?").milliseconds == 5.0


def test_every_answer_is_looked_at_and_none_is_asked_for_twice(slow: Slow) -> None:
    contestant = Contestant("slow", slow)
    first = contestant.ask("and then?")
    assert contestant.ask("and then?") is first
    contestant.ask("and then?", ["burglary"])
    assert slow.looked_at == ["and then? after []", "and then? after ['burglary']"]
