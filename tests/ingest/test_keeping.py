"""What was read or embedded once is not done again, and nothing half done is taken for whole."""

from pathlib import Path

import numpy as np
import pytest

from corpus.child import Limits
from corpus.errors import ReadingError
from ingest import isolated
from ingest.isolated import file_digest, read_isolated
from ingest.readers.reading import Reading
from ingest.stored_readings import StoredReadings
from tests.documents.pdf_columns import two_columns

LIMITS = Limits(seconds=120, megabytes=3000)


def read(file: Path, folder: Path, limits: Limits = LIMITS, most: int = 100) -> Reading:
    return read_isolated(file, file_digest(file), StoredReadings(folder), limits, most)


def no_child(*_: object) -> None:
    raise AssertionError("the file is read again")


def test_a_reading_is_kept_word_for_word_with_its_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = two_columns(tmp_path).path
    first = read(file, tmp_path / "readings")
    monkeypatch.setattr(isolated, "run_child", no_child)
    second = read(file, tmp_path / "readings")
    assert (second.text, second.sections, second.notes) == (
        first.text,
        first.sections,
        first.notes,
    )
    assert second.layout.pages == first.layout.pages
    assert np.array_equal(second.layout.places, first.layout.places)
    assert len(second.layout.pages) == 3


@pytest.mark.parametrize("damaged", ["reading.json", "layout.npz"])
def test_a_kept_reading_that_is_damaged_is_read_again(tmp_path: Path, damaged: str) -> None:
    file = tmp_path / "a.md"
    file.write_text("# Plan\n\nIt says this.\n", "utf-8")
    before = read(file, tmp_path / "readings")
    (place,) = (tmp_path / "readings").iterdir()
    (place / damaged).write_bytes((place / damaged).read_bytes()[:20])
    assert read(file, tmp_path / "readings").text == before.text


def test_readings_of_files_that_are_gone_are_removed(tmp_path: Path) -> None:
    stored = StoredReadings(tmp_path / "readings")
    digests = []
    for name in ("a", "b"):
        file = tmp_path / f"{name}.md"
        file.write_text(f"Words of {name}.\n", "utf-8")
        digests.append(file_digest(file))
        read(file, stored.folder)
    (stored.folder / ".arriving-x").mkdir()
    stored.keep_only(digests[:1])
    assert [path.name for path in stored.folder.iterdir()] == [stored.place(digests[0]).name]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large.md"
    file.write_bytes(b"word " * 2**18)
    with pytest.raises(ReadingError) as caught:
        read(file, tmp_path / "readings", most=1)
    assert str(caught.value).startswith(f"{file}: is 1 MB, more than the 1 MB that are read")
