"""Compares what a reader made of a file with what is known of the file."""

import re

from corpus.documents import SpanKind
from ingest.readers.reading import Reading
from tests.documents.made import MadeDocument

__all__ = ["judge", "quotable"]


def quotable(reading: Reading) -> list[tuple[tuple[str, ...], SpanKind, str, str]]:
    """Headings, kind, lead and words of everything that can be quoted, in order."""
    return [
        (section.headings, span.kind, span.lead, reading.text[span.start : span.end])
        for section in reading.sections
        for span in section.spans
    ]


def judge(made: MadeDocument, reading: Reading) -> None:
    """Fail at the first thing that is lost, in another order, under a wrong heading, or invented."""
    spans = quotable(reading)
    place = 0
    for sentence in made.sentences:
        assert sentence.text in reading.text
        found = [n for n, span in enumerate(spans) if span[3] == sentence.text]
        assert found, f"cannot be quoted by itself: {sentence.text}"
        if sentence.headings is not None:
            assert [spans[n][0] for n in found] == [sentence.headings], sentence.text
        assert found[0] >= place, f"is out of order: {sentence.text}"
        place = found[0]
    items = [(words, lead) for _, kind, lead, words in spans if kind is SpanKind.ITEM]
    assert sorted(items) == sorted((item.text, item.lead) for item in made.items)
    rows = [(words, lead) for _, kind, lead, words in spans if kind is SpanKind.ROW]
    assert rows == [(_line(row.cells), _line(row.header)) for row in made.rows]
    for words in made.never:
        assert words not in reading.text
    for note in made.notes:
        assert [found for found in reading.notes if re.search(note, found)], note
    assert len(reading.notes) == len(made.notes)


def _line(cells: tuple[str, ...]) -> str:
    """A row as it is stored; one space stands where there are no column headings."""
    return f"| {' | '.join(cells)} |" if cells else ""
