"""The rows of tables and the items of lists in PDFs."""

from collections.abc import Callable

import pytest

from corpus.documents import SpanKind
from corpus.pages import page_of
from corpus.text import normalise, row_in_words
from tests.documents.checking import ReadText
from tests.ingest.readers.conftest import Read

ReadMade = Callable[[str], Read]
every_table = pytest.mark.parametrize(
    "name",
    [
        "ruled table",
        "unruled table",
        "shaded table",
        "table over pages, headed again",
        "table over pages, headed once",
        "sideways",
    ],
)


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _rows(text: ReadText) -> list[tuple[str, int | None]]:
    """Each row of the text in words, with its page."""
    reading = text.reading
    rows = []
    for section in reading.sections:
        for span in section.spans:
            if span.kind is SpanKind.ROW:
                words = row_in_words(span.lead, reading.text[span.start : span.end])
                rows.append((normalise(words), page_of(reading.layout.places, span.start)))
    return rows


@every_table
def test_every_row_reads_with_its_column_headings(name: str, read_made_pdf: ReadMade) -> None:
    read = read_made_pdf(name)
    wanted = [normalise(row_in_words(_line(r.header), _line(r.cells))) for r in read.made.rows]
    found = [words for words, _ in _rows(read.text)]
    assert wanted
    assert [words for words in wanted if words not in found] == []


@every_table
def test_every_row_is_cited_to_its_page(name: str, read_made_pdf: ReadMade) -> None:
    read = read_made_pdf(name)
    pages = dict(_rows(read.text))
    wanted = {
        normalise(row_in_words(_line(r.header), _line(r.cells))): r.page for r in read.made.rows
    }
    assert {words: pages.get(words) for words in wanted} == wanted


@every_table
def test_nothing_but_the_rows_of_a_table_becomes_a_row(name: str, read_made_pdf: ReadMade) -> None:
    read = read_made_pdf(name)
    assert len(_rows(read.text)) == len(read.made.rows)


@pytest.mark.parametrize(
    "name", ["two columns", "interleaved columns", "three columns", "lists", "letter", "footnotes"]
)
def test_columns_and_lists_are_not_taken_for_tables(name: str, read_made_pdf: ReadMade) -> None:
    assert _rows(read_made_pdf(name).text) == []


def test_every_item_of_a_list_can_be_quoted_with_what_introduces_it(
    read_made_pdf: ReadMade,
) -> None:
    """Of a list in a list, that is the item above; its mark is no part of the item."""
    read = read_made_pdf("lists")
    reading = read.text.reading
    found = [
        (normalise(reading.text[span.start : span.end]), normalise(span.lead))
        for section in reading.sections
        for span in section.spans
        if span.kind is SpanKind.ITEM
    ]
    wanted = [(normalise(item.text), normalise(item.lead)) for item in read.made.items]
    assert wanted
    assert [item for item in wanted if item not in found] == []
    assert len(found) == len(wanted)
