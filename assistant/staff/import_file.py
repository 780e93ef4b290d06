"""A CSV as people's spreadsheets write it: its encoding, its separator, its lines."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import PlansError

__all__ = ["Line", "Table", "Unreadable", "read_table"]

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000
"""Rows that are read, blank ones too."""
_MOST_HEADINGS = 1_000
_LONGEST_HEADING = 100_000
"""Characters of the heading row by which it is told what separates cells."""
_KNOWN = (
    (b"PK\x03\x04", "an Excel workbook (.xlsx) or another packed file, whatever its name"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls), whatever its name"),
    (b"%PDF", "a PDF, whatever its name"),
    (b"{", "JSON, whatever its name"),
    (b"<", "a page of the web, whatever its name"),
)
_SAVE = "In Excel choose File, Save as, “CSV UTF-8 (Comma delimited)”."
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_SEP_LINE = re.compile(r"sep=([^\w\r\n\" ])(?:\r\n|\n|\r)", re.IGNORECASE)


class Unreadable(PlansError):
    """The file, or a line of it, cannot be read as a CSV at all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table."""

    where: str
    """For people: "Line 19 (row 12 of the sheet)"."""
    cells: Mapping[str, str]
    """By heading, only those asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a file, which are read when they are gone through."""

    headings: tuple[str, ...]
    """In lower case, in their order."""
    lines: Iterator[Line]
    """Goes on past lines that are too short or too long; `problems` has them then."""
    problems: list[str]
    notices: tuple[str, ...]
    lossy: bool
    """The encoding lacks signs that the words may have had; they stand as "?" now."""


def read_table(data: bytes, wanted: Collection[str]) -> Table:
    """Read a file by its heading row.

    Args:
        data: The file.
        wanted: Headings, in lower case, whose cells are kept.

    Raises:
        Unreadable: It is no CSV; the message says what it seems to be and what to do.
    """
    text, encoding = _decoded(data)
    notices = []
    if encoding == "cp1252":
        notices.append(
            "The file was saved in the encoding Windows-1252, which lacks many signs; those stand "
            f"as “?” now. {_SAVE}"
        )
    said = _SEP_LINE.match(text)
    separator = said[1] if said else _separator(text, wanted)
    if separator != ",":
        name = _SEPARATORS.get(separator, f"“{separator}”")
        notices.append(f"The cells of the file are separated by {name}.")
    records = _Records(text[said.end() :] if said else text, separator, 1 if said else 0)
    first = records.next()
    cells = first[1][: _MOST_HEADINGS + 1] if first else []
    headings = tuple(_heading(cell) for cell in cells)
    if len(headings) > _MOST_HEADINGS:
        raise Unreadable(
            f"The heading row has more than {_MOST_HEADINGS:,} cells. Export the file again."
        )
    if not any(headings):
        raise Unreadable("Line 1 is empty; it must have the headings. Export the file again.")
    problems: list[str] = []
    return Table(
        headings=headings,
        lines=_lines(records, headings, frozenset(wanted), problems),
        problems=problems,
        notices=tuple(notices),
        lossy=encoding == "cp1252",
    )


class _Records:
    """Goes through the rows of a CSV and knows where each starts."""

    def __init__(self, text: str, separator: str, before: int) -> None:
        """Prepare.

        Args:
            text: The rows.
            separator: What stands between cells.
            before: Lines of the file before these.
        """
        self._before = before
        self._row = 0
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)

    def next(self) -> tuple[str, list[str]] | None:
        """Return where the next row starts, and its cells; None at the end.

        Raises:
            Unreadable: Its quotation marks leave no telling where its cells end.
        """
        if self._row >= MOST_ROWS:
            raise Unreadable(
                f"The file has more than {MOST_ROWS:,} rows. Export it again, and leave out blank "
                "rows."
            )
        self._row += 1
        line = self._before + self._reader.line_num + 1
        where = f"Line {line}"
        if line != self._row + self._before:
            where += f" (row {self._row} of the sheet)"
        try:
            cells = next(self._reader, None)
        except csv.Error as error:
            if "expected after" in str(error):
                raise Unreadable(
                    f"{where}: words stand after a closing quotation mark of a cell. Quotation "
                    "marks inside a cell must be doubled; a spreadsheet does that when it saves."
                ) from None
            if "field limit" in str(error):
                raise Unreadable(
                    f"{where}: a cell there has more than {csv.field_size_limit():,} characters: "
                    "it is too long, or the quotation mark that opens it is never closed. Export "
                    "the file again."
                ) from None
            raise Unreadable(
                f"{where}: a quotation mark opens a cell there that is never closed: the file is "
                "cut off or damaged. Export it again."
            ) from None
        return None if cells is None else (where, cells)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and its encoding."""
    if len(data) > MOST_BYTES:
        raise Unreadable(
            f"The file has {len(data) / 1e6:.1f} MB; {MOST_BYTES / 1e6:.0f} MB is the most that is "
            "read. Export fewer commitments."
        )
    if not data.strip():
        raise Unreadable("The file is empty. Export it again.")
    for start, what in _KNOWN:
        if data.startswith(start):
            raise Unreadable(f"The file is {what}, and no CSV. {_SAVE}")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, encoding = _as(data, "utf-16"), "utf-16"
    elif data.startswith(b"\xef\xbb\xbf"):
        text, encoding = _as(data, "utf-8-sig"), "utf-8"
    else:
        try:
            text, encoding = data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            text, encoding = _as(data, "cp1252"), "cp1252"
    at = text.find("\0")
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        raise Unreadable(
            f"Line {line}: there is a NUL, which no text has: the file is damaged, or saved as "
            f"UTF-16 without its mark. {_SAVE}"
        )
    return text, encoding


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "ignore")
        line = before.count("\n") + 1
        name = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16"}.get(encoding, "UTF-8 or Windows-1252")
        raise Unreadable(
            f"Line {line}: the file cannot be read as {name} from there: it is damaged, cut off, "
            f"or saved in another encoding. {_SAVE}"
        ) from None


def _separator(text: str, wanted: Collection[str]) -> str:
    """The separator by which the first line has most of the headings."""
    heading = text[:_LONGEST_HEADING].partition("\n")[0]

    def known(separator: str) -> int:
        try:
            cells = next(csv.reader([heading], delimiter=separator), [])
        except csv.Error:
            return 0
        return len({_heading(cell) for cell in cells} & set(wanted))

    return max(_SEPARATORS, key=known)


def _heading(cell: str) -> str:
    return " ".join(cell.replace("_", " ").lower().split())


def _lines(
    records: _Records, headings: Sequence[str], wanted: frozenset[str], problems: list[str]
) -> Iterator[Line]:
    places = [(place, name) for place, name in enumerate(headings) if name in wanted]
    while True:
        try:
            record = records.next()
        except Unreadable as error:
            problems.append(str(error))
            return
        if record is None:
            return
        where, cells = record
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) < len(headings):
            problems.append(
                f"{where}: it has {len(cells)} cells, the heading row {len(headings)}: the file "
                "is cut off there or damaged. Export it again."
            )
        elif any(cell.strip() for cell in cells[len(headings) :]):
            problems.append(
                f"{where}: it has more cells than the heading row: what separates cells may stand "
                "in a cell there without quotation marks around it."
            )
        else:
            yield Line(where, {name: cells[place] for place, name in places})
