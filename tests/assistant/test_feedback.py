import datetime as dt
import fcntl
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.answers import Status
from assistant.feedback import (
    LONGEST_WHY,
    Feedback,
    FeedbackRead,
    FeedbackStore,
    read_feedback,
)
from assistant.settings import AssistantSettings
from assistant.web.making import Making
from corpus.errors import PlansError

ROOT = Path(__file__).parents[2]
DAY = dt.date(2026, 11, 22)


def feedback(question: str = "What about cybercrime?", **changes: object) -> Feedback:
    fields: dict[str, object] = {
        "question": question,
        "history": ("Which plans are there?",),
        "status": Status.ANSWERED,
        "documents": ("plan-2015-20", "news-2015-06-plan-presented"),
        "useful": False,
        "why": "It speaks of another year.",
        "versions": {"assistant": "0.1.0"},
    }
    return Feedback(**(fields | changes))  # type: ignore[arg-type]


def read_back(path: Path) -> FeedbackRead:
    return read_feedback(path, today=lambda: DAY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "feedback.jsonl"


@pytest.fixture
def store(path: Path) -> FeedbackStore:
    return FeedbackStore(path, today=lambda: DAY)


def test_a_line_says_what_was_asked_answered_and_thought_and_the_day(
    store: FeedbackStore, path: Path
) -> None:
    store.add(feedback())
    (line,) = path.read_text("utf-8").splitlines()
    assert json.loads(line) == {
        "at": "2026-11-22",
        "question": "What about cybercrime?",
        "history": ["Which plans are there?"],
        "status": "answered",
        "documents": ["plan-2015-20", "news-2015-06-plan-presented"],
        "useful": False,
        "why": "It speaks of another year.",
        "versions": {"assistant": "0.1.0"},
    }


def test_what_was_added_is_read_back(store: FeedbackStore, path: Path) -> None:
    store.add(feedback())
    store.add(feedback("“é” £ \ud83d?", useful=True, why=""))
    first, second = read_back(path).feedback
    assert first == feedback(at=DAY)
    assert (second.question, second.useful) == ("“é” £ ??", True)


def test_nothing_personal_is_written_anywhere(store: FeedbackStore, path: Path) -> None:
    words = "ring\n07700 900123"
    store.add(feedback(words, history=(words, "mail ann@example.org"), why=words))
    (kept,) = read_back(path).feedback
    assert kept.question == kept.why == "ring [phone number]"
    assert kept.history == ("ring [phone number]", "mail [e-mail]")
    assert "900123" not in path.read_text("utf-8")


def test_long_words_are_cut_after_what_is_personal_was_removed(path: Path) -> None:
    store = FeedbackStore(path, longest_question=30, today=lambda: DAY)
    for start in range(LONGEST_WHY - 12, LONGEST_WHY + 1):
        why = "é" * (start - 1) + " 07700900123 " + "x" * 60_000
        store.add(feedback("a" * 25 + " 07700900123", history=("b" * 100,), why=why))
    for kept in read_back(path).feedback:
        assert len(kept.why) == LONGEST_WHY
        assert "077" not in kept.why + kept.question
        assert [len(kept.question), len(kept.history[0])] == [30, 30]


def test_only_its_owner_may_read_the_file(store: FeedbackStore, path: Path) -> None:
    store.add(feedback())
    assert path.stat().st_mode & 0o077 == 0


ADDING = """
import sys, threading
from pathlib import Path
from assistant.answers import Status
from assistant.feedback import Feedback, FeedbackStore
store = FeedbackStore(Path(sys.argv[1]))
def add(thread):
    for n in range(10):
        question = f"{sys.argv[2]} {thread} {n} " + "word " * 150
        store.add(Feedback(question=question, status=Status.ANSWERED, useful=True))
threads = [threading.Thread(target=add, args=(thread,)) for thread in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""


def test_several_processes_and_threads_add_whole_lines(path: Path) -> None:
    commands = [[sys.executable, "-c", ADDING, str(path), str(n)] for n in range(3)]
    running = [subprocess.Popen(command, cwd=ROOT) for command in commands]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    found = read_feedback(path)
    assert not found.problems
    assert len({kept.question for kept in found.feedback}) == 3 * 4 * 10


def test_nobody_adds_while_another_holds_the_file(store: FeedbackStore, path: Path) -> None:
    store.add(feedback("first"))
    whole = path.read_bytes()
    with path.open("ab", buffering=0) as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        other.write(whole[:20])
        adding = threading.Thread(target=store.add, args=(feedback("third"),))
        adding.start()
        adding.join(0.2)
        other.write(whole[20:])
    adding.join(10)
    read = read_back(path)
    assert not read.problems
    assert [kept.question for kept in read.feedback] == ["first", "first", "third"]


def test_half_a_line_is_skipped_with_a_notice_and_costs_no_other(
    store: FeedbackStore, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.add(feedback("first"))
    with path.open("ab") as file:
        file.write(b'{"at": "2026-11-22", "question": "sec')
    store.add(feedback("third"))
    read = read_back(path)
    assert [kept.question for kept in read.feedback] == ["first", "third"]
    assert read.problems == (f"{path}: line 2 cannot be read and was skipped",)
    assert read.problems[0] in caplog.text


@pytest.mark.parametrize(
    "line",
    ["[]", '{"question": "q"}', '{"question": "q", "status": "answered", "useful": "no"}', "\xff"],
)
def test_a_line_that_is_not_feedback_is_a_problem(path: Path, line: str) -> None:
    path.parent.mkdir()
    path.write_text(f"\n{line}\n", "latin-1")
    read = read_back(path)
    assert (read.feedback, len(read.problems)) == ((), 1)
    assert "line 2" in read.problems[0]


def test_no_half_line_stays_where_there_is_no_room(
    store: FeedbackStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(feedback("first"))
    write = os.write
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", lambda file, data: write(file, data[:20]))
        with pytest.raises(PlansError, match="no room"):
            store.add(feedback("second"))
    assert len(path.read_bytes().splitlines()) == 1
    assert not read_back(path).problems


def test_a_file_of_feedback_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(PlansError, match=r"feedback\.jsonl: cannot be read"):
        read_feedback(path)


def test_nothing_is_kept_unless_it_is_asked_for() -> None:
    assert AssistantSettings().feedback is None


@pytest.mark.parametrize("bad", ["folder", "file/feedback.jsonl", "pipe"])
def test_serving_with_a_path_that_cannot_be_written_ends_with_one_line(
    tmp_path: Path, bad: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setenv("PLANS_FEEDBACK", str(tmp_path / bad))
    assert main(["serve", "--port", "0"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"error: {tmp_path / bad}: feedback cannot be kept there (")
    assert "PLANS_FEEDBACK" in line


@pytest.mark.parametrize("wanted", [True, False])
def test_the_page_gets_the_file_that_is_set_and_none_otherwise(
    path: Path, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores: list[FeedbackStore | None] = []

    def start(making: Making, **_: object) -> None:
        stores.append(making.feedback)

    monkeypatch.setattr("assistant.web.making.Making.start", start)
    monkeypatch.setattr("assistant.web.server.serve", lambda app, *_, **_options: app.begin())
    if wanted:
        monkeypatch.setenv("PLANS_FEEDBACK", str(path))
    monkeypatch.setenv("PLANS_MAX_QUESTION", "20")
    assert main(["serve", "--port", "0"]) == 0
    (store,) = stores
    assert path.exists() == wanted
    if store is None:
        assert not wanted
    else:
        store.add(feedback("a" * 100))
        assert read_feedback(path).feedback[0].question == "a" * 20
