"""What all tests share: no network beyond loopback, and one export of the real embedding model."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
for name in [name for name in os.environ if name.startswith("PLANS_")]:
    del os.environ[name]

ROOT = Path(__file__).resolve().parent.parent
ORIGINALS = ROOT.parent / "shared" / "originals"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves the machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test connects to {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the exported embedding model, made once."""
    from corpus.embeddings import DEFAULT_MODEL, export_onnx, find_model

    folder = tmp_path_factory.mktemp("models")
    model = find_model(DEFAULT_MODEL)
    export_onnx(model, folder / model.onnx_name)
    return folder


@pytest.fixture
def data(tmp_path: Path, models: Path) -> Path:
    """An empty data folder that has the exported model already."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copytree(models, folder / "models")
    return folder


@pytest.fixture
def write_corpus(tmp_path: Path) -> Callable[..., Path]:
    """Write a small corpus: `write_corpus(catalogue_yaml, {"a.md": "# Text"})` returns its folder."""

    def write(catalogue: str, digests: dict[str, str], name: str = "corpus") -> Path:
        folder = tmp_path / name
        (folder / "digests").mkdir(parents=True, exist_ok=True)
        (folder / "catalogue.yaml").write_text(catalogue, "utf-8")
        for file, text in digests.items():
            (folder / "digests" / file).write_text(text, "utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Path]:
    """A data folder with the index of the shipped corpus; tests must not change it."""
    from ingest.settings import IngestSettings
    from ingest.sync import synchronise

    folder = tmp_path_factory.mktemp("shipped")
    shutil.copytree(models, folder / "models")
    synchronise(IngestSettings(data=folder))
    yield folder
