"""The contract of an index of passages: every implementation passes the same tests."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.admission import Admission
from corpus.chroma import ChromaIndex, write_chroma
from corpus.chroma_index import ServerIndex
from corpus.chroma_index import write_passages as write_to_server
from corpus.chroma_published import Published
from corpus.chroma_server import ChromaServer
from corpus.dense import DenseIndex
from corpus.documents import Passage
from corpus.errors import IndexDamaged
from corpus.index import Filter, MemoryIndex, PassageIndex, Vectors
from tests.corpus.small import passage

Open = Callable[[Sequence[Passage], Vectors], PassageIndex]

PASSAGES = (
    passage("a/x/1", plans=("plan-1",), years=(2013, 2014)),
    passage("a/x/2", plans=("plan-1", "plan-2"), years=(2014,)),
    passage("b/x/1", plans=("plan-2",), years=(2015,)),
    passage("b/x/2", plans=(), years=(2013, 2015)),
    passage("c/x/1", plans=("plan-3",), years=(2016,)),
)


def at(degrees: float) -> Vectors:
    """A unit vector in a plane, so that cosines are known."""
    turn = np.radians(degrees)
    return np.asarray([np.cos(turn), np.sin(turn), 0.0, 0.0], dtype=np.float32)


PUBLISHED = Published(number=1, manifest="ab" * 32, files="", files_size=0, when=0)


def served(
    server: ChromaServer,
    passages: Sequence[Passage],
    vectors: Vectors,
    admission: Admission | None = None,
) -> ServerIndex:
    """Passages on a Chroma server, instead of in a folder."""
    list(write_to_server(server, PUBLISHED, passages, vectors, {}))
    return ServerIndex(
        server,
        server.collections()[PUBLISHED.passages],
        manifest=PUBLISHED.manifest,
        passages=len(passages),
        admission=admission,
    )


VECTORS = np.stack([at(degrees) for degrees in (80, 20, 40, 60, 0)])


@pytest.fixture(
    params=["memory", "chroma", "dense", "dense-many", "server", "filtering-server", "dense-server"]
)
def open_index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    opened: list[ChromaIndex] = []

    def make(passages: Sequence[Passage], vectors: Vectors) -> PassageIndex:
        if request.param == "memory":
            return MemoryIndex(passages, vectors)
        if request.param.endswith("server"):
            known = Admission(passages) if request.param == "filtering-server" else None
            on_server = served(request.getfixturevalue("chroma"), passages, vectors, known)
            if request.param == "dense-server":
                return DenseIndex(on_server, vectors[:0], Admission(passages))
            return on_server
        list(write_chroma(tmp_path / "chroma", passages, vectors, batch=2))
        opened.append(ChromaIndex(tmp_path / "chroma", passages))
        if request.param == "chroma":
            return opened[-1]
        exact = 0 if request.param == "dense-many" else len(passages)
        return DenseIndex(opened[-1], vectors, Admission(passages), exact=exact)

    yield make
    for index in opened:
        index.close()


@pytest.fixture
def index(open_index: Open) -> PassageIndex:
    return open_index(PASSAGES, VECTORS)


def positions(index: PassageIndex, within: Filter | None = None, top_k: int = 10) -> list[int]:
    return [found.position for found in index.search(at(0), top_k=top_k, within=within)]


def test_the_nearest_comes_first(index: PassageIndex) -> None:
    assert positions(index) == [4, 1, 2, 3, 0]


def test_a_score_is_the_cosine_so_that_higher_is_better(index: PassageIndex) -> None:
    scores = [found.score for found in index.search(at(0), top_k=5)]
    assert scores == pytest.approx([np.cos(np.radians(d)) for d in (0, 20, 40, 60, 80)], abs=1e-5)


def test_what_points_the_other_way_has_a_negative_score(index: PassageIndex) -> None:
    assert index.search(at(180), top_k=1)[0].score == pytest.approx(
        np.cos(np.radians(100)), abs=1e-5
    )


@pytest.mark.parametrize("top_k", [1, 2, 5, 50])
def test_no_more_than_top_k_are_found_and_no_more_than_there_are(
    index: PassageIndex, top_k: int
) -> None:
    assert positions(index, top_k=top_k) == [4, 1, 2, 3, 0][:top_k]


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        pytest.param(Filter(), [4, 1, 2, 3, 0], id="no-limit"),
        pytest.param(Filter(documents=frozenset({"a"})), [1, 0], id="a-document"),
        pytest.param(Filter(documents=frozenset({"a", "c"})), [4, 1, 0], id="two-documents"),
        pytest.param(Filter(plans=frozenset({"plan-2"})), [1, 2], id="a-plan-beside-another"),
        pytest.param(Filter(plans=frozenset({"plan-1", "plan-3"})), [4, 1, 0], id="either-plan"),
        pytest.param(Filter(years=frozenset({2013})), [3, 0], id="a-year"),
        pytest.param(Filter(years=frozenset({2014, 2016})), [4, 1, 0], id="either-year"),
        pytest.param(
            Filter(documents=frozenset({"a"}), plans=frozenset({"plan-2"})),
            [1],
            id="all-limits-hold",
        ),
        pytest.param(
            Filter(
                documents=frozenset({"a", "b"}),
                plans=frozenset({"plan-1", "plan-2"}),
                years=frozenset({2013, 2015}),
            ),
            [2, 0],
            id="all-three-limits",
        ),
        pytest.param(Filter(documents=frozenset({"nobody"})), [], id="an-unknown-document"),
        pytest.param(Filter(plans=frozenset({"plan-9"})), [], id="an-unknown-plan"),
        pytest.param(Filter(years=frozenset({1999})), [], id="a-year-of-nothing"),
        pytest.param(
            Filter(documents=frozenset({"c"}), years=frozenset({2013})),
            [],
            id="limits-that-exclude",
        ),
    ],
)
def test_a_limit_is_a_filter_and_the_order_stays(
    index: PassageIndex, within: Filter, expected: list[int]
) -> None:
    assert positions(index, within) == expected


def test_top_k_counts_after_the_filter_so_that_a_far_passage_in_scope_is_found(
    index: PassageIndex,
) -> None:
    assert positions(index, Filter(documents=frozenset({"a"})), top_k=2) == [1, 0]


@pytest.mark.parametrize("limit", ["documents", "plans", "years"])
def test_a_limit_to_nothing_finds_nothing(
    index: PassageIndex, limit: str, request: pytest.FixtureRequest
) -> None:
    assert positions(index, Filter(**{limit: frozenset()})) == []


def test_asking_for_none_finds_none(index: PassageIndex, request: pytest.FixtureRequest) -> None:
    assert positions(index, top_k=0) == []


def test_every_passage_is_counted(index: PassageIndex) -> None:
    assert index.count() == len(PASSAGES)


def test_equal_vectors_are_all_found(open_index: Open) -> None:
    index = open_index(PASSAGES[:3], np.stack([at(10)] * 3))
    assert sorted(positions(index)) == [0, 1, 2]


def many() -> tuple[list[Passage], Vectors]:
    vectors = np.random.default_rng(7).standard_normal((300, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    passages = [
        passage(f"d{n % 5}/x/{n}", years=(2010 + n % 7,), plans=(f"p{n % 3}",)) for n in range(300)
    ]
    return passages, vectors


def test_it_finds_what_exact_search_finds(open_index: Open) -> None:
    passages, vectors = many()
    exact, index = MemoryIndex(passages, vectors), open_index(passages, vectors)
    for within in (None, Filter(years=frozenset({2012, 2013}), plans=frozenset({"p1"}))):
        for query in vectors[:20]:
            expected = exact.search(query, top_k=10, within=within)
            found = index.search(query, top_k=10, within=within)
            assert [f.position for f in found] == [f.position for f in expected]
            assert [f.score for f in found] == pytest.approx([f.score for f in expected], abs=1e-5)


def test_a_store_of_other_passages_is_refused_although_their_number_is_the_same(
    tmp_path: Path,
) -> None:
    list(write_chroma(tmp_path / "chroma", PASSAGES, VECTORS))
    others = [passage(f"other/x/{n}") for n in range(len(PASSAGES))]
    store = ChromaIndex(tmp_path / "chroma", others)
    with pytest.raises(IndexDamaged):
        store.search(at(0), top_k=1)
    store.close()


def test_a_store_with_too_few_passages_is_refused_when_it_is_opened(tmp_path: Path) -> None:
    list(write_chroma(tmp_path / "chroma", PASSAGES[:4], VECTORS[:4]))
    with pytest.raises(IndexDamaged, match="holds 4 of 5 passages"):
        ChromaIndex(tmp_path / "chroma", PASSAGES)


def test_the_store_is_a_langchain_vector_store_with_the_same_passages(tmp_path: Path) -> None:
    from langchain_core.embeddings import Embeddings

    class East(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [self.embed_query(text) for text in texts]

        def embed_query(self, text: str) -> list[float]:  # noqa: ARG002
            return [float(value) for value in at(0)]

    list(write_chroma(tmp_path / "chroma", PASSAGES, VECTORS))
    index = ChromaIndex(tmp_path / "chroma", PASSAGES)
    found = index.as_langchain(East()).similarity_search("anything", k=2)
    assert [(hit.id, hit.page_content) for hit in found] == [
        ("c/x/1", "Words of c/x/1."),
        ("a/x/2", "Words of a/x/2."),
    ]
    index.close()


def test_passages_of_another_generation_on_the_server_are_refused(chroma: ChromaServer) -> None:
    index = served(chroma, PASSAGES, VECTORS)
    assert index.count() == 5
    collection = chroma.collections()[PUBLISHED.passages]
    with pytest.raises(IndexDamaged, match="of another generation"):
        ServerIndex(chroma, collection, manifest="cd" * 32, passages=5)


def test_a_server_with_too_few_passages_is_refused_when_it_is_opened(chroma: ChromaServer) -> None:
    served(chroma, PASSAGES, VECTORS)
    collection = chroma.collections()[PUBLISHED.passages]
    with pytest.raises(IndexDamaged, match="holds 5 of 6 passages"):
        ServerIndex(chroma, collection, manifest=PUBLISHED.manifest, passages=6)


def test_a_server_that_finds_what_the_index_does_not_hold_is_an_error(chroma: ChromaServer) -> None:
    index = served(chroma, PASSAGES, VECTORS)
    collection = chroma.collections()[PUBLISHED.passages]
    chroma.add(collection, ["5"], VECTORS[4:], [{"document": "a"}])
    with pytest.raises(IndexDamaged, match="'5', which the index does not hold"):
        index.search(at(0), top_k=1)


def test_a_server_that_finds_nothing_of_what_is_admitted_is_an_error(
    chroma: ChromaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = served(chroma, PASSAGES, VECTORS, Admission(PASSAGES))
    monkeypatch.setattr(ChromaServer, "nearest", lambda *_: [])
    for within in (None, Filter(documents=frozenset({"c"})), Filter(years=frozenset({2013, 2015}))):
        with pytest.raises(IndexDamaged, match="finds"):
            index.search(at(0), top_k=3, within=within)
    assert index.search(at(0), top_k=3, within=Filter(documents=frozenset({"nobody"}))) == []
