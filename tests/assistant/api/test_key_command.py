"""`python -m assistant key`: the key is printed once, and its partner listed without it."""

import argparse
from pathlib import Path

import pytest

from assistant.api.command import add_command, change_keys
from assistant.api.keys import Keys
from assistant.settings import AssistantSettings
from corpus.errors import PlansError


def run(path: Path | None, *words: str) -> int:
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers(dest="command"))
    return change_keys(AssistantSettings(api_keys=path), parser.parse_args(["key", *words]))


def test_add_list_and_remove(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "keys.json"
    assert run(path, "add", "A council", "--per-minute", "120", "--until", "2999-12-31") == 0
    key = capsys.readouterr().out.strip()
    assert Keys(path).partner(key)
    run(path, "add", "b", "--per-minute", "0")
    run(path, "add", "c")
    capsys.readouterr()
    assert run(path, "list") == 0
    listed = capsys.readouterr().out
    assert "A council: 120 questions a minute, made on" in listed
    assert "until 2999-12-31" in listed
    assert "b: no limit" in listed
    assert "c: 60 questions a minute, as everybody" in listed
    assert "pa_" not in listed
    assert run(path, "remove", "a council") == 0
    assert "A council" in capsys.readouterr().out
    assert Keys(path).partner(key) is None


def test_without_a_file_the_remedy_is_said() -> None:
    with pytest.raises(PlansError, match="PLANS_API_KEYS"):
        run(None, "list")


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "20260101"])
def test_what_is_no_day_is_refused(tmp_path: Path, day: str) -> None:
    with pytest.raises(SystemExit):
        run(tmp_path / "keys.json", "add", "a", "--until", day)
