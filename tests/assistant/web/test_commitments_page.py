"""What everybody reads of commitments, and what nobody else than staff does."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.web.commitments_page import A_MINUTE
from tests.assistant.staff.made_desk import DONE, Staff, staff_client, ticks


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    with staff_client(tmp_path) as staff:
        yield staff


def test_everybody_reads_the_promise_the_verdict_and_what_was_reported(staff: Staff) -> None:
    first, second, *_ = staff.ids()
    staff.judge(first, why="As reported.", rests=ticks(staff.page(first).text)[:1])
    staff.sign_in.name = None
    page = staff.client.get(f"/commitments/{first}").text
    assert "“We will recruit 40 more officers by March 2014.”" in page
    assert "the Commissioner’s office, " in page and "As reported." in page
    assert "Suggested" not in page and "reported as done" not in page, "often wrong"
    assert "Says so: the Commissioner’s own annual report" in page
    assert "own report is not an audit" in page
    assert page.count(DONE) == 2, "in the trail, and where the verdict says what it rests on"
    assert "The verdict rests on this." in page
    assert 'name="robots"' not in page
    unjudged = staff.client.get(f"/commitments/{second}").text
    assert "Not yet judged by anyone." in unjudged and "Nothing found since." in unjudged
    listed = staff.client.get("/commitments").text
    assert "Found in the documents by rule, so some are missed" in listed
    assert listed.count('class="pa-promise"') == 4


def test_nobody_learns_who_judged_or_what_staff_noted(staff: Staff) -> None:
    first, *_ = staff.ids()
    staff.judge(first)
    staff.send(first, action="note", text="Between ourselves.")
    staff.sign_in.name = None
    paths = ["/commitments", f"/commitments/{first}"]
    paths += [f"/commitments.{form}" for form in ("csv", "json")]
    for path in paths:
        text = staff.client.get(path).text
        assert "Alex" not in text and "ourselves" not in text, path
        assert "1 note" not in text and 'method="post"' not in text, path
    assert "No commitment has all of this." in staff.client.get("/commitments?q=Alex").text
    assert "pa-commitments" in staff.client.get("/commitments?q=report+says").text


def test_a_verdict_that_was_taken_back_is_none(staff: Staff) -> None:
    first, *_ = staff.ids()
    staff.judge(first, why="A slip.")
    number = str(staff.store.history(first)[0].number)
    staff.send(first, action="undo", why="Wrong row.", seen=number)
    page = staff.client.get(f"/commitments/{first}").text
    assert "Not yet judged by anyone." in page
    assert "A slip." not in page and "Wrong row." not in page
    for form in ("csv", "json"):
        text = staff.client.get(f"/commitments.{form}").text
        assert "Wrong row." not in text and "the Commissioner’s office" not in text


def test_what_is_no_longer_in_the_documents_is_not_shown(staff: Staff) -> None:
    first, *_ = staff.ids()
    staff.judge(first)
    staff.documents.change("plan-2013", "Patrols", ["Nothing is promised here."])
    assert "40 more officers" not in staff.client.get("/commitments").text
    assert staff.client.get(f"/commitments/{first}").status_code == 404
    assert "40 more officers" in staff.client.get("/staff").text


def test_a_verdict_whose_evidence_has_changed_says_so(staff: Staff) -> None:
    first, *_ = staff.ids()
    staff.judge(first, rests=ticks(staff.page(first).text))
    staff.documents.change("report-2014", "Officers", [DONE])
    page = staff.client.get(f"/commitments/{first}").text
    assert "The documents have changed since." in page
    assert "no longer there" in page


def test_filters_and_files_are_for_everybody_too(staff: Staff) -> None:
    staff.sign_in.name = None
    page = staff.client.get("/commitments?q=officers")
    assert page.text.count('class="pa-promise"') == 1
    assert 'name="robots" content="noindex"' in page.text
    assert "marked for review" not in page.text and "docx" not in page.text
    reply = staff.client.get("/commitments.csv?q=officers")
    (row,) = csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig")))
    assert row["words"] == "We will recruit 40 more officers by March 2014."
    assert staff.client.get("/commitments.xlsx").content[:2] == b"PK"
    assert staff.client.get("/commitments.docx").status_code == 404
    assert staff.log() == []


def test_links_lead_through_the_list(staff: Staff) -> None:
    first, second, *_ = staff.ids()
    page = staff.client.get(f"/commitments/{first}?plan=plan-2013").text
    assert re.search(rf'rel="next" href="/commitments/{second}\?plan=plan-2013"', page)
    assert "1 of 3" in page


def test_so_many_files_in_a_minute_and_no_more(staff: Staff) -> None:
    asked = [staff.client.get("/commitments.csv").status_code for _ in range(A_MINUTE + 1)]
    assert asked == [200] * A_MINUTE + [429]
    assert staff.client.get("/commitments").status_code == 200


def test_when_the_documents_cannot_be_read_the_page_says_so(staff: Staff) -> None:
    staff.documents.broken = True
    for path in ("/commitments", "/commitments/plan-2013/patrols/1", "/commitments.json"):
        reply = staff.client.get(path)
        assert reply.status_code == 503
        assert "cannot be shown now" in reply.text and "ingest" not in reply.text
