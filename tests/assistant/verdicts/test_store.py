"""What is written is kept as it was written, and only ever added to."""

import datetime as dt
from dataclasses import fields, replace

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from assistant.verdicts.checking import LONGEST_DETAIL, LONGEST_NAME, LONGEST_NOTE, LONGEST_WHY
from assistant.verdicts.records import NewJudgement, Verdict
from assistant.verdicts.store import Conflict, NewEvent, NewNote, NoteConflict, VerdictStore
from corpus.errors import PlansError
from tests.assistant.verdicts.judging import QUOTED, noted, quoted, verdict_on


def test_a_judgement_is_read_as_it_was_given(store: VerdictStore) -> None:
    new = verdict_on(
        "a/1", why="Zwei Zeilen:\n“Größe” 👮 — geprüft", evidence=(QUOTED, quoted(start=1))
    )
    store.judge(new, seen=None)
    judgement = store.latest()["a/1"]
    assert {each.name: getattr(judgement, each.name) for each in fields(NewJudgement)} == {
        each.name: getattr(new, each.name) for each in fields(NewJudgement)
    }
    assert (judgement.number, judgement.undoes) == (1, None)


def test_a_quotation_is_kept_character_for_character(store: VerdictStore) -> None:
    words = "ﬁre\0 \ud800 \r\n\t  “x” \u202e"
    store.judge(verdict_on("a/1", promise=quoted(words=words)), seen=None)
    assert store.latest()["a/1"].promise.words == words


