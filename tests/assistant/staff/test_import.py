"""Verdicts come back in the CSV that was exported; damaged files bring nothing but a message."""

import csv
import dataclasses
import io
from collections.abc import Callable

import pytest

from assistant.staff.export_csv import as_csv, as_written, in_cell
from assistant.staff.export_rows import Exported
from assistant.staff.export_xlsx import as_xlsx
from assistant.staff.import_csv import Import, ImportedNote, read_import
from assistant.verdicts.records import Verdict
from tests.assistant.staff.made_rows import board_of, commitment, exported, judgement, note

HOSTILE = (
    "=cmd|' /C calc'!A0", "-1", "+1", "@SUM(A1)", "'=1", "''=1", "'tis kept", "a\"b\",\"c", " =1",
    "two\nlines", "first;=1+1", "first\n=1+1", "first\n- second", "\"=1\"", "＝1", "ŵyth £ “€” 😀", "1,2;3\t4",
    "1\t=2", "''", "'", "x'=1",
)  # fmt: skip
JUDGED = judgement(commitment(1), 7)


def rows(*more: Exported) -> list[Exported]:
    """One that is judged, two that are not."""
    return [
        exported(commitment(1), JUDGED),
        exported(commitment(2)),
        exported(commitment(3)),
        *more,
    ]


def changed(data: bytes, **cells: str) -> bytes:
    """The file as a spreadsheet saves it, with cells of its second commitment changed."""
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    for name, words in cells.items():
        read[2][read[0].index(name.replace("_", " "))] = words
    out = io.StringIO()
    csv.writer(out).writerows(read)
    return out.getvalue().encode("utf-8-sig")


def brought(data: bytes, held: list[Exported] | None = None) -> Import:
    return read_import(data, board_of(*(held or rows())))


@pytest.mark.parametrize("words", HOSTILE)
def test_what_is_exported_and_comes_back_is_unchanged_whatever_it_holds(words: str) -> None:
    promised = commitment(1, words=f"{words} promised", title=words)
    held = [exported(promised, judgement(promised, why=words)), exported(commitment(2))]
    assert brought(as_csv(held), held) == Import(unchanged=2)
    for row in csv.reader(io.StringIO(as_csv(held).decode("utf-8-sig"), newline="")):
        assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]


@pytest.mark.parametrize("words", HOSTILE)
def test_the_escape_of_formulas_is_undone_exactly_however_often_it_is_done(words: str) -> None:
    cell = words
    for _ in range(3):
        cell = in_cell(cell)
        assert not cell.lstrip(" '\"").startswith(("=", "+", "@")) or cell.startswith(
            ("'", " '", '"')
        )
    for _ in range(3):
        cell = as_written(cell)
    assert cell == words


def test_a_verdict_with_its_reason_is_brought_with_the_judgement_that_was_seen() -> None:
    got = brought(changed(as_csv(rows()), verdict="PARTLY kept", why="=half of it\nand more"))
    assert [(new.commitment, new.verdict, new.why, seen) for new, seen in got.new] == [
        (commitment(2).id, Verdict.PARTLY_KEPT, "=half of it\nand more", None)
    ]
    assert (got.unchanged, got.problems) == (2, ())
    held = [exported(commitment(2)), exported(commitment(1), JUDGED)]
    got = brought(changed(as_csv(held), verdict="not kept", why="It was not."), held)
    assert [(new.verdict, seen) for new, seen in got.new] == [(Verdict.NOT_KEPT, 7)]


@pytest.mark.parametrize("verdict", [each for each in Verdict if each is not Verdict.NOT_JUDGED])
@pytest.mark.parametrize("shape", [str.upper, str.title, lambda w: w.replace(" ", "-")])
def test_every_verdict_is_read_in_the_words_that_people_read(
    verdict: Verdict, shape: Callable[[str], str]
) -> None:
    got = brought(changed(as_csv(rows()), verdict=shape(verdict.in_words()), why="So."))
    assert [new.verdict for new, _ in got.new] == [verdict]


def test_a_note_is_brought_once_only() -> None:
    data = changed(as_csv(rows()), note="Ask the force.")
    assert brought(data).notes == (
        ImportedNote(commitment=commitment(2).id, text="Ask the force.", counted=0),
    )
    noted = exported(commitment(2), notes=(note(commitment(2), "Ask the force."),))
    got = brought(data, [rows()[0], noted, rows()[2]])
    assert got.notes == () and "note was written on it after" in got.problems[0]


