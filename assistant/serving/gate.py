"""How many questions are answered at once: others wait in turn, and not for ever."""

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.answers import About, Answer, Status
from assistant.limits import NO_LIMITS, Limits
from assistant.serving.metrics import Metrics
from assistant.serving.requests import current
from assistant.typed import ends, readable_question

if TYPE_CHECKING:
    from assistant.web.answerer import Answerer

__all__ = ["Busy", "Gate", "GatedAnswerer", "is_emergency"]

_REMEMBERED = 64
"""Latest times that one question took, of which the wait is guessed."""
_LONGEST_GUESS = 60
_SUGGESTING_SECONDS = 0.5


class Busy(Exception):
    """A question is not answered now, though nothing is wrong with it."""

    def __init__(self, seconds: float, *, too_often: bool = False) -> None:
        """Say when to come again.

        Args:
            seconds: After how long; it is rounded up to a whole second, at least one.
            too_often: Whether whoever asks is the reason, and not everybody together.
        """
        super().__init__("busy")
        self.seconds = max(1, math.ceil(seconds))
        """Seconds after which the question may be asked again."""
        self.too_often = too_often


class Gate:
    """Lets so many in at once; whoever comes later waits, first come first served."""

    def __init__(
        self,
        *,
        at_once: int,
        waiting: int,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open it.

        Args:
            at_once: How many may be in.
            waiting: How many may wait.
            seconds: Longest time that one waits.
            clock: Tells seconds.
        """
        self._at_once, self._most_waiting, self._seconds = at_once, waiting, seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._inside = 0
        self._queue: deque[threading.Event] = deque()
        self._took: deque[float] = deque(maxlen=_REMEMBERED)

    @property
    def working(self) -> int:
        """How many are in."""
        return self._inside

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._queue)

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Be in until the block ends, having waited for it.

        Raises:
            Busy: Too many wait, or it took too long.
        """
        self._enter()
        since = self._clock()
        try:
            yield
        finally:
            self._leave(self._clock() - since)

    def _enter(self) -> None:
        with self._lock:
            if self._inside < self._at_once:
                self._inside += 1
                return
            if len(self._queue) >= self._most_waiting:
                raise Busy(self._guess())
            turn = threading.Event()
            self._queue.append(turn)
        if turn.wait(self._seconds):
            return
        with self._lock:
            if turn.is_set():  # it came just now
                return
            self._queue.remove(turn)
            raise Busy(self._guess())

    def _leave(self, took: float) -> None:
        """Hand the place over to whoever waits longest."""
        with self._lock:
            self._took.append(took)
            if self._queue:
                self._queue.popleft().set()
            else:
                self._inside -= 1

    def _guess(self) -> float:
        """Guess how long one more would wait if all who wait now were let in."""
        usual = sum(self._took) / len(self._took) if self._took else 1
        return min(_LONGEST_GUESS, usual * (len(self._queue) + 1) / self._at_once)


class GatedAnswerer:
    """Answers as another answerer does, of which only so many questions are asked at once.

    Somebody in danger is answered at once, always.
    """

    def __init__(
        self,
        answerer: "Answerer",
        *,
        at_once: int,
        waiting: int,
        seconds: float,
        metrics: Metrics | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Stand before an answerer.

        Args:
            answerer: What answers.
            at_once: How many questions are worked on at the same time.
            waiting: How many may wait; further ones are refused.
            seconds: Longest time that a question waits before it is refused.
            metrics: Where answers are counted.
            clock: Tells seconds.
        """
        self._answerer = answerer
        self._clock = clock
        self._metrics = metrics or Metrics()
        self._counting = threading.Lock()
        self.under_way = 0
        """Questions that wait, are worked on, or are still written for."""
        self.gate = Gate(at_once=at_once, waiting=waiting, seconds=seconds, clock=clock)
        # What one could ask next is left out sooner than that anybody waits for it.
        self._suggesting = Gate(
            at_once=at_once, waiting=at_once, seconds=min(seconds, _SUGGESTING_SECONDS), clock=clock
        )

    def open(self) -> None:
        """Open what answers rest on."""
        self._answerer.open()

    def about(self) -> About:
        """Say what the assistant speaks from."""
        return self._answerer.about()

    def answer(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        limits: Limits = NO_LIMITS,
        longest: int | None = None,
    ) -> Answer:
        """Answer one question; raises Busy."""
        *_, last = self.answers(question, history, limits=limits, longest=longest)
        return last

    def answers(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        limits: Limits = NO_LIMITS,
        longest: int | None = None,
    ) -> Iterator[Answer]:
        """Answer one question, holding a place until the first answer is there.

        What a chat model writes afterwards holds none: that has a limit of its own.

        Raises:
            Busy: The question is not answered now; raised when the first answer is asked for.
        """
        since = self._clock()
        answers = self._answerer.answers(question, history, limits=limits, longest=longest)
        self._count(1)
        try:
            if is_emergency(question):
                first = next(answers)
            else:
                with self._admitted():
                    first = next(answers)
            self._metrics.answered(current().face, first.status, self._clock() - since)
            newest = first
            yield first
            for newest in answers:
                yield newest
            if newest.writer is not None and newest.writer.ended is not None:
                self._metrics.written(newest.writer.ended)
        finally:
            close = getattr(answers, "close", None)
            if close is not None:
                close()
            self._count(-1)

    def _count(self, more: int) -> None:
        with self._counting:
            self.under_way += more

    @contextmanager
    def _admitted(self) -> Iterator[None]:
        try:
            with self.gate.entered():
                yield
        except Busy:
            self._metrics.refused(current().face, too_often=False)
            raise

    def suggest(self, answer: Answer) -> tuple[str, ...]:
        """Return questions to go on with; none where others wait to be answered at all."""
        if self.gate.waiting:
            return ()
        try:
            with self._suggesting.entered():
                return self._answerer.suggest(answer)
        except Busy:
            return ()


def is_emergency(question: str) -> bool:
    """Whether the words of a question tell of danger, before anything is searched."""
    from assistant.routing import route  # reads the words of danger, which no start waits for

    return route(ends(readable_question(question))) is Status.EMERGENCY
