"""Finding commitments: filters, pages, files and the log."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from assistant.staff import exporting
from tests.assistant.staff.made_desk import DONE, Staff, staff_client


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    with staff_client(tmp_path) as staff:
        yield staff


def found(staff: Staff, query: str) -> list[str]:
    """Return the places, counted from 0, of the commitments that a list shows."""
    page = staff.client.get(f"/staff?{query}").text
    ids = staff.ids()
    links = re.findall(r'<p class="pa-promise"><a href="/staff/commitments/([^"?]*)', page)
    return ["-".join(str(ids.index(link)) for link in links)]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", "0-1-2-3"),
        ("q=OFFICERS", "0"),
        ("q=fund+burglary", "2"),
        ("q=nothing-of-the-kind", ""),
        ("document=news-2016", "3"),
        ("theme=victims", "2"),
        ("plan=plan-2013", "0-1-2"),
        ("verdict=kept", "1"),
        ("verdict=kept&verdict=not-judged", "0-1-2-3"),
        ("verdict=kept&verdict=nonsense", "1"),
        ("sort=changed", "1-0-2-3"),
        ("sort=deadline", "0-2-1-3"),
        ("sort=nonsense&page=0&page=99", "0-1-2-3"),
    ],
)
def test_a_list_holds_what_was_asked_for_in_the_order_asked_for(
    staff: Staff, query: str, places: str
) -> None:
    staff.judge(staff.ids()[1])
    assert found(staff, query) == [places]


def test_the_address_of_a_list_goes_with_every_link_and_fills_the_form(staff: Staff) -> None:
    page = staff.client.get("/staff?q=police+shop&plan=plan-2013&sort=theme&lang=en-GB").text
    asked = "q=police+shop&amp;plan=plan-2013&amp;sort=theme"
    assert f"/staff/commitments/{staff.ids()[1]}?{asked}" in page
    assert f"/staff/commitments.csv?{asked}" in page
    assert '<option value="plan-2013" selected>The 2013–16 plan</option>' in page
    assert '<option value="theme" selected>' in page
    assert 'type="search" value="police shop"' in page
    assert "1 commitment with “police shop”" in page


def test_counts_lead_to_each_verdict_and_back(staff: Staff) -> None:
    staff.judge(staff.ids()[1])
    page = staff.client.get("/staff?verdict=kept").text
    assert re.search(r'href="/staff\?verdict=not-judged">Not yet judged <span[^>]*>3<', page)
    assert re.search(r'href="/staff" aria-current="true">Kept <span[^>]*>1<', page)


def test_a_long_list_comes_in_pages(staff: Staff) -> None:
    lines = [f"We will recruit {number} more officers by March 2014." for number in range(1, 121)]
    staff.documents.change("plan-2013", "Patrols", lines)
    first = staff.client.get("/staff?q=officers").text
    assert "120 commitments" in first and "Page 1 of 3" in first
    assert first.count('class="pa-promise"') == 50
    last = staff.client.get("/staff?q=officers&page=3").text
    assert last.count('class="pa-promise"') == 20
    assert '<ol class="pa-commitments" start="101">' in last
    assert 'rel="prev" href="/staff?q=officers&amp;page=2"' in last
    assert 'rel="next"' not in last


def test_files_hold_the_list_that_was_looked_at(staff: Staff) -> None:
    first, *_ = staff.ids()
    staff.judge(first, why="As reported.")
    staff.send(first, action="note", text="Ask again.")
    reply = staff.client.get("/staff/commitments.csv?q=officers")
    assert re.fullmatch(
        r'attachment; filename="commitments-\d{4}-\d\d-\d\d\.csv"',
        reply.headers["content-disposition"],
    )
    (row,) = csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig")))
    assert (row["id"], row["why"], row["evidence"]) == (first, "As reported.", "2")
    assert "Ask again." in row["notes so far"] and row["judged by"] == "Alex Example"
    (record,) = staff.client.get("/staff/commitments.json?q=officers").json()["commitments"]
    assert [each["by"] for each in record["history"]] == ["Alex Example"]
    for form in ("xlsx", "docx"):
        packed = staff.client.get(f"/staff/commitments.{form}?q=officers").content
        assert ZipFile(io.BytesIO(packed)).testzip() is None
    assert staff.log()[-1] == ("Alex Example", "exported", "docx, 1 commitment: “officers”")


def test_a_briefing_can_be_of_one_commitment_and_its_links_are_whole(staff: Staff) -> None:
    first, *_ = staff.ids()
    packed = staff.client.get(f"/staff/commitments.docx?only={first}").content
    with ZipFile(io.BytesIO(packed)) as parts:
        text = "".join(parts.read(name).decode() for name in parts.namelist() if "word/" in name)
    assert DONE in text
    assert "police shop" not in text
    assert "http://testserver/documents/report-2014?start=" in text


def test_of_many_commitments_a_file_leaves_the_evidence_out_and_the_list_says_so(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_TRAILS", 2)
    monkeypatch.setattr("assistant.staff.page_list.MOST_TRAILS", 2)
    records = staff.client.get("/staff/commitments.json").json()["commitments"]
    assert [record["evidence"] for record in records] == [None] * 4
    assert staff.documents.searched == []
    page = staff.client.get("/staff").text
    assert "Without evidence, and not as a briefing: the list has more than 2." in page
    assert "commitments.docx" not in page
    assert staff.client.get("/staff/commitments.docx").status_code == 400
    few = staff.client.get("/staff/commitments.json?q=officers").json()["commitments"]
    assert len(few[0]["evidence"]) == 2


def test_evidence_is_looked_for_once_until_the_documents_change(staff: Staff) -> None:
    first, *_ = staff.ids()
    for _ in range(2):
        staff.page(first)
    assert staff.documents.searched == [first]
    staff.documents.change("report-2014", "Officers", [DONE])
    staff.page(first)
    assert staff.documents.searched == [first, first]


def test_the_log_leads_to_what_was_judged_and_to_older_lines(staff: Staff) -> None:
    first, *_ = staff.ids()
    for number in range(101):
        staff.store.record("exported", by="Sam Sample", detail=f"csv, {number} <commitments>")
    staff.judge(first)
    page = staff.client.get("/staff/log").text
    assert "judged: kept" in page and f'<a href="/staff/commitments/{first}">We will' in page
    assert "csv, 100 &lt;commitments&gt;" in page and "csv, 0 " not in page
    older = re.search(r'rel="next" href="(/staff/log\?before=\d+)"', page)
    assert older
    assert "csv, 0 &lt;commitments&gt;" in staff.client.get(older[1]).text


def test_looking_with_head_is_no_export(staff: Staff) -> None:
    assert staff.client.head("/staff/commitments.csv").status_code == 200
    assert staff.log() == []
    json.loads(staff.client.get("/staff/commitments.json").content)
    assert staff.log() == [("Alex Example", "exported", "json, 4 commitments: all")]


def test_where_nothing_has_changed_nothing_is_to_be_looked_at(staff: Staff) -> None:
    staff.judge(staff.ids()[0])
    led = staff.client.get("/staff/review")
    assert led.headers["location"] == "/staff?review=1"
    page = staff.client.get("/staff?review=1").text
    assert "No verdict has to be looked at again." in page
    assert 'href="/staff/review" aria-current="page"' in page
    staff.documents.change("plan-2013", "Patrols", ["Nothing is promised here."])
    assert "To be reviewed" in staff.client.get("/staff?review=1").text
