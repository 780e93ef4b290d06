"""What people said of answers: kept as JSON lines, without personal data.

A line holds the day, never the time, the address or the browser. What can be recognised as
personal is taken out before anything is written; names cannot be, so the page asks to leave them
out.
"""

import datetime as dt
import fcntl
import json
import logging
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from assistant.answers import Status
from corpus.errors import PlansError

__all__ = [
    "LONGEST_WHY",
    "Feedback",
    "FeedbackRead",
    "FeedbackStore",
    "read_feedback",
    "without_personal_data",
]

LONGEST_WHY = 500
_OWNER_ONLY = 0o600
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Whether one answer was useful, and what it was an answer to."""

    question: str
    history: tuple[str, ...] = ()
    """The earlier questions of the conversation, oldest first."""
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
    """A file that feedback is added to, by any number of threads and processes."""

    def __init__(
        self,
        path: Path,
        *,
        longest_question: int = 1_000,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        self.path = path
        self._longest_question = longest_question
        self._today = today

    def check(self) -> None:
        """Make the file and its folder if need be, so that a bad path is found at the start.

        Raises:
            PlansError: Feedback cannot be kept there.
        """
        with self._opened():
            pass

    def add(self, feedback: Feedback) -> None:
        """Append one line, without personal data.

        Raises:
            PlansError: It could not be written; the file is as it was.
        """
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
        return json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace") + b"\n"

    @contextmanager
    def _opened(self) -> Iterator[int]:
        """Open the file for appending and hold its lock, which the system frees in any case."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
            file = os.open(self.path, flags, _OWNER_ONLY)
            try:
                if not stat.S_ISREG(os.fstat(file).st_mode):
                    raise OSError(None, "Not a file")
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file
            finally:
                os.close(file)
        except OSError as error:
            raise PlansError(
                f"{self.path}: feedback cannot be kept there ({error.strerror}); "
                "mend that, name another file in PLANS_FEEDBACK, or unset it"
            ) from error


_LINE = TypeAdapter(Feedback)


def read_feedback(path: Path) -> FeedbackRead:
    """Read a file of feedback; lines that are not whole are skipped, with a notice.

    Raises:
        PlansError: The file cannot be read.
    """
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            lines = file.read().split(b"\n")
    except OSError as error:
        raise PlansError(f"{path}: cannot be read ({error.strerror})") from None
    feedback, problems = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            feedback.append(_LINE.validate_json(line, strict=True))
        except ValidationError:
            problems.append(f"{path}: line {number} cannot be read and was skipped")
            _LOG.warning("%s", problems[-1])
    return FeedbackRead(tuple(feedback), tuple(problems))


# What personal data looks like. Every repetition has a limit, so that long texts take no longer
# than their length. Where the groups of digits matter, it is so that years and figures survive.
_JOIN = r"[ .‐-―−-]?"
_EMAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}(?:@| ?[(\[] ?at ?[)\]] ?)(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}",
    re.IGNORECASE,
)
_CARD = re.compile(
    rf"(?<![\d£$€])(?:3[47]\d\d{_JOIN}\d{{6}}{_JOIN}\d{{5}}"
    rf"|(?:[3-6]\d{{3}}|2[2-7]\d\d)(?:{_JOIN}\d{{4}}){{3}}(?:{_JOIN}\d{{1,3}})?|[3-6]\d{{12,18}})"
    r"(?!\d)"
)
_NATIONAL_INSURANCE = re.compile(
    r"\b[A-Z]{2}[ .-]?(?:\d{6}|\d\d([ .-])\d\d\1\d\d)[ .-]?[A-D]\b", re.IGNORECASE
)
_WITHIN = r"[ .()‐-―−-]{0,2}"
_PHONE = re.compile(
    r"(?<![\d£$€])(?<!\d[.,])"
    r"(?!\d\d?[./-]\d\d?[./-](?:\d\d){1,2}(?!\d))"  # a date
    rf"(?:(?:(?:\+|\b00 ?)44{_WITHIN}(?:0{_WITHIN})?|\(?0\)?[ -]?)[1-357-9](?:{_WITHIN}\d){{8,9}}"
    rf"|(?:\+|\b00 ?)[1-9]\d{{0,2}}(?:{_WITHIN}\d){{7,12}}"
    r"|7[1-9]\d\d[ -]?\d{6})(?!\d)"
)
_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC"
    "|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS"
    "|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR"
    "|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|B|E|G|L|M|N|S|W"
)
_POSTCODE = re.compile(
    rf"\b(?:{_AREAS})\d[A-Z\d]?[ -]{{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}\b", re.IGNORECASE
)


def without_personal_data(text: str) -> str:
    """Return text on one line with what is recognised as personal replaced by what it was.

    >>> without_personal_data("I live at AL1 3XY, ring 07700 900123 about the 2013-18 plan")
    'I live at [postcode], ring [phone number] about the 2013-18 plan'
    """
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    words = " ".join(visible.split())
    words = _EMAIL.sub("[e-mail]", words)
    words = _CARD.sub(_without_card, words)
    words = _NATIONAL_INSURANCE.sub("[National Insurance number]", words)
    words = _PHONE.sub("[phone number]", words)
    return _POSTCODE.sub("[postcode]", words)


def _without_card(found: re.Match[str]) -> str:
    """Replace a number whose last digit checks the others, as those of cards do (Luhn)."""
    digits = [int(char) for char in reversed(found.group()) if char.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return "[card number]" if (sum(digits[::2]) + sum(doubled)) % 10 == 0 else found.group()
