"""Rows of tables as text stores them, with bars, and as people read them, with dots.

What stands around a quotation has its lines run together, so that only the number of columns tells
where one row ends and the next begins.
"""

import re
from collections.abc import Callable, Sequence

__all__ = ["cells_of", "is_row", "rows_after", "rows_before", "without_bars"]

_RULE = re.compile(r"\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?")
_RULE_CELL = re.compile(r":?-{3,}:?")
_BARS = re.compile(r"\s*(?<!\\)\|(?:\s*\|)*\s*")
_BAR = re.compile(r"(?<!\\)\|")
"""A bar after a backslash stands within a cell."""


def is_row(text: str) -> bool:
    """Whether a quotation is a row of a table."""
    line = text.strip()
    return len(line) > 1 and line.startswith("|") and line.endswith("|")


def cells_of(row: str) -> list[str]:
    """Return the cells of a whole row."""
    return [_unmarked(cell) for cell in _BAR.split(row.strip()[1:-1])]


def without_bars(text: str) -> str:
    """Write text in which rows of tables may stand with dots between their cells.

    A single bar within words, as in "either|or", stays.

    >>> without_bars("| Band | 2016/17 | |---|---| | C | £130.67 |")
    'Band · 2016/17 · C · £130.67'
    """
    if text.count("|") < 2 and not text.strip().startswith("|") and not text.strip().endswith("|"):
        return text
    cut = _BARS.sub(" · ", _RULE.sub("|", text))
    first, last = (" " if edge.isspace() else "" for edge in (text[:1], text[-1:]))
    return first + _unmarked(re.sub(r"^ · | · $", "", cut)) + last


def rows_before(text: str, columns: int) -> list[str]:
    """Return the lines that stand before a row: words, and rows of the same table."""
    pieces = _BAR.split(text)[::-1]
    lines = _lines(pieces, columns, lambda cells: list(cells)[::-1])
    return lines[::-1]


def rows_after(text: str, columns: int) -> list[str]:
    """Return the lines that stand after a row: rows of the same table, and words."""
    return _lines(_BAR.split(text), columns, list)


def _lines(
    pieces: Sequence[str], columns: int, in_order: Callable[[Sequence[str]], list[str]]
) -> list[str]:
    """Return lines from pieces between bars, of which those between two rows are blank."""
    lines: list[str] = []
    for place in range(0, len(pieces), columns + 1):
        if pieces[place].strip():  # the table ends here
            words = without_bars("|".join(in_order(pieces[place:])))
            return [*lines, words.strip()]
        cells = [_unmarked(cell) for cell in in_order(pieces[place + 1 : place + 1 + columns])]
        said = [cell for cell in cells if cell and not _RULE_CELL.fullmatch(cell)]
        if said:
            lines.append(" · ".join(said))
    return lines


def _unmarked(cell: str) -> str:
    return cell.replace("\\|", "|").strip()
