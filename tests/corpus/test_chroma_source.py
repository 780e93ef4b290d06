"""Generations on a Chroma server: old or new, whole or an error; never neither, never less."""

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from corpus.chroma_index import ServerIndex, write_passages
from corpus.chroma_published import Published
from corpus.chroma_server import ChromaServer
from corpus.chroma_source import ServerSource
from corpus.errors import IndexDamaged, IndexError_, IndexMissing
from corpus.index import Filter
from tests.corpus.chroma_generations import Replica, eventually, fails, opened, publish, text_of
from tests.corpus.chroma_process import ChromaProcess, free_port
from tests.corpus.small import passage


def test_a_replica_has_the_files_and_searches_the_server(
    replica: Replica, chroma_process: ChromaProcess, tmp_path: Path
) -> None:
    written = publish(chroma_process, tmp_path / "writer", "horses")
    source = replica()
    generation = opened(source)
    assert text_of(generation) == "horses"
    assert list(generation.passages) == list(written.passages)
    generation.check_files(larger_than=0)
    assert not (generation.folder / "vectors.npy").exists()
    source.check(generation)
    store = source.store(generation)
    assert [f.position for f in store.search(written.vectors[7], top_k=1)] == [7]
    some = store.search(written.vectors[7], top_k=3, within=Filter(documents=frozenset({"d3"})))
    assert [f.position % 7 for f in some] == [3, 3, 3]
    np.testing.assert_allclose(store.vectors_of([9, 2]), written.vectors[[9, 2]], atol=1e-6)


def test_before_anything_is_published_the_index_is_missing(
    replica: Replica, chroma_process: ChromaProcess, tmp_path: Path
) -> None:
    source = replica()
    with pytest.raises(IndexMissing, match="no index was published yet"):
        source.current()
    assert source.stamp() is None
    publish(chroma_process, tmp_path / "writer", "horses")
    eventually(lambda: source.stamp() is not None)
    assert text_of(opened(source)) == "horses"


def test_a_new_generation_is_followed_without_a_failed_search(
    replica: Replica, chroma_process: ChromaProcess, tmp_path: Path
) -> None:
    written = publish(chroma_process, tmp_path / "writer", "horses")
    source = replica()
    first = opened(source)
    failures: list[Exception] = []
    seen: set[str] = set()
    done = threading.Event()

    def ask() -> None:
        generation, store = first, source.store(first)
        try:
            while not done.is_set():
                if source.stamp() != generation.folder.name:
                    generation = opened(source)
                    store = source.store(generation)
                source.check(generation)
                assert len(store.search(written.vectors[3], top_k=5)) == 5
                seen.add(text_of(generation))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for text in ("camels", "zebras"):
        publish(chroma_process, tmp_path / "writer", text)
        eventually(lambda text=text: text in seen)  # type: ignore[misc]
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert seen == {"horses", "camels", "zebras"}
    assert len([p for p in (tmp_path / "replica" / "pulled").iterdir() if p.is_dir()]) == 2


def test_a_server_that_stops_is_noticed_and_one_that_comes_back_is_used_again(
    replica: Replica, chroma_process: ChromaProcess, tmp_path: Path
) -> None:
    written = publish(chroma_process, tmp_path / "writer", "horses")
    source = replica()
    generation = opened(source)
    store = source.store(generation)
    chroma_process.stop()
    try:
        with pytest.raises(IndexDamaged, match="cannot be reached"):
            store.search(written.vectors[0], top_k=1)
        eventually(lambda: fails(lambda: source.check(generation)))
        assert source.stamp() == generation.folder.name
    finally:
        chroma_process.start()
    eventually(lambda: not fails(lambda: source.check(generation)))
    assert [f.position for f in store.search(written.vectors[4], top_k=1)] == [4]


@pytest.mark.parametrize("kind", ["passages", "files"])
def test_lost_passages_are_an_error_and_lost_files_are_not_missed_once_they_are_here(
    replica: Replica,
    chroma: ChromaServer,
    chroma_process: ChromaProcess,
    tmp_path: Path,
    kind: str,
) -> None:
    publish(chroma_process, tmp_path / "writer", "horses")
    source = replica()
    generation = opened(source)
    (name,) = (name for name in chroma.collections() if name.endswith(kind))
    chroma.delete(name)
    if kind == "passages":
        eventually(lambda: fails(lambda: source.check(generation)))
        with pytest.raises(IndexDamaged, match="lost"):
            source.store(generation)
    else:
        source.check(generation)
    late = replica("late")
    with pytest.raises(IndexDamaged, match="has lost plans-000001"):
        late.current()


