"""The index holds exactly what the corpus holds, and only what changed is computed again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.documents import TextSource
from corpus.embeddings import DEFAULT_MODEL, find_model
from corpus.generation import Generation, read_generation
from corpus.index_folder import IndexFolder
from ingest.settings import IngestSettings
from ingest.sync import SyncReport, synchronise
from tests.corpus.small import CATALOGUE, DIGESTS, settings_for

ALL = ("plan-2013", "news-2014", "news-2017")


def current(settings: IngestSettings) -> Generation:
    return read_generation(IndexFolder(settings.data / "index").current())


def digest(settings: IngestSettings, name: str) -> Path:
    return settings.corpus[0] / "digests" / f"{name}.md"


def edit_catalogue(settings: IngestSettings, old: str, new: str) -> None:
    path = settings.corpus[0] / "catalogue.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def counts(report: SyncReport) -> tuple[tuple[str, ...], ...]:
    return report.added, report.updated, report.deleted, report.unchanged


def texts_of(generation: Generation) -> set[str]:
    """Everything that has a vector."""
    embedded = {passage.embedding_text for passage in generation.passages}
    return embedded | {p.span_text(span) for p in generation.passages for span in p.spans}


def test_the_first_run_adds_every_document_that_has_text(
    data: Path, write_corpus: Callable[..., Path]
) -> None:
    settings = settings_for(write_corpus(CATALOGUE, DIGESTS), data)
    report = synchronise(settings)
    assert counts(report) == (ALL, (), (), ())
    assert (report.not_held, report.problems, report.generation) == (
        ("plan-2016",),
        (),
        "gen-000001",
    )
    assert (report.reused, report.embedded > 0) == (0, True)


def test_a_second_run_embeds_nothing_and_writes_nothing(index: IngestSettings) -> None:
    folder = index.data / "index"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.npy")}
    stamp = IndexFolder(folder).stamp()
    report = synchronise(index)
    assert counts(report) == ((), (), (), ALL)
    assert (report.embedded, report.generation) == (0, "gen-000001")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.npy")} == before
    assert IndexFolder(folder).stamp() == stamp


def test_a_changed_document_embeds_only_its_new_words(index: IngestSettings) -> None:
    before = current(index)
    path = digest(index, "plan-2013")
    path.write_text(
        path.read_text("utf-8") + "- pay camels\n\n## Camels\n\nNobody rides them.\n", "utf-8"
    )
    report = synchronise(index)
    assert counts(report) == ((), ("plan-2013",), (), ("news-2014", "news-2017"))
    after = current(index)
    new_texts = texts_of(after) - texts_of(before)
    new_words = {"pay", "camels", "nobody", "rides", "them"}
    assert report.embedded == len(new_texts | new_words)
    assert len(after.passages) == len(before.passages) + 1


def test_vectors_that_are_taken_over_are_those_that_would_be_computed(
    index: IngestSettings, tmp_path: Path
) -> None:
    digest(index, "news-2014").write_text("# New words\n\nAll is new here.\n", "utf-8")
    synchronise(index)
    fresh = settings_for(index.corpus[0], tmp_path / "fresh")
    shutil.copytree(index.data / "models", fresh.data / "models")
    synchronise(fresh)
    taken, computed = current(index), current(fresh)
    assert tuple(taken.passages) == tuple(computed.passages)
    assert taken.vectors == pytest.approx(computed.vectors, abs=1e-5)
    assert taken.spans.astype(float) == pytest.approx(computed.spans.astype(float), abs=2e-3)
    assert taken.words.astype(float) == pytest.approx(computed.words.astype(float), abs=2e-3)


def test_a_corrected_title_is_stored_although_the_text_is_the_same(index: IngestSettings) -> None:
    edit_catalogue(index, "Horse patrols begin", "Horse patrols started")
    report = synchronise(index)
    assert counts(report) == ((), ("news-2017",), (), ("plan-2013", "news-2014"))
    stored = current(index)
    assert stored.catalogue.by_id["news-2017"].title == "Horse patrols started"
    titles = {p.title for p in stored.passages if p.document == "news-2017"}
    assert titles == {"Horse patrols started"}


def test_a_changed_entry_of_a_document_without_text_reaches_the_index(
    index: IngestSettings,
) -> None:
    edit_catalogue(index, "Stronger Together", "Stronger Still")
    report = synchronise(index)
    assert counts(report) == ((), (), (), ALL)
    assert (report.embedded, report.generation) == (0, "gen-000002")
    assert current(index).catalogue.by_id["plan-2016"].title == "Stronger Still (2016-2020)"


def test_passages_are_marked_again_when_what_a_plan_is_called_changed(
    index: IngestSettings,
) -> None:
    digest(index, "news-2017").write_text("# Horse patrols begin\n\nThe 2015 plan pays.\n", "utf-8")
    synchronise(index)

    def plans() -> list[tuple[str, ...]]:
        return [p.plans for p in current(index).passages if p.document == "news-2017"]

    assert plans() == [("plan-2013",)]
    edit_catalogue(index, 'period: "2016-2020"', 'period: "2015-2020"')
    assert synchronise(index).unchanged == ALL
    assert plans() == [("plan-2016",)]


def test_a_document_that_left_the_catalogue_is_deleted_with_its_passages(
    index: IngestSettings,
) -> None:
    entry = CATALOGUE[CATALOGUE.index("- id: news-2014") : CATALOGUE.index("- id: news-2017")]
    edit_catalogue(index, entry, "")
    report = synchronise(index)
    assert counts(report) == ((), (), ("news-2014",), ("plan-2013", "news-2017"))
    stored = current(index)
    assert {passage.document for passage in stored.passages} == {"plan-2013", "news-2017"}
    assert not (stored.folder / "texts" / "news-2014.txt").exists()


def test_a_document_whose_text_was_taken_back_is_known_but_not_held(index: IngestSettings) -> None:
    edit_catalogue(index, "  digest: digests/news-2014.md\n", "")
    report = synchronise(index)
    assert (report.deleted, report.not_held) == (("news-2014",), ("plan-2016", "news-2014"))
    assert current(index).catalogue.by_id["news-2014"].text is TextSource.NOT_HELD
    assert any("news-2014.md: no catalogue entry names" in notice for notice in report.notices)


def test_text_for_a_document_that_had_none_is_added(index: IngestSettings) -> None:
    digest(index, "plan-2016").write_text("# Aims\n\nThe plan buys camels.\n", "utf-8")
    edit_catalogue(index, "supersedes: [plan-2013]", "digest: digests/plan-2016.md")
    report = synchronise(index)
    assert (report.added, report.not_held) == (("plan-2016",), ())


def test_two_corpora_are_one_index(
    index: IngestSettings, write_corpus: Callable[..., Path]
) -> None:
    own = """\
