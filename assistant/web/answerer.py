"""What the page needs of the assistant behind it."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.answers import About, Answer
from assistant.limits import NO_LIMITS, Limits

__all__ = ["Answerer"]


class Answerer(Protocol):
    """Something that answers questions about documents; called from several threads at once."""

    def open(self) -> None:
        """Open what answers rest on, which may take seconds.

        Raises:
            PlansError: It cannot be used; nothing else may be asked then.
        """
        ...

    def answers(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        limits: Limits = NO_LIMITS,
        longest: int | None = None,
    ) -> Iterator[Answer]:
        """Answer one question at once, and again with each sentence that is written for it.

        The arguments are those of `answer`. At least one answer comes. The first is whole but for
        its `written`; where its `writer` has not ended, others follow that differ in `written` and
        `writer` only, and in which nothing that was written before is missing. Closing the iterator
        ends the writing.
        """
        ...

    def answer(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        limits: Limits = NO_LIMITS,
        longest: int | None = None,
    ) -> Answer:
        """Answer one question; the last of `answers`, so it waits for what is written.

        Args:
            question: What the person wrote, as they wrote it: perhaps empty, perhaps very long.
            history: Their earlier questions of the same conversation, oldest first.
            limits: What the person limited the search to.
            longest: Longest question that is taken, in characters, where that is less than what
                the settings take; somebody in danger is answered however long theirs is.
        """
        ...

    def suggest(self, answer: Answer) -> tuple[str, ...]:
        """Return at most three questions to go on with, each of which the documents answer."""
        ...

    def about(self) -> About:
        """Say what the assistant speaks from."""
        ...
