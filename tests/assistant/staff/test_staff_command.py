"""`python -m assistant staff`."""

import argparse
import getpass
import io
import sys
from pathlib import Path

import pytest

from assistant.settings import AssistantSettings
from assistant.staff.command import add_command, change_staff
from assistant.staff.passwords import Passwords
from corpus.errors import PlansError
from tests.assistant.staff.conftest import NAME, PASSWORD


def run(path: Path | None, *words: str) -> int:
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers(dest="command", required=True))
    settings = AssistantSettings(staff=path, staff_office="the Panel")
    return change_staff(settings, parser.parse_args(["staff", *words]))


def typed(monkeypatch: pytest.MonkeyPatch, *passwords: str) -> None:
    answers = iter(passwords)

    def ask(prompt: str) -> str:
        for answer in answers:
            return answer
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", ask)


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def may_sign_in(path: Path, password: str) -> bool:
    return Passwords(path).check(NAME, password) is not None


def test_a_person_is_added_changed_listed_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new" / "staff"
    typed(monkeypatch, PASSWORD, PASSWORD, "another good password", "another good password")
    assert run(path, "add", NAME, "--office", "Audit team") == 0
    assert may_sign_in(path, PASSWORD)
    assert run(path, "add", "alex example") == 0
    assert may_sign_in(path, "another good password")
    assert not may_sign_in(path, PASSWORD)
    assert run(path, "list") == 0
    assert run(path, "remove", NAME) == 0
    assert run(path, "list") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Alex Example may sign in",
        "alex example has a new password; whoever signed in with the old one is signed out",
        "alex example, for the public: Audit team",
        "alex example may sign in no longer, and is signed out",
    ]


def test_who_has_no_office_of_their_own_has_that_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, PASSWORD.encode())
    run(tmp_path / "staff", "add", NAME, "--stdin")
    run(tmp_path / "staff", "list")
    assert capsys.readouterr().out.endswith("Alex Example, for the public: the Panel\n")


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_password_comes_from_one_line_of_the_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: bytes
) -> None:
    piped(monkeypatch, " spaces and é count ".encode() + end)
    run(tmp_path / "staff", "add", NAME, "--stdin")
    assert may_sign_in(tmp_path / "staff", " spaces and é count ")
    assert not may_sign_in(tmp_path / "staff", "spaces and é count")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not one line"),
        (b"\xff\xfe and twelve", "not one line"),
        (b"one good password\nanother\n", "more lines"),
        (b"short\n", "fewer than 12"),
    ],
)
def test_an_input_that_is_no_password_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, words: str
) -> None:
    piped(monkeypatch, data)
    with pytest.raises(PlansError, match=words):
        run(tmp_path / "staff", "add", NAME, "--stdin")
    assert not (tmp_path / "staff").exists()


@pytest.mark.parametrize(
    ("passwords", "words"),
    [((PASSWORD, "another"), "differ"), ((PASSWORD,), "--stdin"), ((), "--stdin")],
)
def test_a_password_that_was_not_typed_twice_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passwords: tuple[str, ...], words: str
) -> None:
    typed(monkeypatch, *passwords)
    with pytest.raises(PlansError, match=words) as refused:
        run(tmp_path / "staff", "add", NAME)
    assert PASSWORD not in str(refused.value)
    assert not (tmp_path / "staff").exists()


def test_a_name_that_cannot_be_used_is_refused_before_a_password_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(prompt: str) -> str:
        raise AssertionError("asked")

    monkeypatch.setattr(getpass, "getpass", ask)
    with pytest.raises(PlansError, match="a name cannot hold"):
        run(tmp_path / "staff", "add", "a:b")


def test_nobody_can_be_removed_who_is_not_there(staff_file: Path) -> None:
    before = staff_file.read_bytes()
    with pytest.raises(PlansError, match="nobody of that name"):
        run(staff_file, "remove", "Sam Somebody")
    assert staff_file.read_bytes() == before


@pytest.mark.parametrize("words", [("list",), ("remove", NAME), ("add", NAME)])
def test_without_the_setting_the_message_names_it(words: tuple[str, ...]) -> None:
    with pytest.raises(PlansError, match="PLANS_STAFF is not set"):
        run(None, *words)
