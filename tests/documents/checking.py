"""Holds what a reader made of a document to what is known of the document."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.documents import Section, Span
from corpus.pages import Box, boxes_between, page_of
from corpus.text import normalise
from ingest.readers.reading import Reading
from tests.documents.made import MadeSentence

__all__ = ["Found", "ReadText"]


_LONGER = 20
"""Characters by which the stored words can be longer than the normalised ones."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """Words as they stand in the stored text, and the quotable span that holds them."""

    start: int
    end: int
    span: Span
    section: Section


class ReadText:
    """The text of a reading, in which words can be looked up."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.normalised = normalise(reading.text)
        self._spans = [
            (normalise(reading.text[span.start : span.end]), span, section)
            for section in reading.sections
            for span in section.spans
        ]
        self._whole: dict[str, list[Found]] = {}
        for words, span, section in self._spans:
            found = Found(start=span.start, end=span.end, span=span, section=section)
            self._whole.setdefault(words, []).append(found)

    def holds(self, words: str) -> bool:
        """Whether the words are one run of the text, after the declared normalisation alone."""
        return normalise(words) in self._whole or normalise(words) in self.normalised

    def find(self, words: str) -> list[Found]:
        """Return where the words can be quoted: each span that is them or holds them."""
        wanted = normalise(words)
        return self._whole.get(wanted) or list(self._within(wanted))

    def _within(self, wanted: str) -> Iterator[Found]:
        for words, span, section in self._spans:
            if wanted in words:
                start, end = self._place(wanted, span)
                yield Found(start=start, end=end, span=span, section=section)

    def _place(self, wanted: str, span: Span) -> tuple[int, int]:
        """Where in the stored text of a span the normalised words stand."""
        text, start = self.reading.text, span.end
        while start > span.start and not normalise(text[start : span.end]).startswith(wanted):
            start -= 1
        end = min(start + len(wanted) + _LONGER, span.end)
        while end > start + 1 and normalise(text[start:end]) != wanted:
            end -= 1
        return start, end

    def pages(self, words: str) -> set[int | None]:
        """Return the pages on which the words begin; they may stand in the text more than once."""
        places = self.reading.layout.places
        return {page_of(places, found.start) for found in self.find(words)}

    def headings(self, words: str) -> set[tuple[str, ...]]:
        """Return the headings above the words, wherever they can be quoted."""
        return {found.section.headings for found in self.find(words)}

    def boxes(self, words: str) -> list[Box]:
        """Return the boxes of the words, where they stand first."""
        found = self.find(words)
        if not found:
            return []
        return boxes_between(self.reading.layout.places, found[0].start, found[0].end)

    def near(self, words: str) -> str:
        """Return what the text has where the words should be, for the message of a test."""
        wanted = normalise(words)
        for length in (len(wanted) // 2, 20, 10):
            place = self.normalised.find(wanted[:length])
            if place >= 0:
                return self.normalised[place : place + len(wanted) + 40]
        return "nothing like it"

    def is_right(self, sentence: MadeSentence) -> bool:
        """Whether a sentence is one run of the text and can be quoted."""
        return self.holds(sentence.text) and bool(self.find(sentence.text))

    def on_right_page(self, sentence: MadeSentence) -> bool:
        """Whether a sentence is on the page where it stands in the document."""
        return sentence.page is None or sentence.page in self.pages(sentence.text)
