"""Judging on the pages for staff: what is saved, what is refused, what is kept of what was typed."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from assistant.verdicts.records import Verdict
from assistant.verdicts.store import LONGEST_WHY
from tests.assistant.staff.made_desk import DONE, OFFICE, TOKEN, Staff, hidden, staff_client, ticks


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    with staff_client(tmp_path) as staff:
        yield staff


def test_a_commitment_stands_beside_what_was_reported_since(staff: Staff) -> None:
    page = staff.page(staff.ids()[0]).text
    assert "“We will recruit 40 more officers by March 2014.”" in page
    assert f"“{DONE}”" in page
    assert "Suggested: reported as done (“joined”)" in page
    assert "Says so: the Commissioner’s own annual report" in page
    assert page.count("own report is not an audit") == 1
    assert "/documents/report-2014?start=" in page
    assert page.index("June 2014") > page.index("April 2013")


def test_a_verdict_is_kept_with_the_person_the_reason_and_what_it_rests_on(staff: Staff) -> None:
    first = staff.ids()[0]
    keys = ticks(staff.page(first).text)
    reply = staff.judge(first, verdict="partly-kept", why="Forty came,\nlate.", rests=keys[0])
    assert reply.status_code == 303
    (judged,) = staff.store.history(first)
    assert (judged.verdict, judged.why) == (Verdict.PARTLY_KEPT, "Forty came,\nlate.")
    assert (judged.by, judged.office) == ("Alex Example", OFFICE)
    assert [one.words for one in judged.evidence] == [DONE]
    assert judged.promise.words == "We will recruit 40 more officers by March 2014."
    assert staff.log() == [("Alex Example", "judged", f"{first}: partly kept")]
    page = staff.client.get(reply.headers["location"]).text
    assert 'role="status" tabindex="-1" autofocus>The verdict was saved.' in page
    assert "Alex Example, " in page and "Forty came,\nlate." in page
    assert "The present verdict does" in page


def test_the_list_goes_on_after_what_has_just_left_it(staff: Staff) -> None:
    first, second, third, *_ = staff.ids()
    reply = staff.send(second, "?verdict=not-judged", verdict="kept", why="It did.", seen="")
    location = reply.headers["location"]
    assert location == f"/staff/commitments/{second}?verdict=not-judged&done=judged"
    page = staff.client.get(location).text
    assert f'rel="prev" href="/staff/commitments/{first}?verdict=not-judged"' in page
    assert f'rel="next" href="/staff/commitments/{third}?verdict=not-judged"' in page


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"verdict": ""}, "verdict", "Choose a verdict."),
        ({"verdict": "not-judged"}, "verdict", "Choose a verdict."),
        ({"why": "  "}, "why", "Write the reason."),
        ({"why": "x" * (LONGEST_WHY + 1)}, "why", "Use at most 2,000 characters"),
        ({"rests": "report-2014:1:2:gone"}, "found", "The documents have changed"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(
    staff: Staff, fields: dict[str, str], field: str, said: str
) -> None:
    first = staff.ids()[0]
    key = ticks(staff.page(first).text)[0]
    typed = {"verdict": "not-kept", "why": "Nobody <came>.", "rests": [key]} | fields
    reply = staff.send(first, seen="", **typed)
    assert reply.status_code == 400
    assert "<title>Error: " in reply.text
    assert f'<a href="#{field}">{said}' in reply.text
    assert unescape(reply.text).count(typed["why"].strip()) >= 1  # type: ignore[union-attr]
    assert fields.get("rests") or f'value="{key}" checked' in reply.text
    assert staff.store.history(first) == ()


def test_whoever_comes_second_sees_what_the_first_decided_and_decides_again(staff: Staff) -> None:
    first = staff.ids()[0]
    staff.page(first)
    staff.sign_in.name = "Sam Sample"
    staff.judge(first, verdict="not-kept", why="The figures are of 2012.")
    staff.sign_in.name = "Alex Example"
    reply = staff.send(first, verdict="kept", why="My own words.", seen="")
    assert reply.status_code == 409
    assert "Sam Sample decided “not kept”" in reply.text
    assert '<a href="#history">Look at the reason, and decide again.</a>' in reply.text
    assert "The figures are of 2012." in reply.text
    assert ">My own words.</textarea>" in reply.text
    assert 'value="kept" id="verdict" checked' in reply.text
    assert len(staff.store.history(first)) == 1
    (seen,) = (each.number for each in staff.store.history(first))
    assert hidden(reply.text, "seen") == str(seen)
    again = staff.send(first, verdict="kept", why="My own words.", seen=str(seen))
    assert again.status_code == 303
    assert len(staff.store.history(first)) == 2


def test_pressing_twice_saves_once(staff: Staff) -> None:
    first = staff.ids()[0]
    for _ in range(2):
        reply = staff.send(first, verdict="kept", why="It did.", seen="")
        assert reply.status_code == 303
    for _ in range(2):
        assert staff.send(first, action="note", text="Ask again.").status_code == 303
    assert len(staff.store.history(first)) == 1
    assert len(staff.store.notes(first)) == 1


def test_a_verdict_is_taken_back_for_a_reason_and_stays_in_the_history(staff: Staff) -> None:
    first = staff.ids()[0]
    staff.judge(first)
    seen = str(staff.store.history(first)[0].number)
    no_reason = staff.send(first, action="undo", why="", seen=seen)
    assert no_reason.status_code == 400
    assert '<a href="#undo-why">Write why you take it back.</a>' in no_reason.text
    reply = staff.send(first, action="undo", why="The wrong row.", seen=seen)
    assert reply.headers["location"].endswith("?done=undone")
    given, undone = staff.store.history(first)
    assert (undone.verdict, undone.undoes) == (Verdict.NOT_JUDGED, given.number)
    page = staff.page(first).text
    assert "The wrong row." in page and "The report says so." in page
    assert "Take this verdict back" not in page, "an undoing is not undone"
    assert staff.log()[-1] == ("Alex Example", "undone", f"{first}: kept")


def test_an_undoing_of_what_somebody_replaced_meanwhile_is_refused(staff: Staff) -> None:
    first = staff.ids()[0]
    staff.judge(first)
    seen = str(staff.store.history(first)[0].number)
    staff.judge(first, verdict="not-kept", why="No.")
    assert staff.send(first, action="undo", why="Wrong.", seen=seen).status_code == 409
    assert len(staff.store.history(first)) == 2


def test_a_note_is_kept_and_only_staff_read_it(staff: Staff) -> None:
    first = staff.ids()[0]
    assert staff.send(first, action="note", text=" ").status_code == 400
    assert staff.send(first, action="note", text="Ask <b>Kim</b>.").status_code == 303
    assert "Ask &lt;b&gt;Kim&lt;/b&gt;." in staff.page(first).text
    assert "1 note" in staff.client.get("/staff").text
    assert "Kim" not in staff.client.get(f"/commitments/{first}").text
    assert staff.log() == [("Alex Example", "noted", first)]


def test_where_nothing_was_found_the_page_says_what_was_searched(staff: Staff) -> None:
    page = staff.page(staff.ids()[1]).text
    assert "Nothing found since." in page
    assert "Searched: 2 later documents, June 2014 to September 2016." in page
    assert "Looked for: officers, patrols." in page


def test_what_is_to_be_reviewed_starts_with_what_was_decided(staff: Staff) -> None:
    first = staff.ids()[0]
    keys = ticks(staff.page(first).text)
    staff.judge(first, why="As reported.", rests=keys)
    staff.documents.change("report-2014", "Officers", [DONE])
    page = staff.page(first).text
    assert "To be reviewed" in page
    assert ">As reported.</textarea>" in page
    assert 'value="kept" id="verdict" checked' in page
    assert staff.judge(first, why="As reported.", rests=ticks(page)).status_code == 303
    assert staff.boards.board().rows[0].review is None


def test_a_verdict_on_words_that_are_gone_can_be_given_to_those_in_their_place(
    staff: Staff,
) -> None:
    first = staff.ids()[0]
    staff.judge(first, why="As reported.", rests=ticks(staff.page(first).text)[:1])
    lines = ["We will recruit 45 more officers by March 2014."]
    staff.documents.change("plan-2013", "Patrols", lines)
    page = staff.page(first)
    assert page.status_code == 200
    assert "We will recruit 40 more officers by March 2014." in page.text
    assert "“We will recruit 40" not in page.text, "no document says so any more"
    assert "“We will recruit 45 more officers by March 2014.”" in page.text
    assert 'name="verdict"' not in page.text
    number, basis = str(staff.store.history(first)[0].number), hidden(page.text, "basis")
    assert staff.send(first, action="confirm", seen="", basis=basis).status_code == 409
    assert staff.send(first, action="confirm", seen=number, basis="x").status_code == 400
    reply = staff.send(first, action="confirm", seen=number, basis=basis)
    present = staff.ids()[0]
    assert reply.headers["location"] == f"/staff/commitments/{present}?done=confirmed"
    (moved,) = staff.store.history(present)
    assert (moved.verdict, moved.why) == (Verdict.KEPT, "As reported.")
    assert [one.words for one in moved.evidence] == [DONE]
    assert moved.promise.words == "We will recruit 45 more officers by March 2014."
    assert first not in staff.client.get("/staff").text
    assert "there is nothing left to decide" in staff.page(first).text
    assert staff.client.get("/staff?review=1").text.count('class="pa-promise"') == 0


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(staff: Staff) -> None:
    first = staff.ids()[0]
    staff.sign_in.name = None
    for path in ("/staff", "/staff/log", "/staff/commitments.csv", f"/staff/commitments/{first}"):
        reply = staff.client.get(path)
        assert reply.status_code == 303
        assert reply.headers["location"].startswith("/staff/sign-in")
    assert staff.log() == []


def test_a_form_that_is_not_ours_changes_nothing_and_offers_no_button(staff: Staff) -> None:
    first = staff.ids()[0]
    fields = {"action": "judge", "verdict": "kept", "why": "Long thoughts.", "seen": ""}
    path = f"/staff/commitments/{first}"
    elsewhere = {"sec-fetch-site": "cross-site"}
    forged = staff.client.post(path, data=fields | {"token": TOKEN}, headers=elsewhere)
    assert forged.status_code == 403
    assert "Long thoughts." not in forged.text
    for token in ("", "another"):
        reply = staff.client.post(path, data=fields | {"token": token})
        assert reply.status_code == 403
        assert ">Long thoughts.</textarea>" in reply.text, "it can be copied"
        assert "<form" not in reply.text.partition("<main")[2], "one click would send it"
    staff.sign_in.name = None
    out = staff.client.post(path, data=fields | {"token": TOKEN})
    assert out.status_code == 403
    assert "You are signed out" in out.text and ">Long thoughts.</textarea>" in out.text
    assert staff.store.history(first) == ()


@pytest.mark.parametrize("broken", ["index", "database"])
def test_when_something_fails_what_was_typed_can_be_sent_again(staff: Staff, broken: str) -> None:
    first = staff.ids()[0]
    key = ticks(staff.page(first).text)[0]
    staff.documents.broken = broken == "index"
    staff.store.failing = broken == "database"
    assert staff.client.get("/staff").status_code == 503
    reply = staff.send(first, verdict="kept", why="Long thoughts.", rests=key, seen="")
    assert reply.status_code == 503
    assert "verdicts.sqlite" not in reply.text and "ingest" not in reply.text
    assert ">Long thoughts.</textarea>" in reply.text
    assert f'name="rests" value="{key}"' in reply.text
    assert f'action="/staff/commitments/{first}" method="post"' in reply.text
    staff.documents.broken = staff.store.failing = False
    assert staff.send(first, verdict="kept", why="Long thoughts.", rests=key, seen="").is_redirect


def test_nothing_of_staff_is_kept_by_browsers_or_listed(staff: Staff) -> None:
    first = staff.ids()[0]
    paths = (
        "/staff",
        "/staff/log",
        "/staff/import",
        f"/staff/commitments/{first}",
        "/staff/nothing",
    )
    for path in paths:
        reply = staff.client.get(path)
        assert reply.headers["cache-control"] == "no-store", path
        assert 'name="robots" content="noindex"' in reply.text, path
        assert staff.client.head(path).status_code == reply.status_code


def test_a_commitment_that_is_not_there_is_not_found(staff: Staff) -> None:
    assert staff.page("plan-2013/nothing/0").status_code == 404
    assert staff.send("plan-2013/nothing/0").status_code == 404


def test_links_have_what_a_proxy_takes_off(tmp_path: Path) -> None:
    with staff_client(tmp_path, root_path="/plans") as staff:
        first = staff.ids()[0]
        page = staff.client.get("/plans/staff").text
        assert f'href="/plans/staff/commitments/{first}"' in page
        sent = {"token": TOKEN, "action": "note", "text": "Words."}
        reply = staff.client.post(f"/plans/staff/commitments/{first}", data=sent)
        assert reply.headers["location"] == f"/plans/staff/commitments/{first}?done=noted"
        staff.store.failing = True
        failed = staff.client.post(f"/plans/staff/commitments/{first}", data=sent)
        assert f'action="/plans/staff/commitments/{first}"' in failed.text
