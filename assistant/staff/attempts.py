"""How many passwords may be tried: of one name, from one address, and of everybody together."""

from threading import Lock

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

__all__ = ["Attempts"]

_MINUTES = 15
_LIMITS = {
    "name": RateLimitItemPerMinute(5, _MINUTES),
    "address": RateLimitItemPerMinute(20, _MINUTES),
    "everybody": RateLimitItemPerMinute(200, _MINUTES),
}
_TELLING = RateLimitItemPerMinute(1, _MINUTES)


class Attempts:
    """Counts attempts of the last quarter of an hour in the memory of this process.

    Attempts that are refused are not counted, so that nobody who keeps trying is locked out for
    ever, nor a colleague by others' attempts for longer than these go on.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._lock = Lock()

    def count(self, name: str, address: str) -> float | None:
        """Count an attempt, unless it is one too many.

        It is counted before the password is looked at: many at the same time do not slip through.

        Args:
            name: Whose password is tried, folded.
            address: Where from.

        Returns:
            None if it may be made; else when to try again, in seconds since 1970.
        """
        counted = {"everybody": "", "address": address, "name": name}
        with self._lock:
            full = [
                self._window.get_window_stats(_LIMITS[what], what, who).reset_time
                for what, who in counted.items()
                if not self._window.test(_LIMITS[what], what, who)
            ]
            if full:
                return max(full)
            for what, who in counted.items():
                self._window.hit(_LIMITS[what], what, who)
        return None

    def forget(self, name: str) -> None:
        """Forget the attempts at a name: whoever has just signed in mistyped them.

        Those from the address stay, or a person could guess at colleagues' without end.
        """
        with self._lock:
            self._window.clear(_LIMITS["name"], "name", name)

    def is_news(self, name: str, address: str) -> bool:
        """Whether the log has yet to say that these are refused: once in each quarter of an hour."""
        return self._window.hit(_TELLING, "told", name, address) and self._window.hit(
            _LIMITS["everybody"], "told"
        )
