"""What was embedded once is not embedded again, and a damaged cache never gives a wrong vector."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.embeddings import DEFAULT_MODEL, EmbeddingModel, find_model
from corpus.index import Vectors
from ingest import vector_cache
from ingest.settings import IngestSettings
from ingest.sync import synchronise
from ingest.vector_cache import VectorCache
from tests.ingest.test_sync import digest


@pytest.fixture(scope="module")
def model() -> EmbeddingModel:
    return find_model(DEFAULT_MODEL)


def rows(count: int, first: int = 0) -> Vectors:
    return np.arange(first, first + 2 * count, dtype=np.float32).reshape(count, 2)


def numbers(found: dict[str, Vectors]) -> dict[str, list[float]]:
    return {text: row.tolist() for text, row in found.items()}


def test_vectors_of_earlier_runs_are_there_again(tmp_path: Path, model: EmbeddingModel) -> None:
    VectorCache(tmp_path, model).add(["one", "two"], rows(2))
    VectorCache(tmp_path, model).add(["three"], rows(1, 4))
    found = VectorCache(tmp_path, model).load(["three", "one", "four"])
    assert numbers(found) == {"one": [0.0, 1.0], "three": [4.0, 5.0]}


def test_a_text_has_one_vector_whether_it_was_just_computed_or_kept(
    tmp_path: Path, model: EmbeddingModel
) -> None:
    cache = VectorCache(tmp_path, model)
    computed = cache.add(["one"], np.array([[0.1, 1 / 3]], dtype=np.float32))
    assert np.array_equal(cache.load(["one"])["one"], computed[0])


def test_another_model_or_another_copy_of_it_has_its_own(
    tmp_path: Path, model: EmbeddingModel
) -> None:
    VectorCache(tmp_path, model).add(["one"], rows(1))
    other = VectorCache(tmp_path, replace(model, sha256="0" * 64))
    assert other.load(["one"]) == {}
    other.add(["two"], rows(1))
    other.prune(["two"])
    assert VectorCache(tmp_path, model).load(["one"]) == {}, "nothing will want it"
    assert set(other.load(["one", "two"])) == {"two"}


def _cut(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def _flipped(raw: bytes) -> bytes:
    place = raw.index(np.float16(1.0).tobytes() + np.float16(2.0).tobytes())
    return raw[:place] + b"\xff" + raw[place + 1 :]


@pytest.mark.parametrize("damage", [_cut, _flipped, lambda _: b"", lambda _: b"not a batch"])
def test_a_batch_that_is_damaged_counts_as_not_there(
    tmp_path: Path, model: EmbeddingModel, damage: Callable[[bytes], bytes]
) -> None:
    cache = VectorCache(tmp_path, model)
    cache.add(["one"], rows(1))
    cache.add(["two"], rows(1, 1))
    _, path = sorted(tmp_path.rglob("*.npz"))
    path.write_bytes(damage(path.read_bytes()))
    assert set(cache.load(["one", "two"])) == {"one"}
    cache.add(["two"], rows(1, 1))
    assert set(cache.load(["one", "two"])) == {"one", "two"}


def test_what_no_index_holds_is_dropped_once_there_is_much_of_it(
    tmp_path: Path, model: EmbeddingModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_cache, "_FEWEST", 6)
    cache = VectorCache(tmp_path, model)
    every = [str(n) for n in range(9)]
    for first in (0, 3):
        cache.add(every[first : first + 3], rows(3, first))
    (tmp_path / model.ingest_name / ".123").write_bytes(b"of a run that was killed")
    cache.prune(["1"])
    assert set(cache.load(every)) == set(every[:6]), "not much yet"
    cache.add(every[6:], rows(3, 6))
    cache.prune(["1", "7"])
    assert set(cache.load(every)) == {"1", "7"}
    assert [path.suffix for path in (tmp_path / model.ingest_name).iterdir()] == [".npz"]


def test_a_document_that_comes_back_is_not_embedded_again(index: IngestSettings) -> None:
    path = digest(index, "news-2017")
    first = path.read_text("utf-8")
    for text in ("# Horse patrols\n\nFour camels patrol.\n", "# Horse patrols\n\nA llama too.\n"):
        path.write_text(text, "utf-8")
        assert synchronise(index).embedded > 0
    path.write_text(first, "utf-8")
    report = synchronise(index)
    assert (report.updated, report.embedded) == (("news-2017",), 0)
