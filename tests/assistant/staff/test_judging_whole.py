"""What staff decide is saved with its line in the log, or not at all; once, however often sent."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.errors import PlansError
from tests.assistant.staff.made_desk import Staff, staff_client


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    with staff_client(tmp_path) as staff:
        yield staff


@pytest.mark.parametrize("action", ["judge", "undo", "note"])
def test_what_cannot_be_logged_is_not_saved(
    staff: Staff, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    first = staff.ids()[0]
    staff.judge(first)
    seen = str(staff.store.history(first)[0].number)
    before = (staff.store.state(), staff.log())
    times = iter([dt.datetime.now(dt.UTC)])

    def only_once() -> dt.datetime:
        try:
            return next(times)
        except StopIteration:
            raise PlansError("no room is left") from None

    fields = {"action": action, "why": "No.", "text": "Hm.", "verdict": "not-kept", "seen": seen}
    with monkeypatch.context() as patch:
        patch.setattr(staff.store, "_now", only_once)
        assert staff.send(first, **fields).status_code == 503
    assert (staff.store.state(), staff.log()) == before
    assert staff.send(first, **fields).status_code == 303
    assert len(staff.log()) == len(before[1]) + 1


def test_a_note_that_is_sent_many_times_at_once_is_saved_once(staff: Staff) -> None:
    first = staff.ids()[0]
    with ThreadPoolExecutor(8) as sending:
        replies = list(
            sending.map(lambda _: staff.send(first, action="note", text="Ask again."), range(8))
        )
    assert {reply.status_code for reply in replies} == {303}
    assert len(staff.store.notes(first)) == 1
    assert staff.log() == [("Alex Example", "noted", first)]


def test_a_note_that_another_one_overtakes_is_saved_after_it(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = staff.ids()[0]
    notes = staff.store.notes
    staff.send(first, action="note", text="Another’s.")
    stale = iter([()])
    monkeypatch.setattr(staff.store, "notes", lambda name: next(stale, None) or notes(name))
    assert staff.send(first, action="note", text="Mine.").status_code == 303
    assert [note.text for note in notes(first)] == ["Another’s.", "Mine."]


def test_whoever_may_have_been_signed_out_elsewhere_sees_and_saves_nothing(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = staff.ids()[0]

    def unknown(_: object) -> None:
        raise PlansError("the database is held")

    monkeypatch.setattr(staff.sign_in, "confirm", unknown)
    page = staff.page(first)
    assert page.status_code == 503
    assert "40 more officers" not in page.text
    reply = staff.send(first, action="note", text="Ask again.")
    assert reply.status_code == 503
    assert "Ask again." in reply.text  # to be sent again
    assert staff.store.notes(first) == ()
