"""How often each may ask: counted in a moving window, in memory or in Redis."""

from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

__all__ = ["Rates"]


class Rates:
    """Counts requests by who sends them; safe to use from several threads."""

    def __init__(self, url: str = "memory://") -> None:
        self._window = MovingWindowRateLimiter(storage_from_string(url))

    def wait(self, who: str, per_minute: int) -> float | None:
        """Count one request.

        Args:
            who: An address or a partner, with what they use: "ask:127.0.0.1".
            per_minute: How many they may send in a minute; 0 is no limit.

        Returns:
            None where it may be answered; else the seconds after which one may be sent again.
        """
        if per_minute == 0 or self._window.hit(RateLimitItemPerMinute(per_minute), who):
            return None
        return 1.0
