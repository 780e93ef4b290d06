"""What the page needs of the assistant behind it."""

from collections.abc import Sequence
from typing import Protocol

from assistant.answers import About, Answer

__all__ = ["Answerer"]


class Answerer(Protocol):
    """Something that answers questions about documents; called from several threads at once."""

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer one question.

        Args:
            question: What the person wrote, as they wrote it: perhaps empty, perhaps very long.
            history: Their earlier questions of the same conversation, oldest first.
        """
        ...

    def about(self) -> About:
        """Say what the assistant speaks from."""
        ...
