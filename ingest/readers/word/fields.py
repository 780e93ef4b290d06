"""Fields of a Word file: their codes are never seen, and tables of contents are left out."""

import re
from dataclasses import dataclass

from ingest.readers.word.marks import Element, kind_of, ns, value

__all__ = ["Fields", "is_left_out"]

_LEFT_OUT = re.compile(r"\s*(?:TOC|TOA|INDEX|PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)


def is_left_out(code: str) -> bool:
    """Whether what a field shows is furniture: a table of contents, a page number."""
    return bool(_LEFT_OUT.match(code))


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False
    """Whether what follows is what the field shows, not its code."""


class Fields:
    """Follows the fields of one story from run to run.

    A field may begin in one paragraph and end in another. One that never ends would take the rest
    of the document with it, so only those are followed that have an end.
    """

    def __init__(self, story: Element) -> None:
        self._open: list[_Field] = []
        self._with_end: set[Element] = set()
        begun: list[Element] = []
        for mark in story.iter(ns("fldChar")):
            kind = value(mark, "fldCharType")
            if any(kind_of(above) in ("del", "moveFrom") for above in mark.iterancestors()):
                continue
            if kind == "begin":
                begun.append(mark)
            elif kind == "end" and begun:
                self._with_end |= {begun.pop(), mark}

    def mark(self, mark: Element) -> None:
        """Go past the beginning, the middle or the end of a field."""
        kind = value(mark, "fldCharType")
        if kind == "begin" and mark in self._with_end:
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shows = True
        elif kind == "end" and mark in self._with_end and self._open:
            self._open.pop()

    def code(self, words: str) -> None:
        """Go past a piece of a field's code."""
        if self._open and not self._open[-1].shows:
            self._open[-1].code += words

    @property
    def leaves_out(self) -> bool:
        """Whether the words at this place are not of the text."""
        return any(not field.shows or is_left_out(field.code) for field in self._open)
