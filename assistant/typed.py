"""What a person typed, as far as it is read."""

from corpus.text import without_controls

__all__ = ["ends", "readable_question"]

_READ_FOR_DANGER = 2_000
"""Characters of a question that are read for danger, however long it is."""


def ends(question: str) -> str:
    """Return as much of a long question as is read for danger: how it begins and how it ends."""
    if len(question) <= _READ_FOR_DANGER:
        return question
    half = _READ_FOR_DANGER // 2
    return f"{question[:half]} {question[-half:]}"


def readable_question(text: str) -> str:
    """Replace what is not Unicode, and take off what no one sees: controls, tags, joiners."""
    return without_controls(text.encode("utf-8", "replace").decode("utf-8"))
