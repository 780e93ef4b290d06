"""`python -m ingest` with a Chroma server: replicas serve the old index or the new one, whole."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.chroma_server import ChromaServer
from corpus.chroma_source import ServerSource
from corpus.embeddings import DEFAULT_MODEL
from corpus.errors import IndexDamaged, IndexLocked
from corpus.reader import IndexReader
from ingest.settings import IngestSettings
from ingest.sync import synchronise
from tests.corpus.chroma_process import ChromaProcess, free_port
from tests.ingest.test_sync import digest

ROOT = Path(__file__).resolve().parents[2]
_KILLED_AT = """
import os, runpy, signal, sys
from corpus.chroma_server import ChromaServer
_, method, name, when = sys.argv
real = getattr(ChromaServer, method)
def watched(self, target, *arguments, **named):
    hit = name in (target if isinstance(target, str) else target.name)
    if hit and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    done = real(self, target, *arguments, **named)
    if hit and when == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return done
setattr(ChromaServer, method, watched)
sys.argv = ["ingest"]
runpy.run_module("ingest", run_name="__main__")
"""
"""`python -m ingest`, killed by the system before or after it asks the server for something."""


@pytest.fixture
def shared(
    index: IngestSettings, chroma: ChromaServer, chroma_process: ChromaProcess
) -> IngestSettings:
    """The small corpus, published to the server."""
    settings = index.model_copy(update={"chroma_url": chroma_process.url})
    synchronise(settings)
    return settings


def served(settings: IngestSettings, folder: Path) -> str:
    """The text of the document that changes, from a replica with nothing of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(settings.data / "models", folder / "models", copy_function=os.link)
    source = ServerSource(settings.chroma_url, "", folder)
    try:
        opened = IndexReader(folder, DEFAULT_MODEL, source).current()
        vector = opened.embedder.encode(["animals that patrol"])[0]
        (hit,) = opened.dense.search(vector, top_k=1)
        assert opened.passage(hit.position).document == "news-2017"
        return opened.generation.text("news-2017")
    finally:
        source.close()


def test_a_replica_answers_from_what_was_published(shared: IngestSettings, tmp_path: Path) -> None:
    assert "horses" in served(shared, tmp_path / "replica")
    (generation,) = (f for f in (shared.data / "index").glob("gen-000002"))
    assert not (generation / "chroma").exists()


def test_nothing_changed_publishes_nothing(shared: IngestSettings, chroma: ChromaServer) -> None:
    before = chroma.collections()
    report = synchronise(shared)
    assert (report.added, report.updated, report.deleted, report.notices) == ((), (), (), ())
    assert chroma.collections() == before


def test_a_server_that_lost_the_index_gets_it_again_without_a_vector_computed_again(
    shared: IngestSettings, chroma: ChromaServer, tmp_path: Path
) -> None:
    for name in chroma.collections():
        chroma.delete(name)
    report = synchronise(shared)
    assert report.embedded == 0
    assert report.notices == (
        "the Chroma server does not serve the index of this data folder; "
        "the vector store is built again",
    )
    assert "horses" in served(shared, tmp_path / "replica")


@pytest.mark.parametrize(
    ("kill_at", "served_after"),
    [
        pytest.param(("create", "-passages", "before"), "horses", id="before-anything"),
        pytest.param(("create", "-passages", "after"), "horses", id="empty-collection"),
        pytest.param(("add", "-passages", "after"), "horses", id="passages-without-files"),
        pytest.param(("add", "-files", "before"), "horses", id="no-file-yet"),
        pytest.param(("create", "-serves-", "before"), "horses", id="before-it-is-current"),
        pytest.param(("create", "-serves-", "after"), "camels", id="after-it-is-current"),
    ],
)
def test_after_a_kill_the_last_whole_index_serves_and_the_next_run_clears_up(
    shared: IngestSettings,
    chroma: ChromaServer,
    tmp_path: Path,
    kill_at: tuple[str, ...],
    served_after: str,
) -> None:
    digest(shared, "news-2017").write_text("# Horse patrols\n\nFour camels patrol.\n", "utf-8")
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED_AT, *kill_at],
        cwd=ROOT,
        env=os.environ
        | {
            "PLANS_DATA": str(shared.data),
            "PLANS_CORPUS": str(shared.corpus[0]),
            "PLANS_CHROMA_URL": shared.chroma_url,
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert served_after in served(shared, tmp_path / "replica")
    assert synchronise(shared).problems == ()
    assert "camels" in served(shared, tmp_path / "replica")
    names = sorted(chroma.collections())
    serving = [name.removeprefix("plans-serves-") for name in names if "serves" in name]
    parts = {name.split("-")[1] for name in names if "serves" not in name}
    assert parts == set(serving)
    assert len(names) == 3 * len(serving)


def test_without_the_server_nothing_is_changed_and_the_message_says_why(
    shared: IngestSettings, tmp_path: Path
) -> None:
    digest(shared, "news-2017").write_text("# Horse patrols\n\nFour camels patrol.\n", "utf-8")
    nobody = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(IndexDamaged, match="the Chroma server cannot be reached"):
        synchronise(shared.model_copy(update={"chroma_url": nobody}))
    assert "horses" in served(shared, tmp_path / "replica")


def test_a_second_machine_that_finishes_later_is_refused(
    shared: IngestSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(shared.data, tmp_path / "other")
    (tmp_path / "other" / "index" / "writer").unlink()
    other = shared.model_copy(update={"data": tmp_path / "other"})
    create = ChromaServer.create

    def overtaken(self: ChromaServer, name: str, *arguments: object) -> object:
        with monkeypatch.context() as patch:
            patch.setattr(ChromaServer, "create", create)
            synchronise(other)
        monkeypatch.setattr(ChromaServer, "create", create)
        return create(self, name, *arguments)  # type: ignore[arg-type]

    digest(shared, "news-2017").write_text("# Horse patrols\n\nFour camels patrol.\n", "utf-8")
    monkeypatch.setattr(ChromaServer, "create", overtaken)
    with pytest.raises(IndexLocked, match="another machine has published an index"):
        synchronise(shared)
    assert "camels" in served(shared, tmp_path / "replica")