- id: own-note
  title: Own note
  kind: news
  published: "2018"
  about: [plan-2013]
  publisher: P
  digest: digests/own.md
"""
    folder = write_corpus(own, {"own.md": "# Own\n\nThe plan met its aim.\n"}, "own")
    both = IngestSettings(corpus=(index.corpus[0], folder), data=index.data)
    assert counts(synchronise(both)) == (("own-note",), (), (), ALL)
    (passage,) = (p for p in current(both).passages if p.document == "own-note")
    assert passage.plans == ("plan-2013",)


def test_another_model_computes_every_vector_again(index: IngestSettings, tmp_path: Path) -> None:
    default = find_model(DEFAULT_MODEL)
    folder = tmp_path / "model"
    shutil.copytree(default.folder, folder)
    with (folder / "model.safetensors").open("r+b") as file:
        file.seek(-4, 2)
        file.write(b"\x00\x00\x00\x00")
    other = find_model(str(folder))
    assert other.sha256 != default.sha256
    models = index.data / "models"
    shutil.copy(models / default.onnx_name, models / other.onnx_name)
    shutil.copy(models / default.words_name, models / other.words_name)
    shutil.copy(models / default.ingest_onnx_name, models / other.ingest_onnx_name)
    changed = index.model_copy(update={"embedding_model": str(folder)})
    report = synchronise(changed)
    assert (report.unchanged, report.reused, report.generation) == (ALL, 0, "gen-000002")
    assert current(index).manifest.model_sha256 == other.sha256


def test_settings_divide_the_corpus_folders_as_path_is_divided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PLANS_CORPUS", "/one:~/two")
    assert IngestSettings().corpus == (Path("/one"), Path("~/two").expanduser())
    monkeypatch.setenv("PLANS_CORPUS", "")
    assert (IngestSettings().corpus[0] / "catalogue.yaml").is_file()
