"""The tokens of a day: counted over restarts and processes, and never more than the limit."""

import datetime as dt
import errno
import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.answers import Ended
from assistant.writer.budget import FILE, DailyBudget
from assistant.writer.failures import ModelError
from corpus.errors import PlansError
from evals.scripted.server import Reply, ScriptedServer
from tests.assistant.writer.asking import CLAIMS, QUESTION, SCHEMA, SYSTEM, ask, ended, opened


def _at(day: int) -> Callable[[], dt.datetime]:
    return lambda: dt.datetime(2026, 3, day, 23, 59, tzinfo=dt.UTC)


def _use(budget: DailyBudget, tokens: int) -> None:
    with budget.reserved(tokens) as bill:
        bill.used = tokens


def test_what_was_used_is_known_after_a_restart_and_to_other_processes(tmp_path: Path) -> None:
    path = tmp_path / FILE
    one, other = DailyBudget(path, 100, now=_at(1)), DailyBudget(path, 100, now=_at(1))
    _use(one, 30)
    _use(other, 40)
    assert one.used() == other.used() == DailyBudget(path, 100, now=_at(1)).used() == 70


def test_a_reply_that_could_go_over_the_limit_is_not_asked_for(tmp_path: Path) -> None:
    budget = DailyBudget(tmp_path / FILE, 100, now=_at(1))
    with budget.reserved(60):
        with pytest.raises(ModelError, match="over_budget"), budget.reserved(60):
            pass
        with budget.reserved(40):
            assert budget.used() == 100


def test_nothing_is_lost_where_many_count_at_the_same_time(tmp_path: Path) -> None:
    def use_often(_: int) -> None:
        budget = DailyBudget(tmp_path / FILE, 100_000, now=_at(1))
        for _ in range(50):
            _use(budget, 3)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(use_often, range(8)))
    assert DailyBudget(tmp_path / FILE, 100_000, now=_at(1)).used() == 8 * 50 * 3


def test_what_was_reserved_and_not_used_is_given_back(tmp_path: Path) -> None:
    budget = DailyBudget(tmp_path / FILE, 100, now=_at(1))
    with budget.reserved(90) as bill:
        bill.used = 10
    assert budget.used() == 10


def test_the_next_day_starts_from_nothing(tmp_path: Path) -> None:
    _use(DailyBudget(tmp_path / FILE, 100, now=_at(1)), 100)
    tomorrow = DailyBudget(tmp_path / FILE, 100, now=_at(2))
    assert tomorrow.used() == 0
    _use(tomorrow, 100)


def test_a_reply_over_midnight_takes_nothing_from_the_next_day(tmp_path: Path) -> None:
    yesterday = DailyBudget(tmp_path / FILE, 100, now=_at(1))
    today = DailyBudget(tmp_path / FILE, 100, now=_at(2))
    with yesterday.reserved(90) as bill:
        _use(today, 50)
        bill.used = 10
    assert today.used() == 50


