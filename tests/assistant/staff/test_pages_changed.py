"""Documents that changed under a verdict: what was said, what stands now, and what leads where."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from assistant.verdicts.records import Verdict
from tests.assistant.staff.made_desk import DONE, MORE, Staff, hidden, staff_client, ticks

CHANGED = "Thirty-eight more officers joined the patrols in March 2014."


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    with staff_client(tmp_path) as staff:
        yield staff


def _judged(staff: Staff) -> str:
    """Judge the first commitment on both quotations; returns its id."""
    first = staff.ids()[0]
    staff.judge(first, why="As reported.", rests=ticks(staff.page(first).text))
    return first


def _still(staff: Staff, commitment: str, **fields: str) -> int:
    page = staff.page(commitment).text
    sent = {name: hidden(page, name) for name in ("seen", "basis")} | fields
    return staff.send(commitment, action="still", **sent).status_code


def test_what_a_quotation_said_stands_beside_what_it_says_now(staff: Staff) -> None:
    first = _judged(staff)
    staff.documents.change("report-2014", "Officers", [CHANGED])
    page = staff.page(first).text
    changed = page[page.index('id="changed"') : page.index('id="found"')]
    said, now = changed.index(f"<blockquote>{DONE}"), changed.index(f"<blockquote>“{CHANGED}”")
    assert said < now < changed.index(f"<blockquote>{MORE}")
    assert changed.count("Nothing like it is found there now. Its tick is gone.") == 1
    assert "on 1 of 2 quotations; what has changed as it stands now." in changed


def test_still_right_judges_anew_on_what_stands_now(staff: Staff) -> None:
    first = _judged(staff)
    staff.documents.change("report-2014", "Officers", ["Before it.", CHANGED, MORE])
    staff.sign_in.name = "Sam Sample"
    assert _still(staff, first) == 303
    before, now = staff.store.history(first)
    assert (now.verdict, now.why, now.by) == (before.verdict, before.why, "Sam Sample")
    assert [each.words for each in now.evidence] == [CHANGED, MORE]
    text = staff.documents.index().generation.text("report-2014")
    assert all(text[each.start : each.end] == each.words for each in now.evidence)
    assert staff.boards.board().rows[0].review is None
    assert staff.log()[-1] == ("Sam Sample", "judged", f"{first}: kept")


def test_still_right_is_for_what_its_page_showed(staff: Staff) -> None:
    first = _judged(staff)
    staff.documents.change("report-2014", "Officers", [CHANGED, MORE])
    page = staff.page(first).text
    basis, seen = hidden(page, "basis"), hidden(page, "seen")
    staff.documents.change("report-2014", "Officers", ["Thirty officers joined the patrols.", MORE])
    reply = staff.send(first, action="still", seen=seen, basis=basis)
    assert reply.status_code == 400 and "Compare again." in reply.text
    staff.judge(first, verdict="not-kept", why="No.")
    staff.documents.change("report-2014", "Officers", [CHANGED, MORE])
    assert staff.send(first, action="still", seen=seen, basis=basis).status_code == 409
    assert len(staff.store.history(first)) == 2


def test_no_tick_vanishes_though_the_search_no_longer_finds_its_words(staff: Staff) -> None:
    first = _judged(staff)
    staff.documents.change("report-2014", "Officers", [CHANGED, MORE])
    staff.documents.found = False
    page = staff.page(first).text
    besides = page[page.index("Besides what the search finds") :]
    assert (
        "The present verdict does" in besides and "In the place of words that are gone" in besides
    )
    changed, same = ticks(page)
    assert f'value="{same}" checked' in page and f'value="{changed}" checked' not in page
    assert staff.judge(first, rests=[changed, same]).status_code == 303
    latest = staff.store.history(first)[-1]
    assert [each.words for each in latest.evidence] == [CHANGED, MORE]


def _moved(staff: Staff) -> tuple[str, str]:
    """Judge words, change them, and give the verdict to those in their place; returns both ids."""
    first = _judged(staff)
    lines = ["We will recruit 45 more officers by March 2014."]
    staff.documents.change("plan-2013", "Patrols", lines)
    page = staff.page(first).text
    sent = {name: hidden(page, name) for name in ("seen", "basis")}
    assert staff.send(first, action="confirm", **sent).status_code == 303
    return first, staff.ids()[0]


def test_what_was_judged_before_in_other_words_stays_in_sight(staff: Staff) -> None:
    old, now = _moved(staff)
    page = unescape(staff.page(now).text)
    before = page[page.index("Judged before in other words") :]
    assert f'href="/staff/commitments/{old}">We will recruit 40 more officers' in before
    assert "As reported." in before and "Alex Example, " in before
    assert f'href="/staff/commitments/{now}"' in staff.page(old).text
    staff.sign_in.name = None
    assert "Judged before" not in staff.client.get(f"/commitments/{now}").text


def test_a_public_address_leads_to_the_words_that_took_over(staff: Staff) -> None:
    old, now = _moved(staff)
    reply = staff.client.get(f"/commitments/{old}?theme=policing")
    assert reply.status_code == 303
    assert reply.headers["location"] == f"/commitments/{now}?theme=policing"
    lines = ["We will recruit 50 more officers by March 2014."]
    staff.documents.change("plan-2013", "Patrols", lines)
    page = staff.page(now).text
    sent = {name: hidden(page, name) for name in ("seen", "basis")}
    staff.send(now, action="confirm", **sent)
    (last,) = [name for name in staff.ids() if name not in (old, now) and "patrols" in name]
    led = staff.client.get(f"/commitments/{old}").headers["location"]
    assert led == f"/commitments/{last}", "through both"
    assert staff.page(last).text.count("Judged before in other words") == 2


def test_words_that_nothing_took_over_are_said_to_be_gone(staff: Staff) -> None:
    first = _judged(staff)
    staff.documents.change("plan-2013", "Patrols", ["Nothing is promised here."])
    reply = staff.client.get(f"/commitments/{first}")
    assert reply.status_code == 404
    assert "No longer in the documents" in reply.text
    assert "no longer in “Safer Together (2013-2016)”, April 2013" in reply.text
    assert 'href="/documents/plan-2013"' in reply.text
    assert "As reported." not in reply.text and "There is no such" not in reply.text
    assert "There is no such" in staff.client.get("/commitments/plan-2013/x/0").text


def test_a_verdict_that_was_taken_back_leaves_its_new_words_to_be_judged(staff: Staff) -> None:
    _, now = _moved(staff)
    number = str(staff.store.history(now)[-1].number)
    staff.send(now, action="undo", why="Other figures.", seen=number)
    assert staff.boards.board().rows[0].verdict is Verdict.NOT_JUDGED
    assert "Judged before in other words" in staff.page(now).text