def test_what_somebody_judged_meanwhile_is_a_problem_and_not_replaced() -> None:
    data = changed(as_csv(rows()), verdict="kept", why="I think so.")
    now = [rows()[0], exported(commitment(2), judgement(commitment(2), 8)), rows()[2]]
    got = brought(data, now)
    assert got.new == ()
    assert len(got.problems) == 1 and got.problems[0].startswith(
        "Line 3: somebody judged it meanwhile: “kept”"
    )


def test_rows_that_were_not_touched_do_not_stand_in_the_way_when_others_judged_them() -> None:
    data = changed(as_csv(rows()), verdict="kept", why="I think so.")
    newer = judgement(commitment(1), 9, verdict=Verdict.NOT_KEPT, why="Looked again.")
    got = brought(data, [exported(commitment(1), newer), *rows()[1:]])
    assert got.problems == () and len(got.new) == 1 and got.unchanged == 2


def test_a_file_that_was_imported_already_brings_nothing_more() -> None:
    data = changed(as_csv(rows()), verdict="kept", why="I think so.")
    now = exported(commitment(2), judgement(commitment(2), 8, why="I think so."))
    assert brought(data, [rows()[0], now, rows()[2]]) == Import(unchanged=3)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"verdict": "keept", "why": "x"}, "Line 3: “keept” is no verdict. Write one of:"),
        ({"verdict": "kept"}, "Line 3: “kept” needs a reason"),
        ({"why": "because"}, "Line 3: there is a reason and no verdict"),
        ({"id": "plan-1999/x", "verdict": "kept", "why": "x"}, "Line 3: no commitment has the id “plan-1999/x”"),
        ({"id": ""}, "Line 3: the id is missing"),
        ({"words": "We will do something else."}, "Line 3: the column “words” is not what was exported"),
        ({"judgement_number": "12a"}, "Line 3: the judgement number “12a” is no number"),
        ({"judgement_number": "99", "verdict": "kept", "why": "x"}, "Line 3: the judgement number is not one of"),
        ({"check": "abc"}, "Line 3: the column “check” is damaged"),
        ({"verdict": "kept", "why": "x" * 2001}, "Line 3: the reason is 2,001 characters long"),
        ({"id": commitment(3).id, "words": "We will put 3 more officers on patrol by March 2015.",
          "verdict": "kept", "why": "x"}, "Line 4: the commitment stands in line 3 too"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_each_mistake_in_a_row_is_told_with_its_line_and_nothing_is_brought(
    cells: dict[str, str], message: str
) -> None:
    got = brought(changed(as_csv(rows()), **cells))
    assert got.new == () and got.notes == ()
    assert [problem for problem in got.problems if problem.startswith(message)], got.problems


def test_a_verdict_that_was_emptied_is_not_taken_back_silently() -> None:
    held = [exported(commitment(2)), exported(commitment(1), JUDGED)]
    got = brought(changed(as_csv(held), verdict="", why=""), held)
    assert "To take it back write “not yet judged”" in got.problems[0]
    got = brought(changed(as_csv(held), verdict="not yet judged", why="A mistake."), held)
    assert [(new.verdict, seen) for new, seen in got.new] == [(Verdict.NOT_JUDGED, 7)]


TEXT = as_csv(rows()).decode("utf-8-sig")
DAMAGED = {
    "empty": (b"", "The file is empty"),
    "workbook": (as_xlsx(rows(), title="x"), "The file is an Excel workbook"),
    "old-workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "The file is an old Excel workbook"),
    "pdf": (b"%PDF-1.7 x", "The file is a PDF"),
    "nul": (TEXT.replace("Safer", "Sa\0fer", 1).encode(), "Line 2: there is a NUL"),
    "utf-16-without-mark": (TEXT.encode("utf-16-le"), "Line 1: there is a NUL"),
    "utf-16-cut-off": (TEXT.encode("utf-16")[:-1], "Line 4: the file cannot be read as UTF-16"),
    "no-encoding": (TEXT.encode() + b"\xe9\x81\r\n", "Line 5: the file cannot be read as UTF-8 or Windows"),
    "broken-utf-8": (b"\xef\xbb\xbf" + TEXT.encode()[:-30] + b"\xe9\r\n", "Line 4: the file cannot be read as UTF-8"),
    "open-quote": (TEXT.rstrip()[:-1].encode(), "Line 4: a quotation mark opens a cell there"),
    "open-quote-early": (TEXT.replace('"plan-2013/patrols/000001"', '"plan', 1).encode(), "Line 2: "),
    "cut-off-in-a-row": (TEXT.rstrip().rpartition(',"')[0].encode(), "Line 4: it has 42 cells, the heading row 43"),
    "cut-off-in-the-check": (TEXT.replace('"', "").rstrip()[:-3].encode(), "Line 4: "),
    "words-after-a-quote": (TEXT.replace('"Safer', '"Safer" or', 1).encode(), "Line 2: words stand after a closing"),
    "too-many-cells": (TEXT.replace('\r\n"plan-2013/patrols/000002"', ',"x"\r\n"plan-2013/patrols/000002"').encode(),
                       "Line 2: it has more cells"),
    "missing-column": (TEXT.replace('"why"', '"reason"').encode(), "The column “why” is missing"),
    "column-twice": (TEXT.replace('"note"', '"why"').encode(), "The column “why” is there twice"),
    "no-headings": (TEXT.partition("\r\n")[2].encode(), "The column “id” is missing"),
    "another-table": (b"name,age\r\nx,3\r\n", "The column “id” is missing"),
    "blank-first-line": (b"\r\n" + TEXT.encode(), "Line 1 is empty"),
    "too-large": (TEXT.encode() + b" " * 20_000_000, "The file has 20.0 MB"),
    "rubbish": (bytes(range(1, 256)) * 9, ""),
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGED)
def test_each_kind_of_damage_has_its_message_and_brings_nothing(kind: str) -> None:
    data, message = DAMAGED[kind]
    got = brought(data)
    assert got.new == () and got.problems
    assert any(problem.startswith(message) for problem in got.problems), got.problems


@pytest.mark.parametrize("cut", range(3, len(as_csv(rows())), 97))
def test_a_file_cut_off_anywhere_brings_no_half_of_a_row(cut: int) -> None:
    data = as_csv(rows())[:-2]
    got = brought(data[:cut])
    whole = data[:cut].decode("utf-8-sig", "ignore").count("\r\n") - 1
    assert got.problems or got.unchanged == max(whole, 0)


@pytest.mark.parametrize(
    ("data", "notice"),
    [
        (changed(as_csv(rows()), verdict="kept", why="So.").decode("utf-8-sig").replace(",", ";").encode(), "semicolons"),
        (b"sep=,\r\n" + changed(as_csv(rows()), verdict="kept", why="So.")[3:], ""),
        (changed(as_csv(rows()), verdict="kept", why="So.").decode("utf-8-sig").encode("utf-16"), ""),
        (changed(as_csv(rows()), verdict="kept", why="So.").decode("utf-8-sig").encode("cp1252"), "Windows-1252"),
        (changed(as_csv(rows()), verdict="kept", why="So.").replace(b"\r\n", b"\r"), ""),
    ],
    ids=["semicolons", "sep-line", "utf-16", "windows-1252", "old-mac-lines"],
)  # fmt: skip
def test_what_spreadsheets_make_of_the_file_is_read(data: bytes, notice: str) -> None:
    got = brought(data)
    assert [(new.verdict, new.why) for new, _ in got.new] == [(Verdict.KEPT, "So.")], got.problems
    assert got.unchanged == 2
    assert notice in " ".join(got.notices) and bool(notice) == bool(got.notices)


def test_signs_that_an_old_encoding_lost_do_not_make_new_reasons() -> None:
    held = [exported(commitment(1), dataclasses.replace(JUDGED, why="Twf ŵ → more.")), *rows()[1:]]
    data = as_csv(held).decode("utf-8-sig").encode("cp1252", "replace")
    got = brought(data, held)
    assert (got.new, got.unchanged, got.problems) == ((), 3, ())


def test_all_problems_are_told_at_once_up_to_fifty() -> None:
    held = [exported(commitment(number)) for number in range(60)]
    data = as_csv(held).replace(b'"not yet judged"', b'"perhaps"')
    got = brought(data, held)
    assert len(got.problems) == 51 and got.problems[-1] == "… and 10 more like these."
    assert got.problems[49].startswith("Line 51: ")


def test_lines_are_those_of_the_file_also_where_cells_have_several() -> None:
    two = judgement(commitment(1), why="one\ntwo\nthree")
    held = [exported(commitment(1), two), *rows()[1:]]
    got = brought(changed(as_csv(held), verdict="perhaps"), held)
    assert got.problems[0].startswith("Line 5 (row 3 of the sheet): “perhaps”")


def test_blank_rows_and_cells_at_the_end_are_passed_over() -> None:
    lines = as_csv(rows()).split(b"\r\n")
    data = b"\r\n".join([*(line + b",," for line in lines[1:-1]), b",,,", b""])
    assert brought(lines[0] + b"\r\n" + data) == Import(unchanged=3)


def test_a_changed_verdict_under_an_old_reason_is_pointed_out() -> None:
    held = [exported(commitment(2)), exported(commitment(1), JUDGED)]
    got = brought(changed(as_csv(held), verdict="not kept"), held)
    assert len(got.new) == 1 and got.notices == (
        "Line 3: the verdict was changed, its reason was not.",
    )
