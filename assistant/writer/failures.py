"""What can go wrong with a chat model, in our words: the provider's may hold questions or keys."""

import datetime as dt
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from assistant.answers import Ended

__all__ = ["Failure", "ModelError", "read_failure", "retry_after", "status_of", "worth_again"]

# Providers bring two copies of httpx and errors of their own, so they are known by name.
_TIMED_OUT = frozenset({"APITimeoutError", "TimeoutError", "TimeoutException"})
_CONNECTION = frozenset({"APIConnectionError", "ConnectionError", "TransportError"})
_SAID = frozenset({"APIError", "ResponseError"})
_REFUSED = frozenset({400, 413, 422})
"""The server is well and does not want this one request."""
_TRY_AGAIN = 429


class ModelError(Exception):
    """A chat model gave no whole answer; `ended` says how."""

    def __init__(self, ended: Ended, *, rests: bool = False) -> None:
        """Say how it ended, and whether the model should not be asked for a while."""
        self.ended = ended
        self.rests = rests
        super().__init__(ended.value)


class Failure(NamedTuple):
    """What is told of an error, without a word of the provider."""

    ended: Ended
    status: int | None
    """Of HTTP, where there is one."""
    name: str
    """The class of the error."""

    @property
    def rests(self) -> bool:
        """Whether the next question would most likely fail too."""
        if self.status in _REFUSED:
            return False
        return self.ended in (Ended.TIMED_OUT, Ended.FAILED, Ended.BROKEN_OFF)


def read_failure(error: BaseException, *, begun: bool) -> Failure:
    """Say how a reply ended that raised an error.

    Args:
        error: What was raised, by whatever provider.
        begun: Whether some of the reply had been read.
    """
    status = status_of(error)
    name = type(error).__name__
    if _is(error, _TIMED_OUT):
        return Failure(Ended.TIMED_OUT, status, name)
    if status is not None:
        return Failure(Ended.FAILED, status, name)
    if _is(error, _CONNECTION):
        return Failure(Ended.BROKEN_OFF if begun else Ended.FAILED, None, name)
    if _is(error, _SAID):
        return Failure(Ended.FAILED, None, name)
    return Failure(Ended.UNREADABLE, None, name)


def worth_again(error: BaseException) -> bool:
    """Whether the same request, a little later, may well be answered."""
    status = status_of(error)
    if status is not None:
        return status == _TRY_AGAIN or status >= 500
    return _is(error, _CONNECTION) and not _is(error, _TIMED_OUT)


def retry_after(error: BaseException) -> float | None:
    """Seconds that the server asks to wait for, if it says so."""
    for each in _chain(error):
        headers = getattr(getattr(each, "response", None), "headers", None)
        if headers is not None and (said := headers.get("retry-after")):
            return _seconds(str(said))
    return None


def _seconds(said: str) -> float | None:
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        at = parsedate_to_datetime(said)
        return max(0.0, (at - dt.datetime.now(dt.UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def status_of(error: BaseException) -> int | None:
    """Status of HTTP that an error tells of, if it does."""
    for each in _chain(error):
        status = getattr(each, "status_code", None)
        if isinstance(status, int) and status >= 100:
            return status
    return None


def _is(error: BaseException, names: frozenset[str]) -> bool:
    return any(kind.__name__ in names for each in _chain(error) for kind in type(each).__mro__)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    now: BaseException | None = error
    while now is not None and now not in seen:
        seen.append(now)
        yield now
        now = now.__cause__
