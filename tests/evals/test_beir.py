"""Data in BEIR's layout: a set of our own is measured through the real index and retriever."""

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from corpus.lexical import words_of
from corpus.reader import IndexReader
from evals.beir.indexing import BeirIndex, cache_folder, open_beir
from evals.beir.measuring import measure_beir
from evals.beir.reading import BeirPassage, read_beir
from evals.beir.texts import catalogue_ids, safe_text, write_texts
from ingest.settings import IngestSettings
from ingest.sync import synchronise
from tests.evals.small_beir import (
    HOSTILE_PASSAGES,
    PASSAGES,
    PLAIN_PASSAGES,
    QUERIES,
    WITHOUT_WORDS,
    write_set,
)


@dataclass(frozen=True)
class Measured:
    folder: Path
    settings: AssistantSettings
    out: Path
    printed: str

    @property
    def results(self) -> dict[str, Any]:
        return dict(json.loads(self.out.read_text("utf-8")))

    def of(self, query: str) -> dict[str, float]:
        found = next(entry for entry in self.results["queries"] if entry["id"] == query)
        return dict(found["nDCG_at_10"])


@pytest.fixture(scope="module")
def measured(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """The set, measured once; tests must not change it."""
    place = tmp_path_factory.mktemp("beir")
    # The separator of PATH in a folder's name would divide what PLANS_CORPUS names.
    data = place / "data:1"
    shutil.copytree(models, data / "models")
    settings = AssistantSettings(data=data)
    folder = write_set(place / "small")
    with pytest.MonkeyPatch.context() as patch:
        printed: list[str] = []
        patch.setattr("builtins.print", lambda *parts: printed.append(" ".join(map(str, parts))))
        out = measure_beir(folder, settings)
    return Measured(folder, settings, out, "\n".join(printed))


@dataclass(frozen=True)
class SecondRun:
    """Another set of queries over the same passages."""

    out: Path
    before: dict[Path, tuple[int, int]]
    after: dict[Path, tuple[int, int]]


@pytest.fixture(scope="module")
def bare(measured: Measured, tmp_path_factory: pytest.TempPathFactory) -> SecondRun:
    """The set measured again, without histories and answerability."""
    queries = [{"_id": query["_id"], "text": query["text"]} for query in QUERIES]
    folder = write_set(tmp_path_factory.mktemp("again") / "bare", queries)
    before = _state(measured.out.parents[1])
    out = measure_beir(folder, measured.settings)
    return SecondRun(out, before, _state(measured.out.parents[1]))


def _state(cache: Path) -> dict[Path, tuple[int, int]]:
    """Which files there are; what is written anew has another number or time."""
    files = [path for name in ("index", "texts") for path in (cache / name).rglob("*")]
    stores = [*cache.glob("plain-*"), *cache.glob("plain-*/*")]
    # Chroma touches its own files when it opens them, and the ingest its lock and its last report.
    always = {"lock", "last-run.json"}
    mine = [p for p in files if p.is_file() and "chroma" not in p.parts and p.name not in always]
    times = {path: path.stat() for path in mine}
    return {
        **{path: (found.st_ino, found.st_mtime_ns) for path, found in times.items()},
        **{path: (path.stat().st_ino, 0) for path in stores if path.suffix != ".sqlite3-journal"},
    }


@pytest.fixture(scope="module")
def opened(measured: Measured) -> BeirIndex:
    cache = measured.out.parents[1]
    passages = read_beir(measured.folder).passages
    return BeirIndex(
        folder=cache,
        settings=measured.settings,
        index=IndexReader(cache, measured.settings.embedding_model).current(),
        names={name: passage for passage, name in catalogue_ids(passages).items()},
        built="",
    )


def test_a_document_that_answers_ranks_first_for_every_retriever(measured: Measured) -> None:
    found = measured.of("q1")
    assert {found[f"last turn, {retriever}"] for retriever in ("bm25", "dense", "fused")} == {1.0}
    assert found["as the assistant asks, fused"] == 1.0
    assert found["plain: last turn, dense"] == 1.0


def test_histories_give_all_forms_and_each_searches_for_its_own_turns(measured: Measured) -> None:
    forms = dict.fromkeys(line["form"] for line in measured.results["retrieval"])
    assert list(forms) == [
        "last turn",
        "last two user turns",
        "all user turns",
        "whole conversation",
        "four lists: last turn, last two",
        "as the assistant asks",
        "plain: last turn",
    ]
    found = measured.of("q2")
    assert found["last turn, bm25"] == 0.0  # none of its words is the document's
    assert found["last two user turns, bm25"] == 1.0
    assert found["all user turns, bm25"] < 1.0  # the owls of the first turn are nearer
    assert found["as the assistant asks, fused"] > 0.0


def test_without_histories_and_answerability_only_the_last_turn_is_measured(
    bare: SecondRun,
) -> None:
    found = json.loads(bare.out.read_text("utf-8"))
    assert [(line["form"], line["retriever"]) for line in found["retrieval"]] == [
        *(("last turn", retriever) for retriever in ("bm25", "dense", "fused")),
        ("as the assistant asks", "fused"),
        ("plain: last turn", "dense"),
    ]
    assert found["abstention"] is None
    assert found["data"]["measured"] == 3
    assert "no query has `metadata.answerability`" in bare.out.with_suffix(".md").read_text("utf-8")


def test_only_answerable_and_partial_queries_with_marks_are_measured(measured: Measured) -> None:
    data = measured.results["data"]
    assert (data["queries"], data["measured"], data["marks"], data["without_marks"]) == (4, 2, 2, 1)
    assert measured.of("q4") == {}


def test_declines_are_counted_by_answerability_and_status(measured: Measured) -> None:
    found = measured.results["abstention"]
    by_kind = {line["answerability"]: line for line in found["decisions"]}
    assert {kind: line["n"] for kind, line in by_kind.items()} == {
        "ANSWERABLE": 1,
        "PARTIAL": 1,
        "UNANSWERABLE": 2,
    }
    assert by_kind["ANSWERABLE"]["statuses"] == {"answered": 1}
    assert by_kind["UNANSWERABLE"]["answered"] == 0
    assert by_kind["UNANSWERABLE"]["statuses"]["emergency"] == 1
    assert found["without_support"] == 1
    assert found["support_auroc"]["value"] == 1.0
    assert "emergency" in measured.printed


def test_hostile_ids_give_catalogue_ids_of_their_own() -> None:
    passages = [BeirPassage(id=name, title="", text="") for name in PASSAGES]
    names = catalogue_ids(passages)
    assert len(set(names.values())) == len(PASSAGES)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,119}", name) for name in names.values())


