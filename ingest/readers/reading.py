"""What every reader makes of a file."""

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.documents import Section
from corpus.pages import Layout

__all__ = ["OnPage", "Reading"]

OnPage = Callable[[int, int], object]
"""Told of each page that was read, perhaps more than once: its number and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The stored text of a document and what is known of it."""

    text: str
    sections: tuple[Section, ...]
    """Headed parts with what can be quoted, in characters of the text."""
    layout: Layout = field(default_factory=Layout)
    """Its pages and where the words stand on them."""
    notes: tuple[str, ...] = ()
    """What a person should know: what was left out of the text and why."""
