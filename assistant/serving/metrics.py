"""What is counted while serving, for Prometheus; nothing of what anybody asks, or who.

Counting is plain arithmetic; Prometheus's library is imported when somebody reads, since no start
is to wait for it.
"""

import logging
import os
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.serving.requests import Face

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.metrics_core import Metric

__all__ = ["CONTENT_TYPE", "Metrics"]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper ends, in seconds."""


_log = logging.getLogger(__name__)


class Metrics:
    """Counts; safe to use from several threads."""

    def __init__(self) -> None:
        """Start at nothing."""
        self._lock = threading.Lock()
        self._started = time.time()
        self._requests: Counter[tuple[str, str]] = Counter()
        self._answers: Counter[tuple[str, str]] = Counter()
        self._refused: Counter[tuple[str, str]] = Counter()
        self._written: Counter[str] = Counter()
        self._slow: Counter[str] = Counter()
        self._seconds: dict[str, _Spread] = {}
        self._gauges: dict[str, tuple[str, Callable[[], float]]] = {}

    def request(self, face: Face, status: int) -> None:
        """Count a request that was answered with an HTTP status."""
        with self._lock:
            self._requests[face.value, f"{status // 100}xx"] += 1

    def answered(self, face: Face, status: str, seconds: float) -> None:
        """Count a question and how long its first answer took, waiting included."""
        with self._lock:
            self._answers[face.value, str(status)] += 1
            self._seconds.setdefault(face.value, _Spread()).add(seconds)

    def written(self, ended: str) -> None:
        """Count how a chat model's writing for an answer ended."""
        with self._lock:
            self._written[str(ended)] += 1

    def refused(self, face: Face, *, too_often: bool) -> None:
        """Count a question that was not answered: its sender asked too often, or all are busy."""
        with self._lock:
            self._refused[face.value, "rate" if too_often else "busy"] += 1

    def too_slow(self, what: str) -> None:
        """Count a request that was given up: its "body" did not come, or its "answer"."""
        with self._lock:
            self._slow[what] += 1

    def watch(self, name: str, words: str, now: Callable[[], float]) -> None:
        """Show a number that is asked for whenever somebody reads; one that fails is left out.

        Args:
            name: Its name, with its unit: "plans_index_age_seconds".
            words: What it is.
            now: Returns it.
        """
        self._gauges[name] = (words, now)

    def text(self) -> bytes:
        """Write all of it as Prometheus reads it (`CONTENT_TYPE`)."""
        from prometheus_client import generate_latest

        return generate_latest(self._registry())

    def _registry(self) -> "CollectorRegistry":
        from prometheus_client import CollectorRegistry

        registry = CollectorRegistry()
        registry.register(self)
        return registry

    def collect(self) -> "Iterator[Metric]":
        """Yield everything, as a collector of `prometheus_client` does."""
        with self._lock:
            yield from self._counters()
            yield from self._histogram()
        yield from self._watched()

    def _counters(self) -> "Iterator[Metric]":
        from prometheus_client.metrics_core import CounterMetricFamily

        pairs = (
            ("plans_requests", "Requests answered.", ("face", "status"), self._requests),
            ("plans_answers", "Questions answered.", ("face", "status"), self._answers),
            ("plans_refused", "Questions refused.", ("face", "reason"), self._refused),
        )
        for name, words, labels, counts in pairs:
            family = CounterMetricFamily(name, words, labels=labels)
            for values, count in sorted(counts.items()):
                family.add_metric(values, count)
            yield family
        singles = (
            (
                "plans_written",
                "Answers that a model wrote, by how it ended.",
                "ended",
                self._written,
            ),
            ("plans_too_slow", "Requests given up, by what was waited for.", "what", self._slow),
        )
        for name, words, label, by_one in singles:
            family = CounterMetricFamily(name, words, labels=(label,))
            for value, count in sorted(by_one.items()):
                family.add_metric((value,), count)
            yield family

    def _histogram(self) -> "Iterator[Metric]":
        from prometheus_client.metrics_core import HistogramMetricFamily

        words = "Seconds until a question's first answer."
        family = HistogramMetricFamily("plans_question_seconds", words, labels=("face",))
        for face, spread in sorted(self._seconds.items()):
            family.add_metric((face,), spread.buckets(), spread.total)
        yield family

    def _watched(self) -> "Iterator[Metric]":
        from prometheus_client.metrics_core import GaugeMetricFamily

        own = {
            "process_resident_memory_bytes": ("Memory in use.", _resident_bytes),
            "process_start_time_seconds": ("When serving began.", lambda: self._started),
        }
        for name, (words, now) in (self._gauges | own).items():
            try:
                yield GaugeMetricFamily(name, words, value=now())
            except Exception as error:
                _log.warning("%s is not known now (%s)", name, type(error).__name__)


class _Spread:
    """How many took how long."""

    def __init__(self) -> None:
        self._counts = [0] * (len(_BUCKETS) + 1)
        self.total = 0.0

    def add(self, seconds: float) -> None:
        self._counts[bisect_left(_BUCKETS, seconds)] += 1
        self.total += seconds

    def buckets(self) -> list[tuple[str, float]]:
        sums, below = [], 0
        for end, count in zip((*map(str, _BUCKETS), "+Inf"), self._counts, strict=True):
            below += count
            sums.append((end, float(below)))
        return sums


def _resident_bytes() -> float:
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
