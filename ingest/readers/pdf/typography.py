"""How the running text of a document is set, against which headings and notes stand out."""

import itertools
from collections import Counter
from collections.abc import Sequence
from statistics import median

from ingest.readers.pdf.columns import Column, Region
from ingest.readers.pdf.pieces import Typography
from ingest.readers.pdf.rows import Row

__all__ = ["typography_of"]

_USUAL_LEADING = 1.2
_LARGER = 1.12
_MOST_SIZES = 5


def typography_of(pages: Sequence[Sequence[Region]]) -> Typography:
    """Take the size in which most letters of all pages are set as that of the running text."""
    letters: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    larger: Counter[float] = Counter()
    steps: list[float] = []
    for region in (region for page in pages for region in page):
        rows: Sequence[Row] = region.rows if isinstance(region, Column) else []
        for row in rows:
            letters[row.size] += len(row.text)
        for above, below in itertools.pairwise(rows):
            if above.size == below.size and below.y1 > above.y1:
                steps.append((below.y1 - above.y1) / below.size)
    size = letters.most_common(1)[0][0] if letters else 10.0
    for region in (region for page in pages for region in page):
        for row in region.rows if isinstance(region, Column) else []:
            if row.size == size:
                bold[row.bold] += len(row.text)
            elif row.size >= _LARGER * size and any(w.text.isalpha() for w in row.words):
                larger[row.size] += 1
    close = [step for step in steps if 0.9 <= step <= 1.8]
    return Typography(
        size=size,
        bold=bold[True] > bold[False],
        leading=median(close) if close else _USUAL_LEADING,
        heading_sizes=_apart(sorted(larger, reverse=True)),
    )


def _apart(sizes: Sequence[float]) -> tuple[float, ...]:
    """Sizes that differ by less than a point are one."""
    apart: list[float] = []
    for size in sizes:
        if apart and apart[-1] - size < 1.0:
            apart[-1] = size
        else:
            apart.append(size)
    return tuple(apart[:_MOST_SIZES])
