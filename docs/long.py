"""Write docs/long.md: what ingesting one PDF of a thousand pages costs, step by step.

`python -m docs.long [PAGES]` makes the PDF and an empty corpus in a temporary folder, reads it as
the ingest does (in its child process), then ingests it with a process of its own. Figures are of
one run on one machine; only their relation carries over to another.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus.child import Limits
from corpus.generation import read_generation
from corpus.index_folder import IndexFolder
from ingest.isolated import file_digest, read_isolated
from ingest.settings import IngestSettings
from ingest.stored_readings import StoredReadings
from tests.documents.pdf_long import write_long

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = """\
- id: long-report
  title: "A long report"
  kind: annual-report
  published: "2034"
  publisher: Commissioner for Exampleshire
"""
PAGE = """# A PDF of {pages:,} pages

Written by `.venv/bin/python -m docs.long {pages}` (`make bench` runs it); do not edit. One run on \
{cores} shared cores.

| step | seconds | pages per second |
|---|--:|--:|
| reading: words, columns, tables, text | {reading:.0f} | {read_pace:.1f} |
| dividing, embedding {texts:,} texts, storing | {rest:.0f} | {rest_pace:.1f} |
| together | {total:.0f} | {pace:.1f} |

It takes {ratio:.1f} times as long to embed and store what was read as to read it. Peak memory of \
the ingest: {ingest:,.0f} MB; of the child process that reads: {child:,.0f} MB. {passages:,} passages.
"""


def main() -> int:
    """Measure, and write the page."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "corpus").mkdir()
        (folder / "corpus" / "catalogue.yaml").write_text(CATALOGUE, "utf-8")
        pdf = folder / "data" / "originals" / "long-report.pdf"
        pdf.parent.mkdir(parents=True)
        write_long(pdf, pages)
        _prepare_model(folder)
        text = _measured(folder, pdf, pages)
    (ROOT / "docs" / "long.md").write_text(text, "utf-8")
    print(text)
    return 0


def _prepare_model(folder: Path) -> None:
    """Export the embedding model, which is no part of what is measured."""
    from corpus.embeddings import DEFAULT_MODEL, export_onnx, find_model
    from corpus.reader import onnx_path

    model = find_model(DEFAULT_MODEL)
    export_onnx(model, onnx_path(folder / "data", model))


def _measured(folder: Path, pdf: Path, pages: int) -> str:
    settings = IngestSettings(data=folder / "data", corpus=(folder / "corpus",))
    limits = Limits(seconds=settings.read_seconds, megabytes=settings.read_megabytes)
    started = time.perf_counter()
    stored = StoredReadings(settings.data / "readings")
    read_isolated(pdf, file_digest(pdf), stored, limits, settings.max_file_megabytes)
    reading = time.perf_counter() - started
    child = _peak_of_children()
    started = time.perf_counter()
    environment = {
        "PLANS_DATA": str(settings.data),
        "PLANS_CORPUS": str(settings.corpus[0]),
        "HF_HUB_OFFLINE": "1",
    }
    subprocess.run(
        [sys.executable, "-m", "ingest"], cwd=ROOT, env=os.environ | environment, check=True
    )
    rest = time.perf_counter() - started
    manifest = read_generation(IndexFolder(settings.data / "index").current()).manifest
    return PAGE.format(
        pages=pages,
        cores=os.cpu_count(),
        reading=reading,
        read_pace=pages / reading,
        texts=_embedded(settings.data),
        rest=rest,
        rest_pace=pages / rest,
        total=reading + rest,
        pace=pages / (reading + rest),
        ratio=rest / reading,
        ingest=_peak_of_children(),
        child=child,
        passages=manifest.passages,
    )


def _peak_of_children() -> float:
    """The most memory that any child so far had at once, in megabytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _embedded(data: Path) -> int:
    generation = read_generation(IndexFolder(data / "index").current())
    return len(generation.vectors) + len(generation.spans) + len(generation.words)


if __name__ == "__main__":
    sys.exit(main())
