"""The assistant on the shipped corpus, with the real embedding model."""

import datetime as dt
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings


@pytest.fixture(scope="session")
def assistant(shipped: Path) -> Assistant:
    return Assistant(AssistantSettings(data=shipped, as_of=dt.date(2026, 1, 1)))
