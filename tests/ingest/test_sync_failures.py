"""What cannot be read is said and keeps its old text; the rest goes on; the old index serves."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import CatalogueError, IndexLocked, PlansError
from corpus.generation import read_generation
from corpus.index_folder import IndexFolder
from ingest.settings import IngestSettings
from ingest.sync import synchronise
from tests.corpus.small import CATALOGUE, DIGESTS, settings_for
from tests.ingest.test_sync import current, digest, edit_catalogue

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(lambda p: p.unlink(), "not found", id="missing"),
        pytest.param(lambda p: p.write_bytes(b"caf\xe9"), "is not UTF-8", id="latin-1"),
        pytest.param(lambda p: p.write_bytes(b""), "is empty (0 bytes)", id="empty"),
        pytest.param(lambda p: p.write_bytes(b"a\x00"), "holds NUL bytes", id="nul"),
    ],
)
def test_a_file_that_cannot_be_read_keeps_its_old_text_and_the_rest_goes_on(
    index: IngestSettings, damage: Callable[[Path], None], message: str
) -> None:
    damage(digest(index, "news-2014"))
    digest(index, "news-2017").write_text("# New\n\nFour camels came.\n", "utf-8")
    report = synchronise(index)
    (problem,) = report.problems
    assert problem.startswith(f"{digest(index, 'news-2014')}: ")
    assert message in problem
    assert "(its text from the last index is kept)" in problem
    assert (report.updated, report.deleted) == (("news-2017",), ())
    stored = current(index)
    assert stored.text("news-2014") == DIGESTS["news-2014.md"]
    assert {p.document for p in stored.passages} >= {"news-2014", "news-2017"}


def test_a_file_that_cannot_be_read_is_told_by_every_run_but_makes_no_new_generation(
    index: IngestSettings,
) -> None:
    digest(index, "news-2014").unlink()
    for _ in range(2):
        report = synchronise(index)
        assert len(report.problems) == 1
        assert report.generation == "gen-000001"
        assert "news-2014" in report.unchanged


def test_a_kept_text_gets_the_corrected_title_all_the_same(index: IngestSettings) -> None:
    digest(index, "news-2014").unlink()
    edit_catalogue(index, "A van visits Oldtown", "A van comes to Oldtown")
    assert synchronise(index).updated == ("news-2014",)
    titles = {p.title for p in current(index).passages if p.document == "news-2014"}
    assert titles == {"A van comes to Oldtown"}


def test_a_file_that_was_never_read_leaves_its_document_known_but_not_held(
    data: Path, write_corpus: Write
) -> None:
    texts = {name: text for name, text in DIGESTS.items() if name != "news-2014.md"}
    report = synchronise(settings_for(write_corpus(CATALOGUE, texts), data))
    assert report.problems[0].endswith("(the document has no text)")
    assert report.added == ("plan-2013", "news-2017")
    assert report.not_held == ("plan-2016", "news-2014")


def test_an_invalid_catalogue_changes_nothing(index: IngestSettings) -> None:
    stamp = IndexFolder(index.data / "index").stamp()
    edit_catalogue(index, "kind: plan", "kind: plans")
    with pytest.raises(CatalogueError):
        synchronise(index)
    assert IndexFolder(index.data / "index").stamp() == stamp


def test_a_second_writer_is_refused_before_it_reads_anything(index: IngestSettings) -> None:
    with (
        IndexFolder(index.data / "index").writing(),
        pytest.raises(IndexLocked, match="is writing the index; wait until it has finished"),
    ):
        synchronise(index)


def test_an_index_is_not_replaced_by_nothing(index: IngestSettings) -> None:
    (index.corpus[0] / "catalogue.yaml").write_text("[]\n", "utf-8")
    with pytest.raises(PlansError, match="no document has text, so there is nothing to index"):
        synchronise(index)
    assert len(current(index).passages) > 0


def test_where_nothing_can_be_read_each_file_is_named_with_its_reason(
    data: Path, write_corpus: Write
) -> None:
    folder = write_corpus(CATALOGUE, {})
    with pytest.raises(PlansError) as caught:
        synchronise(settings_for(folder, data))
    assert "plan-2013.md: not found" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["# Only a heading\n", "1 2 3 to be\n", "日本語の計画。\n"],
    ids=["heading", "figures", "cjk"],
)
def test_a_corpus_with_nothing_to_embed_of_some_sort_is_indexed_or_refused_clearly(
    data: Path, write_corpus: Write, text: str
) -> None:
    settings = settings_for(write_corpus(CATALOGUE, dict.fromkeys(DIGESTS, text)), data)
    try:
        report = synchronise(settings)
    except PlansError as error:
        assert "nothing to index" in str(error)
    else:
        assert current(settings).manifest.passages > 0, report


def test_an_unreadable_file_whose_kept_text_is_lost_too_does_not_stop_the_rest(
    index: IngestSettings,
) -> None:
    (index.data / "index" / "gen-000001" / "texts" / "news-2014.txt").unlink()
    digest(index, "news-2014").unlink()
    digest(index, "news-2017").write_text("# New\n\nFour camels came.\n", "utf-8")
    report = synchronise(index)
    assert "news-2014.md" in report.problems[0]
    assert report.updated == ("news-2017",)


def test_a_failure_while_writing_leaves_the_index_as_it_was_and_the_next_run_completes(
    index: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest(index, "news-2017").write_text("# New\n\nFour camels came.\n", "utf-8")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("numpy.save", full)
        with pytest.raises(PlansError, match="No space left"):
            synchronise(index)
    assert current(index).folder.name == "gen-000001"
    assert synchronise(index).updated == ("news-2017",)
    names = sorted(path.name for path in (index.data / "index").iterdir())
    assert names == ["current.json", "gen-000001", "gen-000002", "last-run.json", "lock"]


def test_the_generation_before_stays_whole_for_going_back(index: IngestSettings) -> None:
    digest(index, "news-2017").write_text("# New\n\nFour camels came.\n", "utf-8")
    synchronise(index)
    before = read_generation(index.data / "index" / "gen-000001")
    assert before.text("news-2017") == DIGESTS["news-2017.md"]
