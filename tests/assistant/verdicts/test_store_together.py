"""Several people, threads and processes at once, and a process that dies in the middle."""

import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from assistant.verdicts import keeping
from assistant.verdicts.records import Judgement
from assistant.verdicts.store import Conflict, NewNote, NoteConflict, VerdictStore
from tests.assistant.verdicts.judging import verdict_on

ROOT = Path(__file__).resolve().parents[3]
PREPARE = """
import sys
from assistant.verdicts.store import VerdictStore
sys.stdin.readline()  # until all are there
VerdictStore(sys.argv[1]).prepare()
"""
JUDGE = """
import sys
from assistant.verdicts.store import Conflict, VerdictStore
from tests.assistant.verdicts.judging import verdict_on
store = VerdictStore(sys.argv[1])
sys.stdin.readline()
for turn in range(20):
    newest = store.latest().get("a/1")
    try:
        store.judge(verdict_on("a/1", by=sys.argv[2]), seen=newest and newest.number)
    except Conflict as conflict:
        assert conflict.newer.by != sys.argv[2]
"""
DIE = """
import datetime, sys
from assistant.verdicts.store import NewEvent, NewNote, VerdictStore
from tests.assistant.verdicts.judging import verdict_on
asked = 0
def now():
    global asked
    asked += 1
    if asked == int(sys.argv[2]):
        print("in the middle", flush=True)
        sys.stdin.readline()
    return datetime.datetime.now(datetime.UTC)
store = VerdictStore(sys.argv[1], now=now)
store.keep(
    [(verdict_on(f"c{n}/1", why="x" * 2000), None) for n in range(50)],
    [NewNote(commitment=f"c{n}/1", text="x" * 2000, by="Ada") for n in range(20)],
    NewEvent(action="imported", by="Ada"),
)
"""


def _started(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_of_two_who_judge_at_once_one_is_told(url: str, store: VerdictStore) -> None:
    kept: list[Judgement] = []
    told: list[Judgement] = []
    start = threading.Barrier(8)

    def judge(name: str) -> None:
        own = VerdictStore(url) if name < "e" else store
        start.wait()
        try:
            kept.append(own.judge(verdict_on("a/1", by=name), seen=None))
        except Conflict as conflict:
            told.append(conflict.newer)

    threads = [threading.Thread(target=judge, args=(name,)) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 1
    assert told == kept * 7
    assert store.history("a/1") == tuple(kept)


def test_of_two_who_write_the_same_note_at_once_one_is_told(url: str, store: VerdictStore) -> None:
    new = NewNote(commitment="a/1", text="Ask the Panel.", by="Ada", counted=0)
    told: list[NoteConflict] = []
    start = threading.Barrier(8)

    def note() -> None:
        start.wait()
        try:
            store.keep([(verdict_on(threading.current_thread().name), None)], [new])
        except NoteConflict as conflict:
            told.append(conflict)

    threads = [threading.Thread(target=note, name=name) for name in "bcdefghi"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 7
    assert len(store.notes("a/1")) == len(store.latest()) == 1
    store.keep(notes=[replace(new, counted=1)])
    assert len(store.notes("a/1")) == 2


def test_processes_that_judge_at_once_follow_each_other(url: str, store: VerdictStore) -> None:
    judging = [_started(JUDGE, url, name) for name in ("Ada", "Bo")]
    for each in judging:
        assert each.communicate("go\n", timeout=60)[1] == ""
    history = store.history("a/1")
    assert {each.by for each in history} == {"Ada", "Bo"}
    assert [each.number for each in history] == list(range(1, len(history) + 1))
    assert len(history) >= 20


def test_a_writer_that_no_lock_stops_cannot_come_in_between(
    store: VerdictStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store.judge(verdict_on("a/1"), seen=None)
    read = keeping._newest
    looks = iter([True])

    def before_it_was_there(connection: Connection, commitment: str) -> object:
        return None if next(looks, False) else read(connection, commitment)

    monkeypatch.setattr(keeping, "_newest", before_it_was_there)
    with pytest.raises(Conflict) as conflict:
        store.judge(verdict_on("a/1", by="Bo"), seen=None)
    assert conflict.value.newer == first
    assert store.history("a/1") == (first,)


def test_processes_that_start_at_once_make_one_database(url: str) -> None:
    starting = [_started(PREPARE, url) for _ in range(4)]
    for each in starting:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in starting:
        assert each.communicate(timeout=60)[1] == ""
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM origin").scalar() == 1
    engine.dispose()
    store = VerdictStore(url)
    store.prepare()
    assert store.latest() == {}


@pytest.mark.parametrize("after", [30, 60, 71], ids=["verdicts", "notes", "line of the log"])
def test_what_a_killed_process_was_writing_is_not_there_at_all(
    url: str, store: VerdictStore, after: int
) -> None:
    before = store.judge(verdict_on("b/1"), seen=None)
    store.undo(before.number, by="Ada", office="", why="")
    kept = store.judge(verdict_on("a/1"), seen=None)
    state = store.state()
    dying = _started(DIE, url, str(after))
    assert dying.stdout is not None
    assert dying.stdout.readline() == "in the middle\n"
    dying.send_signal(signal.SIGKILL)
    dying.communicate(timeout=60)
    assert store.state() == state
    assert store.events() == ()
    assert store.latest()["a/1"] == kept
    assert len(store.keep([(verdict_on(f"c{n}/1"), None) for n in range(30)])) == 30
