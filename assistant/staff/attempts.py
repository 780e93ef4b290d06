"""How many passwords may be tried: of one name, from one address, and of everybody together."""

from collections import Counter
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
        self._begun = Counter[str]()
        """Attempts of each address of which nobody knows yet what comes of them."""

    def begin(self, name: str, address: str) -> float | None:
        """Count an attempt, unless it is one too many; what is begun has to be settled.

        It is counted before the password is looked at: many at the same time do not slip through.

        Args:
            name: Whose password is tried, folded.
            address: Where from.

        Returns:
            None if it may be made; else when to try again, in seconds since 1970.
        """
        counted = {"everybody": "", "address": address, "name": name}
        with self._lock:
            costs = {"address": 1 + self._begun[address]}
            full = [
                self._window.get_window_stats(_LIMITS[what], what, who).reset_time
                for what, who in counted.items()
                if not self._window.test(_LIMITS[what], what, who, cost=costs.get(what, 1))
            ]
            if full:
                return max(full)
            for what in ("everybody", "name"):
                self._window.hit(_LIMITS[what], what, counted[what])
            self._begun[address] += 1
        return None

    def settle(self, name: str, address: str, *, right: bool) -> None:
        """Say what came of an attempt that was begun.

        A right password does not count against its address, which a whole office may share, and
        the attempts at its name are forgotten: whoever has just signed in mistyped them. The wrong
        ones from the address stay, or a person could guess at colleagues' without end.
        """
        with self._lock:
            self._begun[address] -= 1
            self._begun += Counter()  # leaves out those at none
            if right:
                self._window.clear(_LIMITS["name"], "name", name)
            else:
                self._window.hit(_LIMITS["address"], "address", address)

    def is_news(self, name: str, address: str) -> bool:
        """Whether the log has yet to say that these are refused: once in each quarter of an hour."""
        return self._window.hit(_TELLING, "told", name, address) and self._window.hit(
            _LIMITS["everybody"], "told"
        )
