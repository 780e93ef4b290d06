"""The made corpus and the shipped one, each opened once."""

import shutil
from pathlib import Path

import pytest

from assistant.chains.chain import chains
from assistant.chains.records import Chain
from assistant.settings import AssistantSettings
from corpus.reader import IndexReader, OpenIndex
from tests.assistant.chains.consulted import open_made


@pytest.fixture(scope="session")
def made_index(tmp_path_factory: pytest.TempPathFactory, models: Path) -> OpenIndex:
    folder = tmp_path_factory.mktemp("consulted")
    shutil.copytree(models, folder / "data" / "models")
    return open_made(folder / "corpus", folder / "data")


@pytest.fixture(scope="session")
def made_chains(made_index: OpenIndex) -> dict[str, Chain]:
    return {chain.document: chain for chain in chains(made_index)}


@pytest.fixture(scope="session")
def shipped_index(shipped: Path) -> OpenIndex:
    return IndexReader(shipped, AssistantSettings(data=shipped).embedding_model).current()


@pytest.fixture(scope="session")
def shipped_chains(shipped_index: OpenIndex) -> dict[str, Chain]:
    return {chain.document: chain for chain in chains(shipped_index)}
