"""Opening the index: whole, or an error that says what to do; never silently empty."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from corpus.embeddings import DEFAULT_MODEL, find_model
from corpus.errors import EmbeddingError, IndexDamaged, IndexError_, IndexMismatch, IndexMissing
from corpus.generation import Generation, read_generation
from corpus.index import Filter, MemoryIndex, Vectors
from corpus.local_source import LocalSource
from corpus.reader import IndexReader, onnx_path
from ingest.settings import IngestSettings
from ingest.sync import synchronise
from tests.corpus.small import found

Damage = Callable[[Path], None]


def change(index: IngestSettings, text: str) -> None:
    path = index.corpus[0] / "digests" / "news-2017.md"
    path.write_text(f"# Horse patrols begin\n\n{text}\n", "utf-8")


def store(generation: Path) -> Path:
    return generation / "chroma" / "chroma.sqlite3"


def lose_rows(generation: Path) -> None:
    with sqlite3.connect(store(generation)) as database:
        database.execute("DELETE FROM embeddings WHERE id IN (SELECT id FROM embeddings LIMIT 1)")
    database.close()


def overwrite_header(generation: Path) -> None:
    with store(generation).open("r+b") as file:
        file.write(b"\x00" * 100)


DAMAGES: dict[str, Damage] = {
    "sqlite-deleted": lambda g: store(g).unlink(),
    "sqlite-empty": lambda g: store(g).write_bytes(b""),
    "sqlite-header-overwritten": overwrite_header,
    "sqlite-cut-in-half": lambda g: store(g).write_bytes(store(g).read_bytes()[: 2**16]),
    "chroma-folder-deleted": lambda g: shutil.rmtree(g / "chroma"),
    "rows-missing": lose_rows,
    "passages-deleted": lambda g: (g / "passages.jsonl").unlink(),
    "table-deleted": lambda g: (g / "passages.npz").unlink(),
    "vectors-altered": lambda g: (g / "vectors.npy").write_bytes(b"\x93NUMPY"),
    "word-index-deleted": lambda g: shutil.rmtree(g / "words"),
    "manifest-deleted": lambda g: (g / "manifest.json").unlink(),
    "generation-deleted": shutil.rmtree,
    "current-json-empty": lambda g: (g.parent / "current.json").write_bytes(b""),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_index_is_refused_and_the_command_that_is_named_mends_it(
    index: IngestSettings, damage: Damage
) -> None:
    generation = index.data / "index" / "gen-000001"
    damage(generation)
    source = LocalSource(index.data)
    opened = IndexReader(index.data, DEFAULT_MODEL, source)
    with pytest.raises(IndexDamaged) as caught:
        opened.current()
        source.settle()
        opened.current()
    assert str(index.data / "index") in str(caught.value)
    assert "run `python -m ingest`" in str(caught.value)
    report = synchronise(index)
    assert report.problems == ()
    assert any(notice.endswith("is built again") for notice in report.notices)
    assert "horses" in found(IndexReader(index.data, DEFAULT_MODEL).current(), "horses in woods")


def test_without_an_index_the_command_that_makes_one_is_named(data: Path) -> None:
    with pytest.raises(IndexMissing, match="there is no index; run `python -m ingest`"):
        IndexReader(data, DEFAULT_MODEL).current()


def test_an_index_that_lost_only_its_current_json_is_said_to_be_missing_and_built_again(
    index: IngestSettings,
) -> None:
    (index.data / "index" / "current.json").unlink()
    with pytest.raises(IndexMissing):
        IndexReader(index.data, DEFAULT_MODEL).current()
    synchronise(index)
    assert "horses" in found(IndexReader(index.data, DEFAULT_MODEL).current(), "horses in woods")


@pytest.mark.parametrize("damage", ["altered", "deleted"])
def test_a_stored_text_that_was_altered_or_lost_is_mended_by_the_command_that_is_named(
    index: IngestSettings, damage: str
) -> None:
    text = index.data / "index" / "gen-000001" / "texts" / "news-2014.txt"
    _ = text.write_text("x", "utf-8") if damage == "altered" else text.unlink()
    synchronise(index)
    opened = IndexReader(index.data, DEFAULT_MODEL).current()
    assert opened.generation.text("news-2014").startswith("# A van visits Oldtown")


@pytest.mark.parametrize("damage", ["deleted", "cut"])
def test_a_lost_or_damaged_export_of_the_model_is_mended_by_the_command_that_is_named(
    index: IngestSettings, damage: str
) -> None:
    export = onnx_path(index.data, find_model(DEFAULT_MODEL))
    export.unlink()
    if damage == "cut":
        export.write_bytes(b"half a model")
    with pytest.raises(EmbeddingError, match="run `python -m ingest`"):
        IndexReader(index.data, DEFAULT_MODEL).current()
    export.unlink(missing_ok=True)  # as the message says
    synchronise(index)
    IndexReader(index.data, DEFAULT_MODEL).current()


def test_another_model_is_a_mismatch_that_names_both_and_what_to_do(index: IngestSettings) -> None:
    manifest = index.data / "index" / "gen-000001" / "manifest.json"
    content = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(content | {"model": "other", "model_sha256": "f" * 64}), "utf-8")
    with pytest.raises(IndexMismatch) as caught:
        IndexReader(index.data, DEFAULT_MODEL).current()
    assert "built with the embedding model 'other' (ffffffffffff)" in str(caught.value)
    assert f"PLANS_EMBEDDING_MODEL is {DEFAULT_MODEL!r}" in str(caught.value)
    assert "run `python -m ingest` to build it again, or change the setting back" in str(
        caught.value
    )
    assert synchronise(index).generation == "gen-000002"
    IndexReader(index.data, DEFAULT_MODEL).current()


def test_another_schema_is_built_again_by_the_command_that_is_named(index: IngestSettings) -> None:
    manifest = index.data / "index" / "gen-000001" / "manifest.json"
    content = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(content | {"schema": "0"}), "utf-8")
    with pytest.raises(IndexMismatch, match="schema '0'"):
        IndexReader(index.data, DEFAULT_MODEL).current()
    synchronise(index)
    assert IndexReader(index.data, DEFAULT_MODEL).current().generation.folder.name == "gen-000002"


def test_an_unchanged_index_is_opened_once(reader: IndexReader) -> None:
    assert reader.current() is reader.current()


def test_a_new_generation_is_followed_without_a_restart(
    index: IngestSettings, reader: IndexReader
) -> None:
    before = reader.current()
    change(index, "Four camels patrol the beach.")
    synchronise(index)
    after = reader.current()
    assert (before.generation.folder.name, after.generation.folder.name) == (
        "gen-000001",
        "gen-000002",
    )
    assert "camels" in found(after, "camels at the beach")
    assert "horses" in found(before, "horses in the woods")


def test_while_a_new_generation_is_opened_others_are_answered_from_the_one_before(
    index: IngestSettings, reader: IndexReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reader.current()
    change(index, "Four camels patrol the beach.")
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
        assert threads.submit(reader.current).result(10) is before
        may_end.set()
        after = first.result(30)
    assert after.generation.folder.name == "gen-000002"
    assert reader.current() is after


def test_threads_that_ask_before_the_first_generation_is_open_wait_for_it_and_open_it_once(
    reader: IndexReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def noted(folder: Path, *, with_vectors: bool) -> Generation:
        opened.append(folder)
        return read_generation(folder, with_vectors=with_vectors)

    monkeypatch.setattr("corpus.reader.read_generation", noted)
    with ThreadPoolExecutor(8) as threads:
        held = list(threads.map(lambda _: reader.current(), range(8)))
    assert {id(each) for each in held} == {id(held[0])}
    assert len(opened) == 1


def test_vectors_that_only_the_store_has_are_asked_of_it(index: IngestSettings) -> None:
    whole = IndexReader(index.data, DEFAULT_MODEL).current()
    vectors = np.array(whole.generation.vectors)
    (whole.generation.folder / "vectors.npy").unlink()

    class Elsewhere(LocalSource):
        """As a server: the folder holds no vectors."""

        with_vectors = False

        def store(self, generation: Generation) -> Stored:  # type: ignore[override]
            return Stored(generation.passages, vectors)

    opened = IndexReader(index.data, DEFAULT_MODEL, Elsewhere(index.data)).current()
    vector = opened.embedder.encode(["horses in the woods"])[0]
    for within in (None, Filter(plans=frozenset({"plan-2013"}))):
        expected = whole.dense.search(vector, top_k=3, within=within)
        found = opened.dense.search(vector, top_k=3, within=within)
        assert [hit.position for hit in found] == [hit.position for hit in expected]
    assert opened.passage_vectors([2, 0]) == pytest.approx(vectors[[2, 0]])
    assert whole.passage_vectors([2, 0]) == pytest.approx(vectors[[2, 0]])
    assert opened.dense.count() == len(vectors)
    with pytest.raises(IndexDamaged, match=r"vectors\.npy"):
        IndexReader(index.data, DEFAULT_MODEL).current()


class Stored(MemoryIndex):
    """A store that gives back its vectors."""

    def vectors_of(self, positions: Sequence[int]) -> Vectors:
        return np.asarray(self._vectors[list(positions)])


def test_a_passage_is_found_by_its_id_and_by_its_document(reader: IndexReader) -> None:
    opened = reader.current()
    passages = list(opened.generation.passages)
    assert [opened.generation.position(each.id) for each in passages] == list(range(len(passages)))
    with pytest.raises(KeyError):
        opened.generation.position("plan-2013/nowhere/1")
    for document in ("plan-2013", "news-2014", "nobody"):
        expected = [(n, each) for n, each in enumerate(passages) if each.document == document]
        assert list(opened.passages_of(document)) == expected
        assert opened.generation.passages_of(document) == tuple(each for _, each in expected)


def test_a_damaged_new_generation_is_not_followed_and_the_one_before_it_serves_on(
    index: IngestSettings, reader: IndexReader, caplog: pytest.LogCaptureFixture
) -> None:
    reader.current()
    change(index, "Four camels patrol the beach.")
    synchronise(index)
    (index.data / "index" / "gen-000002" / "vectors.npy").unlink()
    assert "horses" in found(reader.current(), "horses in the woods")
    assert "the new index is not used, the one before it serves on" in caplog.text
    assert "vectors.npy" in caplog.text
    synchronise(index)
    assert "camels" in found(reader.current(), "camels at the beach")


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        (lambda g: store(g).unlink(), IndexDamaged),
        (lambda g: store(g).write_bytes(b""), IndexDamaged),
        (lambda g: shutil.rmtree(g.parent), IndexMissing),
        (lambda g: (g.parent / "current.json").unlink(), IndexMissing),
    ],
    ids=["sqlite-deleted", "sqlite-empty", "index-deleted", "current-json-deleted"],
)
def test_an_index_that_is_lost_while_it_serves_is_an_error_and_not_an_empty_answer(
    index: IngestSettings, reader: IndexReader, damage: Damage, error: type[IndexError_]
) -> None:
    reader.current()
    damage(index.data / "index" / "gen-000001")
    for _ in range(2):
        with pytest.raises(error, match="run `python -m ingest`"):
            reader.current()
    synchronise(index)
    assert "horses" in found(reader.current(), "horses in the woods")


def test_writing_in_the_same_process_does_not_close_the_store_that_serves(
    index: IngestSettings, reader: IndexReader
) -> None:
    opened = reader.current()
    synchronise(index)
    assert "horses" in found(opened, "horses in the woods")
