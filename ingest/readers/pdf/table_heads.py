"""Which rows of a table hold its column headings."""

import re
from collections.abc import Sequence

from ingest.text_builder import Word

__all__ = ["has_headings", "reads_like_headings", "with_whole_headings"]

_HEADING = re.compile(
    r"[^\d£$€%<>+]*(?:(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?)?[^\d%]*|Q[1-4]\b.*|.*[A-Za-z]{3}.*"
)
"""Words, or a year with words; a figure is none."""
_NO_FIGURE = re.compile(r"n/?a|[-–—]", re.IGNORECASE)

_Cells = list[list[Word]]


def reads_like_headings(cells: Sequence[str]) -> bool:
    """Say whether the cells after the first could head columns of figures."""
    filled = [cell for cell in cells[1:] if cell]
    return bool(filled) and all(
        _HEADING.fullmatch(cell) and not _NO_FIGURE.fullmatch(cell) for cell in filled
    )


def has_headings(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the first row heads the others: it is words or years, or they all are words."""
    return reads_like_headings(rows[0])


def with_whole_headings(
    rows: list[_Cells], texts: list[list[str]]
) -> tuple[list[_Cells], list[list[str]]]:
    """Join column headings that stand in two rows: years above, what is counted below."""
    if len(rows) < 3 or not any(texts[1]) or (texts[0][0] and texts[1][0]):
        return rows, texts
    if all(texts[0][1:]) and texts[0][0]:
        return rows, texts
    if not (reads_like_headings(texts[0]) and reads_like_headings(texts[1])):
        return rows, texts
    below = [text for text in texts[1][1:] if text]
    spread = len(set(below)) < len(below)  # the same below each: what stands above spans them
    above: list[Word] = []
    joined: _Cells = [[*rows[0][0], *rows[1][0]]]
    for first, second in zip(rows[0][1:], rows[1][1:], strict=True):
        above = first or (above if spread else [])
        joined.append([*above, *second])
    head = [" ".join(word.text for word in cell) for cell in joined]
    return [joined, *rows[2:]], [head, *texts[2:]]
