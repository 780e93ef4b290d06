"""What the tests of the corpus package share."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from corpus.catalogue_file import load_corpus
from corpus.chroma_server import ChromaServer
from corpus.chroma_source import ServerSource
from corpus.embeddings import DEFAULT_MODEL
from corpus.reader import IndexReader
from ingest.settings import IngestSettings
from ingest.sync import synchronise
from tests.corpus.chroma_generations import Replica
from tests.corpus.chroma_process import ChromaProcess
from tests.corpus.small import BODY, CATALOGUE, DIGESTS, settings_for

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped catalogue."""
    return load_corpus([ROOT / "corpus"]).catalogue


@pytest.fixture
def data(tmp_path: Path, models: Path) -> Path:
    """An empty data folder that has the exported model already, without a copy of its bytes."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copytree(models, folder / "models", copy_function=os.link)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Path:
    """A folder with the small corpus and its index; tests take copies of it."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "corpus" / "digests").mkdir(parents=True)
    (folder / "corpus" / "catalogue.yaml").write_text(CATALOGUE, "utf-8")
    (folder / "corpus" / "body.yaml").write_text(BODY, "utf-8")
    for name, text in DIGESTS.items():
        (folder / "corpus" / "digests" / name).write_text(text, "utf-8")
    shutil.copytree(models, folder / "data" / "models", copy_function=os.link)
    synchronise(settings_for(folder / "corpus", folder / "data"))
    return folder


@pytest.fixture
def index(tmp_path: Path, built: Path) -> IngestSettings:
    """A small corpus with an index that is up to date, to be altered at will."""
    shutil.copytree(built / "corpus", tmp_path / "corpus")
    shutil.copytree(built / "data", tmp_path / "data", copy_function=_link_models)
    return settings_for(tmp_path / "corpus", tmp_path / "data")


def _link_models(source: str, target: str) -> None:
    copy: Callable[..., object] = os.link if source.endswith(".onnx") else shutil.copy2
    copy(source, target)


@pytest.fixture(scope="session")
def chroma_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    """A Chroma server for all tests; whoever stops it starts it again."""
    process = ChromaProcess(tmp_path_factory.mktemp("chroma-server"))
    process.start()
    yield process
    process.stop()


@pytest.fixture
def chroma(chroma_process: ChromaProcess) -> Iterator[ChromaServer]:
    """That server, with nothing on it."""
    server = ChromaServer(chroma_process.url, patience=60)
    for name in server.collections():
        server.delete(name)
    yield server
    server.close()


@pytest.fixture
def replica(
    chroma: ChromaServer, chroma_process: ChromaProcess, tmp_path: Path
) -> Iterator[Replica]:
    """Start replicas of that server, each with a data folder of its own."""
    sources: list[ServerSource] = []

    def start(name: str = "replica") -> ServerSource:
        sources.append(ServerSource(chroma_process.url, "", tmp_path / name, every=0.2))
        return sources[-1]

    yield start
    for source in sources:
        source.close()


@pytest.fixture
def reader(index: IngestSettings) -> IndexReader:
    """Follows the small index."""
    return IndexReader(index.data, DEFAULT_MODEL)
