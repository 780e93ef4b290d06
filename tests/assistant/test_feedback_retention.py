"""Feedback is deleted in time, and nothing else is lost by it."""

import datetime as dt
import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.answers import Status
from assistant.feedback import Feedback, FeedbackStore, read_feedback
from corpus.errors import PlansError

ROOT = Path(__file__).parents[2]
DAY = dt.date(2026, 11, 22)
OLD = DAY - dt.timedelta(days=10)
YOUNG = DAY - dt.timedelta(days=9)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "feedback.jsonl"


def store(path: Path, day: dt.date = DAY) -> FeedbackStore:
    return FeedbackStore(path, days=10, today=lambda: day)


def said(question: str = "new") -> Feedback:
    return Feedback(question=question, status=Status.ANSWERED, useful=True)


def line(at: dt.date | str, question: str) -> bytes:
    values = {"at": str(at), "question": question, "status": "answered", "useful": True}
    return json.dumps(values).encode() + b"\n"


def kept(path: Path, days: int = 10_000) -> list[str]:
    return [one.question for one in read_feedback(path, days=days, today=lambda: DAY).feedback]


def test_what_is_too_old_is_deleted_at_the_start(path: Path) -> None:
    path.write_bytes(line("2013-01-01", "ancient") + line(OLD, "old") + line(YOUNG, "young"))
    path.chmod(0o640)
    store(path).check()
    assert path.read_bytes() == line(YOUNG, "young")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_what_is_not_too_old_is_not_written_anew(path: Path) -> None:
    path.write_bytes(line(YOUNG, "young"))
    before = path.stat().st_ino
    assert store(path).purge() == 0
    assert path.stat().st_ino == before


def test_adding_deletes_what_became_too_old_but_once_a_day(path: Path) -> None:
    today = [DAY - dt.timedelta(days=5)]
    kept_long = FeedbackStore(path, days=10, today=lambda: today[0])
    path.write_bytes(line(OLD, "old"))
    kept_long.add(said("first"))
    assert kept(path) == ["old", "first"]
    today[0] = DAY
    kept_long.add(said("second"))
    assert kept(path) == ["first", "second"]
    path.write_bytes(line(OLD, "old") + path.read_bytes())
    kept_long.add(said("third"))
    assert kept(path) == ["old", "first", "second", "third"]


def test_reading_is_as_if_what_is_too_old_were_deleted(path: Path) -> None:
    path.write_bytes(line(OLD, "old") + b'{"at": "2026-11-12", "que\n' + line(YOUNG, "young"))
    read = read_feedback(path, days=10, today=lambda: DAY)
    assert [one.question for one in read.feedback] == ["young"]
    assert not read.problems


@pytest.mark.parametrize(
    ("damaged", "stays"),
    [
        (f'{{"at": "{OLD}", "que'.encode(), False),
        (f'{{"at": "{YOUNG}", "que'.encode(), True),
    ],
)
def test_half_a_line_goes_by_its_own_day(path: Path, damaged: bytes, stays: bool) -> None:
    path.write_bytes(line(YOUNG, "before") + damaged + b"\n" + line(YOUNG, "after"))
    store(path).purge()
    assert (damaged in path.read_bytes()) == stays


@pytest.mark.parametrize("damaged", [b"\xff\n", b'{"at": "2026-13-99"}\n', line("2099-01-01", "?")])
def test_a_line_without_a_day_that_can_be_goes_with_its_neighbours(
    path: Path, damaged: bytes
) -> None:
    path.write_bytes(line(OLD, "old") + damaged + line(YOUNG, "a") + damaged + line(YOUNG, "b"))
    store(path).purge()
    assert path.read_bytes() == line(YOUNG, "a") + damaged + line(YOUNG, "b")
    path.write_bytes(damaged + line(OLD, "old"))
    store(path).purge()
    assert path.read_bytes() == b""


def test_a_file_of_damaged_lines_goes_by_when_it_was_last_changed(path: Path) -> None:
    path.write_bytes(b"\xff\n\xfe")
    for day, length in ((YOUNG, 3), (OLD, 0)):
        moment = dt.datetime.combine(day, dt.time(12)).timestamp()
        os.utime(path, (moment, moment))
        store(path).purge()
        assert path.stat().st_size == length


def test_a_clock_that_went_back_deletes_nothing(path: Path) -> None:
    path.write_bytes(line(YOUNG, "a") + line(DAY, "b"))
    assert store(path, dt.date(1970, 1, 1)).purge() == 0


KILLED = """
import datetime as dt, os, signal, sys
from pathlib import Path
from assistant.feedback import FeedbackStore
def kill(*_args):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(*{"fsync": (os, "fsync", kill), "replace": (Path, "replace", kill)}[sys.argv[2]])
FeedbackStore(Path(sys.argv[1]), days=10, today=lambda: dt.date(2026, 11, 22)).purge()
"""


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_purge_that_is_killed_loses_nothing_and_leaves_nothing(path: Path, step: str) -> None:
    before = line(OLD, "old") + line(YOUNG, "young")
    path.write_bytes(before)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path), step], cwd=ROOT, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert path.read_bytes() == before
    assert len(list(path.parent.iterdir())) == 2
    store(path).check()
    assert path.read_bytes() == line(YOUNG, "young")
    assert len(list(path.parent.iterdir())) == 1


def test_who_waited_while_the_file_was_replaced_adds_to_the_new_one(path: Path) -> None:
    path.write_bytes(line(OLD, "old") + line(YOUNG, "young"))
    waiting = store(path)
    waiting._purged = DAY
    with path.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        adding = threading.Thread(target=waiting.add, args=(said(),))
        adding.start()
        adding.join(0.2)
        replaced = path.with_name("other")
        replaced.write_bytes(line(YOUNG, "young"))
        replaced.replace(path)
    adding.join(10)
    assert kept(path) == ["young", "new"]


PURGING = """
import sys
from pathlib import Path
from assistant.answers import Status
from assistant.feedback import Feedback, FeedbackStore
path = Path(sys.argv[1])
store = FeedbackStore(path)
for n in range(40):
    with path.open("ab") as file:
        file.write(b'{"at": "2013-01-01"}\\n')
    store.purge()
    store.add(Feedback(question=f"{sys.argv[2]} {n}", status=Status.ANSWERED, useful=True))
"""


def test_no_line_is_lost_while_several_processes_add_and_purge(path: Path) -> None:
    commands = [[sys.executable, "-c", PURGING, str(path), str(n)] for n in range(3)]
    running = [subprocess.Popen(command, cwd=ROOT) for command in commands]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    read = read_feedback(path)
    assert {one.question for one in read.feedback} == {
        f"{process} {n}" for process in range(3) for n in range(40)
    }
    FeedbackStore(path).purge()
    assert b"2013" not in path.read_bytes()


def test_a_link_to_the_file_stays_a_link(tmp_path: Path, path: Path) -> None:
    path.write_bytes(line(OLD, "old"))
    link = tmp_path / "link.jsonl"
    link.symlink_to(path)
    store(link).check()
    assert link.is_symlink()
    assert path.read_bytes() == b""


def test_a_purge_that_fails_says_so_and_keeps_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(line(OLD, "old"))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PlansError, match="No space left"):
        store(path).purge()
    assert path.read_bytes() == line(OLD, "old")


def test_a_folder_from_which_nothing_could_be_deleted_is_refused_at_the_start(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PlansError, match="its folder cannot be written to"):
        store(path).check()
