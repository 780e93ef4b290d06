"""A run that finds nothing changed loads nothing heavy; what was stored is kept only if it fits."""

import json
import subprocess
import sys
from pathlib import Path

from ingest.settings import IngestSettings
from ingest.sync import synchronise

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("chromadb", "langchain_chroma", "onnxruntime", "torch", "transformers", "bm25s")
RUN = f"""
import sys
from pathlib import Path
from ingest.settings import IngestSettings
from ingest.sync import synchronise
report = synchronise(IngestSettings(corpus=(Path(sys.argv[1]),), data=Path(sys.argv[2])))
print(report.generation, *[name for name in {HEAVY!r} if name in sys.modules])
"""


def test_a_run_without_changes_opens_neither_the_store_nor_the_model(
    index: IngestSettings,
) -> None:
    process = subprocess.run(
        [sys.executable, "-c", RUN, str(index.corpus[0]), str(index.data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert process.returncode == 0, process.stderr[-500:]
    assert process.stdout.split() == ["gen-000001"]


def test_an_index_whose_vectors_another_copy_of_the_model_computed_is_built_again(
    index: IngestSettings,
) -> None:
    folder = index.data / "index"
    manifest = folder / "gen-000001" / "manifest.json"
    before = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(before | {"embedded_by": "another"}), "utf-8")
    assert synchronise(index).generation == "gen-000002"
    after = json.loads((folder / "gen-000002" / "manifest.json").read_text("utf-8"))
    assert after["embedded_by"] == before["embedded_by"]
    assert synchronise(index).generation == "gen-000002"
