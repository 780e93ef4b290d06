"""The benchmark measures what it says, on indexes as whole as real ones; no test looks at times."""

import errno
import io
import json
import platform
import shutil
import tempfile
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import pytest

from assistant.settings import AssistantSettings
from corpus.catalogue_file import load_corpus
from corpus.embeddings import DEFAULT_MODEL
from corpus.errors import IndexMissing, PlansError
from corpus.generation import Generation, read_generation
from corpus.index import Filter
from corpus.index_folder import IndexFolder
from corpus.reader import IndexReader, OpenIndex
from evals.bench import ingesting, measuring, running
from evals.bench.building import build_stores, copy_model
from evals.bench.contestants import CONTESTANTS
from evals.bench.figures import SizeFigures
from evals.bench.filler import SPANS, make_filler
from evals.bench.ingesting import measure_ingest, measure_unchanged, write_corpus
from evals.bench.processes import Ended, run_job
from evals.bench.running import Effort, run_bench
from ingest.chunking import chunk_document
from ingest.readers.markdown import read_markdown
from tests.evals.made_bench import figures

MADE_UP = 100
QUESTIONS = ("What did the 2015 plan say about cybercrime?", "When did DriveSafe start?")
EFFORT = Effort(questions=QUESTIONS, rounds=2, users=(2,), starts=1, seconds=1)


@pytest.fixture(scope="module")
def real(shipped: Path) -> Generation:
    return read_generation(IndexFolder(shipped / "index").current())


