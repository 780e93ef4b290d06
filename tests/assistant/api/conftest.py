"""The API over the shipped corpus, with whatever a test changes."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.api.app import build_api
from assistant.pipeline import Assistant
from assistant.serving.proxies import Proxies
from assistant.serving.rates import Rates
from assistant.verdicts.board import Boards

MakeApi = Callable[..., httpx.Client]


@pytest.fixture(scope="session")
def boards(assistant: Assistant) -> Boards:
    return Boards(assistant.generation)


@pytest.fixture
def make_api(assistant: Assistant, boards: Boards) -> MakeApi:
    """Make a client of the API: `make_api(keys=…, per_minute=3)`."""

    def make(**changes: Any) -> httpx.Client:
        usual: dict[str, Any] = {
            "answerer": assistant,
            "index": assistant.index,
            "boards": boards,
            "keys": None,
            "rates": Rates(),
            "per_minute": 0,
            "longest": 300,
            "proxies": Proxies(()),
        }
        options = {**usual, **changes}
        app = build_api(options.pop("answerer"), options.pop("index"), **options)
        return TestClient(app)

    return make


@pytest.fixture
def api(make_api: MakeApi) -> httpx.Client:
    return make_api()
