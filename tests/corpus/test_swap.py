"""Another index comes while several ask, and the one that they had is gone already."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import rmtree
from threading import Event

import pytest

from corpus.generation import Generation, read_generation
from corpus.reader import IndexReader
from ingest.settings import IngestSettings
from ingest.sync import synchronise


def test_whoever_asks_while_the_new_one_is_opened_waits_for_it_where_the_old_one_is_gone(
    index: IngestSettings, reader: IndexReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reader.current()
    digest = index.corpus[0] / "digests" / "news-2017.md"
    digest.write_text("# Horse patrols begin\n\nFour camels patrol the beach.\n", "utf-8")
    synchronise(index)
    begun, may_end = Event(), Event()

    def slowly(folder: Path, *, with_vectors: bool) -> Generation:
        begun.set()
        assert may_end.wait(30)
        return read_generation(folder, with_vectors=with_vectors)

    monkeypatch.setattr("corpus.reader.read_generation", slowly)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(reader.current)
        assert begun.wait(30)
        rmtree(before.generation.folder)
        second = threads.submit(reader.current)
        may_end.set()
        assert first.result(30) is second.result(30)
    assert reader.current().generation.folder.name == "gen-000002"
