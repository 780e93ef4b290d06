"""What people said of answers: kept as JSON lines, without personal data, for some days.

A line holds the day, never the time, the address or the browser. What can be recognised as
personal is taken out before anything is written (`assistant.personal_data`).
"""

import datetime as dt
import fcntl
import json
import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from assistant.answers import Status
from assistant.limits import NO_LIMITS, Limits
from assistant.locked_files import forget_unfinished, locked, replace_file
from assistant.personal_data import without_personal_data
from corpus.errors import PlansError

__all__ = [
    "KEPT_DAYS",
    "LONGEST_WHY",
    "Feedback",
    "FeedbackRead",
    "FeedbackStore",
    "read_feedback",
    "without_personal_data",
]

LONGEST_WHY = 500
KEPT_DAYS = 180
_OWNER_ONLY = 0o600
_DAY = re.compile(rb'\{"at": "(\d{4}-\d\d-\d\d)"')
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Whether one answer was useful, and what it was an answer to."""

    question: str
    history: tuple[str, ...] = ()
    """The earlier questions of the conversation, oldest first."""
    limits: Limits = NO_LIMITS
    """What the asker limited the search to."""
    status: Status
    documents: tuple[str, ...] = ()
    """Ids of the documents cited, in order."""
    useful: bool
    why: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    """What made the answer; see `Answer.versions`."""
    at: dt.date | None = None
    """The day on which it was added; the store sets it."""


class FeedbackRead(NamedTuple):
    """What a file of feedback holds, and a notice for each line that could not be read."""

    feedback: tuple[Feedback, ...]
    problems: tuple[str, ...]


class FeedbackStore:
    """A file that feedback is added to, by any number of threads and processes.

    Old lines are deleted by writing the others to a new file that takes the place of this one, so
    that a crash loses nothing. Whoever has waited for the lock of a file looks whether it is still
    the one at `path`.
    """

    def __init__(
        self,
        path: Path,
        *,
        longest_question: int = 1_000,
        days: int = KEPT_DAYS,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        """Name the file.

        Args:
            path: The file; it and its folder are made when need be.
            longest_question: Characters of a question that are kept.
            days: A line is kept on the day it is added and until it is so many days old.
            today: Tells the day.
        """
        self.path = path
        self.days = days
        self._longest_question = longest_question
        self._today = today
        self._purged: dt.date | None = None

    def check(self) -> None:
        """Make the file and its folder if need be, and delete what is too old.

        Raises:
            PlansError: Feedback cannot be kept there, or not be deleted.
        """
        with self._opened():
            # Lines that cannot be deleted one day should not be kept.
            if not os.access(self.path.resolve().parent, os.W_OK):
                raise PermissionError(None, "its folder cannot be written to")
        self.purge()

    def add(self, feedback: Feedback) -> None:
        """Append one line, without personal data; delete what is too old, once a day.

        Raises:
            PlansError: It could not be written; the file is as it was.
        """
        self.purge_daily()
        line = self._line(feedback)
        with self._opened() as file:
            size = os.fstat(file).st_size
            # What a crash left of a line must not swallow this one.
            after_a_whole_line = not size or os.pread(file, 1, size - 1) == b"\n"
            data = line if after_a_whole_line else b"\n" + line
            written = os.write(file, data)
            if written < len(data):
                os.ftruncate(file, size)
                raise PlansError(f"{self.path}: feedback cannot be kept there (no room is left)")

    def purge(self) -> int:
        """Delete the lines that are too old; returns how many.

        Raises:
            PlansError: They could not be deleted; the file is as it was.
        """
        today = self._today()
        with self._opened() as file:
            lines, days = _read_lines(file, today)
            first_kept = _first_kept(today, self.days)
            kept = [line for line, day in zip(lines, days, strict=True) if day >= first_kept]
            target = self.path.resolve()
            forget_unfinished(target)
            if len(kept) < len(lines):
                replace_file(target, b"".join(kept), os.fstat(file).st_mode)
        self._purged = today
        return len(lines) - len(kept)

    def purge_daily(self) -> None:
        """Delete what is too old, if this was not done today.

        Raises:
            PlansError: It could not be deleted.
        """
        if self._purged != self._today():
            self.purge()

    def _line(self, feedback: Feedback) -> bytes:
        longest = self._longest_question
        kept = replace(
            feedback,
            question=without_personal_data(feedback.question)[:longest],
            history=tuple(without_personal_data(q)[:longest] for q in feedback.history),
            why=without_personal_data(feedback.why)[:LONGEST_WHY],
        )
        fields = {"at": self._today().isoformat()} | {
            name: value for name, value in asdict(kept).items() if name != "at"
        }
        if not kept.limits:
            del fields["limits"]
        return json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace") + b"\n"

    @contextmanager
    def _opened(self) -> Iterator[int]:
        """Open the file for appending and hold its lock, which the system frees in any case."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, fcntl.LOCK_EX) as file:
                yield file
        except OSError as error:
            raise PlansError(
                f"{self.path}: feedback cannot be kept there ({error.strerror}); "
                "mend that, name another file in PLANS_FEEDBACK, or unset it"
            ) from error


def _first_kept(today: dt.date, days: int) -> dt.date:
    """Return the oldest day whose lines are kept."""
    return today - dt.timedelta(days=days - 1)


def _read_lines(file: int, today: dt.date) -> tuple[list[bytes], list[dt.date]]:
    """Read the lines, with their ends, and when each was added.

    A line without a day that can be read, or with one that is yet to come, counts with the line
    before it, or else after it: never younger than it is, so it goes in time. Where no line has a
    day, it is when the file was last changed.
    """
    os.lseek(file, 0, os.SEEK_SET)
    with os.fdopen(os.dup(file), "rb") as reading:
        lines = reading.readlines()
    said = [_day(line, today) for line in lines]
    changed = dt.date.fromtimestamp(os.fstat(file).st_mtime)
    first = next((day for day in said if day), min(changed, today))
    days: list[dt.date] = []
    for day in said:
        days.append(day or (days[-1] if days else first))
    return lines, days


def _day(line: bytes, today: dt.date) -> dt.date | None:
    found = _DAY.match(line)
    with suppress(ValueError):
        day = dt.date.fromisoformat(found[1].decode()) if found else None
        return day if day and day <= today else None
    return None


_LINE = TypeAdapter(Feedback)


def read_feedback(
    path: Path, *, days: int = KEPT_DAYS, today: Callable[[], dt.date] = dt.date.today
) -> FeedbackRead:
    """Read a file of feedback; lines that are not whole are skipped, with a notice.

    Lines that are too old are as if they were deleted.

    Args:
        path: The file.
        days: How long feedback is kept; see `FeedbackStore`.
        today: Tells the day.

    Raises:
        PlansError: The file cannot be read.
    """
    now = today()
    try:
        with locked(path, os.O_RDONLY, fcntl.LOCK_SH) as file:
            lines, added = _read_lines(file, now)
    except OSError as error:
        raise PlansError(f"{path}: cannot be read ({error.strerror})") from None
    feedback, problems = [], []
    for number, (line, day) in enumerate(zip(lines, added, strict=True), start=1):
        if not line.strip() or day < _first_kept(now, days):
            continue
        try:
            feedback.append(_LINE.validate_json(line, strict=True))
        except ValidationError:
            problems.append(f"{path}: line {number} cannot be read and was skipped")
            _LOG.warning("%s", problems[-1])
    return FeedbackRead(tuple(feedback), tuple(problems))
