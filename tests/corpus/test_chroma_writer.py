"""Writing to a Chroma server: one step makes a generation current, and only for one writer."""

import shutil
import threading
from pathlib import Path

import pytest

from corpus.chroma_published import newest
from corpus.chroma_server import ChromaServer
from corpus.errors import IndexDamaged, IndexLocked, PlansError
from tests.corpus.chroma_generations import Replica, made, opened, publish, text_of, writer
from tests.corpus.chroma_process import ChromaProcess


def test_only_what_no_reader_needs_is_dropped(
    chroma: ChromaServer,
    chroma_process: ChromaProcess,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("corpus.chroma_published._GRACE", 0)
    for text in ("horses", "camels", "zebras"):
        publish(chroma_process, tmp_path / "writer", text)
    names = sorted(chroma.collections())
    assert [name for name in names if "serves" in name] == [
        "plans-serves-000002",
        "plans-serves-000003",
    ]
    assert len(names) == 6


def test_a_generation_that_was_replaced_a_moment_ago_stays_for_slow_replicas(
    chroma: ChromaServer, chroma_process: ChromaProcess, tmp_path: Path
) -> None:
    for text in ("horses", "camels", "zebras"):
        publish(chroma_process, tmp_path / "writer", text)
    assert len(chroma.collections()) == 9


@pytest.mark.parametrize("step", ["create", "add", "count"])
def test_a_writer_that_fails_at_any_step_changes_nothing_and_the_next_one_clears_up(
    replica: Replica,
    chroma: ChromaServer,
    chroma_process: ChromaProcess,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    publish(chroma_process, tmp_path / "writer", "horses")
    real = getattr(ChromaServer, step)
    calls = 0
    while True:  # at the first call, at the second, … until none fails
        calls += 1
        left = calls

        def failing(self: ChromaServer, *arguments: object, **named: object) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                raise IndexDamaged("the server is gone")
            return real(self, *arguments, **named)

        generation = made(tmp_path / f"gen-{calls}", "camels")
        writing = writer(chroma_process, tmp_path / "writer")
        names = set(chroma.collections())
        assert len(names) == 3
        with monkeypatch.context() as patch:
            patch.setattr(ChromaServer, step, failing)
            try:
                writing.publish(generation, lambda _: None)
                break
            except IndexDamaged:
                assert newest(chroma.collections()).number == 1  # type: ignore[union-attr]
    assert calls > 1
    assert text_of(opened(replica())) == "camels"


def test_of_two_machines_that_write_at_once_the_second_is_refused(
    replica: Replica, chroma_process: ChromaProcess, tmp_path: Path
) -> None:
    first, second = (writer(chroma_process, tmp_path / name) for name in ("one", "two"))
    late = made(tmp_path / "late", "camels")
    first.publish(made(tmp_path / "early", "horses"), lambda _: None)
    with pytest.raises(IndexLocked, match="another machine has published"):
        second.publish(late, lambda _: None)
    assert text_of(opened(replica())) == "horses"


def test_two_machines_that_take_the_last_step_at_the_same_moment_do_not_both_succeed(
    chroma: ChromaServer,
    chroma_process: ChromaProcess,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writers = [writer(chroma_process, tmp_path / name) for name in ("one", "two")]
    generations = [made(tmp_path / f"gen-{text}", text) for text in ("horses", "camels")]
    together = threading.Barrier(2)
    create = ChromaServer.create

    def at_once(self: ChromaServer, name: str, *arguments: object) -> object:
        if "serves" in name:
            together.wait(30)
        return create(self, name, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ChromaServer, "create", at_once)
    refused: list[PlansError] = []

    def run(number: int) -> None:
        try:
            writers[number].publish(generations[number], lambda _: None)
        except PlansError as error:
            refused.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(error) for error in refused] == [IndexLocked]
    assert [name for name in chroma.collections() if "serves" in name] == ["plans-serves-000001"]


def test_the_ingest_machine_may_lose_its_folder(
    replica: Replica, chroma_process: ChromaProcess, tmp_path: Path
) -> None:
    publish(chroma_process, tmp_path / "writer", "horses")
    shutil.rmtree(tmp_path / "writer")
    generation = publish(chroma_process, tmp_path / "writer", "camels")
    assert text_of(opened(replica())) == "camels"
    writing = writer(chroma_process, tmp_path / "writer")
    assert writing.serves(generation)
    assert not writing.serves(made(tmp_path / "other", "zebras"))


def test_a_generation_whose_passages_the_server_lost_is_not_served_by_it(
    chroma: ChromaServer, chroma_process: ChromaProcess, tmp_path: Path
) -> None:
    generation = publish(chroma_process, tmp_path / "writer", "horses")
    (name,) = (name for name in chroma.collections() if name.endswith("passages"))
    chroma.delete(name)
    assert not writer(chroma_process, tmp_path / "writer").serves(generation)