@pytest.mark.parametrize(
    "kept",
    [
        "nonsense",
        "[]",
        "{}",
        '{"day": "2026-03-01", "tokens": -5}',
        '{"day": "2026-03-01", "tokens": true}',
        '{"day": "2926-03-01", "tokens": 5}',
        '{"day": 1, "tokens": 5}',
        "\x00" * 2_000,
        "[" * 2_000,
        '{"a":' * 300,
    ],
)
def test_a_damaged_file_starts_again_and_says_so(
    kept: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / FILE
    path.write_text(kept, "utf-8")
    budget = DailyBudget(path, 100, now=_at(1))
    assert budget.used() == 0
    assert "is damaged" in caplog.text
    _use(budget, 7)
    assert json.loads(path.read_text("utf-8")) == {"day": "2026-03-01", "tokens": 7}


def test_no_limit_keeps_no_file(tmp_path: Path) -> None:
    budget = DailyBudget(tmp_path / FILE, 0)
    budget.check()
    _use(budget, 10**9)
    assert not budget.path.exists()


def test_a_folder_that_cannot_be_written_to_is_found_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(PlansError, match="PLANS_MODEL_DAILY_TOKENS=0"):
        DailyBudget(tmp_path / "data" / FILE, 100).check()


def test_tokens_that_cannot_be_counted_are_not_spent(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with ScriptedServer(lambda _: Reply(text=CLAIMS)) as server:
        assert ended(opened(server, tmp_path)) is Ended.OVER_BUDGET
    assert server.asked == []


def test_the_provider_s_count_is_what_counts(tmp_path: Path) -> None:
    with ScriptedServer(lambda _: Reply(text=CLAIMS)) as server:
        model = opened(server, tmp_path)
        ask(model)
    asked = server.asked[0]
    read = (len(asked.system) + len(asked.message)) // 4
    assert model.budget.used() == read + len(CLAIMS) // 4


def test_without_a_count_it_is_estimated_from_the_characters(tmp_path: Path) -> None:
    with ScriptedServer(lambda _: Reply(text=CLAIMS, usage=False)) as server:
        model = opened(server, tmp_path)
        ask(model)
    asked = server.asked[0]
    characters = len(asked.system) + len(asked.message) + len(CLAIMS)
    assert characters / 4 < model.budget.used() < characters / 2


def test_a_reply_that_is_left_early_is_counted_too(tmp_path: Path) -> None:
    with ScriptedServer(lambda _: Reply(text=CLAIMS)) as server:
        model = opened(server, tmp_path)
        pieces = model.stream(SYSTEM, QUESTION, SCHEMA)
        next(pieces)
        pieces.close()
    assert model.budget.used() > 0


@pytest.mark.parametrize("status", [401, 429, 500])
def test_a_request_that_was_refused_costs_nothing(status: int, tmp_path: Path) -> None:
    with ScriptedServer(lambda _: Reply(status=status)) as server:
        model = opened(server, tmp_path)
        assert ended(model) is Ended.FAILED
        assert ended(model) is Ended.RESTING
    assert model.budget.used() == 0


def test_a_day_s_tokens_are_used_up_in_the_end(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with ScriptedServer(lambda _: Reply(text=CLAIMS)) as server:
        model = opened(server, tmp_path, model_tokens=50, model_daily_tokens=200)
        ends = [ended(model) for _ in range(20)]
    assert ends[0] is Ended.FINISHED
    assert ends[-2:] == [Ended.OVER_BUDGET] * 2
    assert len(server.asked) == ends.count(Ended.FINISHED)
    assert model.budget.used() <= 200
    assert caplog.text.count("PLANS_MODEL_DAILY_TOKENS") == 1


def test_a_clock_that_is_behind_counts_for_the_day_that_has_begun(tmp_path: Path) -> None:
    ahead = DailyBudget(tmp_path / FILE, 100, now=_at(2))
    behind = DailyBudget(tmp_path / FILE, 100, now=_at(1))
    _use(ahead, 30)
    with behind.reserved(60) as bill:
        assert ahead.used() == 90
        with pytest.raises(ModelError, match="over_budget"), behind.reserved(60):
            pass
        bill.used = 20
    assert ahead.used() == behind.used() == 50


def test_a_count_that_cannot_be_is_not_believed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    budget = DailyBudget(tmp_path / FILE, 1_000, now=_at(1))
    with budget.reserved(10) as bill:
        bill.used = 200
    assert budget.used() == 200
    with budget.reserved(10) as bill:
        bill.used = 201
    assert budget.used() == 210
    assert "201 tokens: counted as 10" in caplog.text


def test_a_full_disk_loses_nothing_of_what_was_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    budget = DailyBudget(tmp_path / FILE, 100, now=_at(1))
    _use(budget, 30)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "pwrite", full)
        with pytest.raises(ModelError, match="over_budget"), budget.reserved(10):
            pass
    assert budget.used() == 30


def test_a_write_that_was_broken_off_before_its_end_is_read(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text('{"day": "2026-03-01", "tokens": 7}\n000}\n', "utf-8")
    budget = DailyBudget(path, 100, now=_at(1))
    _use(budget, 2)
    assert path.read_text("utf-8") == '{"day": "2026-03-01", "tokens": 9}\n'
