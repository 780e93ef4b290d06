"""Quotations that are pulled out of the text and set larger, with the text running around them."""

from collections.abc import Sequence

from ingest.readers.pdf.rows import Row, main_size, rows_of
from ingest.readers.pdf.words import PdfWord

__all__ = ["without_pulled_quotations"]

_LARGER = 1.15


def without_pulled_quotations(
    words: Sequence[PdfWord],
) -> tuple[list[PdfWord], list[list[Row]]]:
    """Return the words of the course of the text, and the rows of each quotation pulled out."""
    usual = main_size(words)
    larger = [word for word in words if word.size >= _LARGER * usual]
    pulled = [
        rows for rows in _groups(rows_of(larger)) if len(rows) > 1 and _is_between(rows, words)
    ]
    if not pulled:
        return list(words), []
    taken = {word.box for rows in pulled for row in rows for word in row.words}
    return [word for word in words if word.box not in taken], pulled


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows of one size that follow each other closely."""
    groups: list[list[Row]] = []
    for row in rows:
        last = groups[-1][-1] if groups else None
        if last and abs(last.size - row.size) < 1 and 0 < row.y1 - last.y1 < 1.8 * row.size:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _is_between(rows: Sequence[Row], words: Sequence[PdfWord]) -> bool:
    """Whether smaller text runs beside it on both sides."""
    top, bottom = rows[0].y0, rows[-1].y1
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    beside = [w for w in words if top < (w.y0 + w.y1) / 2 < bottom and w.size < rows[0].size - 1]
    before = sum(word.x1 <= left for word in beside)
    after = sum(word.x0 >= right for word in beside)
    return before >= 3 and after >= 3
