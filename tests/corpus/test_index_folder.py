"""Generations, which of them is current, and who may write."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import IndexDamaged, IndexLocked, IndexMissing
from corpus.index_folder import IndexFolder

ROOT = Path(__file__).resolve().parents[2]
_HOLD = """
import sys
from pathlib import Path
from corpus.index_folder import IndexFolder
with IndexFolder(Path(sys.argv[1])).writing():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    return IndexFolder(tmp_path / "index")


@pytest.fixture
def holder(folder: IndexFolder) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder.path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def publish(folder: IndexFolder, text: str = "whole") -> Path:
    with folder.writing():
        unfinished = folder.start_generation()
        (unfinished / "file.txt").write_text(text, "utf-8")
        return folder.publish(unfinished)


def names(folder: IndexFolder) -> list[str]:
    return sorted(path.name for path in folder.path.iterdir())


def test_a_second_writer_is_refused_and_told_which_process_writes(
    folder: IndexFolder, holder: subprocess.Popen[str]
) -> None:
    with pytest.raises(IndexLocked) as caught, folder.writing():
        pytest.fail("two writers at once")
    assert f"process {holder.pid} is writing the index; wait until it has finished" in str(
        caught.value
    )
    assert str(folder.path) in str(caught.value)


def test_the_lock_of_a_killed_writer_is_free_without_any_cleaning(
    folder: IndexFolder, holder: subprocess.Popen[str]
) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with folder.writing():
        assert (folder.path / "lock").read_text("utf-8") == f"process {os.getpid()}"


def test_the_lock_is_free_again_after_the_writer_failed(folder: IndexFolder) -> None:
    with pytest.raises(ZeroDivisionError), folder.writing():
        _ = 1 / 0
    with folder.writing():
        pass


def test_a_refused_writer_does_not_take_the_lock_s_name(
    folder: IndexFolder, holder: subprocess.Popen[str]
) -> None:
    for _ in range(2):
        with pytest.raises(IndexLocked, match=f"process {holder.pid}"), folder.writing():
            pytest.fail("two writers at once")


def test_a_published_generation_is_current(folder: IndexFolder) -> None:
    published = publish(folder)
    assert published.name == "gen-000001"
    assert folder.current() == published
    assert (published / "file.txt").read_text("utf-8") == "whole"


def test_exactly_the_current_generation_and_the_one_before_it_are_kept(folder: IndexFolder) -> None:
    for _ in range(4):
        publish(folder)
    assert names(folder) == ["current.json", "gen-000003", "gen-000004", "lock"]
    assert folder.current().name == "gen-000004"


def test_a_generation_that_never_became_current_does_not_push_out_the_one_that_was(
    folder: IndexFolder,
) -> None:
    publish(folder, "served before the crash")
    (folder.path / "gen-000002").mkdir()  # a crash after the rename, before current.json
    publish(folder)
    assert names(folder) == ["current.json", "gen-000001", "gen-000003", "lock"]


def test_an_unfinished_generation_is_not_seen_until_it_is_published(folder: IndexFolder) -> None:
    before = publish(folder)
    unfinished = folder.start_generation()
    (unfinished / "file.txt").write_text("half", "utf-8")
    assert folder.current() == before
    assert unfinished.name == "gen-000002.part"


def test_what_interrupted_runs_left_is_cleared_by_the_next(folder: IndexFolder) -> None:
    publish(folder)
    for number in (2, 7):
        left = folder.path / f"gen-00000{number}.part" / "deep"
        left.mkdir(parents=True)
        (left / "file.txt").write_text("half", "utf-8")
    publish(folder)
    assert names(folder) == ["current.json", "gen-000001", "gen-000002", "lock"]


def test_the_stamp_changes_with_each_generation_and_only_then(folder: IndexFolder) -> None:
    assert folder.stamp() is None
    publish(folder)
    first = folder.stamp()
    folder.start_generation()
    assert folder.stamp() == first
    publish(folder)
    assert folder.stamp() not in (None, first)


def test_without_an_index_the_command_that_makes_one_is_named(folder: IndexFolder) -> None:
    with pytest.raises(IndexMissing, match="there is no index; run `python -m ingest`"):
        folder.current()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b'{"generation": "gen-0', id="cut"),
        pytest.param(b"\xff\xfe", id="not-text"),
        pytest.param(b"[]", id="a-list"),
        pytest.param(b"{}", id="names-nothing"),
        pytest.param(b"null", id="null"),
    ],
)
def test_a_damaged_current_json_is_named_with_the_remedy(
    folder: IndexFolder, content: bytes
) -> None:
    publish(folder)
    folder.current_file.write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"current\.json: is damaged .*run `python -m ingest`"):
        folder.current()


def test_a_generation_that_is_gone_is_named_with_the_remedy(folder: IndexFolder) -> None:
    publish(folder)
    folder.current_file.write_text(json.dumps({"generation": "gen-000009"}), "utf-8")
    with pytest.raises(IndexDamaged, match="gen-000009: is gone; run `python -m ingest`"):
        folder.current()


def test_folders_with_other_names_are_neither_counted_nor_deleted(folder: IndexFolder) -> None:
    folder.path.mkdir(parents=True)
    for name in ("gen-backup", "notes"):
        (folder.path / name).mkdir()
    for _ in range(3):
        publish(folder)
    assert {"gen-backup", "notes", "gen-000002", "gen-000003"} <= set(names(folder))
    assert "gen-000001" not in names(folder)
