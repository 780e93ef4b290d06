"""The log of who did what."""

import logging
from dataclasses import dataclass

from fastapi import Response

from assistant.staff.desk import Desk, Visit, page
from assistant.staff.export_rows import promise_words, short_words
from assistant.verdicts.board import Board
from assistant.verdicts.records import Event
from assistant.web.commitment_view import in_local_time, path_of
from assistant.web.words import phrase, say
from corpus.errors import PlansError

__all__ = ["LogPage"]

_LINES = 100
"""Of one page."""
_log = logging.getLogger(__name__)

_OF_ONE = frozenset({"judged", "undone", "noted"})
"""Actions whose detail starts with the id of a commitment."""


_SHOWN = {"undone": phrase("taken back"), "noted": phrase("wrote a note")}
"""How actions are called on the page, where not as they are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the log, in words."""

    when: str
    who: str
    what: str
    """With the verdict, where one was given or taken back."""
    rest: str
    """What is told of an event that is about no commitment."""
    path: str
    """Where the commitment has its page; "" where it is about none."""
    words: str
    """The beginning of the promise."""


def _line(event: Event, board: Board | None) -> Line:
    commitment, rest = "", event.detail
    what = say(_SHOWN.get(event.action, event.action))
    if event.action in _OF_ONE:
        commitment, _, verdict = event.detail.partition(": ")
        what, rest = f"{what}: {say(verdict)}" if verdict else what, ""
    row = board.row(commitment) if board and commitment else None
    return Line(
        when=in_local_time(event.at),
        who=event.by,
        what=what,
        rest=rest,
        path=path_of(commitment) if row or not board else "",
        words=short_words(promise_words(row)) if row else _without_row(commitment),
    )


def _without_row(commitment: str) -> str:
    """Name what has no page any more by its document."""
    return (
        say("a commitment of {document}", document=commitment.partition("/")[0])
        if commitment
        else ""
    )


class LogPage:
    """Answers at /staff/log."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look(self, visit: Visit) -> Response:
        """Show a page of the log, the newest first."""
        asked = visit.asked.get("before", "")
        before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None
        events = self._desk.store.events(most=_LINES + 1, before=before)
        shown = events[:_LINES]
        try:
            board = self._desk.boards.board()
        except PlansError as error:  # who did what is told all the same
            _log.error("%s", error)
            board = None
        return page(
            self._desk,
            visit,
            "staff_log.html",
            title=say("Log"),
            here="/staff/log",
            lines=[_line(event, board) for event in shown],
            older=shown[-1].number if len(events) > _LINES else None,
            is_later=before is not None,
        )
