"""An assistant whose short answer comes sentence by sentence, when a test lets it."""

import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answers import About, Answer, Ended, Status, WriterRecord, Written
from assistant.limits import NO_LIMITS, Limits
from tests.assistant.web.fakes import FakeAnswerer

__all__ = ["MODEL", "SENTENCES", "WritingAnswerer", "written_answer"]

MODEL = "openai:some-model"
SENTENCES = (
    Written(text="The plan names cybercrime as a <newer> threat.", markers=(1,)),
    Written(text="Fewer than one in five victims *report* it.", markers=(4, 1)),
    Written(text="The “Public Focus” stays.", markers=(2,)),
)
_RECORD = WriterRecord(model=MODEL, prompt="1")
_PATIENCE = 30
Step = Written | Ended | Exception


def written_answer(
    found: Answer, sentences: Sequence[Written] = SENTENCES, ended: Ended | None = Ended.FINISHED
) -> Answer:
    """Return an answer with what was written for it until then."""
    record = replace(_RECORD, sentences=len(sentences), ended=ended)
    return replace(found, written=tuple(sentences), writer=record)


class WritingAnswerer(FakeAnswerer):
    """Writes for what is answered; each step waits for `let`."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: dict[str, queue.Queue[Step]] = {}
        self._newest = ""
        self._closed: dict[str, threading.Event] = {}
        self.written = 0
        """How often `answer` waited for a short answer."""

    def let(self, *steps: Step) -> None:
        """Let sentences come for the newest question, or the end, or a failure."""
        self.let_to(self._newest, *steps)

    def let_to(self, question: str, *steps: Step) -> None:
        """Let them come for a question."""
        for step in steps:
            self._steps[question].put(step)

    def end_all(self) -> None:
        """End whatever is still being written, and forget it."""
        for steps in self._steps.values():
            steps.put(Ended.FINISHED)
        self._steps.clear()
        self._closed.clear()

    def has_closed(self, question: str, *, within: float = _PATIENCE) -> bool:
        """Wait until the writing for a question has ended; False where it has not, in seconds."""
        return self._closed[question].wait(within)

    def answers(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        limits: Limits = NO_LIMITS,
        longest: int | None = None,
    ) -> Iterator[Answer]:
        """Answer at once, and then as it is let."""
        found = FakeAnswerer.answer(self, question, history, limits=limits, longest=longest)
        if found.status not in (Status.ANSWERED, Status.PARTLY_ANSWERED):
            yield found
            return
        sentences: tuple[Written, ...] = ()
        self._newest = question
        steps = self._steps[question] = queue.Queue()
        closed = self._closed[question] = threading.Event()
        try:
            yield written_answer(found, sentences, None)
            while True:
                step = steps.get(timeout=_PATIENCE)
                if isinstance(step, Exception):
                    raise step
                if isinstance(step, Ended):
                    yield written_answer(found, sentences, step)
                    return
                sentences = (*sentences, step)
                yield written_answer(found, sentences, None)
        finally:
            closed.set()

    def answer(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        limits: Limits = NO_LIMITS,
        longest: int | None = None,
    ) -> Answer:
        """Answer with all sentences; with none where the question has the word "nothing"."""
        found = super().answer(question, history, limits=limits, longest=longest)
        if found.status not in (Status.ANSWERED, Status.PARTLY_ANSWERED):
            return found
        self.written += 1
        return written_answer(found, () if "nothing" in question else SENTENCES)

    def about(self) -> About:
        """Say which model writes."""
        return replace(super().about(), model=MODEL)
