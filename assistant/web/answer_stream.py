"""The answers to one question, as they come: the first at once, the others while it is written."""

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace

from assistant.answers import Answer, Ended

__all__ = ["AnswerStream", "is_being_written"]

_log = logging.getLogger(__name__)


def is_being_written(answer: Answer) -> bool:
    """Say whether sentences may still be added to an answer."""
    return answer.writer is not None and answer.writer.ended is None


class AnswerStream:
    """Holds the newest answer; a thread of its own reads on, so that nobody else has to wait.

    Several threads may use it at once.
    """

    def __init__(self, answers: Iterator[Answer]) -> None:
        """Wait for the first answer; raises what `answers` raises.

        Args:
            answers: As `Answerer.answers` gives them; it is closed once it is no longer needed.
        """
        self._answers = answers
        self._changed = threading.Condition()
        self._closed = False
        self.first = next(answers)
        """Whole but for the sentences that are still to come."""
        self._newest = self.first
        self._over = not is_being_written(self.first)
        if self._over:
            self._let_go()
        else:
            threading.Thread(target=self._read, name="answer stream", daemon=True).start()

    @property
    def newest(self) -> Answer:
        """The newest answer; each has all sentences of the one before."""
        with self._changed:
            return self._newest

    @property
    def over(self) -> bool:
        """Whether the newest answer is the last."""
        with self._changed:
            return self._over

    def settled(self, within: float) -> Answer:
        """Return the newest answer, waiting for the last where that is there soon.

        A model that is resting or busy says so at once, and an answer that was written before is
        there at once: nothing is to be promised then that goes again, or comes, a moment later.

        Args:
            within: Seconds that are waited at most.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._over, within)
            return self._newest if self._over else self.first

    def changes(self) -> Iterator[Answer]:
        """Give each newer answer, and at the end the last once more; nothing after `close`."""
        seen, over = self.first, False
        while not over:
            with self._changed:
                self._changed.wait_for(lambda: self._over or self._newest is not seen)  # noqa: B023
                seen, over = self._newest, self._over
                if self._closed:
                    return
            yield seen

    def close(self) -> None:
        """End it: no sentence is added any more; the thread lets go when the next one comes."""
        with self._changed:
            self._closed = self._closed or not self._over
            self._over = True
            self._changed.notify_all()

    def _read(self) -> None:
        try:
            for answer in self._answers:
                if not self._take(answer):
                    break
        except Exception as error:
            # Its message may hold what people wrote.
            _log.error("What was being written broke off: %s", type(error).__name__)
        finally:
            self._let_go()
            self._take(_ended(self.newest))

    def _take(self, answer: Answer) -> bool:
        """Keep a newer answer; returns whether another may come."""
        with self._changed:
            before = self._newest.written
            # Nothing that was shown is taken back.
            if not self._over and answer.written[: len(before)] == before:
                self._over = not is_being_written(answer)
                if self._over or answer.written != before:
                    self._newest = answer
                    self._changed.notify_all()
            return not self._over

    def _let_go(self) -> None:
        close = getattr(self._answers, "close", None)
        if close is not None:
            close()


def _ended(answer: Answer) -> Answer:
    """Return an answer whose writing has ended, be it that nobody said so."""
    if not is_being_written(answer):
        return answer
    assert answer.writer is not None
    return replace(answer, writer=replace(answer.writer, ended=Ended.FAILED))
