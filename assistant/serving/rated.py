"""Questions of the pages and the chat, which each address may ask only so often."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.answers import About, Answer
from assistant.limits import NO_LIMITS, Limits
from assistant.serving.gate import Busy, is_emergency
from assistant.serving.metrics import Metrics
from assistant.serving.rates import Rates
from assistant.serving.requests import current

if TYPE_CHECKING:
    from assistant.web.answerer import Answerer

__all__ = ["RatedAnswerer"]


class RatedAnswerer:
    """Answers as another answerer does, each address only so often; those in danger always."""

    def __init__(
        self, answerer: "Answerer", rates: Rates, per_minute: int, metrics: Metrics | None = None
    ) -> None:
        """Stand before an answerer.

        Args:
            answerer: What answers.
            rates: Counts.
            per_minute: Questions that one address may ask in a minute; 0 is no limit.
            metrics: Where those that are refused are counted.
        """
        self._answerer = answerer
        self._rates = rates
        self._per_minute = per_minute
        self._metrics = metrics or Metrics()

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
        self._count(question)
        return self._answerer.answer(question, history, limits=limits, longest=longest)

    def answers(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        limits: Limits = NO_LIMITS,
        longest: int | None = None,
    ) -> Iterator[Answer]:
        """Answer one question as it grows; raises Busy, at the latest for the first answer."""
        self._count(question)
        return self._answerer.answers(question, history, limits=limits, longest=longest)

    def suggest(self, answer: Answer) -> tuple[str, ...]:
        """Return questions to go on with; they are not counted."""
        return self._answerer.suggest(answer)

    def _count(self, question: str) -> None:
        sent = current()
        if not sent.client or is_emergency(question):
            return  # nobody is to be refused for what somebody else asked, nor to wait in danger
        seconds = self._rates.wait(f"ask:{sent.client}", self._per_minute)
        if seconds is not None:
            self._metrics.refused(sent.face, too_often=True)
            raise Busy(seconds, too_often=True)