def test_nothing_is_written_outside_the_cache(measured: Measured, opened: BeirIndex) -> None:
    top = measured.settings.data
    assert {path.name for path in top.iterdir()} == {"models", "evals"}
    assert [*(top / "evals" / "beir").iterdir()] == [opened.folder]
    written = {path.name for path in (opened.folder / "texts" / "digests").iterdir()}
    assert written == {f"{name}.md" for name in set(opened.names) & _held(opened)}


def _held(opened: BeirIndex) -> set[str]:
    return set(opened.index.generation.manifest.documents)


@pytest.mark.parametrize("name", list(PLAIN_PASSAGES | HOSTILE_PASSAGES))
def test_every_word_reaches_the_index_in_order_whatever_the_text_holds(
    opened: BeirIndex, name: str
) -> None:
    title, text = PASSAGES[name]
    passages = [p for p in opened.index.generation.passages if opened.names[p.document] == name]
    indexed = words_of("\n".join(passage.text for passage in passages))
    seen = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)  # no one sees a comment
    wanted = words_of(seen or title)
    assert indexed[-len(wanted) :] == wanted
    assert set(words_of(title)) <= set(indexed) | set(words_of(passages[0].context))


def test_what_makes_text_safe_is_no_token_and_no_word(opened: BeirIndex) -> None:
    text = "# heading\n\n| a | b |\n|---|---|\n\n<p>42. words"
    safe = safe_text(BeirPassage(id="x", title="", text=text))
    assert safe != text
    assert words_of(safe) == words_of(text)
    vectors = opened.index.embedder.encode([text, safe])
    assert float(vectors[0] @ vectors[1]) == pytest.approx(1.0, abs=1e-4)


def test_a_passage_without_words_is_counted_and_a_mere_title_is_found(
    measured: Measured, opened: BeirIndex
) -> None:
    assert measured.results["data"]["without_words"] == len(WITHOUT_WORDS)
    hit = opened.index.words.search("harvest supper", top_k=1)[0]
    assert opened.documents([hit.position]) == ["only a title"]


def test_a_second_run_indexes_nothing_again(bare: SecondRun) -> None:
    said = json.loads(bare.out.read_text("utf-8"))["data"]["ingest"]
    assert re.search(r"0 added, 0 updated, 0 deleted.* 0 texts embedded", said)
    assert any("plain-" in str(path) for path in bare.before)
    assert bare.after == bare.before


def test_what_was_interrupted_is_built_again(measured: Measured, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(measured.settings.data, data, symlinks=True)
    beir = read_beir(measured.folder)
    folder = cache_folder(data, beir)
    (folder / "index" / "current.json").unlink()
    (folder / "index" / "gen-000001").rename(folder / "index" / "gen-000001.part")
    (folder / "texts" / "catalogue.yaml").write_text("- id: half", "utf-8")
    next((folder / "texts" / "digests").iterdir()).unlink()
    again = open_beir(beir, AssistantSettings(data=data))
    assert f"{len(PASSAGES) - len(WITHOUT_WORDS)} added" in again.built
    assert not [*(folder / "index").glob("*.part")]


def test_texts_are_divided_again_when_the_code_that_divides_them_changes(
    measured: Measured, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    for held in ("index", "vectors"):
        shutil.copytree(measured.out.parents[1] / held, cache / held)
    shutil.copytree(measured.settings.data / "models", cache / "models")
    write_texts(read_beir(measured.folder).passages, cache / "texts", "other code")
    report = synchronise(IngestSettings(data=cache, corpus=(cache / "texts",)))
    assert len(report.updated) == len(PASSAGES) - len(WITHOUT_WORDS)
    assert report.embedded == 0


def test_tables_have_size_date_and_versions_and_no_text_of_the_set(measured: Measured) -> None:
    markdown = measured.out.with_suffix(".md").read_text("utf-8")
    for shown in (measured.printed, markdown):
        assert f"{len(PASSAGES)} documents" in shown
        assert measured.results["created"][:10] in shown
        assert "ir-measures" in shown
        assert "test.tsv" in shown
    kept = measured.printed + markdown + measured.out.read_text("utf-8")
    for text in (*(text for _, text in PLAIN_PASSAGES.values()), *(q["text"] for q in QUERIES)):
        assert text not in kept
    assert str(measured.out) in measured.printed


def test_an_ingest_that_fails_is_said_and_can_be_run_again(
    measured: Measured, tmp_path: Path
) -> None:
    settings = AssistantSettings(data=tmp_path / "data", embedding_model="/no/such/model")
    with pytest.raises(PlansError, match="could not be indexed"):
        open_beir(read_beir(measured.folder), settings)
