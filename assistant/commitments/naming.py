"""What "the fund" or "the scheme" of a sentence stands for: the name that its section gives."""

import re

__all__ = ["names_meant"]

_KINDS = "fund|scheme|programme|project|operation|panel|hub|unit|centre|team|strategy|network|service|campaign"
_MEANT = re.compile(rf"\b(?:the|this) (?P<kind>{_KINDS})\b(?! (?:of|for|to)\b)")
_NAME = re.compile(
    rf"\b(?P<name>(?:[A-Z][\w'’-]+ ){{1,4}})(?P<kind>(?i:{_KINDS}))\b|\b(?P<first>Operation) (?P<which>[A-Z][\w-]+)"
)


def names_meant(words: str, around: str) -> str:
    """Return the names in a section that a sentence means by "the fund"; "" where it means none.

    >>> names_meant("He put £712,000 into the fund.", "The Road Safety Fund was opened again.")
    'Road Safety'
    """
    kinds = {match["kind"] for match in _MEANT.finditer(words)}
    found = []
    for match in _NAME.finditer(around):
        kind = (match["kind"] or match["first"]).lower()
        if kind in kinds:
            found.append((match["name"] or match["which"]).removeprefix("The ").strip())
    return " · ".join(dict.fromkeys(found))
