"""Staff add documents that the catalogue does not know, and take them away again."""

from pathlib import Path

import pytest

from corpus.catalogue_file import load_corpus
from corpus.errors import PlansError
from ingest.adding import NewEntry, add_original, remove_original
from ingest.local_catalogue import LocalCatalogue, id_for
from ingest.originals import Originals
from ingest.settings import IngestSettings
from ingest.sync import synchronise
from tests.ingest.test_sync import current

ENTRY = NewEntry(
    title="Annual report: Ödön’s year",
    kind="annual-report",
    published="2018-07",
    about=("plan-2016",),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text("# Report\n\nNine camels were counted in the woods.\n", "utf-8")
    return path


def test_a_new_document_gets_an_entry_and_speaks(index: IngestSettings, file: Path) -> None:
    name, target = add_original(str(file), None, ENTRY, index)
    assert (name, target.name) == ("annual-report-odons-year", "annual-report-odons-year.md")
    assert synchronise(index).added == (name,)
    document = current(index).catalogue.by_id[name]
    assert (document.title, document.about) == (ENTRY.title, ("plan-2016",))
    assert document.publisher == "Commissioner for Exampleshire"
    provenance = current(index).manifest.documents[name].provenance
    assert provenance is not None
    assert provenance.file == "report.md"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"kind": "novel"}, "kind"),
        ({"published": "last year"}, "published"),
        ({"about": ("plan-1900",)}, "no document has the id 'plan-1900'"),
        ({"period": "soon"}, "period"),
    ],
)
def test_an_entry_that_is_not_valid_is_refused_and_nothing_changes(
    index: IngestSettings, file: Path, changes: dict[str, object], problem: str
) -> None:
    given = {name: getattr(ENTRY, name) for name in ENTRY.__slots__} | changes
    with pytest.raises(PlansError) as caught:
        add_original(str(file), None, NewEntry(**given), index)  # type: ignore[arg-type]
    assert problem in str(caught.value)
    assert "catalogue.yaml" not in str(caught.value)
    assert not LocalCatalogue(index).path.exists()
    assert Originals(index.data).find("annual-report-odons-year") is None


def test_a_second_document_of_the_same_title_gets_an_id_of_its_own(
    index: IngestSettings, file: Path
) -> None:
    first, _ = add_original(str(file), None, ENTRY, index)
    second, _ = add_original(str(file), None, ENTRY, index)
    assert (first, second) == ("annual-report-odons-year", "annual-report-odons-year-2")
    assert load_corpus(index.folders).catalogue.by_id[second].title == ENTRY.title


def test_a_title_without_letters_needs_an_id(index: IngestSettings) -> None:
    with pytest.raises(PlansError, match="give one with --as"):
        id_for("年報", load_corpus(index.folders).catalogue)


def test_a_document_that_was_added_goes_with_its_entry(index: IngestSettings, file: Path) -> None:
    name, _ = add_original(str(file), "camel-report", ENTRY, index)
    synchronise(index)
    assert remove_original(name, index) == "it is gone, and its entry with it"
    assert synchronise(index).deleted == (name,)
    assert not any("camels" in passage.text for passage in current(index).passages)
    assert name not in current(index).catalogue.by_id


def test_an_entry_that_others_speak_of_is_not_removed(index: IngestSettings, file: Path) -> None:
    add_original(str(file), "camel-report", ENTRY, index)
    about = NewEntry(title="News", kind="news", published="2019", about=("camel-report",))
    add_original(str(file), "camel-news", about, index)
    with pytest.raises(PlansError, match="no document has the id 'camel-report'"):
        remove_original("camel-report", index)
    assert LocalCatalogue(index).holds("camel-report")
    assert Originals(index.data).find("camel-report") is not None


@pytest.mark.parametrize(
    ("document", "after"),
    [
        ("news-2017", "our summary speaks for it again"),
        ("plan-2016", "it is known but not held now"),
    ],
)
def test_without_its_original_a_known_document_is_what_it_was(
    index: IngestSettings, file: Path, document: str, after: str
) -> None:
    add_original(str(file), document, None, index)
    assert remove_original(document, index) == after
    assert Originals(index.data).find(document) is None


def test_where_nothing_is_held_nothing_is_removed(index: IngestSettings) -> None:
    with pytest.raises(PlansError, match="no original is held; only our summary is"):
        remove_original("news-2017", index)
    with pytest.raises(PlansError, match="did you mean news-2017"):
        remove_original("news-2071", index)
