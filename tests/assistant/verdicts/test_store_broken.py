"""A database that cannot be used: what is told, that nothing is lost, and that it comes back."""

import datetime as dt
import os
import re
import shutil
import sqlite3
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from assistant.verdicts.store import VerdictStore
from assistant.verdicts.tables import VERSION_TABLE
from corpus.errors import PlansError
from tests.assistant.verdicts.judging import noted, verdict_on


def _uses(store: VerdictStore) -> list[Callable[[], Any]]:
    return [
        lambda: store.judge(verdict_on("b/1"), seen=None),
        lambda: store.undo(1, by="Ada", office="", why=""),
        lambda: noted(store, "a/1", "x", by="Ada"),
        lambda: store.record("signed in", by="Ada"),
        lambda: store.end_session("a1b2", dt.datetime.now(dt.UTC)),
        lambda: store.has_ended("a1b2"),
        store.latest,
        lambda: store.history("a/1"),
        lambda: store.notes("a/1"),
        store.note_counts,
        store.events,
        store.state,
    ]


def _all_say(store: VerdictStore, said: str) -> None:
    for use in _uses(store):
        with pytest.raises(PlansError, match=said):
            use()
    assert re.search(said, store.problem())


def test_the_folder_is_made_and_only_the_owner_reads_the_file(file: Path) -> None:
    VerdictStore(f"sqlite:///{file}").prepare()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_is_opened_before_it_is_used(file: Path) -> None:
    VerdictStore(f"sqlite:///{file}")
    VerdictStore("no address at all")
    assert not file.parent.exists()


