"""What running in public needs, put together from the settings."""

import datetime as dt
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from assistant.serving.front import FrontLimits
from assistant.serving.gate import GatedAnswerer
from assistant.serving.metrics import Metrics
from assistant.serving.proxies import Proxies
from assistant.serving.rated import RatedAnswerer
from assistant.serving.rates import Rates
from assistant.settings import AssistantSettings

if TYPE_CHECKING:
    from assistant.web.answerer import Answerer

__all__ = ["Serving"]

_OTHERS = 40
"""Threads for everything but questions, and for those that are refused."""
_ANSWER_SECONDS = 60


class _Manifest(Protocol):
    @property
    def created(self) -> str: ...
    @property
    def passages(self) -> int: ...


class Serving:
    """One process that serves: who is believed, what is counted, how many are answered."""

    def __init__(self, settings: AssistantSettings) -> None:
        """Put it together; nothing is opened or connected to.

        Raises:
            PlansError: The address of Redis is not one.
        """
        self._settings = settings
        self._gated: GatedAnswerer | None = None
        self.metrics = Metrics()
        self.metrics_from = settings.metrics_from
        """Addresses or networks that may read them."""
        self.proxies = Proxies(settings.trusted_proxies)
        self.rates = Rates(settings.limits_url)
        """Counts questions by whoever asks; the API and MCP count their callers here too."""
        self.limits = FrontLimits(
            answer_seconds=_ANSWER_SECONDS
            + settings.questions_wait_seconds
            + (settings.model_seconds if settings.model else 0),
            questions_per_minute=settings.questions_per_minute,
        )
        self.threads = _OTHERS + settings.questions_at_once + settings.questions_waiting
        """Most threads that answer: those that wait must not keep all others waiting too."""
        self.stop_seconds = settings.stop_seconds
        """Longest time that a stop waits for answers under way."""
        self.metrics.watch(
            "plans_redis_failures", "How often Redis could not be asked.", self._redis_failures
        )

    def gated(self, answerer: "Answerer", manifest: Callable[[], _Manifest]) -> GatedAnswerer:
        """Return what answers so many questions at once and has the others wait.

        Args:
            answerer: The assistant.
            manifest: Returns what the index that answers now says of itself.
        """
        settings = self._settings
        gated = GatedAnswerer(
            answerer,
            at_once=settings.questions_at_once,
            waiting=settings.questions_waiting,
            seconds=settings.questions_wait_seconds,
            metrics=self.metrics,
        )
        self._gated = gated
        watch, gate = self.metrics.watch, gated.gate
        watch("plans_questions_waiting", "Questions that wait.", lambda: gate.waiting)
        watch("plans_questions_working", "Questions that are worked on.", lambda: gate.working)
        watch("plans_index_passages", "Passages searched.", lambda: manifest().passages)
        watch("plans_index_age_seconds", "Age of the index.", lambda: _age(manifest().created))
        return gated

    def rated(self, gated: GatedAnswerer) -> RatedAnswerer:
        """Return what answers the pages and the chat, each address only so often."""
        return RatedAnswerer(
            gated, self.rates, self._settings.questions_per_minute, metrics=self.metrics
        )

    @property
    def under_way(self) -> int:
        """Questions that wait, are worked on, or are still written for."""
        return self._gated.under_way if self._gated else 0

    def _redis_failures(self) -> float:
        return self.rates.failures


def _age(created: str) -> float:
    return time.time() - dt.datetime.fromisoformat(created).timestamp()
