"""A generation holds everything, and nothing of it can be lost or altered without notice."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.documents import TextSource
from corpus.errors import IndexDamaged, IndexMismatch
from corpus.generation import Generation, read_generation
from corpus.lexical import vocabulary_of
from ingest.settings import IngestSettings

OWN_FILES = [
    "catalogue.json",
    "passages.jsonl",
    "passages.npz",
    "vectors.npy",
    "spans.npy",
    "words.npy",
    "words/vocabulary.json",
    "words/params.index.json",
    "words/data.csc.index.npy",
]


@pytest.fixture
def folder(index: IngestSettings) -> Path:
    return index.data / "index" / "gen-000001"


@pytest.fixture
def generation(folder: Path) -> Generation:
    return read_generation(folder)


def flip(path: Path) -> None:
    """Alter one bit in the middle, which changes neither size nor, mostly, form."""
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [flip, cut, empty, Path.unlink])
@pytest.mark.parametrize("name", OWN_FILES)
def test_damage_to_any_file_is_refused_with_its_name_and_the_remedy(
    folder: Path, name: str, damage: Callable[[Path], None]
) -> None:
    damage(folder / name)
    with pytest.raises(IndexDamaged) as caught:
        read_generation(folder)
    assert str(folder / name) in str(caught.value)
    assert "run `python -m ingest`" in str(caught.value)


def test_every_file_but_texts_manifest_and_the_store_is_among_those_that_are_damaged_here(
    generation: Generation,
) -> None:
    assert set(OWN_FILES) <= set(generation.manifest.files)
    on_disk = {
        str(path.relative_to(generation.folder))
        for path in generation.folder.rglob("*")
        if path.is_file()
        and path.relative_to(generation.folder).parts[0] not in ("texts", "chroma")
    }
    assert on_disk == set(generation.manifest.files) | {
        "manifest.json",
        "store-checked.json",
    }


@pytest.mark.parametrize("damage", [cut, empty, Path.unlink])
def test_a_damaged_manifest_is_refused(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder / "manifest.json")
    with pytest.raises(IndexDamaged, match=r"the manifest cannot be read .*run `python -m ingest`"):
        read_generation(folder)


@pytest.mark.parametrize("content", ["[]", "null", "{}", '{"schema": "3"}'])
def test_a_manifest_of_another_form_is_refused(folder: Path, content: str) -> None:
    (folder / "manifest.json").write_text(content, "utf-8")
    with pytest.raises(IndexDamaged, match="run `python -m ingest`"):
        read_generation(folder)


def test_another_schema_is_a_mismatch_and_not_a_damage(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"schema": "0"}), "utf-8")
    with pytest.raises(IndexMismatch) as caught:
        read_generation(folder)
    assert "the index has schema '0', this version reads '3'" in str(caught.value)
    assert "run `python -m ingest` to build it again" in str(caught.value)


@pytest.mark.parametrize("damage", [flip, cut, empty, Path.unlink])
def test_a_text_that_was_altered_or_lost_is_never_quoted_from(
    folder: Path, generation: Generation, damage: Callable[[Path], None]
) -> None:
    damage(folder / "texts" / "news-2014.txt")
    with pytest.raises(IndexDamaged) as caught:
        generation.text("news-2014")
    assert str(folder / "texts" / "news-2014.txt") in str(caught.value)
    assert "run `python -m ingest`" in str(caught.value)
    assert generation.text("news-2017").startswith("# Horse patrols begin")


def test_every_passage_and_every_span_is_the_stored_text_at_its_place(
    generation: Generation,
) -> None:
    for passage in generation.passages:
        text = generation.text(passage.document)
        assert passage.text == text[passage.start : passage.end]
        for span in passage.spans:
            assert passage.quote(span) == text[span.start : span.end]


def test_there_is_a_vector_of_length_one_for_each_passage_span_and_word(
    generation: Generation,
) -> None:
    spans = sum(len(passage.spans) for passage in generation.passages)
    assert len(generation.vectors) == len(generation.passages) == generation.manifest.passages
    assert len(generation.spans) == spans
    assert len(generation.words) == len(vocabulary_of(generation.passages))
    for table in (generation.vectors, generation.spans, generation.words):
        lengths = np.linalg.norm(table.astype(np.float32), axis=1)
        assert lengths == pytest.approx(np.ones(len(table)), abs=1e-3)


def test_the_manifest_says_what_each_document_was_read_from(generation: Generation) -> None:
    documents = generation.manifest.documents
    assert {name: (record.source, record.file) for name, record in documents.items()} == {
        "plan-2013": (TextSource.DIGEST, "plan-2013.md"),
        "news-2014": (TextSource.DIGEST, "news-2014.md"),
        "news-2017": (TextSource.DIGEST, "news-2017.md"),
    }
    assert sum(record.passages for record in documents.values()) == generation.manifest.passages
    assert generation.catalogue.by_id["plan-2016"].text is TextSource.NOT_HELD


def test_the_stored_catalogue_keeps_the_rules_of_time(generation: Generation) -> None:
    replaced_by = generation.catalogue.superseded_by("plan-2013")
    assert replaced_by is not None
    assert replaced_by.id == "plan-2016"
    assert [person.name for person in generation.catalogue.body.commissioners] == [
        "Ada Early",
        "Bo Later-Smith",
    ]
