"""The ledger as an Excel workbook: commitments, evidence, history, and a sheet on what it is."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from assistant.staff.export_rows import (
    EVIDENCE,
    HISTORY,
    ROWS,
    Column,
    Exported,
    Value,
    plain,
    shown_columns,
)

__all__ = ["as_xlsx"]

T = TypeVar("T")
_LONGEST = 32_767
"""Characters that a cell of Excel can hold."""
_CUT = " … (cut here: a cell of Excel holds no more; the JSON export has it all)"
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads `_x0041_` in a text as the letter of that number."""
_FORMULA = re.compile(r"\s*[=+\-@]")
_TEXT, _QUOTED, _DATE, _TIME, _HEADING = range(1, 6)
"""Looks of cells, by the number under which the workbook keeps them; 0 is its own."""
_SHADE = "E6ECF2"


def as_xlsx(rows: Sequence[Exported], *, title: str, public: bool = False) -> bytes:
    """Write a workbook in which every text is text and no cell is a formula.

    Args:
        rows: What is exported, in this order.
        title: What the selection is called; the title of the file and of its sheet About.
        public: Leave out names of people, notes and what rules suggest.
    """
    book = Workbook()
    book.properties.title = plain(title)
    book.properties.creator = "Plans Assistant"
    book.properties.language = "en-GB"
    _add_looks(book)
    found = [(each, it) for each in rows if each.trail for it in each.trail.evidence]
    history = list(chain.from_iterable(each.history for each in rows))
    columns = shown_columns(ROWS, public=public)
    about = _about(title, (len(rows), len(found), len(history)), public)
    written = (
        _table(book, "Commitments", columns, rows),
        _table(book, "Evidence", shown_columns(EVIDENCE, public=public), found),
        _table(book, "History", shown_columns(HISTORY, public=public), history),
        _sheet(book, "About", (28, 90), about),
    )
    return _with_rows(book, written)


def _with_rows(book: Workbook, written: Sequence[Iterator[str]]) -> bytes:
    """Return the file of a workbook, with the rows of each of its sheets.

    openpyxl writes everything else. It makes an object of each cell, which takes minutes for the
    largest ledgers; and it takes a text that starts with "=" for a formula unless it is told.
    """
    frame, out = io.BytesIO(), io.BytesIO()
    book.save(frame)
    sheets = {f"xl/worksheets/sheet{n}.xml": rows for n, rows in enumerate(written, 1)}
    with (
        zipfile.ZipFile(frame) as made,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file,
    ):
        for name in made.namelist():
            content = made.read(name)
            if name not in sheets:
                file.writestr(name, content)
                continue
            before, _, after = content.partition(b"<sheetData")
            after = after.partition(b">")[2].removeprefix(b"</sheetData>")
            with file.open(name, "w") as sheet:
                sheet.write(before + b"<sheetData>")
                for row in sheets[name]:
                    sheet.write(row.encode("utf-8", "replace"))
                sheet.write(b"</sheetData>" + after)
    return out.getvalue()


