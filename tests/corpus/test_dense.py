"""Search by meaning finds the same passages whichever way it takes."""

from pathlib import Path

import numpy as np
import pytest

from corpus.admission import Admission
from corpus.chroma import ChromaIndex, write_chroma
from corpus.dense import DenseIndex
from corpus.errors import IndexDamaged
from corpus.index import Filter, MemoryIndex, Vectors, best_first, cosines
from tests.corpus.small import passage, random_filter, random_passages

COUNT = 4000
"""More than three times what is compared at a time."""
PASSAGES = random_passages(COUNT, seed=9)


def unit_vectors(count: int, seed: int) -> Vectors:
    made = np.random.default_rng(seed).standard_normal((count, 12)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True))


VECTORS = unit_vectors(COUNT, seed=9)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ChromaIndex:
    folder = tmp_path_factory.mktemp("dense")
    list(write_chroma(folder, PASSAGES[:20], VECTORS[:20]))
    return ChromaIndex(folder, PASSAGES[:20])


@pytest.fixture(scope="module")
def dense(store: ChromaIndex) -> DenseIndex:
    return DenseIndex(store, VECTORS, Admission(PASSAGES))


@pytest.mark.parametrize("seed", range(40))
def test_a_limited_search_finds_what_comparing_one_by_one_finds(
    dense: DenseIndex, seed: int
) -> None:
    numbers = np.random.default_rng(seed)
    within, top_k = random_filter(numbers), int(numbers.integers(1, 80))
    query = unit_vectors(1, seed)[0]
    expected = MemoryIndex(PASSAGES, VECTORS).search(query, top_k=top_k, within=within)
    found = dense.search(query, top_k=top_k, within=within)
    assert [hit.position for hit in found] == [hit.position for hit in expected]
    assert [h.score for h in found] == pytest.approx([h.score for h in expected], abs=1e-6)


@pytest.mark.parametrize("documents", [{"d1"}, {f"d{n}" for n in range(20)}])
def test_few_and_many_admitted_passages_are_compared_alike(
    dense: DenseIndex, documents: set[str]
) -> None:
    within = Filter(documents=frozenset(documents))
    expected = MemoryIndex(PASSAGES, VECTORS).search(VECTORS[3], top_k=50, within=within)
    found = dense.search(VECTORS[3], top_k=50, within=within)
    assert [hit.position for hit in found] == [hit.position for hit in expected]


def test_of_equal_passages_the_first_come_first(store: ChromaIndex) -> None:
    same = np.repeat(VECTORS[:1], COUNT, axis=0)
    index = DenseIndex(store, same, Admission(PASSAGES))
    for within in (None, Filter(years=frozenset({2013}))):
        expected = MemoryIndex(PASSAGES, same).search(same[0], top_k=7, within=within)
        found = index.search(same[0], top_k=7, within=within)
        assert [hit.position for hit in found] == [hit.position for hit in expected]


def test_with_more_passages_than_are_compared_one_by_one_the_store_is_asked(
    tmp_path: Path,
) -> None:
    list(write_chroma(tmp_path, PASSAGES[:20], VECTORS[:20]))
    others = [passage(f"other/x/{number}") for number in range(20)]
    store = ChromaIndex(tmp_path, others)
    admission = Admission(others)
    with pytest.raises(IndexDamaged):
        DenseIndex(store, VECTORS[:20], admission, exact=19).search(VECTORS[3], top_k=1)
    exact = DenseIndex(store, VECTORS[:20], admission, exact=20).search(VECTORS[3], top_k=1)
    assert [hit.position for hit in exact] == [3]
    store.close()


@pytest.mark.parametrize("top_k", [0, 1, 3, 4, 5, 9])
def test_the_best_scores_are_those_of_a_stable_sort(top_k: int) -> None:
    scores = np.array([0.5, 0.1, 0.9, 0.5, 0.5, -1.0], dtype=np.float32)
    assert best_first(scores, top_k).tolist() == [2, 0, 3, 4, 1, 5][:top_k]


def test_cosines_are_those_of_the_matrix_product_for_either_width_of_numbers() -> None:
    many, few = unit_vectors(1100, seed=1), unit_vectors(3, seed=2)
    assert cosines(many, few) == pytest.approx(many @ few.T, abs=1e-6)
    assert cosines(many.astype(np.float16), few) == pytest.approx(many @ few.T, abs=2e-3)
    assert cosines(many[:0], few).shape == (0, 3)
