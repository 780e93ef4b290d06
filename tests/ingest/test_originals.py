"""An original takes the place of our summary, and nothing else may."""

from pathlib import Path

import pytest

from corpus.catalogue_file import load_corpus
from corpus.documents import TextSource
from corpus.errors import PlansError, ReadingError
from ingest.adding import add_original
from ingest.originals import Originals
from ingest.settings import IngestSettings
from ingest.sync import synchronise
from tests.corpus.small import DIGESTS
from tests.ingest.test_sync import current

ORIGINAL = (
    "Horse patrols\n\n“I ride with them,” said the Commissioner of the two horses in the woods.\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "download.TXT"
    path.write_text(ORIGINAL, "utf-8")
    return path


def add(index: IngestSettings, file: Path, document: str = "news-2017") -> Path:
    return add_original(str(file), document, None, index)[1]


def test_quotations_come_from_the_original_and_no_longer_from_the_summary(
    index: IngestSettings, file: Path
) -> None:
    assert add(index, file) == index.data / "originals" / "news-2017.txt"
    assert synchronise(index).updated == ("news-2017",)
    stored = current(index)
    passages = [p for p in stored.passages if p.document == "news-2017"]
    assert {p.source for p in passages} == {TextSource.ORIGINAL}
    assert stored.catalogue.by_id["news-2017"].text is TextSource.ORIGINAL
    assert stored.text("news-2017") == ORIGINAL
    quotes = [p.quote(span) for p in passages for span in p.spans]
    assert any(quote.startswith("“I ride with them,”") for quote in quotes)
    assert not any("patrol the woods at night" in passage.text for passage in stored.passages)


def test_an_original_gives_text_to_a_document_that_was_only_known(
    index: IngestSettings, file: Path
) -> None:
    add(index, file, "plan-2016")
    report = synchronise(index)
    assert (report.added, report.not_held) == (("plan-2016",), ())


def test_without_its_original_a_document_speaks_from_its_summary_again(
    index: IngestSettings, file: Path
) -> None:
    target = add(index, file)
    synchronise(index)
    target.unlink()
    assert synchronise(index).updated == ("news-2017",)
    assert current(index).text("news-2017") == DIGESTS["news-2017.md"]


def test_a_summary_that_becomes_an_original_word_for_word_is_an_update(
    index: IngestSettings, tmp_path: Path
) -> None:
    same = tmp_path / "same.md"
    same.write_text(DIGESTS["news-2017.md"], "utf-8")
    add(index, same)
    assert synchronise(index).updated == ("news-2017",)
    sources = {p.source for p in current(index).passages if p.document == "news-2017"}
    assert sources == {TextSource.ORIGINAL}


def test_a_later_original_replaces_an_earlier_one_of_another_type(
    index: IngestSettings, file: Path, tmp_path: Path
) -> None:
    add(index, file)
    (tmp_path / "later.md").write_text("# Later\n\nText.", "utf-8")
    target = add(index, tmp_path / "later.md")
    assert [path.name for path in target.parent.iterdir()] == ["news-2017.md"]
    assert Originals(index.data).find("news-2017") == target
    (kept,) = (index.data / "replaced").iterdir()
    assert kept.read_text("utf-8") == ORIGINAL


def test_adding_an_original_again_from_its_own_place_keeps_it(
    index: IngestSettings, file: Path
) -> None:
    target = add(index, file)
    assert add(index, target) == target
    assert target.read_text("utf-8") == ORIGINAL


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("news-2071", "; did you mean news-2017"),
        ("plan2016", "; did you mean plan-2016"),
        ("../../etc/passwd", ""),
        ("", ""),
    ],
)
def test_an_unknown_id_is_refused_with_those_that_are_near(
    index: IngestSettings, file: Path, asked: str, hint: str
) -> None:
    with pytest.raises(PlansError) as caught:
        add(index, file, asked)
    assert f"no document in the catalogue has the id {asked!r}{hint}" in str(caught.value)
    assert not (index.data / "originals").exists()


@pytest.mark.parametrize(
    ("name", "raw"),
    [("a.pdf", b"%PDF-1.7"), ("a.md", b"caf\xe9"), ("a.txt", b""), ("a.md", b"a\x00b")],
)
def test_a_file_that_cannot_be_read_is_refused_and_the_original_before_it_stays(
    index: IngestSettings, file: Path, tmp_path: Path, name: str, raw: bytes
) -> None:
    target = add(index, file)
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(ReadingError):
        add(index, tmp_path / name)
    assert [path.name for path in target.parent.iterdir()] == ["news-2017.txt"]
    assert target.read_text("utf-8") == ORIGINAL


def test_files_that_belong_to_no_document_are_noticed(index: IngestSettings, file: Path) -> None:
    folder = add(index, file).parent
    (folder / "who-knows.md").write_text("Text.", "utf-8")
    (folder / ".hidden").write_text("Text.", "utf-8")
    (notice,) = Originals(index.data).stray(load_corpus(index.corpus).catalogue)
    assert (
        notice
        == f"{folder / 'who-knows.md'}: no document has the id 'who-knows', so it is not read"
    )
    nowhere = Originals(index.data / "nowhere")
    assert nowhere.stray(load_corpus(index.corpus).catalogue) == ()


@pytest.mark.parametrize("name", ["news-2017.pdf", "news-2017.MD", "news-2017"])
def test_an_original_that_was_put_there_by_hand_and_cannot_be_read_is_not_passed_over(
    index: IngestSettings, name: str
) -> None:
    folder = index.data / "originals"
    folder.mkdir()
    (folder / name).write_text(ORIGINAL, "utf-8")
    report = synchronise(index)
    told = [line for line in (*report.notices, *report.problems) if name in line]
    assert told or report.updated == ("news-2017",)


def test_an_original_that_became_unreadable_keeps_its_last_text_and_not_the_summary_s(
    index: IngestSettings, file: Path
) -> None:
    target = add(index, file)
    synchronise(index)
    target.write_bytes(b"caf\xe9")
    report = synchronise(index)
    assert str(target) in report.problems[0]
    stored = current(index)
    assert stored.text("news-2017") == ORIGINAL
    assert stored.catalogue.by_id["news-2017"].text is TextSource.ORIGINAL
