"""The key of sessions, and what a cookie says."""

import stat
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from assistant.settings import AssistantSettings
from assistant.staff.sessions import SHORTEST_KEY, Sessions, made_key, read_key
from assistant.staff.signing_in import sign_in_from
from corpus.errors import PlansError
from tests.assistant.staff.conftest import NAME, Clock, EndedSessions

KEY = b"a key of thirty-two bytes, or more"


def sessions(clock: Clock, key: bytes = KEY) -> Sessions:
    return Sessions(key, 10, EndedSessions(), clock.time)


def test_a_session_is_read_as_it_was_signed_on_every_replica(clock: Clock) -> None:
    session = sessions(clock).new(NAME, "its hash")
    signed = sessions(clock).sign(session)
    assert sessions(clock).read(signed) == session
    assert sessions(clock, KEY + b"!").read(signed) is None
    assert "hash" not in signed


def test_two_sessions_of_one_person_differ(clock: Clock) -> None:
    one, other = (sessions(clock).new(NAME, "hash") for _ in range(2))
    assert one.nonce != other.nonce
    assert one.print == other.print != sessions(clock).new(NAME, "another").print


def test_tokens_tell_apart_what_they_are_made_of(clock: Clock) -> None:
    tokens = [("a", "bc"), ("ab", "c"), ("abc",), ("abc", ""), ("a", "b", "c")]
    assert len({sessions(clock).token(*parts) for parts in tokens}) == len(tokens)
    assert sessions(clock).token("x") != sessions(clock).print_of("x")


def test_a_session_of_the_future_is_nobodys_but_clocks_may_differ_a_little(clock: Clock) -> None:
    signed = sessions(clock).sign(sessions(clock).new(NAME, "hash"))
    clock.now -= 60  # another replica's clock
    assert sessions(clock).read(signed) is not None
    clock.now -= 1
    assert sessions(clock).read(signed) is None


def test_sessions_that_were_ended_are_forgotten_when_they_would_be_over(clock: Clock) -> None:
    those = sessions(clock)
    first = those.new(NAME, "hash")
    signed = those.sign(first)
    those.end(first)
    assert those.read(signed) is None
    clock.now += 10 * 3600 + 61
    those.end(those.new(NAME, "hash"))
    assert len(those._ended) == 1
    assert those.read(signed) is None


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "staff-key"
    key = made_key(path)
    assert len(key) >= SHORTEST_KEY
    assert made_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert made_key(tmp_path / "other" / "staff-key") != key


def test_those_that_start_at_once_make_one_key(tmp_path: Path) -> None:
    path = tmp_path / "staff-key"
    with get_context("fork").Pool(4) as pool:
        keys = pool.map(made_key, [path] * 16)
    with ThreadPoolExecutor(8) as threads:
        keys += threads.map(made_key, [path] * 16)
    assert set(keys) == {path.read_bytes()}


def test_a_key_that_was_cut_short_by_a_crash_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "staff-key"
    path.write_bytes(b"short")
    path.chmod(0o600)
    key = made_key(path)
    assert len(key) >= SHORTEST_KEY
    assert path.read_bytes() == key == made_key(path)


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o602, 0o620])
def test_a_key_that_others_could_read_or_write_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "staff-key"
    path.write_bytes(b"k" * SHORTEST_KEY)
    path.chmod(mode)
    for read in (made_key, read_key):
        with pytest.raises(PlansError, match=f"its mode is {mode:04o}.*chmod 600"):
            read(path)
    path.chmod(0o640)  # as secrets come to containers
    assert read_key(path) == made_key(path) == b"k" * SHORTEST_KEY


def test_a_key_of_the_operator_is_used_and_never_made(tmp_path: Path, staff_file: Path) -> None:
    path = tmp_path / "key"
    settings = AssistantSettings(
        data=tmp_path / "data", staff=staff_file, staff_office="the Panel", staff_key=path
    )
    with pytest.raises(PlansError, match=r"PLANS_STAFF_KEY=.*: cannot be read"):
        sign_in_from(settings, print, EndedSessions())
    path.write_bytes(b"k" * (SHORTEST_KEY - 1))
    path.chmod(0o600)
    with pytest.raises(PlansError, match="has 31 bytes; at least 32 are needed"):
        sign_in_from(settings, print, EndedSessions())
    path.write_bytes(b"k" * SHORTEST_KEY)
    assert sign_in_from(settings, print, EndedSessions()) is not None
    assert not (tmp_path / "data").exists()


def test_a_data_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(PlansError, match="can be neither read nor made"):
        made_key(tmp_path / "data" / "staff-key")
