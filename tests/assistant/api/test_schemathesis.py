"""Requests of every sort that the description allows, and of many that it does not."""

from collections import Counter

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from assistant.api.app import build_api
from assistant.api.operations import OPERATIONS
from assistant.pipeline import Assistant
from assistant.serving.proxies import Proxies
from assistant.serving.rates import Rates
from assistant.verdicts.board import Boards

CONFIG = {
    "seed": 20_250_701,
    "workers": 1,
    "generation": {
        "mode": "all",
        "max-examples": 25,
        "deterministic": True,
        "database": "none",
        "no-shrink": True,
    },
}
"""All phases and all checks are on."""
FEWEST = 8
"""Requests of each operation, so that a run that tried hardly anything is noticed."""


@pytest.fixture(scope="module")
def run(assistant: Assistant, boards: Boards) -> list[events.EngineEvent]:
    app = build_api(
        assistant,
        assistant.index,
        boards=boards,
        keys=None,
        rates=Rates(),
        per_minute=0,
        longest=300,
        proxies=Proxies(()),
    )
    config = SchemathesisConfig.from_dict(CONFIG)
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, config=config)
    return list(from_schema(schema).execute())


def test_nothing_departs_from_the_description(run: list[events.EngineEvent]) -> None:
    errors = [
        str(event.value if isinstance(event, events.NonFatalError) else event.exception)
        for event in run
        if isinstance(event, events.NonFatalError | events.FatalError)
    ]
    failures = [
        f"{check.name}: {check.failure_info.code_sample}"
        for event in run
        if isinstance(event, events.ScenarioFinished)
        for checks in event.recorder.checks.values()
        for check in checks
        if check.failure_info is not None
    ]
    assert errors == []
    assert failures == []


def test_every_operation_was_really_tried(run: list[events.EngineEvent]) -> None:
    tried: Counter[str] = Counter()
    for event in run:
        if isinstance(event, events.ScenarioFinished):
            tried[event.recorder.label] += len(event.recorder.interactions)
    few = {
        f"{each.method.upper()} {each.path}": tried[f"{each.method.upper()} {each.path}"]
        for each in OPERATIONS
        if tried[f"{each.method.upper()} {each.path}"] < FEWEST
    }
    assert few == {}
