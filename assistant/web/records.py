"""What the pages on commitments, plans and consultations work with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.commitments.books import ledger_of
from assistant.commitments.ledger import Ledger
from assistant.commitments.records import Commitment
from assistant.settings import AssistantSettings
from assistant.verdicts.board import Boards
from assistant.web.trails import Trails
from corpus.generation import Generation
from corpus.reader import OpenIndex

if TYPE_CHECKING:  # what staff need takes long to import, and most installations have none
    from assistant.staff.signing_in import SignIn
    from assistant.verdicts.store import VerdictStore

__all__ = ["Records", "read_records"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The ledger, what people decided of it, and who may."""

    index: Callable[[], OpenIndex]
    """Returns the index that answers now; raises PlansError."""
    boards: Boards
    trails: Trails
    store: "VerdictStore | None"
    """None where nobody can judge and nothing is published."""
    sign_in: "SignIn | None"
    """None where nobody can sign in."""
    published: bool
    """Whether everybody may read the ledger and the verdicts."""


def read_records(
    settings: AssistantSettings, store: "VerdictStore | None", index: Callable[[], OpenIndex]
) -> Records:
    """Put together what the pages need.

    Args:
        settings: Who may sign in, and what everybody may read.
        store: Where verdicts are kept.
        index: Returns the index that answers now.

    Raises:
        PlansError: Signing in is configured wrongly.
    """

    def found(generation: Generation) -> Sequence[Commitment]:
        now = index()
        same = now.generation is generation  # a new index may have come in between
        return (ledger_of(now) if same else Ledger(generation)).all()

    return Records(
        index=index,
        trails=Trails(index),
        boards=Boards(lambda: index().generation, store, found),
        store=store,
        sign_in=_sign_in(settings, store) if store else None,
        published=settings.publish_commitments,
    )


def _sign_in(settings: AssistantSettings, store: "VerdictStore") -> "SignIn | None":
    from assistant.staff.signing_in import sign_in_from

    return sign_in_from(settings, store.record, store)
