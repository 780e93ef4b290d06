"""From sections to passages that fit the embedding model's window."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from corpus.catalogue import Catalogue
from corpus.documents import Document, Passage, Section, Span, SpanKind
from corpus.pages import pages_between
from corpus.references import find_references
from ingest.plans import mark_plans
from ingest.readers.reading import Reading

__all__ = ["chunk_document"]

CountTokens = Callable[[str], int]


_FINANCIAL_YEAR = 2
"""As many calendar years as "2013/14" names; longer spans are not gone through year by year."""


def chunk_document(
    document: Document,
    reading: Reading,
    catalogue: Catalogue,
    count_tokens: CountTokens,
    max_tokens: int,
) -> list[Passage]:
    """Divide a document into passages along its headings.

    Args:
        document: The catalogue entry; its title, dates and kind go into each passage.
        reading: Its text, sections and pages.
        catalogue: For the plans that each passage speaks of.
        count_tokens: The embedding model's own count, with its special tokens.
        max_tokens: The model's window; context and text together stay within it.
    """
    used: Counter[str] = Counter()
    passages = []
    text, places = reading.text, reading.layout.places
    for section in reading.sections:
        slug = _slug(section.headings, document.title)
        frame = _frame(document, section)
        room = max(max_tokens // 4, max_tokens - count_tokens(f"{frame.context}\n"))
        fitting = _fitting(section.spans, text, count_tokens, room)
        for packed in _pack(fitting, text, count_tokens, room):
            used[slug] += 1
            start, end = packed[0].start, packed[-1].end
            body = text[start:end]
            pages = pages_between(places, start, end)
            spans = mark_plans(packed, text, section.headings, document, catalogue)
            passages.append(
                replace(
                    frame,
                    id=f"{document.id}/{slug}/{used[slug]}",
                    plans=tuple(dict.fromkeys(plan for span in spans for plan in span.plans)),
                    years=_years(document, f"{' '.join(section.headings)}\n{body}", catalogue),
                    start=start,
                    end=end,
                    page=pages[0] if pages else None,
                    last_page=pages[1] if pages else None,
                    text=body,
                    spans=spans,
                )
            )
    return passages


def _years(document: Document, text: str, catalogue: Catalogue) -> tuple[int, ...]:
    years = {document.published.year}
    if document.period:
        years |= set(range(document.period.start, document.period.end + 1))
    years |= {int(year) for year in re.findall(r"(?<![£$.,\d])(?:19|20)\d\d(?!\d)", text)}
    for reference in find_references(text, catalogue, document.published.first_day):
        years |= set(reference.years) if len(reference.years) == _FINANCIAL_YEAR else set()
    return tuple(sorted(years))


def _slug(headings: Sequence[str], title: str) -> str:
    inner = [heading for heading in headings if heading != title] or ["text"]
    words = (re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")[:60] for heading in inner)
    return "--".join(word or "text" for word in words)


def _frame(document: Document, section: Section) -> Passage:
    """Everything of a passage that its section already settles."""
    return Passage(
        id="",
        document=document.id,
        title=document.title,
        kind=document.kind,
        published=document.published.as_int,
        period=document.period.in_words() if document.period else None,
        headings=section.headings,
        plans=(),
        years=(),
        source=document.text,
        start=section.start,
        end=section.end,
        page=None,
        text="",
        spans=(),
    )


def _pack(
    spans: Sequence[Span], text: str, count_tokens: CountTokens, room: int
) -> Iterator[tuple[Span, ...]]:
    """Fill passages in order, each with as many spans as fit."""
    taken: list[Span] = []
    for span in spans:
        if taken and count_tokens(text[taken[0].start : span.end]) > room:
            fits = count_tokens(text[taken[-1].start : span.end]) <= room
            carried = fits and len(taken) > 1 and _introduces(taken[-1], span, text)
            introduction = taken[-1] if carried else None
            yield tuple(taken[:-1] if introduction else taken)
            taken = [introduction] if introduction else []
        taken.append(span)
    if taken:
        yield tuple(taken)


def _introduces(span: Span, item: Span, text: str) -> bool:
    """Whether a span is the words before a list, which belong with its first item."""
    return bool(item.lead) and text[span.start : span.end] == item.lead


def _fitting(spans: Sequence[Span], text: str, count_tokens: CountTokens, room: int) -> list[Span]:
    """Divide spans that would not fit a passage by themselves, at white space."""
    fitting: list[Span] = []
    for span in spans:
        while count_tokens(text[span.start : span.end]) > room:
            cut = _cut(text, span, count_tokens, room)
            fitting.append(replace(span, kind=SpanKind.SENTENCE, end=cut))
            rest = cut + len(text[cut : span.end]) - len(text[cut : span.end].lstrip())
            span = replace(span, kind=SpanKind.SENTENCE, start=rest)
        fitting.append(span)
    return fitting


def _cut(text: str, span: Span, count_tokens: CountTokens, room: int) -> int:
    """The last place that leaves a piece within the room: at white space, or anywhere if none."""
    low, high = span.start + 1, span.end - 1
    while low < high:
        middle = (low + high + 1) // 2
        fits = count_tokens(text[span.start : middle]) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    space = max(text.rfind(" ", span.start, low), text.rfind("\n", span.start, low))
    return space if space > span.start else low
