"""Verdicts that come back in a file: shown before they are saved, all or none."""

import csv
import datetime as dt
import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.verdicts.records import Verdict
from corpus.errors import PlansError
from tests.assistant.staff.made_desk import TOKEN, Staff, hidden, staff_client


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    with staff_client(tmp_path) as staff:
        yield staff


def written(staff: Staff, *verdicts: tuple[str, str], note: str = "") -> bytes:
    """Export, write verdicts with reasons into the first rows, and a note into the first."""
    text = staff.client.get("/staff/commitments.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    for row, (verdict, why) in zip(rows, verdicts, strict=False):
        row |= {"verdict": verdict, "why": why}
    rows[0]["note"] = note
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def send(staff: Staff, data: bytes = b"", **fields: str) -> httpx.Response:
    files = {"file": ("back.csv", data, "text/csv")} if data else {"file": ("", b"")}
    return staff.client.post("/staff/import", data={"token": TOKEN} | fields, files=files)


def confirm(staff: Staff, preview: httpx.Response) -> httpx.Response:
    fields = {name: hidden(preview.text, name) for name in ("confirm", "content", "name")}
    return send(staff, **fields)


def imports(staff: Staff) -> int:
    """Return how many imports the log tells of."""
    return sum(action == "imported" for _, action, _ in staff.log())


def test_a_file_is_shown_first_and_saved_when_somebody_says_so(staff: Staff) -> None:
    first, second, *_ = staff.ids()
    data = written(
        staff, ("kept", "=So says the report."), ("not kept", "None opened."), note="Hm."
    )
    preview = send(staff, data)
    assert preview.status_code == 200
    assert "2 verdicts change, 1 note is new, 2 rows stay as they are" in preview.text
    assert "=So says the report." in preview.text and "Not kept" in preview.text
    notes = preview.text.partition("New notes")[2]
    assert "We will recruit 40 more officers by March 2014." in notes and "Hm." in notes
    assert staff.store.history(first) == ()
    saved = confirm(staff, preview)
    assert saved.headers["location"] == "/staff/import?done=3"
    assert "Imported: 3." in staff.client.get(saved.headers["location"]).text
    assert [each.verdict for each in staff.store.history(first)] == [Verdict.KEPT]
    assert staff.store.history(first)[0].why == "=So says the report."
    assert staff.store.history(second)[0].by == "Alex Example"
    assert [note.text for note in staff.store.notes(first)] == ["Hm."]
    assert staff.log()[-1][1:] == ("imported", "2 verdicts, 1 note, from back.csv")


def test_pasted_rows_are_taken_like_a_file(staff: Staff) -> None:
    preview = send(staff, text=written(staff, ("kept", "Yes.")).decode("utf-8-sig"))
    assert "1 verdict changes" in preview.text
    assert confirm(staff, preview).status_code == 303
    assert len(staff.store.history(staff.ids()[0])) == 1


def test_a_problem_is_named_with_its_line_and_nothing_is_saved(staff: Staff) -> None:
    data = written(staff, ("kept", "Yes."), ("splendid", "No such verdict."))
    for fields in ({}, {"confirm": "yes"}):
        reply = send(staff, data, **fields)
        assert reply.status_code == 400
        assert "Nothing was imported" in reply.text and "Line 3" in reply.text
    assert staff.store.latest() == {}


def test_what_a_colleague_decided_meanwhile_is_not_replaced(staff: Staff) -> None:
    preview = send(staff, written(staff, ("kept", "Yes."), ("kept", "Also.")))
    staff.sign_in.name = "Sam Sample"
    staff.judge(staff.ids()[1], verdict="not-kept", why="No.")
    staff.sign_in.name = "Alex Example"
    reply = confirm(staff, preview)
    assert reply.status_code == 400
    assert "Nothing was imported" in reply.text and "Line 3" in reply.text
    assert staff.store.history(staff.ids()[0]) == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "Choose a file"), (b"PK\x03\x04 a workbook", "Excel workbook"), (b"\x00\x01", "NUL")],
)
def test_what_is_no_csv_is_said_to_be_none(staff: Staff, data: bytes, said: str) -> None:
    reply = send(staff, data)
    assert reply.status_code == 400
    assert said in reply.text


