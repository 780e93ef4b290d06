"""PDFs with pages that are pictures: read by text recognition, or said to need it."""

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.errors import ReadingError
from ingest.readers.formats import read_file
from ingest.readers.ocr import can_recognise
from tests.documents.checking import ReadText
from tests.documents.pdf_files import SCANS
from tests.ingest.readers.conftest import Read

ReadMade = Callable[[str], Read]
every_scan = pytest.mark.parametrize("name", SCANS)
recognising = pytest.mark.skipif(
    shutil.which("tesseract") is None or importlib.util.find_spec("pytesseract") is None,
    reason="tesseract or pytesseract is not installed",
)


@recognising
@every_scan
def test_every_sentence_of_a_picture_can_be_quoted_with_its_page(
    name: str, read_made_pdf: ReadMade
) -> None:
    read = read_made_pdf(name)
    wrong = [
        (each.text, read.text.near(each.text))
        for each in read.made.sentences
        if not (read.text.is_right(each) and read.text.on_right_page(each))
    ]
    assert not wrong


@recognising
@every_scan
def test_recognised_pages_say_how_sure_they_are_and_others_do_not(
    name: str, read_made_pdf: ReadMade
) -> None:
    read = read_made_pdf(name)
    for page in read.text.reading.layout.pages:
        assert page.problem is None
        if page.number in read.made.scanned:
            assert page.confidence is not None
            assert 0.8 < page.confidence <= 1
        else:
            assert page.confidence is None


@recognising
@every_scan
def test_signs_of_a_font_that_does_not_name_its_letters_are_not_in_the_text(
    name: str, read_made_pdf: ReadMade
) -> None:
    read = read_made_pdf(name)
    assert not any("\ue000" <= sign <= "\uf8ff" for sign in read.text.reading.text)


@recognising
def test_recognised_words_can_be_marked_where_they_stand(read_made_pdf: ReadMade) -> None:
    read = read_made_pdf("scanned page")
    for sentence in read.made.sentences:
        boxes, wanted = read.text.boxes(sentence.text), sentence.box
        if wanted and boxes:
            assert abs(min(box.x0 for box in boxes) - wanted.x0) < 0.02
            assert abs(min(box.y0 for box in boxes) - wanted.y0) < 0.02
            assert abs(max(box.y1 for box in boxes) - wanted.y1) < 0.02


def _nobody_listens(page: int, pages: int) -> None:
    """What is told of each page."""


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A machine on which tesseract is not installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    can_recognise.cache_clear()
    yield
    can_recognise.cache_clear()


@pytest.mark.usefixtures("without_recognition")
@pytest.mark.parametrize("name", ["scanned page", "scanned document"])
def test_a_scan_that_cannot_be_recognised_is_never_an_empty_document(
    name: str, tmp_path: Path
) -> None:
    made = SCANS[name](tmp_path)
    with pytest.raises(ReadingError, match="tesseract") as error:
        read_file(made.path, _nobody_listens)
    assert str(made.path) in str(error.value)


@pytest.mark.usefixtures("without_recognition")
def test_a_page_that_cannot_be_recognised_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    made = SCANS["scan inside"](tmp_path)
    reading = read_file(made.path, _nobody_listens)
    problems = {page.number: page.problem for page in reading.layout.pages if page.problem}
    assert list(problems) == [2]
    assert "tesseract" in str(problems[2])
    text = ReadText(reading)
    assert all(text.is_right(each) for each in made.sentences if each.page != 2)


@pytest.mark.usefixtures("without_recognition")
def test_letters_without_names_are_never_stored_as_words(tmp_path: Path) -> None:
    made = SCANS["letters without names"](tmp_path)
    with pytest.raises(ReadingError, match="tesseract"):
        read_file(made.path, _nobody_listens)