def test_what_cannot_be_stored_is_left_out_of_what_people_write(store: VerdictStore) -> None:
    kept = store.judge(
        verdict_on("a/1", why=" a\0b\ud800c\x1b\r\nd ", by="Ada\0 Early\udfff"), seen=None
    )
    assert (kept.why, kept.by) == ("abc\nd", "Ada Early")
    assert noted(store, "a/1", "x\0y", by="Bo\ud800").text == "xy"
    store.record("tried\0 to sign in", by="\ud800\0Eve", detail="\0\ud800")
    assert [(e.action, e.by, e.detail) for e in store.events()] == [("tried to sign in", "Eve", "")]
    assert store.history("a/1\0\ud800") == (kept,)
    assert len(store.notes("a/1\0")) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"why": "x" * (LONGEST_WHY + 1)}, "the reason is 2,001 characters long"),
        ({"by": "x" * (LONGEST_NAME + 1)}, "the name is 201"),
        ({"by": " \0\u200b"}, "the name is missing"),
        ({"office": "x" * (LONGEST_NAME + 1)}, "the office's name is 201"),
        ({"commitment": "x" * 501}, "the commitment's id is 501"),
        ({"evidence": (QUOTED,) * 101}, "100 quotations at most"),
    ],
)
def test_what_is_too_long_or_missing_is_refused(
    kept: VerdictStore, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(PlansError, match=said):
        kept.judge(verdict_on(**({"commitment": "a/1"} | changes)), seen=None)  # type: ignore[arg-type]
    assert not kept.latest()


def test_the_longest_texts_are_kept_whole(store: VerdictStore) -> None:
    why, note = "é" * LONGEST_WHY, "👮" * LONGEST_NOTE
    assert store.judge(verdict_on("💂" * 500, why=why), seen=None).why == why
    assert noted(store, "a/1", note, by="é" * LONGEST_NAME).text == note


def test_a_verdict_given_in_between_is_shown_and_nothing_is_written(store: VerdictStore) -> None:
    first = store.judge(verdict_on("a/1", by="Bo Later"), seen=None)
    for seen in (None, first.number + 1):
        with pytest.raises(Conflict, match="Bo Later judged it in between") as conflict:
            store.judge(verdict_on("a/1", verdict=Verdict.NOT_KEPT), seen=seen)
        assert conflict.value.newer == first
    assert store.history("a/1") == (first,)
    second = store.judge(verdict_on("a/1", verdict=Verdict.NOT_KEPT), seen=first.number)
    assert store.history("a/1") == (first, second)
    assert store.latest() == {"a/1": second}


def test_one_cannot_follow_a_judgement_that_is_not_there(store: VerdictStore) -> None:
    with pytest.raises(PlansError, match="no judgement 7"):
        store.judge(verdict_on("a/1"), seen=7)
    assert not store.latest()


def test_several_are_kept_together_or_not_at_all(store: VerdictStore) -> None:
    taken = store.judge(verdict_on("c/1"), seen=None)
    new = [(verdict_on(f"{letter}/1"), None) for letter in "abcd"]
    with pytest.raises(Conflict) as conflict:
        store.keep(new)
    assert conflict.value.newer == taken
    assert store.latest() == {"c/1": taken}
    kept = store.keep([(each, None) for each, _ in new if each.commitment != "c/1"])
    assert [each.commitment for each in kept] == ["a/1", "b/1", "d/1"]
    assert store.latest() == {"c/1": taken} | {each.commitment: each for each in kept}
    assert store.keep([]) == ()


def test_verdicts_notes_and_the_line_of_the_log_are_kept_together_or_not_at_all(
    store: VerdictStore,
) -> None:
    note = NewNote(commitment="a/1", text="Hm.", by="Ada")
    event = NewEvent(action="imported", by="Ada", detail="1 verdict, 1 note")
    new = (verdict_on("a/1"), None)
    with pytest.raises(Conflict):
        store.keep([new, new], [note], event)
    with pytest.raises(NoteConflict):
        store.keep([new], [replace(note, counted=1)], event)
    with pytest.raises(PlansError, match="the note is missing"):
        store.keep([new], [replace(note, text=" ")], event)
    assert (store.state(), store.events()) == ((0, 0), ())
    (judged,) = store.keep([new], [note, replace(note, counted=1, text="Well.")], event)
    assert [each.text for each in store.notes("a/1")] == ["Hm.", "Well."]
    assert [each.action for each in store.events()] == ["imported"]
    undone = NewEvent(action="undone", by="Bo")
    with pytest.raises(PlansError, match="no judgement 9"):
        store.undo(9, by="Bo", office="", why="", event=undone)
    assert len(store.events()) == 1
    store.undo(judged.number, by="Bo", office="", why="", event=undone)
    assert [each.action for each in store.events()] == ["undone", "imported"]


def test_an_ended_session_is_ended_for_every_process_and_ending_it_twice_does_no_harm(
    url: str, store: VerdictStore
) -> None:
    until = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
    assert not store.has_ended("a1b2")
    for _ in range(2):
        store.end_session("a1b2", until)
    for each in (store, VerdictStore(url)):
        assert each.has_ended("a1b2")
        assert not each.has_ended("a1b3")
    assert store.state() == (0, 0)


def test_undoing_brings_back_what_held_before(store: VerdictStore) -> None:
    basis = (quoted(words="They are 20."),)
    first = store.judge(verdict_on("a/1", verdict=Verdict.IN_PROGRESS, evidence=basis), seen=None)
    second = store.judge(verdict_on("a/1", promise=quoted(start=12)), seen=first.number)
    undone = store.undo(second.number, by="Bo Later", office="the Panel", why="Wrong row.")
    assert (undone.verdict, undone.evidence) == (Verdict.IN_PROGRESS, basis)
    assert undone.promise == first.promise
    assert (undone.by, undone.office) == ("Bo Later", "the Panel")
    assert undone.why.startswith("Wrong row.")
    assert first.why in undone.why
    assert undone.undoes == second.number
    assert store.history("a/1") == (first, second, undone)


def test_undoing_the_first_leaves_it_not_judged_and_undoing_that_restores_it(
    store: VerdictStore,
) -> None:
    first = store.judge(verdict_on("a/1"), seen=None)
    undone = store.undo(first.number, by="Bo", office="", why="")
    assert (undone.verdict, undone.evidence) == (Verdict.NOT_JUDGED, ())
    again = store.undo(undone.number, by="Ada", office="", why="")
    assert (again.verdict, again.evidence) == (first.verdict, first.evidence)
    third = store.undo(again.number, by="Ada", office="", why="")
    assert third.verdict is Verdict.NOT_JUDGED
    assert store.latest() == {"a/1": third}


def test_only_the_latest_can_be_undone(store: VerdictStore) -> None:
    first = store.judge(verdict_on("a/1"), seen=None)
    second = store.judge(verdict_on("a/1"), seen=first.number)
    with pytest.raises(Conflict) as conflict:
        store.undo(first.number, by="Bo", office="", why="")
    assert conflict.value.newer == second
    for number in (99, 10**30, -(10**30)):
        with pytest.raises(PlansError, match="there is no judgement"):
            store.undo(number, by="Bo", office="", why="")
    assert len(store.history("a/1")) == 2


def test_the_latest_of_all_is_what_anybody_judged_last(url: str, store: VerdictStore) -> None:
    other = VerdictStore(url)
    first, _ = other.keep([(verdict_on("a/1"), None), (verdict_on("b/1"), None)])
    seen = store.latest()
    second = other.judge(verdict_on("a/1", verdict=Verdict.OVERTAKEN), seen=first.number)
    third = other.judge(verdict_on("c/1"), seen=None)
    assert seen["a/1"] == first
    assert store.latest() == other.latest() == {"a/1": second, "b/1": seen["b/1"], "c/1": third}


def test_notes_are_kept_in_order_and_counted(store: VerdictStore) -> None:
    notes = [noted(store, "a/1", text, by="Ada") for text in ("one", "two")]
    noted(store, "b/1", "three", by="Bo")
    assert store.notes("a/1") == tuple(notes)
    assert [note.text for note in notes] == ["one", "two"]
    assert store.note_counts() == {"a/1": 2, "b/1": 1}
    assert store.notes("c/1") == ()
    with pytest.raises(PlansError, match="the note is missing"):
        noted(store, "a/1", " \n", by="Ada")
    with pytest.raises(PlansError, match="the note is 2,001"):
        noted(store, "a/1", "x" * (LONGEST_NOTE + 1), by="Ada")


def test_the_log_shows_the_newest_first_page_by_page(store: VerdictStore) -> None:
    for number in range(5):
        store.record("signed in", by=f"person {number}", detail="x" * number)
    page = store.events(most=2)
    assert [event.by for event in page] == ["person 4", "person 3"]
    assert page[0].detail == "xxxx"
    assert [event.by for event in store.events(before=page[-1].number)] == [
        "person 2", "person 1", "person 0",
    ]  # fmt: skip
    assert len(store.events(before=10**30)) == 5
    assert store.events(before=-(10**30)) == store.events(most=-1) == ()


def test_what_is_too_long_for_the_log_is_cut(store: VerdictStore) -> None:
    store.record("a" * 5000, by="b" * 5000, detail="c" * 5000)
    event = store.events()[0]
    assert [len(event.action), len(event.by), len(event.detail)] == [
        LONGEST_NAME, LONGEST_NAME, LONGEST_DETAIL,
    ]  # fmt: skip
    assert event.detail.endswith("c…")


def test_times_are_in_utc_wherever_the_clock_stands(url: str) -> None:
    zone = dt.timezone(dt.timedelta(hours=1))
    store = VerdictStore(url, now=lambda: dt.datetime(2026, 7, 1, 0, 30, tzinfo=zone))
    store.prepare()
    store.judge(verdict_on("a/1"), seen=None)
    noted(store, "a/1", "x", by="Ada")
    store.record("signed in", by="Ada")
    times = [store.latest()["a/1"].at, store.notes("a/1")[0].at, store.events()[0].at]
    assert times == [dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)] * 3
    assert {time.utcoffset() for time in times} == {dt.timedelta(0)}


