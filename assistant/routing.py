"""What is settled before any search: danger, then the guards, then thanks and greetings."""

import logging
import re

from assistant.answers import Status
from assistant.danger import describes_danger
from assistant.guards.kinds import Guard
from assistant.guards.normalising import plain
from assistant.guards.words import guard_by_words

__all__ = ["guard_of", "route"]

_LOG = logging.getLogger(__name__)
_PLEASANTRIES = re.compile(
    r"^(?:(?:ok|okay|right|great|lovely|thanks|thank you|thankyou|ta|cheers|hello|hi|hey|good (?:morning|evening)|bye|goodbye|"
    r"(?:so|very) much|a lot|then|there|mate|again|for (?:that|your help)|that (?:helps|is all|was all))[\s,.!]*)+$"
)


def route(question: str) -> Status | None:
    """Say how a question ends if no search is needed, or None if it is to be answered.

    Danger comes first, whatever else the question holds. Where danger or a guard cannot be judged
    because the code itself fails, the question is refused; `assistant.danger_model` is still asked.
    """
    try:
        if describes_danger(" ".join(question.lower().replace("’", "'").replace("‘", "'").split())):
            return Status.EMERGENCY
    except Exception as error:
        return _failed(error).status
    if guard := guard_of(question):
        return guard.status
    return Status.NEEDS_CLARIFICATION if _PLEASANTRIES.search(plain(question)) else None


def guard_of(question: str) -> Guard | None:
    """Say which guard stops a question; None where none does.

    Never raises: a guard that fails stops the question too.
    """
    try:
        return guard_by_words(question)
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> Guard:
    """Stop a question that could not be judged; the log names the fault and never the question."""
    _LOG.error("a guard failed (%s); the question was not looked up", type(error).__name__)
    return Guard.BROKEN