@pytest.mark.parametrize(
    "content", ["", "AAAA", "not base 64", None], ids=["empty", "cut", "garbage", "gone"]
)
def test_a_damaged_piece_is_refused_and_the_generation_before_serves_on(
    replica: Replica,
    chroma: ChromaServer,
    chroma_process: ChromaProcess,
    tmp_path: Path,
    content: str | None,
) -> None:
    publish(chroma_process, tmp_path / "writer", "horses")
    source = replica()
    generation = opened(source)
    with pytest.MonkeyPatch.context() as patch:
        add = ChromaServer.add

        def damaging(self: ChromaServer, collection, ids, vectors, metadatas, *more) -> None:  # type: ignore[no-untyped-def]
            if ids == ["piece-0"] or "piece-0" in ids:
                metadatas = [{"content": content} if content is not None else {"other": 1}]
                metadatas += [{"content": "AA=="}] * (len(ids) - 1)
            add(self, collection, ids, vectors, metadatas, *more)

        patch.setattr(ChromaServer, "add", damaging)
        publish(chroma_process, tmp_path / "writer", "camels")
    late = replica("late")
    with pytest.raises(IndexDamaged, match=r"piece-0 of plans-000002-.* is lost or cut"):
        late.current()
    eventually(lambda: source._failed is not None)
    assert source.stamp() == generation.folder.name
    source.check(generation)
    publish(chroma_process, tmp_path / "writer", "zebras")
    eventually(lambda: source.stamp() != generation.folder.name)
    assert text_of(opened(source)) == "zebras"


def test_an_altered_piece_of_the_right_length_is_refused(
    replica: Replica,
    chroma: ChromaServer,
    chroma_process: ChromaProcess,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(chroma_process, tmp_path / "writer", "horses")
    metadata = ChromaServer.metadata

    def altered(self: ChromaServer, *arguments: object) -> object:
        found = metadata(self, *arguments)  # type: ignore[arg-type]
        return {
            name: {"content": "B" + str(one["content"])[1:]} if name == "piece-0" else one
            for name, one in found.items()
        }

    monkeypatch.setattr(ChromaServer, "metadata", altered)
    with pytest.raises(IndexDamaged, match="was altered"):
        replica().current()


def test_a_replica_that_starts_again_takes_nothing_over_that_was_damaged_meanwhile(
    replica: Replica, chroma_process: ChromaProcess, tmp_path: Path
) -> None:
    publish(chroma_process, tmp_path / "writer", "horses")
    source = replica()
    folder = source.current()
    source.close()
    (folder / "texts" / "d.txt").write_text("donkey", "utf-8")
    assert text_of(opened(replica())) == "horses"


def test_unchanged_files_are_not_brought_again(
    replica: Replica,
    chroma_process: ChromaProcess,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(chroma_process, tmp_path / "writer", "horses")
    source = replica()
    source.current()
    asked: list[str] = []
    metadata = ChromaServer.metadata

    def counting(self: ChromaServer, collection: object, ids: list[str]) -> object:
        asked.extend(ids)
        return metadata(self, collection, ids)  # type: ignore[arg-type]

    monkeypatch.setattr(ChromaServer, "metadata", counting)
    source.close()
    replica().current()
    assert asked == ["list-0"]


def test_without_a_server_the_first_question_is_told_so_within_seconds(tmp_path: Path) -> None:
    source = ServerSource(f"http://127.0.0.1:{free_port()}", "", tmp_path)
    begun = time.monotonic()
    with pytest.raises(IndexError_, match="cannot be reached"):
        source.current()
    assert time.monotonic() - begun < 5
    source.close()


def test_more_passages_than_the_server_can_name_in_one_request_are_all_searched(
    chroma: ChromaServer,
) -> None:
    count = 34_000
    numbers = np.random.default_rng(5)
    vectors = numbers.standard_normal((count, 4)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    passages = [passage(f"d{number % 2}/x/{number}") for number in range(count)]
    published = Published(number=1, manifest="ab" * 32, files="", files_size=0, when=0)
    assert sum(write_passages(chroma, published, passages, vectors, {})) == count
    collection = chroma.collections()[published.passages]
    index = ServerIndex(chroma, collection, manifest=published.manifest, passages=count)
    np.testing.assert_allclose(index.vectors_of(range(count)), vectors, atol=1e-6)
    everything = Filter(documents=frozenset({"d0", "d1"}))
    for within in (None, everything):
        assert index.search(vectors[count - 1], top_k=1, within=within)[0].position == count - 1


def test_a_server_that_lost_vectors_is_noticed_without_any_question(
    replica: Replica,
    chroma_process: ChromaProcess,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(chroma_process, tmp_path / "writer", "horses")
    source = replica()
    generation = opened(source)
    with monkeypatch.context() as patch:
        patch.setattr(ChromaServer, "nearest", lambda *_: [("1", 0.7)])
        eventually(lambda: fails(lambda: source.check(generation)))
    eventually(lambda: not fails(lambda: source.check(generation)))