def _table(
    book: Workbook, name: str, columns: Sequence[Column[T]], rows: Sequence[T]
) -> Iterator[str]:
    """Add a sheet with a table of these columns; returns its rows as the file writes them."""
    table = Table(displayName=name, ref=f"A1:{get_column_letter(len(columns))}{len(rows) + 1}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    table.autoFilter = AutoFilter(ref=table.ref)
    for number, column in enumerate(columns, 1):
        table.tableColumns.append(TableColumn(id=number, name=column.heading))
    values = ([column.value(row) for column in columns] for row in rows)
    headings = [column.heading for column in columns]
    written = _sheet(book, name, [column.width for column in columns], values, headings)
    sheet = book[name]
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    if rows:  # a table without a row is damage to Excel
        sheet.add_table(table)
    return written


def _sheet(
    book: Workbook,
    name: str,
    widths: Sequence[int],
    rows: Iterable[Sequence[Value]],
    headings: Sequence[str] = (),
) -> Iterator[str]:
    """Add a sheet; returns its rows as the file writes them."""
    sheet = book.create_sheet(name)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = int(Worksheet.PAPERSIZE_A4)
    letters = [get_column_letter(number) for number in range(1, len(widths) + 1)]

    def written() -> Iterator[str]:
        first = [
            _text(f"{a}1", _HEADING, words) for a, words in zip(letters, headings, strict=False)
        ]
        if first:
            yield f'<row r="1">{"".join(first)}</row>'
        for number, row in enumerate(rows, 2 if first else 1):
            cells = [
                _cell(f"{letter}{number}", value)
                for letter, value in zip(letters, row, strict=False)
                if value is not None and value != ""
            ]
            yield f'<row r="{number}">{"".join(cells)}</row>'

    return written()


def _cell(place: str, value: Value) -> str:
    """Write a cell whose type is said, so that nothing is guessed from its text."""
    if isinstance(value, bool):
        return _text(place, _TEXT, "yes" if value else "no")
    if isinstance(value, str):
        return _text(place, _QUOTED if _FORMULA.match(value) else _TEXT, value)
    if isinstance(value, dt.date):
        look = _TIME if isinstance(value, dt.datetime) else _DATE
        return f'<c r="{place}" s="{look}"><v>{to_excel(value)}</v></c>'  # type: ignore[no-untyped-call]
    return f'<c r="{place}" s="{_TEXT}"><v>{value}</v></c>'


def _text(place: str, look: int, text: str) -> str:
    text = plain(text)
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - len(_CUT)] + _CUT
    return (
        f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t>'
        "</is></c>"
    )


def _add_looks(book: Workbook) -> None:
    """Give the workbook the looks of cells, in the order of their numbers."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for look in (_TEXT, _QUOTED, _DATE, _TIME, _HEADING):
        cell = sheet.cell(1, look)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if look == _QUOTED:
            cell.quotePrefix = True  # it stays text when a person edits it
        if look in (_DATE, _TIME):
            cell.number_format = "dd/mm/yyyy" if look == _DATE else "dd/mm/yyyy hh:mm"
        if look == _HEADING:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor=_SHADE)
        assert cell.style_id == look
    book.remove(sheet)


def _about(title: str, counts: tuple[int, int, int], public: bool) -> list[Sequence[Value]]:
    """Say what the workbook is, so that it explains itself wherever it is sent."""
    rows, found, judgements = counts
    return [
        (title,),
        ("Commitments", f"{rows:,}, a row each, in the order in which they were selected."),
        ("Evidence", f"{found:,} passages of later documents, a row each."),
        ("History", f"{judgements:,} judgements, a row each; nothing is ever taken out."),
        *_EXPLAINED,
        *(() if public else _FOR_STAFF),
    ]


_EXPLAINED = (
    ("Words", "What stands in “words” is a quotation where “whose words” says that they are the "
     "document’s own. Where it says “our summary” they are ours: never quote them as the Commissioner’s."),
    ("Verdict", "What a person decided, for the reason in “why”. “not yet judged” is no verdict."),
    ("Evidence", "Found by rule, so some of it may be about something else. What those who promised "
     "say of themselves is no audit."),
    ("Nothing found", "No evidence means that nothing was found in what was searched, not that "
     "nothing was done. “searched” says what was looked through."),
    ("Dates", "“published” is as precise as it is known; “published from” is the first day that it "
     "can mean, for sorting."),
)  # fmt: skip
_FOR_STAFF = (
    ("Suggested", "What a rule suggests that a later passage reports, by the words in “because of”. "
     "It is no verdict: no person has looked at it."),
    ("Names", "This copy names the people who judged and what they noted. It is for staff."),
    ("Bringing verdicts back", "This workbook cannot be imported. Export CSV, change “verdict”, "
     "“why” and “note” there, and import that."),
)  # fmt: skip
