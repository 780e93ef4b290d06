"""A follow-up as a chat model would ask it by itself: only a proposal, in the person's own words."""

import json
import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from assistant.typed import readable_question
from assistant.verification.claim_form import form_problem
from assistant.verification.claim_lists import claim_lists
from assistant.verification.claim_words import words_in
from assistant.writer.failures import ModelError
from corpus.lexical import stem_words

__all__ = ["adds_nothing", "follow_up_prompt", "propose"]

_SECONDS = 6.0
"""A person waits for this before anything is shown."""
_TURNS = 4
_SELF = re.compile(r"\b(?:i|i['’]m|i['’]ve|me|my|mine|myself|we|us|our)\b", re.IGNORECASE)
_POINTING = frozenset(stem_words("it that this them they he she him her there then now else more"))
"""What a follow-up points back with, and a question by itself does not need."""
_SCHEMA = {
    "title": "question",
    "description": "The last question, by itself.",
    "type": "object",
    "properties": {"question": {"type": "string"}},
    "required": ["question"],
    "additionalProperties": False,
}


class _Asks(Protocol):
    def stream(
        self,
        system: str,
        message: str,
        schema: Mapping[str, Any],
        *,
        seconds: float | None = None,
    ) -> Generator[str]: ...


@cache
def follow_up_prompt() -> str:
    """Return the instructions for rewriting a follow-up.

    Raises:
        OSError: The installation is not whole.
    """
    return Path(__file__).with_name("follow_up_prompt.txt").read_text("utf-8").strip()


def propose(model: _Asks, question: str, history: Sequence[str]) -> str | None:
    """Return a follow-up as it would be asked by itself; None where nothing usable came.

    Args:
        model: The chat model.
        question: The follow-up, as typed.
        history: The questions before it, oldest first, without those that tripped a guard.
    """
    if _speaks_of_self(question):
        return None
    before = [earlier for earlier in history if not _speaks_of_self(earlier)]
    if not before:
        return None
    asked = [*before[-_TURNS:], question]
    message = "\n".join(f"{n}. {' '.join(one.split())}" for n, one in enumerate(asked, start=1))
    try:
        with closing(
            model.stream(follow_up_prompt(), message, _SCHEMA, seconds=_SECONDS)
        ) as pieces:
            proposal = _read("".join(pieces))
    except ModelError:
        return None
    return proposal if proposal and adds_nothing(proposal, question, before) else None


def adds_nothing(proposal: str, question: str, history: Sequence[str]) -> bool:
    """Say whether a proposal is a plain question of the person's own words and keeps the last ones.

    >>> adds_nothing("What about burglary in 2015?", "and burglary?", ["What about drugs in 2015?"])
    True
    >>> adds_nothing("What about burglary in 2016?", "and burglary?", ["What about drugs in 2015?"])
    False
    """
    if form_problem(proposal) or not proposal.isascii():
        return False
    given = {word.stem for text in (question, *history) for word in words_in(text)}
    lists = claim_lists()
    free = lists.grammar | lists.reporting | lists.modals
    words = words_in(proposal)
    if any(word.stem not in given and (word.figure or word.stem not in free) for word in words):
        return False
    kept = {word.stem for word in words}
    own = {word.stem for word in words_in(question)}
    if (kept & lists.negations) - own:
        return False
    return all(stem in kept for stem in own - lists.grammar - lists.modals - _POINTING)


def _speaks_of_self(question: str) -> bool:
    """Whether somebody tells of themselves: that is nobody's business but theirs."""
    return bool(_SELF.search(question))


def _read(reply: str) -> str:
    try:
        value = json.loads(reply[reply.index("{") : reply.rindex("}") + 1])
        words = value["question"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return " ".join(readable_question(words).split()) if isinstance(words, str) else ""
