"""Lists of contents, which lead to pages and say nothing themselves."""

import re
from collections.abc import Sequence

from ingest.readers.pdf.columns import Column, Grid, Region
from ingest.readers.pdf.rows import Row

__all__ = ["lists_contents", "shows_contents", "without_contents"]

_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|(?:…\s?){2,}")
_PAGE_AT_END = re.compile(r"\s(?:\d{1,3}|[ivxlc]{1,6})$")
_ANNOUNCED = ("contents", "table of contents")
_FEWEST = 3


def shows_contents(region: Region) -> bool:
    """Say whether a part of a page is or holds a list of contents."""
    if isinstance(region, Column):
        return len(without_contents(region.rows)) <= len(region.rows) - _FEWEST
    return lists_contents(region)


def lists_contents(grid: Grid) -> bool:
    """Say whether what looks like a table is a list of contents."""
    rows = [" ".join(word.text for cell in row for word in cell) for row in grid.rows]
    return 2 * sum(bool(_LEADER.search(row)) for row in rows) > len(rows)


def without_contents(rows: Sequence[Row]) -> list[Row]:
    """Leave out entries that lead to a page number, and the heading that announces them."""
    announced = [row for row in rows if row.text.strip().lower() in _ANNOUNCED]
    entries = [row for row in rows if _LEADER.search(row.text)]
    if announced:
        entries += [row for row in rows if _PAGE_AT_END.search(row.text) and row not in entries]
    if len(entries) < _FEWEST:
        entries = []
    left_out = {id(row) for row in (*entries, *announced)}
    return [row for row in rows if id(row) not in left_out]
