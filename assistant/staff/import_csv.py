"""Verdicts that come back in the CSV that was exported: read whole, or not at all.

Only `verdict`, `why` and `note` are read. Which row a person changed is told by the number of the
judgement and the check that were exported with it, so that a judgement that somebody else gave
meanwhile is never replaced unseen.
"""

import re
from dataclasses import dataclass

from assistant.staff.export_csv import as_written
from assistant.staff.export_rows import check_letters, plain, promise_words
from assistant.staff.import_file import Line, Table, Unreadable, read_table
from assistant.verdicts.board import Board, Row
from assistant.verdicts.records import Verdict
from assistant.verdicts.store import LONGEST_NOTE, LONGEST_WHY

__all__ = ["Import", "ImportedNote", "ImportedVerdict", "read_import"]

_MOST_PROBLEMS = 50
"""That are shown."""
_MOST_COUNTED = 1_000
"""Problems after which the file is read no further."""
_LONGEST_NUMBER = 18
"""Digits."""
_LONGEST_CELL = 10_000
"""Characters; what people may write is shorter, and so is what was exported."""
_NEEDED = ("id", "verdict", "why", "judgement number")
_READ = (*_NEEDED, "note", "notes counted", "words", "check")
_RUN = re.compile(r"[\s'\"]{200}")
"""Nobody writes that, and looking for formulas behind it takes long."""
_CHECK = re.compile(r"[a-p]{12}")
_VERDICTS = {verdict.in_words(): verdict for verdict in Verdict} | {
    "": Verdict.NOT_JUDGED,
    "not judged": Verdict.NOT_JUDGED,
    "cannot be checked": Verdict.CANNOT_BE_CHECKED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedVerdict:
    """A verdict that a person wrote into the file."""

    commitment: str
    """Its id in the ledger."""
    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedNote:
    """A new note that a person wrote into the file."""

    commitment: str
    text: str
    counted: int
    """Notes on the commitment that the person saw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What a file brings; where there is any problem it brings nothing."""

    new: tuple[tuple[ImportedVerdict, int | None], ...] = ()
    """Each with the number of the judgement that the person saw, None where there was none."""
    notes: tuple[ImportedNote, ...] = ()
    unchanged: int = 0
    """Rows with the verdict and the reason that they had."""
    problems: tuple[str, ...] = ()
    """For people, a line each, with the line of the file."""
    notices: tuple[str, ...] = ()
    """What is worth knowing and stops nothing."""


def read_import(data: bytes, board: Board) -> Import:
    """Read a file that was exported as CSV and in which people wrote verdicts, reasons and notes.

    Args:
        data: The file as it was sent.
        board: The ledger and the verdicts as they are now.

    Returns:
        What it brings, or every problem that it has. Never raises for what a file holds.
    """
    try:
        table = read_table(data, _READ)
    except Unreadable as error:
        return Import(problems=(str(error),))
    problems = [
        f"The column “{name}” is {'missing' if name not in table.headings else 'there twice'}. "
        "Export the file again and leave its heading row as it is."
        for name in _READ
        if table.headings.count(name) > 1 or (name in _NEEDED and name not in table.headings)
    ]
    if problems:
        return Import(problems=tuple(problems), notices=table.notices)
    reading = _Reading(board, table)
    for line in table.lines:
        reading.read(line)
        if reading.is_hopeless:
            break
    return reading.result()


class _Reading:
    """What was found in the lines so far."""

    def __init__(self, board: Board, table: Table) -> None:
        self._board = board
        self._lossy = table.lossy
        self._problems = table.problems
        self._notices = list(table.notices)
        self._new: list[tuple[ImportedVerdict, int | None]] = []
        self._notes: list[ImportedNote] = []
        self._unchanged = 0
        self._before: dict[str, tuple[str, tuple[str, ...]]] = {}

    @property
    def is_hopeless(self) -> bool:
        """Whether so much is wrong that more would help nobody."""
        return len(self._problems) >= _MOST_COUNTED

    def read(self, line: Line) -> None:
        """Take a line, or note what is wrong with it."""
        for name, cell in line.cells.items():
            if len(cell) > _LONGEST_CELL or _RUN.search(cell):
                self._problem(
                    line,
                    f"the cell in the column “{name}” is too long, with {len(cell):,} characters, "
                    "or has hundreds of blanks or quotation marks in a row. Shorten it.",
                )
                return
        cells = {name: plain(as_written(cell)).strip() for name, cell in line.cells.items()}
        row = self._board.row(cells["id"])
        if row is None:
            self._problem(
                line,
                f"no commitment has the id “{_short(cells['id'])}”. Rows cannot be added; if the "
                "documents have changed since, export again."
                if cells["id"]
                else "the id is missing. Rows cannot be added.",
            )
            return
        written = tuple(_one_line(cells.get(name, "")) for name in ("verdict", "why", "note"))
        where, same = self._before.setdefault(row.id, (line.where, written))
        if where == line.where:
            self._row(line, row, cells)
        elif same != written:
            self._problem(line, f"the commitment stands in {where[:1].lower()}{where[1:]} too, "
                          "with another verdict, reason or note. Keep one of them.")  # fmt: skip

    def _row(self, line: Line, row: Row, cells: dict[str, str]) -> None:
        wrong = [
            self._words_problem(row, cells),
            "the column “check” is damaged: the file may be cut off there. Export it again."
            if not _CHECK.fullmatch(cells.get("check", "aaaaaaaaaaaa"))
            else "",
        ]
        verdict = _VERDICTS.get(_one_line(re.sub("[-_]", " ", cells["verdict"])).lower())
        if verdict is None:
            names = ", ".join(each.in_words() for each in Verdict)
            wrong.append(f"“{_short(cells['verdict'])}” is no verdict. Write one of: {names}.")
        number = cells["judgement number"]
        if number and not (number.isdecimal() and len(number) <= _LONGEST_NUMBER):
            wrong.append(f"the judgement number “{_short(number)}” is no number. Export it again.")
        for problem in filter(None, wrong):
            self._problem(line, problem)
        if verdict is None or any(wrong):
            return
        self._verdict(line, row, cells, verdict, int(number) if number else None)
        self._note(line, row, cells)

    def _words_problem(self, row: Row, cells: dict[str, str]) -> str:
        """Rows that were sorted by one column alone put verdicts beside other promises."""
        if "words" not in cells or self._same(cells["words"], promise_words(row)):
            return ""
        return (
            "the column “words” is not what was exported: it was changed, or columns were sorted "
            "apart and the verdict stands beside another promise. Export it again."
        )

    def _verdict(
        self, line: Line, row: Row, cells: dict[str, str], verdict: Verdict, seen: int | None
    ) -> None:
        now, why = row.judgement, cells["why"]
        if verdict is row.verdict and self._same(why, now.why if now else ""):
            self._unchanged += 1
        elif seen != (now.number if now else None):
            left = check_letters(row.id, seen, verdict, _one_line(why))
            if cells.get("check") == left:  # nobody wrote into it; what is newer stays
                self._unchanged += 1
            else:
                self._problem(line, _overtaken(row, seen))
        elif problem := _reason_problem(row, cells["verdict"], verdict, why):
            self._problem(line, problem)
        else:
            if now and verdict is not now.verdict and self._same(why, now.why):
                self._notices.append(f"{line.where}: the verdict was changed, its reason was not.")
            new = ImportedVerdict(commitment=row.id, verdict=verdict, why=why)
            self._new.append((new, seen))

    def _note(self, line: Line, row: Row, cells: dict[str, str]) -> None:
        text = cells.get("note", "")
        if not text:
            return
        if len(text) > LONGEST_NOTE:
            self._problem(line, _too_long("note", text, LONGEST_NOTE))
        elif not cells.get("notes counted"):
            self._problem(
                line,
                "there is a note, and nothing in the column “notes counted”, which keeps a note "
                "from being saved twice. Export it again.",
            )
        elif cells["notes counted"] != str(row.notes):
            self._problem(
                line,
                "a note was written on it after the file was exported (perhaps this one: was the "
                "file imported before?). Empty “note” there, or export again.",
            )
        else:
            self._notes.append(ImportedNote(commitment=row.id, text=text, counted=row.notes))

    def _same(self, written: str, known: str) -> bool:
        """Whether a cell holds what is known, as far as the file's encoding can tell."""
        known = _one_line(plain(known))
        if self._lossy:
            known = known.encode("cp1252", "replace").decode("cp1252")
        return _one_line(written) == known

    def _problem(self, line: Line, what: str) -> None:
        self._problems.append(f"{line.where}: {what}")

    def result(self) -> Import:
        """Return everything, or nothing but the problems."""
        more = len(self._problems) - _MOST_PROBLEMS
        problems = self._problems[:_MOST_PROBLEMS]
        if more > 0:
            problems.append(
                f"… and {more:,} more like these."
                if not self.is_hopeless
                else f"… and more: the file was read no further than its first {_MOST_COUNTED:,} "
                "problems."
            )
        return Import(
            new=() if problems else tuple(self._new),
            notes=() if problems else tuple(self._notes),
            unchanged=self._unchanged,
            problems=tuple(problems),
            notices=tuple(self._notices[:_MOST_PROBLEMS]),
        )


def _reason_problem(row: Row, cell: str, verdict: Verdict, why: str) -> str:
    if row.judgement is None and verdict is Verdict.NOT_JUDGED:
        return "there is a reason and no verdict. Write the verdict, or empty “why”."
    if not cell:
        return "the verdict was taken out. To take it back write “not yet judged” and why."
    if not why:
        return f"“{verdict.in_words()}” needs a reason in “why”."
    return _too_long("reason", why, LONGEST_WHY) if len(why) > LONGEST_WHY else ""


def _too_long(what: str, text: str, longest: int) -> str:
    return f"the {what} is {len(text):,} characters long. Shorten it to {longest:,}."


def _overtaken(row: Row, seen: int | None) -> str:
    if row.judgement is None or (seen or 0) > row.judgement.number:
        return "the judgement number is not one of this ledger. Export it again."
    return (
        f"somebody judged it meanwhile: “{row.verdict.in_words()}”, by {row.judgement.by} on "
        f"{row.judgement.at:%d %B %Y}. Look at that verdict, export again and decide again."
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    text = _one_line(text)
    return text if len(text) <= 60 else f"{text[:60]}…"
