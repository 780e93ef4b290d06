"""How many tokens a chat model may use in a day, over all processes that share a data folder."""

import datetime as dt
import fcntl
import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.answers import Ended
from assistant.locked_files import locked
from assistant.writer.failures import ModelError
from corpus.errors import PlansError

__all__ = ["FILE", "Bill", "DailyBudget", "estimated_tokens"]

FILE = "model-tokens.json"
_MOST_BYTES = 1000
_CHARACTERS = 3
"""Of one token. English has about four; three counts rather too many than too few."""
_FARTHEST = 20
"""A reply that is said to have cost so many times what it could have is not believed."""
_LOG = logging.getLogger(__name__)


def estimated_tokens(characters: int) -> int:
    """Tokens of a text of so many characters, where nobody counts them."""
    return -(-characters // _CHARACTERS)


class Bill:
    """What one reply costs: as much as was reserved for it, until somebody says."""

    def __init__(self, reserved: int) -> None:
        self.used = reserved


class DailyBudget:
    """A file with the tokens of the day (UTC), under a lock of its own."""

    def __init__(
        self,
        path: Path,
        limit: int,
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        """Name the file.

        Args:
            path: Made when need be; a lost or damaged one starts again from nothing.
            limit: Most tokens of a day; 0 is no limit, and no file.
            now: Tells the time, in UTC.
        """
        self.path = path
        self.limit = limit
        self._now = now
        self._said: dt.date | None = None

    def check(self) -> None:
        """See that tokens can be counted.

        Raises:
            PlansError: They cannot.
        """
        try:
            if self.limit:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._add(0, self._now().date())
        except OSError as error:
            raise PlansError(
                f"{self.path}: the tokens of the chat model cannot be counted here "
                f"({error.strerror}); make the folder writable, or set PLANS_MODEL_DAILY_TOKENS=0"
            ) from None

    def used(self) -> int:
        """Tokens of the day so far, with what is reserved for replies that are being read."""
        return self._add(0, self._now().date())[1] if self.limit else 0

    @contextmanager
    def reserved(self, tokens: int) -> Iterator[Bill]:
        """Reserve tokens for one reply, and count at its end what it used.

        So replies that are read at the same time cannot go over the limit together, and what a
        crash leaves is counted as used.

        Args:
            tokens: The most that it can use.

        Raises:
            ModelError: The day has not so many left, or they cannot be counted.
        """
        bill = Bill(tokens)
        if not self.limit:
            yield bill
            return
        day = self._now().date()
        try:
            day, _ = self._add(tokens, day, most=self.limit)
        except OSError as error:
            _LOG.warning("The tokens of the chat model cannot be counted: %s", type(error).__name__)
            raise ModelError(Ended.OVER_BUDGET) from None
        except OverflowError:
            self._say_once(day)
            raise ModelError(Ended.OVER_BUDGET) from None
        try:
            yield bill
        finally:
            try:
                self._add(_believed(bill.used, tokens) - tokens, day)
            except OSError as error:
                _LOG.warning("Tokens could not be counted: %s", type(error).__name__)

    def _add(self, tokens: int, day: dt.date, *, most: int | None = None) -> tuple[dt.date, int]:
        """Add to the tokens of a day; return the day they count for, and its sum.

        Where the file has a later day already (another clock is ahead, or midnight has passed),
        a reservation (with `most`) counts for that one, so that it counts at all; nothing else is
        added to a day that is over.

        Raises:
            OSError: The file cannot be read or written.
            OverflowError: They would be more than `most`; nothing is added.
        """
        with locked(self.path, os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX) as file:
            data = os.read(file, _MOST_BYTES)
            kept_day, kept = self._parsed(data, day)
            if kept_day > day:
                if most is None:
                    return kept_day, kept
                day = kept_day
            used = max(0, tokens + (kept if kept_day == day else 0))
            if most is not None and used > most:
                raise OverflowError
            text = json.dumps({"day": day.isoformat(), "tokens": used}).encode() + b"\n"
            if text != data:
                # In this order a full disk leaves what was; only the first line is ever read.
                if os.pwrite(file, text, 0) < len(text):
                    raise OSError(None, "Not written whole")
                os.ftruncate(file, len(text))
            return day, used

    def _parsed(self, data: bytes, day: dt.date) -> tuple[dt.date, int]:
        if not data:
            _LOG.info("%s is new: the tokens of today are counted from nothing", self.path)
            return day, 0
        try:
            kept = json.loads(data.partition(b"\n")[0])
            kept_day, tokens = dt.date.fromisoformat(kept["day"]), kept["tokens"]
            # A day far ahead would never end.
            if type(tokens) is int and tokens >= 0 and kept_day <= day + dt.timedelta(days=1):
                return kept_day, tokens
        except (ValueError, KeyError, TypeError, RecursionError):
            pass
        _LOG.warning("%s is damaged: the tokens of today are counted from nothing", self.path)
        return day, 0

    def _say_once(self, day: dt.date) -> None:
        if self._said != day:
            self._said = day
            _LOG.warning(
                "The chat model has used its tokens of today (PLANS_MODEL_DAILY_TOKENS=%d): "
                "answers are in the documents' words only",
                self.limit,
            )


def _believed(used: int, reserved: int) -> int:
    if used <= _FARTHEST * reserved:
        return used
    _LOG.warning("The chat model says that one reply cost %d tokens: counted as %d", used, reserved)
    return reserved
