"""Lets a chat model rest that has just failed, so that nobody waits for it in vain."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pybreaker

from assistant.answers import Ended
from assistant.writer.failures import ModelError

__all__ = ["Asking", "Rest"]


class Asking:
    """One reply that is being read."""

    heard = False
    """Whether any of it has come; whoever reads it says so."""


class _Unheard(Exception):
    """The trial was left before anything came: it says nothing for the model."""

    def __init__(self, left: BaseException) -> None:
        self.left = left


class Rest:
    """One failure opens the circuit; after a rest one question at a time tries whether it is back."""

    def __init__(self, seconds: float = 30, longest: float = 600) -> None:
        """Set how long a model rests.

        Args:
            seconds: After the first failure; twice as long after each trial that fails.
            longest: More than this it never rests.
        """
        self._breaker = pybreaker.CircuitBreaker(
            fail_max=1,
            reset_timeout=seconds,
            exclude=[_is_no_failure],
            listeners=[_Doubling(seconds, longest)],
            throw_new_error_on_trip=False,
        )
        self._trial = threading.Lock()

    @property
    def seconds(self) -> float:
        """How long it rests, or would rest, before the next trial."""
        return self._breaker.reset_timeout

    def let_try(self) -> None:
        """End the rest now: the next question tries."""
        self._breaker.half_open()

    @contextmanager
    def asking(self) -> Iterator[Asking]:
        """Hold while a reply is read, to its very end: how it ends is what counts.

        `CircuitBreaker.call` would hold the lock of the breaker while the reply is read, so that
        the model could be asked once at a time only; `calling` does not, and for that reason does
        not hold others back during a trial. That is what `_trial` is for.

        Raises:
            ModelError: It rests, or another question is trying.
        """
        trial = self._breaker.current_state != pybreaker.STATE_CLOSED
        if trial and not self._trial.acquire(blocking=False):
            raise ModelError(Ended.RESTING)
        asking = Asking()
        try:
            with self._breaker.calling():
                try:
                    yield asking
                except (GeneratorExit, ModelError) as error:
                    if trial and not asking.heard and _is_leaving(error):
                        raise _Unheard(error) from None
                    raise
        except pybreaker.CircuitBreakerError:
            raise ModelError(Ended.RESTING) from None
        except _Unheard as unheard:
            raise unheard.left from None
        finally:
            if trial:
                self._trial.release()


def _is_leaving(error: BaseException) -> bool:
    """Whether somebody stopped waiting, or waited for a shorter time than a failure takes."""
    if isinstance(error, ModelError):
        return error.ended is Ended.TIMED_OUT and not error.rests
    return isinstance(error, GeneratorExit)


def _is_no_failure(error: BaseException) -> bool:
    """Whether the model is well for all that: it said nonsense, or whoever read it went away."""
    return not (isinstance(error, _Unheard) or (isinstance(error, ModelError) and error.rests))


class _Doubling(pybreaker.CircuitBreakerListener):
    def __init__(self, seconds: float, longest: float) -> None:
        self._seconds = seconds
        self._longest = longest

    def state_change(
        self,
        cb: pybreaker.CircuitBreaker,
        old_state: pybreaker.CircuitBreakerState | None,
        new_state: pybreaker.CircuitBreakerState,
    ) -> None:
        if new_state.name == pybreaker.STATE_CLOSED:
            cb.reset_timeout = self._seconds
        elif (
            old_state is not None
            and old_state.name == pybreaker.STATE_HALF_OPEN
            and new_state.name == pybreaker.STATE_OPEN
        ):
            cb.reset_timeout = min(2 * cb.reset_timeout, self._longest)
