"""From blocks of a text (headings, paragraphs, list items, table rows) to headed sections."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.documents import Section, Span, SpanKind
from ingest.sentences import split_sentences

__all__ = ["Block", "BlockKind", "sections_of"]


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    ASIDE = "aside"
    """No text: a box beside the course of the text begins, with headings of its own."""
    ASIDE_END = "aside-end"
    """No text: the course of the text goes on under the headings that it had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A range of characters of the stored text, without the marks that start a list item."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """Headings: 1 is the outermost. Items: 1 for a list, 2 for a list in a list, and so on."""
    header: str = ""
    """Rows: the heading row of their table, as it stands in the stored text."""


@dataclass(slots=True)
class _Open:
    """The section that is being filled."""

    headings: tuple[str, ...] = ()
    heading: Block | None = None
    spans: list[Span] = field(default_factory=list)
    lead: str = ""
    parents: list[str] = field(default_factory=list)
    """Of a list in a list: the items above, outermost first."""


def sections_of(blocks: Sequence[Block], text: str) -> list[Section]:
    """Divide a text along its headings; every block stands in exactly one span or heading."""
    return list(_sections(blocks, text))


def _sections(blocks: Sequence[Block], text: str) -> Iterator[Section]:
    path: list[tuple[int, str]] = []
    outside: list[tuple[int, str]] = []
    current = _Open()
    for block in blocks:
        if block.kind is BlockKind.ASIDE:
            outside = path
        elif block.kind is BlockKind.ASIDE_END:
            yield from _close(current)
            path = outside
            current = _Open(headings=tuple(_heading_words(heading) for _, heading in path))
        elif block.kind is BlockKind.HEADING:
            words = text[block.start : block.end]
            if current.spans or not path or block.level <= path[-1][0]:
                yield from _close(current)
            path = [*(entry for entry in path if entry[0] < block.level), (block.level, words)]
            headings = tuple(_heading_words(heading) for _, heading in path)
            current = _Open(headings=headings, heading=block)
        else:
            _add(current, block, text)
    yield from _close(current)


def _heading_words(raw: str) -> str:
    """The words of a heading without its marks."""
    return " ".join(re.sub(r"^#+|#+$|[*_`]{1,3}", "", raw.split("\n")[0]).split())


def _close(current: _Open) -> Iterator[Section]:
    """Yield the section; a heading without text under it is text itself."""
    if not current.spans and current.heading:
        heading = current.heading
        current.spans = [Span(kind=SpanKind.SENTENCE, start=heading.start, end=heading.end)]
    if current.spans:
        yield Section(
            headings=current.headings,
            start=current.spans[0].start,
            end=current.spans[-1].end,
            spans=tuple(current.spans),
        )


def _add(current: _Open, block: Block, text: str) -> None:
    words = text[block.start : block.end]
    if block.kind is BlockKind.ROW:
        row = Span(kind=SpanKind.ROW, start=block.start, end=block.end, lead=block.header)
        current.spans.append(row)
    elif block.kind is BlockKind.ITEM:
        current.parents = [*current.parents[: block.level - 1], words]
        lead = current.parents[-2] if len(current.parents) > 1 else current.lead
        item = Span(kind=SpanKind.ITEM, start=block.start, end=block.end, lead=lead)
        current.spans.append(item)
    else:
        current.lead = ""
        for start, end in split_sentences(text, block.start, block.end):
            current.spans.append(Span(kind=SpanKind.SENTENCE, start=start, end=end))
            introduces = text[start:end].rstrip("*_").endswith(":")
            current.lead = text[start:end] if introduces else ""
