"""The ledger as a CSV file that spreadsheets open, and that can come back with verdicts."""

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence

from assistant.staff.export_rows import ROWS, Exported, Value, plain, shown_columns

__all__ = ["as_csv", "as_written", "in_cell"]

_START = re.compile(r"^(\s*)('*[\s'\"]*[=+\-@＝＋－＠])")
_INSIDE = re.compile(r"([;\t\n][\s\"]*)('*(?:[=+@＝＋－＠]|-(?! )))")
_WRITTEN_START = re.compile(r"^(\s*)'('*[\s'\"]*[=+\-@＝＋－＠])")
_WRITTEN_INSIDE = re.compile(r"([;\t\n][\s\"]*)'('*(?:[=+@＝＋－＠]|-(?! )))")


def as_csv(rows: Sequence[Exported], *, public: bool = False) -> bytes:
    """Write a table with a heading row: UTF-8 that Excel recognises, no cell a formula.

    Args:
        rows: What is exported, in this order.
        public: Leave out names of people, notes and what rules suggest.
    """
    columns = shown_columns(ROWS, public=public)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([column.heading for column in columns])
    writer.writerows([_written(column.value(each)) for column in columns] for each in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def in_cell(text: str) -> str:
    """Write text so that no spreadsheet takes it for a formula: an apostrophe goes before it.

    So it is inside the text after what separates cells or rows elsewhere: Excel set to a language
    that writes semicolons between cells would start a cell there.

    >>> in_cell("=1+1"), in_cell("'=1"), in_cell("'tis")
    ("'=1+1", "''=1", "'tis")
    """
    if text and not text[0].isalnum():
        text = _START.sub(r"\1'\2", text)
    if ";" in text or "\n" in text or "\t" in text:
        text = _INSIDE.sub(r"\1'\2", text)
    return text


def as_written(cell: str) -> str:
    """Return the text that was written into a cell.

    >>> as_written("'=1+1"), as_written("''=1"), as_written("'tis")
    ('=1+1', "'=1", "'tis")
    """
    return _WRITTEN_START.sub(r"\1\2", _WRITTEN_INSIDE.sub(r"\1\2", cell))


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    if isinstance(value, str):
        return in_cell(plain(value))
    return str(value)
