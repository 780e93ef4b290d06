"""The log: for people, or as a JSON object a line; never with what somebody asked, or who.

Only our own loggers are trusted with words. Of other libraries' messages and of every exception,
the kind and the place are written: their words may hold what people typed.
"""

import logging
import sys
import threading
import time
import traceback
from types import TracebackType
from typing import Literal

from assistant.serving.requests import request_id
from corpus.errors import PlansError

__all__ = ["REQUESTS", "configure", "describe", "log_current_exception"]

REQUESTS = "assistant.requests"
"""Logger of the line that each request has."""
_OURS = ("assistant", "corpus", "ingest", "evals", "__main__", "uvicorn")
_OF_A_REQUEST = ("face", "path", "status", "milliseconds")
_PLACES = 6
"""Places of a traceback that are written, the innermost."""


def configure(form: Literal["text", "json"]) -> None:
    """Write the log to the standard error stream from now on, whoever writes it.

    Args:
        form: For people, or as a JSON object a line.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_json() if form == "json" else _Text())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(REQUESTS).setLevel(logging.INFO)
    logging.captureWarnings(True)
    threading.excepthook = _in_thread
    sys.unraisablehook = _unraisable


def describe(error: BaseException) -> str:
    """Name an error and its place, without its words; those of our own errors are ours."""
    if isinstance(error, PlansError):
        return str(error)
    frame = (traceback.extract_tb(error.__traceback__) or [None])[-1]
    place = f" ({frame.filename}:{frame.lineno})" if frame else ""
    return f"{type(error).__name__}{place}"


def log_current_exception(name: str) -> None:
    """Log the exception that is being handled, in place of `traceback.print_exc`.

    Args:
        name: Name of the library that met it.
    """
    logging.getLogger("assistant").error("%s failed", name, exc_info=True)


class _Text(logging.Formatter):
    """Time, level, request and message, and the places of a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        line = f"{when} {record.levelname} [{request_id()}] {_words(record)}"
        return "\n  ".join([line, *_exception(record)])


def _json() -> logging.Formatter:
    """Make what writes the same as JSON; its library is imported only where it is wanted."""
    from pythonjsonlogger.json import JsonFormatter

    class Json(JsonFormatter):
        def format(self, record: logging.LogRecord) -> str:
            return super().format(_safe(record))

    names = {"levelname": "level", "name": "logger"}
    fields = ["levelname", "name", "request_id", "message"]
    return Json(fields, rename_fields=names, timestamp="time")


def _safe(record: logging.LogRecord) -> logging.LogRecord:
    """Copy a record with nothing but what may be written."""
    safe = logging.LogRecord(
        record.name, record.levelno, record.pathname, record.lineno, _words(record), (), None
    )
    safe.created, safe.msecs = record.created, record.msecs
    safe.request_id = request_id()
    if exception := _exception(record):
        safe.exception = exception
    if record.name == REQUESTS:
        safe.__dict__.update({name: record.__dict__[name] for name in _OF_A_REQUEST})
    return safe


def _words(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] in _OURS:
        words = record.getMessage()
    else:
        words = f"a message of {record.name} ({record.pathname}:{record.lineno})"
    return "\\n".join(words.splitlines())


def _exception(record: logging.LogRecord) -> list[str]:
    """Return the kinds of an exception and of what caused it, and the innermost places."""
    if not record.exc_info or record.exc_info[1] is None:
        return []
    lines: list[str] = []
    error: BaseException | None = record.exc_info[1]
    while error is not None and len(lines) < 4 * _PLACES:
        lines.append(type(error).__name__)
        places = traceback.extract_tb(error.__traceback__)[-_PLACES:]
        lines += [f"{place.filename}:{place.lineno} {place.name}" for place in places]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines


def _in_thread(args: threading.ExceptHookArgs) -> None:
    _log_uncaught("a thread failed", args.exc_type, args.exc_value, args.exc_traceback)


def _unraisable(args: "sys.UnraisableHookArgs") -> None:
    _log_uncaught("tidying up failed", args.exc_type, args.exc_value, args.exc_traceback)


def _log_uncaught(
    words: str,
    kind: type[BaseException],
    error: BaseException | None,
    places: TracebackType | None,
) -> None:
    if error is not None and kind is not SystemExit:
        logging.getLogger("assistant").error(words, exc_info=(kind, error, places))
