"""The ledger as everybody may read it: without names, notes, and what is no longer in the documents."""

from collections.abc import Callable
from dataclasses import replace

from assistant.verdicts.board import Board, Row
from assistant.verdicts.records import Verdict

__all__ = ["Published"]


class Published:
    """The board without names, made once for each state of it."""

    def __init__(self, board: Callable[[], Board]) -> None:
        """Prepare.

        Args:
            board: Returns the ledger with the verdicts as they are now; raises PlansError.
        """
        self._board = board
        self._known: tuple[Board, Board] | None = None

    def now(self) -> Board:
        """Return a board that knows no name, so that none can be shown or searched for.

        Raises:
            PlansError: The index or the database cannot be used.
        """
        board = self._board()
        known = self._known
        if known is None or known[0] is not board:
            rows = [_without_names(row) for row in board.rows if row.commitment is not None]
            known = self._known = (board, Board(rows, board.moved))
        return known[1]


def _without_names(row: Row) -> Row:
    """Without verdicts that were taken back, too: why that was done is the business of staff."""
    given = row.judgement if row.verdict is not Verdict.NOT_JUDGED else None
    judged = replace(given, by="", continues="") if given else None
    return Row(
        id=row.id,
        commitment=row.commitment,
        judgement=judged,
        review=row.review,
        notes=0,
        order=row.order,
    )
