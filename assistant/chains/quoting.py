"""From a span of a passage to a link of a chain: nothing that is not verified."""

from assistant.chains.records import Link, Step
from assistant.verification.quotations import verified
from corpus.documents import Document, Passage, Span, SpanKind
from corpus.pages import page_of
from corpus.reader import OpenIndex
from corpus.text import readable, row_in_words

__all__ = ["Quoting"]

_LONGEST_LIST = 8
"""Items of a list that is quoted with the words before it."""


class Quoting:
    """Makes links for one index; each text is read once."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = index
        self._texts: dict[str, str] = {}

    def link(self, step: Step, passage: Passage, place: int, *, score: float = 1.0) -> Link | None:
        """Return a span as a link, with its list where it introduces one.

        Args:
            step: Where in the chain it stands.
            passage: Where it stands in its document.
            place: Of the span in the passage.
            score: How sure it is that it belongs there, 0 to 1.

        Returns:
            None where its words do not stand in the stored text.
        """
        document = self._index.generation.catalogue.by_id[passage.document]
        spans = _whole(passage, place)
        start, end = spans[0].start, spans[-1].end
        words = passage.text[start - passage.start : end - passage.start]
        row = spans[0].kind is SpanKind.ROW
        lines = [readable(passage.quote(span)) for span in spans]
        lines[1:] = [f"• {line}" for line in lines[1:]]
        shown = row_in_words(spans[0].lead, words) if row else "\n".join(lines)
        if not shown or not verified(words, shown, start, end, self._text(document), spans):
            return None
        return Link(
            step=step,
            document=document.id,
            title=document.title,
            kind=document.kind,
            published=document.published,
            source=passage.source,
            passage=passage.id,
            headings=passage.headings,
            page=passage.page if passage.page == passage.last_page else self._page(passage, start),
            start=start,
            end=end,
            words=words,
            lead="" if row else spans[0].lead,
            shown=shown,
            score=score,
        )

    def _text(self, document: Document) -> str:
        if document.id not in self._texts:
            self._texts[document.id] = self._index.generation.text(document.id)
        return self._texts[document.id]

    def _page(self, passage: Passage, start: int) -> int | None:
        """The page on which words of a passage that goes over several begin."""
        return page_of(self._index.generation.layout(passage.document).places, start)


def _whole(passage: Passage, place: int) -> tuple[Span, ...]:
    """A span by itself; the words that introduce a list with the list, if it is short."""
    spans = passage.spans
    first = spans[place]
    end = place + 1
    if first.kind is SpanKind.SENTENCE and readable(passage.quote(first)).endswith(":"):
        while end < len(spans) and spans[end].kind is SpanKind.ITEM:
            end += 1
    return spans[place:end] if end - place <= _LONGEST_LIST + 1 else spans[place : place + 1]
