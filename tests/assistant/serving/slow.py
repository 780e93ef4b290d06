"""An assistant that answers when it is let, and remembers in which order it was asked."""

import threading
from collections.abc import Callable, Sequence

from assistant.answers import Answer, Status
from tests.assistant.web.fakes import FakeAnswerer, answer

__all__ = ["DANGER", "PATIENCE", "SlowAnswerer", "until"]

DANGER = "help, he is hitting me right now"
PATIENCE = 10


class SlowAnswerer(FakeAnswerer):
    """Each question waits for `let`; those with "fast" do not."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[str] = []
        self._let = threading.Semaphore(0)
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()

    def let(self, questions: int = 1) -> None:
        """Let so many questions be answered."""
        self._let.release(questions)

    def _answer(self, question: str, history: Sequence[str]) -> Answer:
        """Answer it when it is let; danger at once."""
        if question == DANGER:
            return answer(Status.EMERGENCY)
        with self._lock:
            self.begun.append(question)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            if "fast" not in question:
                assert self._let.acquire(timeout=PATIENCE)
        finally:
            with self._lock:
                self._at_once -= 1
        return super()._answer(question, history)


def until(holds: Callable[[], object]) -> None:
    """Return when a condition holds; fail where it does not in time."""
    wait = threading.Event()
    for _ in range(PATIENCE * 200):
        if holds():
            return
        wait.wait(0.005)
    raise AssertionError("it never came true")