def test_a_form_from_elsewhere_or_damaged_saves_nothing(staff: Staff) -> None:
    data = written(staff, ("kept", "Yes."))
    content = hidden(send(staff, data).text, "content")
    bad_token = send(staff, token="another", confirm="yes", content=content)
    assert bad_token.status_code == 403
    assert send(staff, confirm="yes", content=content[:40]).status_code == 400
    assert send(staff, confirm="yes", content="é").status_code == 400
    plain = staff.client.post("/staff/import", data={"token": TOKEN})
    assert plain.status_code == 400
    assert staff.store.latest() == {}


def test_a_file_survives_a_database_that_fails(staff: Staff) -> None:
    preview = send(staff, written(staff, ("kept", "Yes.")))
    staff.store.failing = True
    failed = confirm(staff, preview)
    assert failed.status_code == 503
    assert 'enctype="multipart/form-data"' in failed.text
    staff.store.failing = False
    assert confirm(staff, failed).status_code == 303
    assert len(staff.store.latest()) == 1


@pytest.mark.parametrize("writes", [1, 2, 3], ids=["verdict", "note", "line of the log"])
def test_what_fails_in_the_middle_saves_nothing_and_can_be_sent_again(
    staff: Staff, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    first = staff.ids()[0]
    preview = send(staff, written(staff, ("kept", "Yes."), note="Hm."))
    times = iter([dt.datetime.now(dt.UTC)] * (writes - 1))

    def now() -> dt.datetime:
        try:
            return next(times)
        except StopIteration:
            raise PlansError("another program holds it") from None

    with monkeypatch.context() as patch:
        patch.setattr(staff.store, "_now", now)
        failed = confirm(staff, preview)
    assert failed.status_code == 503
    assert (staff.store.state(), imports(staff)) == ((0, 0), 0)
    assert confirm(staff, failed).status_code == 303
    assert len(staff.store.history(first)) == len(staff.store.notes(first)) == 1
    assert imports(staff) == 1


def test_a_database_that_another_program_holds_saves_nothing_and_says_so(
    staff: Staff, tmp_path: Path
) -> None:
    preview = send(staff, written(staff, ("kept", "Yes."), note="Hm."))
    other = sqlite3.connect(tmp_path / "verdicts.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")  # even reading has to wait then
    failed = confirm(staff, preview)
    other.execute("ROLLBACK")
    other.close()
    assert failed.status_code == 503
    assert "It was not saved." in failed.text
    assert (staff.store.state(), imports(staff)) == ((0, 0), 0)
    assert confirm(staff, failed).status_code == 303


def test_the_same_confirmation_sent_again_saves_no_second_note(staff: Staff) -> None:
    preview = send(staff, written(staff, note="Hm."))
    codes = [confirm(staff, preview).status_code for _ in range(3)]
    assert codes == [303, 400, 400]
    assert len(staff.store.notes(staff.ids()[0])) == 1


def test_a_confirmation_that_another_one_overtakes_saves_nothing(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = staff.ids()[0]
    preview = send(staff, written(staff, ("kept", "Yes."), note="Hm."))
    keep = staff.store.keep

    def after_another(judgements: Any, notes: Any, event: Any) -> object:
        keep((), [*notes], event)  # the same note, from another tab
        return keep(judgements, notes, event)

    monkeypatch.setattr(staff.store, "keep", after_another)
    reply = confirm(staff, preview)
    assert reply.status_code == 400
    assert "Nothing was imported" in reply.text
    assert "a note was written on it after the file was exported" in reply.text
    assert len(staff.store.notes(first)) == 1
    assert staff.store.latest() == {}
    assert imports(staff) == 1


def test_what_unpacks_to_more_than_can_be_read_is_refused(staff: Staff) -> None:
    reply = send(staff, b"id,verdict,why,judgement number\n" + b"x" * 20_000_001)
    assert reply.status_code == 400
    assert "MB is the most that is read" in reply.text
