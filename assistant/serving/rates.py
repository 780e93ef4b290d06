"""How often each may ask: counted over the last minute, in memory or in Redis for all replicas."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from corpus.errors import PlansError

__all__ = ["Rates"]

_MEMORY = "memory://"
_REDIS = ("redis://", "rediss://", "redis+unix://")
_MINUTE = 60
_REDIS_SECONDS = 0.5
"""Longest time that a question waits for Redis."""
_REST_SECONDS = 5
"""How long Redis is left alone after it failed."""
_SWEPT_EVERY = 1_000
_log = logging.getLogger(__name__)


class _Counts(Protocol):
    def wait(self, who: str, per_minute: int) -> float | None:
        """Count one request, as `Rates.wait` does."""
        ...


class Rates:
    """Counts requests by who sends them; safe to use from several threads."""

    def __init__(self, url: str = _MEMORY, clock: Callable[[], float] = time.time) -> None:
        """Prepare to count; nothing is connected to yet.

        Args:
            url: "memory://", or the address of a Redis that several replicas share.
            clock: Tells seconds.

        Raises:
            PlansError: The address is neither.
        """
        self._clock = clock
        self._memory = _Memory(clock)
        self._shared: _Counts | None = None if url == _MEMORY else _Redis(url, clock)
        self._rests_until: float | None = None
        self._lock = threading.Lock()
        self.failures = 0
        """How often Redis could not be asked; meanwhile each replica counts for itself."""

    def wait(self, who: str, per_minute: int) -> float | None:
        """Count one request.

        Args:
            who: An address or a partner, with what they use: "ask:127.0.0.1".
            per_minute: How many they may send in a minute; 0 is no limit.

        Returns:
            None where it may be answered; else the seconds after which one may be sent again.
        """
        if per_minute == 0:
            return None
        if self._shared is not None and not self._resting():
            try:
                waiting = self._shared.wait(who, per_minute)
            except _Unreachable as error:
                self._rest(error)
            else:
                self._back()
                return waiting
        return self._memory.wait(who, per_minute)

    def _resting(self) -> bool:
        until = self._rests_until
        return until is not None and self._clock() < until

    def _rest(self, error: Exception) -> None:
        with self._lock:
            self.failures += 1
            first = self._rests_until is None
            self._rests_until = self._clock() + _REST_SECONDS
        if first:
            _log.warning(
                "Redis at PLANS_LIMITS_URL cannot be asked (%s); until it can, each replica counts "
                "for itself",
                error,
            )

    def _back(self) -> None:
        if self._rests_until is not None:
            with self._lock:
                self._rests_until = None
            _log.warning("Redis at PLANS_LIMITS_URL counts again")


class _Memory:
    """When each was answered in the last minute."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._times: dict[str, deque[float]] = {}
        self._lock = threading.Lock()
        self._until_sweep = _SWEPT_EVERY

    def wait(self, who: str, per_minute: int) -> float | None:
        now = self._clock()
        with self._lock:
            self._sweep(now)
            times = self._times.setdefault(who, deque())
            while times and times[0] <= now - _MINUTE:
                times.popleft()
            if len(times) >= per_minute:
                return times[len(times) - per_minute] + _MINUTE - now
            times.append(now)
            return None

    def _sweep(self, now: float) -> None:
        """Forget now and then whoever sent nothing in the last minute."""
        self._until_sweep -= 1
        if self._until_sweep == 0:
            self._until_sweep = _SWEPT_EVERY
            old = [who for who, its in self._times.items() if not its or its[-1] <= now - _MINUTE]
            for who in old:
                del self._times[who]


class _Unreachable(Exception):
    """Redis could not be asked; its message is the kind of error alone."""


class _Redis:
    """The same in Redis, for all replicas together; its library is imported only here."""

    def __init__(self, url: str, clock: Callable[[], float]) -> None:
        # No message may name the address: a password can stand in it.
        remedy = (
            "PLANS_LIMITS_URL is not an address of Redis: write it like redis://127.0.0.1:6379/0 "
            "or rediss://:PASSWORD@HOST:6379/0; or memory://, where one process serves all"
        )
        if not url.startswith(_REDIS):
            raise PlansError(remedy)
        from limits import RateLimitItemPerMinute
        from limits.errors import StorageError
        from limits.storage import RedisStorage
        from limits.strategies import MovingWindowRateLimiter

        try:
            storage = RedisStorage(
                url,
                wrap_exceptions=True,
                socket_timeout=_REDIS_SECONDS,
                socket_connect_timeout=_REDIS_SECONDS,
            )
        except Exception:
            raise PlansError(remedy) from None
        self._window = MovingWindowRateLimiter(storage)
        self._item = RateLimitItemPerMinute
        self._failure = StorageError
        self._clock = clock

    def wait(self, who: str, per_minute: int) -> float | None:
        item = self._item(per_minute)
        try:
            if self._window.hit(item, who):
                return None
            return max(0.0, self._window.get_window_stats(item, who).reset_time - self._clock())
        except self._failure as error:
            raise _Unreachable(type(error.storage_error).__name__) from None
        except Exception as error:  # whatever is there does not answer as Redis does
            raise _Unreachable(type(error).__name__) from None
