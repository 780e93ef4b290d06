from pathlib import Path

import pytest

from corpus.embeddings import DEFAULT_MODEL
from corpus.reader import IndexReader, OpenIndex
from tests.assistant.across.three_plans import BODY, CATALOGUE, DIGESTS, build_index


@pytest.fixture(scope="session")
def shipped_index(shipped: Path) -> OpenIndex:
    """The index of the documents that ship."""
    return IndexReader(shipped, DEFAULT_MODEL).current()


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory, models: Path) -> OpenIndex:
    """Three plans of an invented body: one held, one only reported on, one of which nothing is held."""
    return build_index(tmp_path_factory.mktemp("three"), models, CATALOGUE, BODY, DIGESTS)