@pytest.fixture(scope="module")
def folder(shipped: Path, real: Generation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index, `data`, and the rival's store, `plain`."""
    made = tmp_path_factory.mktemp("bench")
    copy_model(shipped, made / "data")
    build_stores(made / "data", real.folder, made / "plain", len(real.passages) + MADE_UP, seed=7)
    return made


@pytest.fixture(scope="module")
def index(folder: Path) -> OpenIndex:
    return IndexReader(folder / "data", DEFAULT_MODEL).current()


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's temporary folders are made, so that what is left can be seen."""
    (place := tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def test_an_index_of_the_wanted_size_opens_and_finds_a_real_passage(
    index: OpenIndex, real: Generation
) -> None:
    wanted = real.passages[100]
    assert len(index.generation.passages) == len(real.passages) + MADE_UP
    (vector,) = index.embedder.encode([wanted.embedding_text])
    by_meaning = index.dense.search(vector, top_k=1)[0]
    by_words = index.words.search(wanted.text, top_k=1)[0]
    assert index.passage(by_meaning.position) == index.passage(by_words.position) == wanted


def test_every_made_up_passage_stands_word_for_word_in_its_document(index: OpenIndex) -> None:
    for passage in index.generation.passages[-MADE_UP:]:
        text = index.generation.text(passage.document)
        assert text[passage.start : passage.end] == passage.text
        assert " ".join(passage.quote(span) for span in passage.spans) == passage.text
    spans = index.span_vectors(len(index.generation.passages) - 1)
    assert np.linalg.norm(spans.astype(float), axis=1) == pytest.approx([1, 1, 1], abs=1e-2)


@pytest.mark.parametrize(
    "within", [Filter(plans=frozenset({"plan-2013-18"})), Filter(years=frozenset({2017}))]
)
def test_filters_admit_about_as_many_made_up_passages_as_real_ones(
    index: OpenIndex, real: Generation, within: Filter
) -> None:
    admitted = [within.admits(passage) for passage in index.generation.passages]
    share = np.mean(admitted[: len(real.passages)])
    assert 0 < share / 3 < np.mean(admitted[len(real.passages) :]) < share * 3


def test_questions_that_name_a_report_meet_only_the_real_ones(real: Generation) -> None:
    made_up = make_filler(real, 2_000, seed=1).documents
    named = {"plan", "annual-report", "manifesto", "delivery-plan"}
    assert len(made_up) == 250 and named.isdisjoint(d.kind.value for d in made_up)


def test_the_rival_holds_the_same_passages_under_the_same_vectors(
    folder: Path, index: OpenIndex
) -> None:
    collection = chromadb.PersistentClient(folder / "plain").get_collection("langchain")
    assert collection.count() == len(index.generation.passages)
    for position in (0, len(index.generation.passages) - 1):
        vector = index.generation.vectors[position]
        found = collection.query(query_embeddings=[vector], n_results=1)
        assert found["ids"] == [[index.passage(position).id]]
        assert found["documents"] == [[index.passage(position).text]]


def test_the_ingest_reads_the_written_corpus_as_the_passages_that_were_made_up(
    real: Generation, tmp_path: Path
) -> None:
    filler = make_filler(real, 20, seed=1)
    assert filler == make_filler(real, 20, seed=1) != make_filler(real, 20, seed=2)
    write_corpus(tmp_path / "made", filler, real.catalogue)
    loaded = load_corpus([tmp_path / "made"])
    catalogue, read = loaded.catalogue, []
    for name, path in loaded.digests.items():
        document, reading = catalogue.by_id[name], read_markdown(path)
        read += chunk_document(document, reading, catalogue, lambda t: len(t.split()), 256)
    assert [passage.text for passage in read] == [passage.text for passage in filler.passages]
    assert {plan.id for plan in catalogue.plans} == {plan.id for plan in real.catalogue.plans}


def test_a_round_asks_every_question_once_in_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    questions = [str(number) for number in range(8)]

    def ask(question: str) -> dict[str, float]:
        asked.append(question)
        return {question: 1.0}

    monkeypatch.setattr(measuring, "open_contestant", lambda *_: ask)
    monkeypatch.setattr("sys.stdin", io.StringIO("{}\n{}\n"))
    job = {"contestant": "plain", "questions": questions}
    _, first, second = measuring.JOBS["answering"](job)
    assert first["memory_mb"] > 10 and len(second["milliseconds"]) == len(questions)
    assert second["steps"] == [{question: 1.0} for question in questions]
    assert asked == [questions[0], *questions, *questions]  # the first opens what is needed


def test_an_answer_that_says_the_index_failed_is_not_taken_for_a_fast_one(tmp_path: Path) -> None:
    job = {"contestant": "assistant", "settings": {"data": str(tmp_path)}, "questions": ["What?"]}
    with pytest.raises(PlansError, match="could not answer"):
        run_job("answering", job)


def test_the_whole_benchmark_reports_both_and_leaves_nothing_behind(
    shipped: Path,
    temporary: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(running, "_MOST_INGESTED", 0)
    monkeypatch.setattr(running, "measure_unchanged", lambda *_: 1.5)
    run_bench([300], AssistantSettings(data=shipped), tmp_path / "out", EFFORT)
    written = (tmp_path / "out" / "bench.json").read_text("utf-8")
    (found,) = json.loads(written)["sizes"]
    for name in CONTESTANTS:
        assert [len(times) for times in found[name]["milliseconds"]] == [2, 2]
        assert found[name]["disk_mb"] > 0 and found[name]["memory_mb"] > 50
        served = found["served"][name]
        (start,) = served["starts"]
        assert (
            start["answer"] > 0
            and start["chat"] > 0
            and ("healthz" in start) is (name == "assistant")
        )
        (load,) = served["loads"]
        assert load["users"] == 2 and load["asked"] > 0 and load["failures"] == {}
        assert served["answered"] == 1 + load["asked"] and served["memory_mb"] > 50
    assert {"understand", "retrieve", "total"} <= set(found["assistant"]["steps"][0])
    assert json.loads(written)["unchanged_seconds"] == 1.5
    shown = capsys.readouterr().out + (tmp_path / "out" / "bench.md").read_text("utf-8")
    assert shown.count("300 passages (") == 2
    secrets = (str(tmp_path), str(shipped), str(Path.home()), platform.node())
    assert not [secret for secret in secrets if secret in written]
    assert not list(temporary.iterdir())


def test_an_ingest_with_nothing_to_do_is_timed_on_a_copy_and_not_the_first_time(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = []

    def run(module: str, environment: dict[str, Any]) -> Ended:
        folder = IndexFolder(environment["PLANS_DATA"] / "index")
        assert module == "ingest" and folder.path.is_relative_to(tmp_path)
        assert folder.current().name == IndexFolder(shipped / "index").current().name
        (folder.path / "written").touch()
        ran.append(environment["PLANS_DATA"])
        return Ended(10.0 / len(ran), 100.0)

    monkeypatch.setattr(ingesting, "run_module", run)
    assert measure_unchanged(tmp_path, AssistantSettings(data=shipped)) == 5.0
    assert len(ran) == 2 and (ran[0] / "models").is_dir()
    assert not (shipped / "index" / "written").exists()


def test_an_ingest_of_both_takes_the_same_passages(
    shipped: Path, real: Generation, tmp_path: Path
) -> None:
    found = measure_ingest(tmp_path, AssistantSettings(data=shipped), real, 24, seed=3)
    assert found.assistant.passages == found.plain.passages == found.alone.passages == 24
    assert found.assistant.texts > 24 * SPANS and found.plain.texts == 24
    assert found.assistant.memory_mb > 50 and found.plain.memory_mb > 50
    assert found.unchanged_seconds > 0
    store = chromadb.PersistentClient(tmp_path / "plain").get_collection("langchain")
    stored = set(store.get()["documents"] or ())
    made = read_generation(IndexFolder(tmp_path / "data" / "index").current())
    assert stored == {passage.embedding_text for passage in made.passages}


FAILURES = [
    (PlansError("the step failed"), "the step failed"),
    (KeyboardInterrupt(), "stopped"),
    (OSError(errno.ENOSPC, "No space left on device"), "room"),
]


@pytest.mark.parametrize(("failure", "said"), FAILURES)
def test_no_temporary_folder_is_left_and_sizes_that_were_done_stay_reported(
    shipped: Path,
    temporary: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: BaseException,
    said: str,
) -> None:
    measure = running.measure_size

    def fail(what: str, job: dict[str, Any], **_: object) -> None:
        assert what == "build" and Path(job["data"]).is_relative_to(temporary)
        raise failure

    def measured(passages: int, *others: Any) -> SizeFigures:
        return figures(passages) if passages == 1_000 else measure(passages, *others)

    monkeypatch.setattr(running, "run_job", fail)
    monkeypatch.setattr(running, "measure_size", measured)
    monkeypatch.setattr(running, "measure_unchanged", lambda *_: 1.0)
    with pytest.raises(PlansError, match=said):
        run_bench([10_000, 1_000], AssistantSettings(data=shipped), tmp_path / "out", EFFORT)
    assert not list(temporary.iterdir())
    assert "## 1,000 passages" in (tmp_path / "out" / "bench.md").read_text("utf-8")


def test_what_cannot_work_is_refused_in_one_line_before_anything_is_written(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "run_job", lambda *_, **__: pytest.fail("it began"))
    settings = AssistantSettings(data=shipped)
    with pytest.raises(IndexMissing, match=r"^[^\n]*there is no index; run `python -m ingest`$"):
        run_bench([1_000], AssistantSettings(data=tmp_path), None, EFFORT)
    with pytest.raises(PlansError, match="5 is less than the"):
        run_bench([1_000, 5], settings, None, EFFORT)
    (tmp_path / "file").touch()
    with pytest.raises(PlansError, match="--out"):
        run_bench([1_000], settings, tmp_path / "file", EFFORT)
    usage = shutil.disk_usage(tmp_path)._replace(free=10_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(PlansError, match=r"100,000 passages need 4\.0 GB .* set TMPDIR"):
        run_bench([1_000, 100_000], settings, None, EFFORT)


def test_why_a_process_failed_comes_back_in_one_line(tmp_path: Path) -> None:
    job = {"data": "d", "source": str(tmp_path), "store": "s", "passages": 300, "seed": 1}
    with pytest.raises(PlansError, match=r"^[^\n]*the manifest cannot be read[^\n]*$"):
        run_job("build", job)
    with pytest.raises(PlansError, match="'no-such' failed: KeyError"):
        run_job("no-such", {})