@pytest.mark.parametrize("name", ["a b?c#d%20e.db", "größe.db"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    url = "sqlite:///" + str(tmp_path / name).replace("%", "%25").replace("?", "%3F")
    store = VerdictStore(url)
    store.prepare()
    store.judge(verdict_on("a/1"), seen=None)
    assert [path.name for path in tmp_path.iterdir()] == [store._database.path.name]  # type: ignore[union-attr]


def test_a_file_that_is_deleted_is_not_made_anew_and_comes_back(
    kept: VerdictStore, file: Path, tmp_path: Path
) -> None:
    judged = kept.judge(verdict_on("a/1"), seen=None)
    file.rename(tmp_path / "away.db")
    _all_say(kept, "it is gone or cannot be opened")
    assert list(file.parent.iterdir()) == []
    (tmp_path / "away.db").rename(file)
    assert kept.problem() == ""
    assert kept.latest() == {"a/1": judged}


def test_a_folder_that_is_gone_comes_back(kept: VerdictStore, file: Path, tmp_path: Path) -> None:
    judged = kept.judge(verdict_on("a/1"), seen=None)
    file.parent.rename(tmp_path / "unmounted")
    _all_say(kept, "it is gone or cannot be opened")
    assert not file.parent.exists()
    (tmp_path / "unmounted").rename(file.parent)
    assert kept.latest() == {"a/1": judged}


def test_an_empty_database_in_its_place_is_not_taken_for_it(
    kept: VerdictStore, file: Path, tmp_path: Path
) -> None:
    judged = kept.judge(verdict_on("a/1"), seen=None)
    file.rename(tmp_path / "away.db")
    VerdictStore(f"sqlite:///{file}").prepare()
    _all_say(kept, "not the database that was there before")
    file.unlink()
    file.touch()
    _all_say(kept, "it holds no verdicts")
    (tmp_path / "away.db").rename(file)
    assert kept.latest() == {"a/1": judged}


def test_a_copy_from_before_may_take_its_place(
    kept: VerdictStore, file: Path, tmp_path: Path
) -> None:
    judged = kept.judge(verdict_on("a/1"), seen=None)
    shutil.copy(file, tmp_path / "copy.db")
    kept.keep([(verdict_on("b/1"), None), (verdict_on("c/1"), None)])
    assert len(kept.latest()) == 3
    (tmp_path / "copy.db").replace(file)
    others = kept.keep([(verdict_on("d/1"), None), (verdict_on("e/1"), None)])
    assert kept.latest() == {"a/1": judged, "d/1": others[0], "e/1": others[1]}
    assert kept.problem() == ""


def test_a_file_that_is_moved_while_it_is_written_to_is_told_of(file: Path, tmp_path: Path) -> None:
    def moved() -> dt.datetime:
        file.rename(tmp_path / "away.db")
        return dt.datetime.now(dt.UTC)

    store = VerdictStore(f"sqlite:///{file}", now=moved)
    store.prepare()
    with pytest.raises(PlansError, match="it is gone"):
        store.judge(verdict_on("a/1"), seen=None)
    (tmp_path / "away.db").rename(file)
    assert store.latest() == {}


@pytest.mark.parametrize("content", [b"These are notes, not a database.\n" * 200, b"\0" * 9000])
def test_what_is_no_database_is_left_as_it_is(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(PlansError, match="damaged or not a database"):
        VerdictStore(f"sqlite:///{file}").prepare()
    assert file.read_bytes() == content


def test_damage_is_found_at_the_start(kept: VerdictStore, file: Path) -> None:
    kept.keep([(verdict_on(f"c{n}/1", why="x" * 500), None) for n in range(200)])
    content = bytearray(file.read_bytes())
    content[40_000:90_000] = os.urandom(50_000)
    file.write_bytes(content)
    with pytest.raises(PlansError, match="damaged"):
        VerdictStore(f"sqlite:///{file}").prepare()


def test_one_who_holds_it_too_long_is_waited_for_no_further(kept: VerdictStore, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    _all_say(kept, "another program holds it")
    other.execute("ROLLBACK")
    assert kept.judge(verdict_on("a/1"), seen=None).number == 1
    other.close()


def test_who_reads_waits_no_longer_than_a_second_for_one_who_writes(file: Path) -> None:
    store = VerdictStore(f"sqlite:///{file}")
    store.prepare()
    waits: list[tuple[str, int]] = []

    def seen(connection: Connection) -> None:
        waits.append(
            (
                "write" if connection.get_execution_options().get("writing") else "read",
                connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one(),
            )
        )

    event.listen(store._database.engine, "begin", seen)
    store.latest()
    store.record("signed in", by="Ada")
    assert waits == [("read", 1000), ("write", 10_000)]
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    begun = time.monotonic()
    for read in (store.latest, store.state):
        with pytest.raises(PlansError, match="another program holds it"):
            read()
    other.execute("ROLLBACK")
    other.close()
    assert time.monotonic() - begun < 5
    assert store.latest() == {}


def test_a_database_of_another_version_that_is_put_in_its_place_is_not_written_to(
    kept: VerdictStore, file: Path
) -> None:
    kept.keep([(verdict_on("a/1"), None)])
    for version in ("9999", "0001"):
        other = sqlite3.connect(file)
        other.execute(f"UPDATE {VERSION_TABLE} SET version_num = '{version}'")
        other.commit()
        before = file.read_bytes()
        _all_say(kept, f"another version of the assistant .their tables are of {version}")
        assert file.read_bytes() == before
        other.close()


def test_a_full_disk_loses_nothing(kept: VerdictStore) -> None:
    judged = kept.judge(verdict_on("a/1"), seen=None)
    full = True

    def limit(connection: sqlite3.Connection, _: object) -> None:
        if full:
            connection.execute("PRAGMA max_page_count = 1")  # no more pages than there are

    event.listen(kept._database.engine, "connect", limit)
    with pytest.raises(PlansError, match="make room on the disk"):
        kept.keep([(verdict_on(f"c{n}/1", why="x" * 2000), None) for n in range(50)])
    assert kept.latest() == {"a/1": judged}
    full = False
    assert len(kept.keep([(verdict_on(f"c{n}/1"), None) for n in range(50)])) == 50


def test_a_disk_without_room_is_told_of_before_anybody_writes(
    kept: VerdictStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))  # type: ignore[attr-defined]
    assert "make room on the disk" in kept.problem()


def test_what_can_only_be_read_is_still_read(kept: VerdictStore) -> None:
    judged = kept.judge(verdict_on("a/1"), seen=None)
    event.listen(
        kept._database.engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = 1")
    )  # fmt: skip
    with pytest.raises(PlansError, match="can only be read; let the assistant's user write"):
        noted(kept, "a/1", "x", by="Ada")
    assert kept.latest() == {"a/1": judged}


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes to everything")
def test_a_file_or_folder_without_the_right_to_write_is_told_of(
    kept: VerdictStore, file: Path
) -> None:
    for path, mode in ((file, 0o400), (file.parent, 0o500)):
        before = path.stat().st_mode
        path.chmod(mode)
        assert "can only be read" in kept.problem()
        with pytest.raises(PlansError, match=r"can only be read|Permission"):
            VerdictStore(f"sqlite:///{file}").prepare()
        path.chmod(before)
    file.parent.chmod(0)
    assert "it is gone or cannot be opened" in kept.problem()
    file.parent.chmod(0o700)
    assert kept.problem() == ""


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "not an address"),
        ("verdicts.db", "not an address"),
        ("sqlite://", "has to name a file"),
        ("sqlite:///:memory:", "has to name a file"),
        ("sqlite:///file:x.db?uri=true", "has to name a file"),
        ("mysql+pymysql://u:hunter2@h/x", "SQLite or PostgreSQL|not installed"),
        ("nosuch://u:hunter2@h/x", "is not known"),
        ("postgresql+asyncpg://u:hunter2@h/x", "not an address|not installed"),
        ("postgresql+psycopg://u:hunter2@h:port/x", "not an address"),
        ("sqlite:////proc/none/verdicts.db", "cannot be kept there"),
    ],
)
def test_an_address_that_cannot_be_used_is_explained(url: str, said: str) -> None:
    store = VerdictStore(url)
    with pytest.raises(PlansError, match=said) as error:
        store.prepare()
    assert "PLANS_DATABASE_URL" in str(error.value)
    assert "hunter2" not in str(error.value)
    assert store.problem() != ""


def test_a_driver_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(PlansError, match=r"driver psycopg is not installed; run `pip install"):
        VerdictStore("postgresql+psycopg://u:hunter2@127.0.0.1/x").prepare()


def test_a_password_is_never_told(caplog: pytest.LogCaptureFixture) -> None:
    pytest.importorskip("psycopg")
    store = VerdictStore("postgresql+psycopg://ada:hunter2@127.0.0.1:1/verdicts")
    with caplog.at_level("DEBUG"), pytest.raises(PlansError, match="see that the server runs") as e:
        store.prepare()
    assert "ada:***@127.0.0.1" in str(e.value)
    assert "hunter2" not in str(e.value) + store.problem() + repr(store) + caplog.text
    assert e.value.__suppress_context__
