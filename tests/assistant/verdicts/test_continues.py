"""A verdict on words that are gone goes on with those in their place, and that stays known."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

import assistant.verdicts
from assistant.verdicts.board import Board
from assistant.verdicts.store import VerdictStore
from tests.assistant.verdicts.judging import verdict_on


def test_what_took_over_is_known_though_it_is_judged_again(store: VerdictStore) -> None:
    first = store.judge(verdict_on("plan/new", continues="plan/old"), seen=None)
    assert first.continues == "plan/old"
    store.judge(verdict_on("plan/new"), seen=first.number)
    store.judge(verdict_on("plan/other"), seen=None)
    assert store.continued() == {"plan/old": "plan/new"}
    assert store.history("plan/new")[0] == first


def test_verdicts_of_the_first_version_are_kept_and_go_on_from_nothing(url: str) -> None:
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True)
    engine = create_engine(url)
    folder = Path(assistant.verdicts.__path__[0]) / "migrations"
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(folder))
        command.upgrade(config, "0001")
        promise = '[{"document": "d", "title": "T", "published": "2013", "page": null, "start": 0, "end": 1, "words": "x"}]'
        connection.execute(
            text(
                "INSERT INTO judgements (number, commitment, turn, verdict, why, person, office, "
                "promise, evidence, at) VALUES (1, 'd/x', 1, 'kept', 'Yes.', 'Ada', 'the Panel', "
                ":promise, '[]', '2026-01-01 00:00:00')"
            ),
            {"promise": promise},
        )
    engine.dispose()
    store = VerdictStore(url)
    store.prepare()
    (judged,) = store.history("d/x")
    assert (judged.why, judged.continues) == ("Yes.", "")
    assert store.continued() == {}


def test_a_circle_of_words_leads_nowhere_and_ends() -> None:
    board = Board((), {"a": "b", "b": "a"})
    assert board.follow("a") is None
    assert board.before("a") == ("b",)
