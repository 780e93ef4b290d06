"""A follow-up that the rules could not read, as a chat model proposes to read it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answers import Answer, Status
from assistant.routing import route
from assistant.text import cut

__all__ = ["Quoted", "as_proposed", "may_propose"]

Quoted = tuple[Answer, bool]
"""An answer by quotations alone, and whether a chat model may phrase it."""
_UNREAD = frozenset({Status.NOT_FOUND, Status.NEEDS_CLARIFICATION})
_FOUND = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})
_LENGTH = 150


def may_propose(answer: Answer) -> bool:
    """Say whether the rules could not read a question, and it is one to be read another way.

    What stands in no document is what was asked for, and thanks ask for nothing.
    """
    unknown = answer.absence is not None and bool(answer.absence.unknown)
    return answer.status in _UNREAD and not unknown and route(answer.question) is None


def as_proposed(
    answer: Answer,
    history: Sequence[str],
    propose: Callable[[str, Sequence[str]], str | None],
    ask: Callable[[str], Quoted],
) -> Quoted | None:
    """Answer a follow-up as a chat model reads it; None where the rules' reading stands.

    The rules win wherever they read a plan or a year: the proposal may not speak of others.

    Args:
        answer: By the rules' reading.
        history: The questions before it that tripped no guard, oldest first.
        propose: Returns the question by itself, in the asker's own words.
        ask: Answers a question without history.
    """
    if not history or not may_propose(answer):
        return None
    proposal = propose(answer.question, history)
    if not proposal or route(proposal) is not None:
        return None
    again, phrasable = ask(proposal)
    by_rule = answer.scope.plans or answer.scope.documents
    if again.status not in _FOUND or (by_rule and again.scope.plans != answer.scope.plans):
        return None
    words, _ = cut(proposal, _LENGTH)
    understood = f"Taken as “{words}”."
    return replace(again, question=answer.question, understood=understood, read_as=words), phrasable
