"""An ingest that is killed with -9, at whatever point, leaves an index that is whole."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.embeddings import DEFAULT_MODEL
from corpus.reader import IndexReader
from ingest import isolated
from ingest.settings import IngestSettings
from ingest.sync import synchronise
from tests.documents.pdf_breaks import letter
from tests.ingest.test_sync import digest

ROOT = Path(__file__).resolve().parents[2]
_KILLED_AT = """
import os, runpy, signal, sys
_, wanted, path, mode = sys.argv
def watch(event, arguments):
    if event == wanted and str(arguments[0]).endswith(path) and mode in (str(arguments[1]), "-"):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
sys.argv = ["ingest"]
runpy.run_module("ingest", run_name="__main__")
"""
"""`python -m ingest`, killed by the system when Python announces a certain step."""


def killed_ingest(settings: IngestSettings, *kill_at: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _KILLED_AT, *kill_at],
        cwd=ROOT,
        env=os.environ
        | {"PLANS_DATA": str(settings.data), "PLANS_CORPUS": str(settings.corpus[0])},
        capture_output=True,
        text=True,
        timeout=120,
    )


def served(settings: IngestSettings) -> str:
    """The text of the document that changes, from a reader that opens and checks everything."""
    opened = IndexReader(settings.data, DEFAULT_MODEL).current()
    vector = opened.embedder.encode(["animals that patrol"])[0]
    hit = opened.dense.search(vector, top_k=1)[0]
    assert opened.passage(hit.position).document == "news-2017"
    return opened.generation.text("news-2017")


@pytest.mark.parametrize(
    ("kill_at", "served_after"),
    [
        pytest.param(("os.mkdir", "gen-000002.part", "-"), "horses", id="before-anything"),
        pytest.param(("open", ".part/vectors.npy", "w"), "horses", id="writing-the-vectors"),
        pytest.param(("open", ".part/manifest.json", "w"), "horses", id="after-the-vector-store"),
        pytest.param(("os.rename", "current.tmp", "-"), "horses", id="before-it-is-current"),
        pytest.param(("shutil.rmtree", "gen-000001", "-"), "camels", id="after-it-is-current"),
    ],
)
def test_the_last_whole_index_serves_and_the_next_run_completes(
    index: IngestSettings, kill_at: tuple[str, ...], served_after: str
) -> None:
    if kill_at[0] == "shutil.rmtree":  # the third generation drops the first
        path = digest(index, "news-2014")
        path.write_text(path.read_text("utf-8") + "\nIt left.\n", "utf-8")
        synchronise(index)
    digest(index, "news-2017").write_text("# Horse patrols\n\nFour camels patrol.\n", "utf-8")
    killed = killed_ingest(index, *kill_at)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert served_after in served(index)
    assert synchronise(index).problems == ()
    assert "camels" in served(index)
    assert list((index.data / "index").glob("*.part")) == []


def test_what_a_killed_run_read_and_embedded_is_not_done_again(
    index: IngestSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    originals = index.data / "originals"
    originals.mkdir()
    shutil.copyfile(letter(tmp_path).path, originals / "plan-2016.pdf")
    killed = killed_ingest(index, "open", ".part/vectors.npy", "w")
    assert killed.returncode == -signal.SIGKILL, killed.stderr

    def read_again(*_: object) -> None:
        raise AssertionError("the document is read again")

    monkeypatch.setattr(isolated, "run_child", read_again)
    report = synchronise(index)
    assert (report.added, report.embedded) == (("plan-2016",), 0)
