"""The log of who did what."""

from fastapi import Response

from assistant.staff.desk import Desk, Visit, page
from assistant.verdicts.records import Event
from assistant.web.commitment_view import in_local_time, path_of
from assistant.web.words import say

__all__ = ["LogPage"]

_LINES = 100
"""Of one page."""


_OF_ONE = frozenset({"judged", "undone", "noted"})
"""Actions whose detail starts with the id of a commitment."""


def _linked(event: Event) -> tuple[str, str, str]:
    """Return the address of the commitment that an event is about, its id, and what follows."""
    if event.action not in _OF_ONE:
        return "", "", event.detail
    commitment, _, rest = event.detail.partition(": ")
    return path_of(commitment), commitment, rest


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
        return page(
            self._desk,
            visit,
            "staff_log.html",
            title=say("Log"),
            here="/staff/log",
            lines=[(event, in_local_time(event.at), *_linked(event)) for event in shown],
            older=shown[-1].number if len(events) > _LINES else None,
            is_later=before is not None,
        )
