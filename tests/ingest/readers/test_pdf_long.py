"""A PDF of a thousand pages is read to its end, with every sentence on its page."""

from pathlib import Path

from corpus.child import Limits
from ingest.isolated import file_digest, read_isolated
from ingest.settings import IngestSettings
from ingest.stored_readings import StoredReadings
from tests.documents.checking import ReadText
from tests.documents.pdf_long import write_long

PAGES = 1000


def test_a_thousand_pages_are_read_within_the_limits_that_ship(tmp_path: Path) -> None:
    made = write_long(tmp_path / "long.pdf", PAGES, paragraphs=1)
    settings = IngestSettings(data=tmp_path)
    reading = read_isolated(
        made.path,
        file_digest(made.path),
        StoredReadings(tmp_path / "readings"),
        Limits(seconds=settings.read_seconds, megabytes=settings.read_megabytes),
        settings.max_file_megabytes,
    )
    assert len(reading.layout.pages) == PAGES
    text = ReadText(reading)
    assert len(made.sentences) >= PAGES
    assert all(text.on_right_page(sentence) for sentence in made.sentences)