def test_the_state_changes_with_what_anybody_judges_or_notes(url: str, store: VerdictStore) -> None:
    other = VerdictStore(url)
    states = [store.state()]
    first = other.judge(verdict_on("a/1"), seen=None)
    states.append(store.state())
    noted(other, "a/1", "x", by="Bo")
    states.append(store.state())
    other.undo(first.number, by="Bo", office="", why="")
    states.append(store.state())
    assert len(set(states)) == 4
    other.record("signed in", by="Bo")
    assert store.state() == states[-1]
    assert store.problem() == ""


@pytest.mark.parametrize("table", ["judgements", "notes", "events", "origin", "ended_sessions"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_rows(
    url: str, store: VerdictStore, table: str, change: str
) -> None:
    store.judge(verdict_on("a/1"), seen=None)
    noted(store, "a/1", "x", by="Ada")
    store.record("signed in", by="Ada")
    store.end_session("a1b2", dt.datetime.now(dt.UTC))
    column = {"origin": "id", "ended_sessions": "digest"}.get(table, "number")
    engine = create_engine(url)
    with pytest.raises(DBAPIError, match="only added, never changed"), engine.begin() as connection:
        connection.exec_driver_sql(change.format(table, column, column))
    with engine.begin() as connection:
        assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 1
    engine.dispose()


def test_the_database_itself_refuses_two_that_follow_the_same(
    url: str, store: VerdictStore
) -> None:
    store.judge(verdict_on("a/1"), seen=None)
    copy = (
        "INTO judgements (commitment, turn, verdict, why, person, office, promise, evidence, at) "
        "SELECT commitment, turn, 'not-kept', why, person, office, promise, evidence, at "
        "FROM judgements"
    )
    engine = create_engine(url)
    ways = ["INSERT", "INSERT OR REPLACE"] if engine.name == "sqlite" else ["INSERT"]
    for way in ways:
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.exec_driver_sql(f"{way} {copy}")
    engine.dispose()
    assert [each.verdict for each in store.history("a/1")] == [Verdict.KEPT]
