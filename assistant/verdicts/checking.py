"""What people may write: how long at most, and without what a database or a page cannot hold."""

from dataclasses import fields

from assistant.verdicts.records import NewJudgement
from corpus.errors import PlansError
from corpus.text import without_controls

__all__ = [
    "LONGEST_DETAIL",
    "LONGEST_ID",
    "LONGEST_NAME",
    "LONGEST_NOTE",
    "LONGEST_WHY",
    "MOST_EVIDENCE",
    "checked",
    "cut",
    "required",
    "storable",
]

LONGEST_WHY = 2000
"""Characters of a reason."""
LONGEST_NOTE = 2000
"""Characters of a note."""
LONGEST_NAME = 200
"""Characters of a person's or an office's name, and of an action of the log."""
LONGEST_ID = 500
"""Characters of a commitment's id; PostgreSQL cannot index much longer ones."""
LONGEST_DETAIL = 1000
"""Characters of a detail of the log; what is longer is cut."""
MOST_EVIDENCE = 100
"""Quotations that one judgement may rest on."""


def checked(new: NewJudgement) -> NewJudgement:
    """Return a judgement as it is kept, its texts cleaned.

    Raises:
        PlansError: A name is missing, a text is too long, or it rests on too many quotations.
    """
    if len(new.evidence) > MOST_EVIDENCE:
        raise PlansError(f"a verdict can rest on {MOST_EVIDENCE} quotations at most; choose fewer")
    values = {each.name: getattr(new, each.name) for each in fields(NewJudgement)}
    return NewJudgement(
        **values
        | {
            "commitment": required(new.commitment, "the commitment's id", LONGEST_ID),
            "why": _cleaned(new.why, "the reason", LONGEST_WHY),
            "by": required(new.by, "the name", LONGEST_NAME),
            "office": _cleaned(new.office, "the office's name", LONGEST_NAME),
            "continues": _cleaned(new.continues, "the commitment's id", LONGEST_ID),
        }
    )


def required(text: str, what: str, longest: int) -> str:
    """Return a text, cleaned, that has to be there.

    Args:
        text: What a person wrote.
        what: What it is, for the message.
        longest: Characters at most.

    Raises:
        PlansError: It is missing or too long.
    """
    text = _cleaned(text, what, longest)
    if not text:
        raise PlansError(f"{what} is missing; write it")
    return text


def cut(text: str, longest: int) -> str:
    """Return a text, cleaned, of at most so many characters."""
    text = without_controls(storable(text)).strip()
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def storable(text: str) -> str:
    """Return a text without NUL and halves of characters, which no database holds."""
    return text.encode("utf-8", "ignore").decode().replace("\0", "")


def _cleaned(text: str, what: str, longest: int) -> str:
    text = without_controls(storable(text)).strip()
    if len(text) > longest:
        raise PlansError(f"{what} is {len(text):,} characters long; shorten it to {longest:,}")
    return text
