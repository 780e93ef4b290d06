"""The judgements that hold, read no further than is needed."""

import threading

from sqlalchemy import Connection, func, select

from assistant.verdicts.records import Judgement
from assistant.verdicts.tables import JUDGEMENTS, judgement_of

__all__ = ["Latest"]


class Latest:
    """The latest judgement of every commitment. Safe in threads.

    Rows are only added, and their numbers count up in the order in which they can be seen: each
    look has to read no more than what came after the last one.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[str, Judgement] = {}
        self._last: Judgement | None = None

    def read(self, connection: Connection) -> dict[str, Judgement]:
        """Return the judgements as they are now, by commitment."""
        with self._lock:
            query = select(JUDGEMENTS).order_by(JUDGEMENTS.c.number)
            if self._last is not None and self._is_there(connection, self._last):
                query = query.where(JUDGEMENTS.c.number > self._last.number)
                held = dict(self._held)
            else:
                newest = select(func.max(JUDGEMENTS.c.number)).group_by(JUDGEMENTS.c.commitment)
                query = query.where(JUDGEMENTS.c.number.in_(newest))
                held = {}
            last = None if not held else self._last
            for row in connection.execute(query).all():
                last = held[row.commitment] = judgement_of(row)
            self._held, self._last = held, last
            return dict(held)

    def _is_there(self, connection: Connection, last: Judgement) -> bool:
        """Whether it still is what it was: after a copy from before was put back, it is not."""
        at = select(JUDGEMENTS.c.at).where(JUDGEMENTS.c.number == last.number)
        return bool(connection.execute(at).scalar() == last.at)
