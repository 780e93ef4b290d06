"""What ends a question before any search, once the index is there: danger, guards, an election."""

import datetime as dt
from collections.abc import Sequence

from assistant.answers import Answer, Status
from assistant.danger_model import DangerModel
from assistant.guards.model import GuardModel
from assistant.messages import fixed_message
from assistant.pre_election import asks_about_candidates, candidates_message, election_now
from assistant.routing import guard_of, route
from assistant.settings import AssistantSettings
from assistant.writing import Writing
from corpus.catalogue import Body
from corpus.reader import OpenIndex

__all__ = ["Stops"]


class Stops:
    """The guards that need the index's embedder, and those that need the day."""

    def __init__(
        self, index: OpenIndex, settings: AssistantSettings, body: Body, as_of: dt.date
    ) -> None:
        sha256 = index.generation.manifest.model_sha256
        self._danger = DangerModel(index.embedder, sha256)
        self._guards = GuardModel(index.embedder, sha256)
        self._election = election_now(settings.pre_election, as_of)
        self._body = body

    def stopped(self, writing: Writing, routed: Status | None) -> Answer | None:
        """Answer a question that is not to be searched for; danger comes first.

        Args:
            writing: The answer in the making.
            routed: How the question ends by its words alone.
        """
        question = writing.question
        if self._danger.describes_danger(question, refused=routed is Status.REFUSED):
            return writing.emergency()
        writing.lap("danger")
        guard = guard_of(question)
        if not routed and (guard := guard or self._guards.guard_of(question)):
            routed = guard.status
        writing.lap("guards")
        if routed:
            return writing.finish(routed, fixed_message(routed, self._body, guard))
        if self._election and asks_about_candidates(question):
            message = candidates_message(self._body.name, self._election)
            return writing.finish(Status.OUT_OF_SCOPE, message)
        return None

    def kept(self, history: Sequence[str]) -> list[str]:
        """Return the earlier questions that may be spoken of: none that told of danger or tripped
        a guard.
        """
        return [
            earlier
            for earlier in history
            if route(earlier) is None
            and not self._danger.describes_danger(earlier)
            and self._guards.guard_of(earlier) is None
        ]
