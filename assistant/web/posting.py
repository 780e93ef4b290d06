"""Forms that are sent to us: what is read of them, and which are not taken."""

from collections import deque
from collections.abc import Callable
from threading import Lock
from urllib.parse import parse_qsl, urlsplit

from fastapi import Request
from starlette.datastructures import QueryParams

__all__ = ["Flood", "is_from_elsewhere", "read_body", "read_fields"]

_MAX_BYTES = 60_000
_MAX_FIELDS = 40


class Flood:
    """Lets in so many in so many seconds, of everybody together; for several threads at once."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float]) -> None:
        """Let in the first.

        Args:
            most: How many.
            seconds: In how long a time.
            clock: Tells seconds.
        """
        self._seconds = seconds
        self._clock = clock
        self._last: deque[float] = deque(maxlen=most)
        self._lock = Lock()

    def lets_in(self) -> bool:
        """Say whether one more may come in now, and count it if so."""
        with self._lock:
            now = self._clock()
            full = len(self._last) == self._last.maxlen
            if full and now - self._last[0] < self._seconds:
                return False
            self._last.append(now)
            return True


async def read_body(request: Request) -> bytes | None:
    """Read what was sent; None where it is more than the form can send."""
    read = b""
    async for part in request.stream():
        read += part
        if len(read) > _MAX_BYTES:
            return None
    return read


def read_fields(body: bytes | None, kind: str) -> QueryParams | None:
    """Read the fields of a form; None where it is not one, or has more than a form of ours.

    Args:
        body: What was sent.
        kind: Its content type.
    """
    if body is None or kind.partition(";")[0].strip() != "application/x-www-form-urlencoded":
        return None
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            True,
            encoding="utf-8",
            errors="replace",
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError:
        return None
    # Browsers write every line end as two characters.
    return QueryParams([(name, value.replace("\r\n", "\n")) for name, value in pairs])


def is_from_elsewhere(request: Request) -> bool:
    """Whether a page of another website sent the form.

    Browsers say so in a header of its own, over https. Otherwise an Origin tells, unless it is
    "null": that is what our pages send, since they ask browsers to name no address.
    """
    site = request.headers.get("sec-fetch-site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.headers.get("host", "")
