"""CSV, XLSX and JSON of the ledger: nothing is a formula, nothing is lost, no name goes public."""

import csv
import datetime as dt
import io
import json
import zipfile

import pytest
from openpyxl import load_workbook

from assistant.staff.export_csv import as_csv
from assistant.staff.export_json import as_json
from assistant.staff.export_rows import ROWS, Exported
from assistant.staff.export_xlsx import as_xlsx
from assistant.verdicts.records import Review, Verdict
from corpus.documents import TextSource
from tests.assistant.staff.made_rows import (
    OFFICE,
    PERSON,
    commitment,
    evidence,
    exported,
    judgement,
    note,
    trail,
)

FORMULAS = ("=1+1", "+1", "-1", "@x", "＝1", " =1", "#N/A", "_x0041_", "a\x0b\ud800b", "x" * 40_000)


def full() -> Exported:
    """A commitment with everything that can be written of one."""
    of = commitment(1)
    return exported(
        of,
        judgement(of, 7),
        found=trail(evidence(1), evidence(2)),
        notes=(note(of, "Ask the force again."),),
        review=Review(reasons=("The words have changed.",)),
    )


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_csv_is_what_excel_reads_and_has_a_row_for_each_commitment() -> None:
    data = as_csv([full(), exported(commitment(2))])
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == 3
    first, second = table(data)
    assert first["words"] == "We will put 1 more officers on patrol by March 2015."
    assert (first["verdict"], first["judgement number"]) == ("kept", "7")
    assert (first["evidence"], first["suggested"]) == ("2", "reported as done: 2")
    assert (first["last day"], first["judged at (UTC)"]) == ("2015-03-31", "2024-03-05 14:30:00")
    assert (second["verdict"], second["evidence"]) == ("not yet judged", "")


def test_words_of_a_summary_are_said_to_be_ours() -> None:
    digest = exported(commitment(1, source=TextSource.DIGEST))
    assert [row["whose words"] for row in table(as_csv([full(), digest]))] == [
        "the document’s own words",
        "our summary",
    ]


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula_or_damage(words: str) -> None:
    of = commitment(1, title=words, owner=words)
    book = load_workbook(io.BytesIO(as_xlsx([exported(of, judgement(of, why=words))], title="t")))
    sheet = book["Commitments"]
    why = next(cell for cell in sheet[2] if sheet.cell(1, cell.column).value == "why")
    assert why.data_type == "s" and 0 < len(str(why.value)) <= 32_767
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    with zipfile.ZipFile(io.BytesIO(as_xlsx([exported(of)], title=words))) as file:
        assert not [name for name in file.namelist() if b"<f>" in file.read(name)]


def test_a_workbook_has_dates_a_filter_and_a_heading_row_that_stays() -> None:
    book = load_workbook(io.BytesIO(as_xlsx([full()], title="All")))
    assert book.sheetnames == ["Commitments", "Evidence", "History", "About"]
    sheet = book["Commitments"]
    cells = {sheet.cell(1, cell.column).value: cell for cell in sheet[2]}
    assert cells["last day"].value == dt.datetime(2015, 3, 31) and cells["last day"].is_date
    assert cells["words"].alignment.wrap_text
    assert sheet.freeze_panes == "B2" and sheet.tables["Commitments"].autoFilter is not None
    assert (book["Evidence"].max_row, book["History"].max_row) == (3, 2)


def test_a_workbook_of_nothing_has_no_table_without_rows() -> None:
    book = load_workbook(io.BytesIO(as_xlsx([], title="None")))
    assert [len(sheet.tables) for sheet in book] == [0, 0, 0, 0]


def test_json_has_the_stored_text_and_everything_that_was_decided() -> None:
    read = json.loads(
        as_json([full(), exported(commitment(2), judgement(commitment(2)), gone=True)])
    )
    assert read["form"] == "plans-assistant/commitments/1" and read["count"] == 2
    first, gone = read["commitments"]
    assert first["promise"]["words"] == commitment(1).words
    assert [each["start"] for each in first["evidence"]] == [1000, 2000]
    assert first["judgement"]["at"] == "2024-03-05T14:30:00+00:00"
    assert first["notes"][0]["text"] == "Ask the force again."
    assert gone["commitment"] is None and gone["promise"]["words"] == commitment(2).words


def _text_of_workbook(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return "".join(file.read(name).decode("utf-8", "ignore") for name in file.namelist())


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_no_name_and_no_note_is_in_what_the_public_gets(form: str) -> None:
    def written(public: bool) -> str:
        if form == "xlsx":
            return _text_of_workbook(as_xlsx([full()], title="t", public=public))
        write = as_csv if form == "csv" else as_json
        return write([full()], public=public).decode()

    assert PERSON in written(False) and "Ask the force again." in written(False)
    assert PERSON not in written(True) and "Ask the force again." not in written(True)
    assert OFFICE in written(True)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_what_rules_suggest_is_for_staff_alone(form: str) -> None:
    of = commitment(1)
    held = exported(of, found=trail(evidence(1, because="sooner than meant")))
    for public in (True, False):
        if form == "xlsx":
            text = _text_of_workbook(as_xlsx([held], title="t", public=public))
        else:
            text = (as_csv if form == "csv" else as_json)([held], public=public).decode()
        suggested = '"done"' if form == "json" else "reported as done"
        assert (suggested in text) is not public
        assert form == "csv" or ("sooner than meant" in text) is not public
        assert form == "csv" or "own annual report" in text


def test_nobody_judged_what_is_not_judged() -> None:
    of = commitment(1)
    undone = judgement(of, 8, verdict=Verdict.NOT_JUDGED, why="The wrong row.", undoes=7)
    (row,) = table(as_csv([exported(of, undone)]))
    assert row["verdict"] == "not yet judged"
    assert row["judged by"] == row["office"] == row["judged at (UTC)"] == ""
    (record,) = json.loads(as_json([exported(of, undone)]))["commitments"]
    assert record["judgement"] is None
    assert [each["undoes"] for each in record["history"]] == [7]


def test_headings_are_told_apart_and_the_check_stands_last() -> None:
    headings = [column.heading for column in ROWS]
    assert len(set(headings)) == len(headings) and headings[-1] == "check"
