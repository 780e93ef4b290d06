"""The numbers of the items of a list in a web page, which are certain."""

from collections.abc import Iterator

from ingest.readers.html.source import Element, tag_of
from ingest.readers.numbers import in_letters, in_roman
from ingest.readers.pieces import BULLET

__all__ = ["marks_of"]

_HIGHEST = 999


def marks_of(listed: Element) -> Iterator[str]:
    """Yield the mark of each item: its number, or a bullet."""
    items = sum(tag_of(entry) == "li" for entry in listed)
    if tag_of(listed) != "ol":
        yield from (BULLET for _ in range(items))
        return
    turned = listed.get("reversed") is not None
    number = _number(listed.get("start"), items if turned else 1)
    for entry in listed.iterchildren("li"):
        number = _number(entry.get("value"), number)
        yield _mark(number, listed.get("type") or "1")
        number += -1 if turned else 1


def _number(text: str | None, otherwise: int) -> int:
    stripped = (text or "").strip()
    return (
        int(stripped)
        if stripped.isascii() and stripped.lstrip("-").isdigit() and len(stripped) < 7
        else otherwise
    )


def _mark(number: int, form: str) -> str:
    if 0 < number <= _HIGHEST and form in "aAiI":
        written = in_letters(number) if form in "aA" else in_roman(number)
        return f"{written.upper() if form.isupper() else written}."
    return f"{number}."
