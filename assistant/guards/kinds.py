"""The kinds of question that a guard stops, and how each ends."""

from enum import StrEnum

from assistant.answers import Status

__all__ = ["Guard"]


class Guard(StrEnum):
    """Why a question is not looked up."""

    INSTRUCTION = "instruction"
    """Tells the assistant to set its rules aside or to say given words."""
    PROMPT_LEAK = "prompt-leak"
    ROLE_PLAY = "role-play"
    ENCODED = "encoded"
    MARKUP = "markup"
    FABRICATION = "fabrication"
    """Asks for invented facts, quotations or sources."""
    ABUSE = "abuse"
    BROKEN = "broken"
    """A guard itself failed; nothing is looked up then."""
    OPINION = "opinion"
    CAMPAIGN = "campaign"
    LEGAL = "legal"
    OPERATIONAL = "operational"
    PERSONAL = "personal"
    JOKE = "joke"
    OTHER = "other"
    """Everyday errands that have nothing to do with the documents."""

    @property
    def status(self) -> Status:
        """How the question ends: attacks are refused, the rest is other people's business."""
        return Status.REFUSED if self in _REFUSED else Status.OUT_OF_SCOPE


_REFUSED = frozenset(
    {
        Guard.INSTRUCTION,
        Guard.PROMPT_LEAK,
        Guard.ROLE_PLAY,
        Guard.ENCODED,
        Guard.MARKUP,
        Guard.FABRICATION,
        Guard.ABUSE,
        Guard.BROKEN,
    }
)
