"""The lists of a Word file: how deep an item is, and its number where that is certain."""

import re
from collections import Counter
from dataclasses import dataclass

from ingest.readers.numbers import in_roman
from ingest.readers.pieces import BULLET
from ingest.readers.word.marks import Element, child, ns, number_in, value
from ingest.readers.word.styles import Styles

__all__ = ["Item", "Lists"]

_DEEPEST = 9
_HIGHEST = 300
_FORMATS = ("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The place of a paragraph in a list."""

    level: int
    """From 1."""
    mark: str
    numbered: bool
    """Whether it has a number, even where it is not certain which."""


class Lists:
    """Counts the items of a file's lists, in order.

    Word stores no numbers, only how it counts. A number is certain if the list counts for itself:
    nothing else uses its counter or sets it anew, and no tracked change moves it. Otherwise an
    item gets a bullet, because a wrong number is worse than none.
    """

    def __init__(self, root: Element | None, styles: Styles, *, tracked: bool) -> None:
        self._styles = styles
        self._tracked = tracked
        self._lists: dict[str, Element] = {}
        self._abstract: dict[str, Element] = {}
        if root is not None:
            self._lists = {value(num, "numId"): num for num in root.iterchildren(ns("num"))}
            self._abstract = {
                value(entry, "abstractNumId"): entry
                for entry in root.iterchildren(ns("abstractNum"))
            }
        self._users = Counter(value(child(n, "abstractNumId")) for n in self._lists.values())
        self._counts: dict[str, dict[int, int]] = {}

    def item(self, paragraph: Element) -> Item | None:
        """What the paragraph is in its list; None if it is in none."""
        number, named_level, style_ids = self._styles.numbering(paragraph)
        by_style = self._styles.list_style_level(paragraph)
        if number == "0" or not (number or by_style):
            return None
        entry = self._entry(number)
        level = number_in(named_level, -1)
        level = _style_level(entry, style_ids) if level < 0 else level
        found = _level(entry, level)
        if number and found is not None and value(child(found, "numFmt")) == "none":
            return None
        return Item(
            level=min(max(level + 1, by_style), _DEEPEST),
            mark=self._mark(number, entry, found, level),
            numbered=found is not None and value(child(found, "numFmt")) != "bullet",
        )

    def _entry(self, number: str) -> Element | None:
        return self._abstract.get(value(child(self._lists.get(number), "abstractNumId")))

    def _mark(self, number: str, entry: Element, found: Element, level: int) -> str:
        """The number of the next item, or a bullet."""
        if found is None:
            return BULLET
        counts = self._counts.setdefault(number, {})
        counts[level] = counts.get(level, number_in(value(child(found, "start")), 1) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        form = value(child(found, "lvlText"))
        alone = re.fullmatch(rf"\(?%{level + 1}[.)]?", form)
        certain = (
            not self._tracked
            and self._users[value(entry, "abstractNumId")] == 1
            and child(self._lists[number], "lvlOverride") is None
            and child(found, "lvlRestart") is None
            and value(child(found, "numFmt")) in _FORMATS
        )
        if not (alone and certain and 0 < counts[level] <= _HIGHEST):
            return BULLET
        return form.replace(f"%{level + 1}", _written(counts[level], value(child(found, "numFmt"))))


def _style_level(entry: Element | None, style_ids: list[str]) -> int:
    """The level that a style is bound to, where the paragraph names none."""
    for level in [] if entry is None else entry.iterchildren(ns("lvl")):
        if value(child(level, "pStyle")) in style_ids:
            return number_in(value(level, "ilvl"), 0)
    return 0


def _level(entry: Element | None, level: int) -> Element | None:
    levels = [] if entry is None else entry.iterchildren(ns("lvl"))
    return next((found for found in levels if value(found, "ilvl") == str(level)), None)


def _written(number: int, form: str) -> str:
    if form == "decimal":
        return str(number)
    if form.endswith("Letter"):
        # Word counts y, z, aa, bb.
        written = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    else:
        written = in_roman(number)
    return written.upper() if form.startswith("upper") else written
