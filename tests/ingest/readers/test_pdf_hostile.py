"""Files that are broken, locked or made to wear a reader down cost one message and nothing else."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.child import Limits
from corpus.errors import ReadingError
from ingest.isolated import file_digest, read_isolated
from ingest.readers.reading import Reading
from ingest.stored_readings import StoredReadings
from tests.documents import hostile_files as hostile

_LIMITS = Limits(seconds=15, megabytes=2000)


def _read(file: Path) -> Reading:
    stored = StoredReadings(file.parent / "readings")
    return read_isolated(file, file_digest(file), stored, _LIMITS, most_megabytes=50)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        pytest.param(hostile.truncated, "damaged", id="truncated"),
        pytest.param(hostile.garbage, "damaged", id="garbage after the header"),
        pytest.param(hostile.empty, "empty", id="empty"),
        pytest.param(hostile.web_page_named_pdf, "is a web page", id="web page named .pdf"),
        pytest.param(hostile.pdf_named_text, "is a PDF", id="PDF named .txt"),
        pytest.param(hostile.locked, "password", id="locked"),
        pytest.param(hostile.no_pages, "page", id="no pages"),
        pytest.param(hostile.flate_bomb, "memory|progress", id="flate bomb"),
        pytest.param(hostile.without_end, "memory|progress", id="without end"),
        pytest.param(hostile.enormous_scan, "page|text|memory", id="enormous scan"),
    ],
)
def test_a_file_that_cannot_be_read_costs_one_line_that_names_it(
    make: Callable[[Path], Path], why: str, tmp_path: Path
) -> None:
    file = make(tmp_path)
    with pytest.raises(ReadingError) as error:
        _read(file)
    message = str(error.value)
    assert str(file) in message
    assert re.search(why, message)
    assert "\n" not in message
    assert "Error" not in message, "a person is not told names of exceptions"


@pytest.mark.parametrize(
    "make", [hostile.locked_for_change, hostile.enormous_page, hostile.deeply_nested]
)
def test_an_odd_file_that_everybody_can_open_is_read(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    assert hostile.READABLE in _read(make(tmp_path)).text


def test_pages_that_lead_back_to_themselves_are_not_followed_for_ever(tmp_path: Path) -> None:
    """Its one page may be read or not; nobody is told of the million that it pretends to have."""
    try:
        reading = _read(hostile.page_tree_in_a_circle(tmp_path))
    except ReadingError as error:
        assert "circle.pdf" in str(error)
    else:
        assert hostile.READABLE in reading.text
        assert len(reading.layout.pages) < 100


def test_the_name_of_a_file_makes_no_difference(tmp_path: Path) -> None:
    texts = {file.name: _read(file).text for file in hostile.oddly_named(tmp_path)}
    assert len(texts) == 7
    assert len(set(texts.values())) == 1
    assert all("Thank you for your letter" in text for text in texts.values())
