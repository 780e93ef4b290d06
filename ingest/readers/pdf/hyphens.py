"""Words that were divided at the end of a line: put together as they are written elsewhere."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from ingest.readers.pdf.words import LINE_END_HYPHEN

__all__ = ["HYPHENS", "Spelling", "is_divided"]

HYPHENS = ("-", "\u2010", "\u2011", "\u00ad", LINE_END_HYPHEN)
_PREFIXES = frozenset(
    [
        "all",
        "anti",
        "co",
        "cross",
        "ex",
        "high",
        "long",
        "low",
        "mid",
        "multi",
        "near",
        "non",
        "on",
        "off",
        "post",
        "pre",
        "pro",
        "re",
        "self",
        "semi",
        "short",
        "sub",
        "under",
        "well",
        "whole",
    ]
)
"""What is written with a hyphen more often than joined, in British English."""

_RARELY = frozenset(["on", "off", "post", "pre", "pro", "re", "sub", "under"])
"""Of these, those that are joined wherever the joined word is known, but before an e."""


def is_divided(text: str) -> bool:
    """Whether a word at the end of a line goes on in the next."""
    return len(text) > 1 and text.endswith(HYPHENS) and text[-2].isalnum()


class Spelling:
    """How a document writes words, for those that its lines divide."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the words that stand whole within lines."""
        self._written = {_bare(text) for text in texts if not is_divided(text)}

    def joined(self, first: str, rest: str) -> str:
        """Return a divided word as one, with its hyphen where it has one anyway.

        The document's own use decides, then prefixes that take a hyphen, then a word list.
        """
        head, sure = first[:-1], first[-1] in ("\u00ad",)
        whole, hyphened = f"{head}{rest}", f"{head}-{rest}"
        if sure or not rest[:1].islower():
            return whole if sure else hyphened
        if _bare(hyphened) in self._written:
            return hyphened
        if _bare(whole) in self._written:
            return whole
        start, end = _bare(head), _bare(rest)
        whole_is_usual = start in _RARELY and not end.startswith("e") and _is_word(_bare(whole))
        if start in _PREFIXES and not whole_is_usual:
            return hyphened
        if _is_word(_bare(whole)) or "-" in head:
            return whole if "-" not in head or not _is_word(end) else hyphened
        return hyphened if _is_word(start) and _is_word(end) else whole


def _bare(text: str) -> str:
    return text.lower().strip(".,;:!?()[]“”‘’'\"")


def _is_word(text: str) -> bool:
    return bool(_dictionary().known([text]))


@cache
def _dictionary() -> Any:
    from spellchecker import SpellChecker

    return SpellChecker()
