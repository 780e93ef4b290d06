"""From the stored text of a document to what it consists of: headings, paragraphs, items, rows.

Two kinds of text are stored. A Markdown or plain text file is stored as it is; every other file as
one line for each block, where only the passages tell which lines are headings. Nothing is changed
here: a block is a range of characters, so that what was quoted is found in it again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from corpus.documents import Passage, SpanKind

__all__ = ["Block", "BlockKind", "blocks_of", "heading_words"]

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?=\S)")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+•]|\d{1,3}[.)])[ \t]+(?=\S)")
_BULLETS = frozenset("-*+•◦▪")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?[ \t]*$")
_LINE = re.compile(r"[ \t]*(?:=+|-+|(?:[-*_][ \t]*){3,}|`{3,}.*)$")
"""Lines that are no words: under a heading, between parts, around code."""
_QUOTED = re.compile(r"[ \t]*>[ \t]?")


class BlockKind(Enum):
    """What a block is."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A range of characters of the stored text, without the marks before and after it."""

    kind: BlockKind
    start: int
    end: int
    path: tuple[str, ...] = ()
    """Headings: it and those above it, the outermost first."""
    level: int = 1
    """Items: 2 for a list in a list, and so on."""
    mark: str = ""
    """Items: their number or letter; empty for a bullet."""
    opens: bool = False
    """Rows: whether a table begins."""
    header: "Block | None" = None
    """Rows: the column headings of their table; a row that is its own header has none."""
    is_header: bool = False


@dataclass(slots=True)
class _Outline:
    """What the passages of a document say of its lines, by the place where a line starts."""

    headings: dict[int, tuple[str, ...]] = field(default_factory=dict)
    items: dict[int, int] = field(default_factory=dict)
    """Where their words start."""
    rows: set[int] = field(default_factory=set)
    headers: set[str] = field(default_factory=set)


def heading_words(line: str) -> str:
    """Return the words of a heading without its marks, as passages have them."""
    return " ".join(re.sub(r"^#+|#+$|[*_`]{1,3}", "", line).split())


def blocks_of(text: str, passages: Sequence[Passage], *, markdown: bool) -> list[Block]:
    """Divide a stored text into its blocks, in order.

    Args:
        text: The stored text.
        passages: Those of the document, in order.
        markdown: Whether the file was Markdown or plain text, which is stored with its marks.
    """
    lines = _lines(text, _outline(text, passages), markdown=markdown)
    return list(_in_tables(_joined(lines, text) if markdown else lines))


def _outline(text: str, passages: Sequence[Passage]) -> _Outline:
    outline, before = _Outline(), 0
    for passage in passages:
        found = _headings_in(text, before, passage.start, passage.headings)
        if not found and passage.headings:
            # A heading with no text under it is a passage by itself.
            whole = _is_heading(passage.text, passage.headings[-1])
            found = {_line_start(text, passage.start): passage.headings} if whole else {}
        outline.headings.update(found)
        before = max(before, passage.end)
        for span in passage.spans:
            line = _line_start(text, span.start)
            if span.kind is SpanKind.ITEM:
                outline.items.setdefault(line, span.start)
            elif span.kind is SpanKind.ROW:
                outline.rows.add(line)
                outline.headers.add(span.lead.strip())
    return outline


def _is_heading(text: str, heading: str) -> bool:
    return len(text) <= 2 * len(heading) + 20 and heading_words(text) == heading


def _headings_in(
    text: str, start: int, end: int, path: tuple[str, ...]
) -> dict[int, tuple[str, ...]]:
    """Find the headings above a passage in what stands between it and the one before."""
    found: dict[int, tuple[str, ...]] = {}
    depth = len(path)
    at = end
    for line in reversed(text[start:end].split("\n")):
        at -= len(line)
        if depth and line.strip() and heading_words(line) == path[depth - 1]:
            found[_line_start(text, at)] = path[:depth]
            depth -= 1
        at -= 1
    return found


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _lines(text: str, outline: _Outline, *, markdown: bool) -> Iterator[Block | None]:
    """Yield a block for each line with words, None for each line without."""
    at = 0
    path: list[tuple[int, str]] = []
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        block = _block(line, start, outline, markdown=markdown) if line.strip() else None
        if block and block.kind is BlockKind.HEADING:
            block = _with_path(block, line, path, outline.headings.get(start))
        yield block


def _with_path(
    block: Block, line: str, path: list[tuple[int, str]], known: tuple[str, ...] | None
) -> Block:
    """Give a heading those above it: as the passages say, or else by its marks."""
    if known is not None:
        path[:] = [(level, words) for level, words in enumerate(known, start=1)]
    else:
        level = len(line.lstrip()) - len(line.lstrip().lstrip("#"))
        path[:] = [*(above for above in path if above[0] < level), (level, heading_words(line))]
    return replace(block, path=tuple(words for _, words in path))


def _block(line: str, start: int, outline: _Outline, *, markdown: bool) -> Block | None:
    end = start + len(line.rstrip())
    heading = _HEADING.match(line) if markdown else None
    if heading:
        words = line.rstrip()
        closed = words.rstrip("#")
        words = closed.rstrip() if closed[-1:].isspace() else words
        first = start + heading.end()
        return Block(kind=BlockKind.HEADING, start=first, end=max(first, start + len(words)))
    if start in outline.headings:
        return Block(kind=BlockKind.HEADING, start=start, end=end)
    stripped = line.strip()
    if (stripped.startswith("|") and stripped.endswith("|")) or start in outline.rows:
        if markdown and _RULE.match(line):
            return Block(kind=BlockKind.ROW, start=start, end=start)
        first = start + len(line) - len(line.lstrip())
        is_header = stripped in outline.headers
        return Block(kind=BlockKind.ROW, start=first, end=end, is_header=is_header)
    if markdown and _LINE.match(line):
        return None
    return _item(line, start, end, outline) or _paragraph(line, start, end, markdown=markdown)


def _item(line: str, start: int, end: int, outline: _Outline) -> Block | None:
    found, known = _ITEM.match(line), outline.items.get(start)
    if found:
        indent, mark, words = found["indent"], found["mark"], start + found.end()
    elif known is not None and known - start < len(line):
        before = line[: known - start]
        indent = before[: len(before) - len(before.lstrip())]
        mark, words = before.strip(), known
        mark = mark or " "
    else:
        return None
    level = len(indent.expandtabs(4)) // 2 + 1
    mark = "" if mark in _BULLETS else mark
    return Block(kind=BlockKind.ITEM, start=words, end=end, level=level, mark=mark)


def _paragraph(line: str, start: int, end: int, *, markdown: bool) -> Block:
    quoted = _QUOTED.match(line) if markdown else None
    first = start + (quoted.end() if quoted else len(line) - len(line.lstrip()))
    return Block(kind=BlockKind.PARAGRAPH, start=min(first, end), end=end)


def _joined(blocks: Iterator[Block | None], text: str) -> Iterator[Block | None]:
    """Join the lines of a paragraph or an item, which Markdown may break anywhere."""
    held: Block | None = None
    for block in blocks:
        goes_on = block and block.kind is BlockKind.PARAGRAPH and held
        if goes_on and held and block and text.count("\n", held.end, block.start) == 1:
            held = replace(held, end=block.end)
            continue
        if held:
            yield held
        held = block if block and block.kind in _BROKEN else None
        if not held:
            yield block
    if held:
        yield held


_BROKEN = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})


def _in_tables(blocks: Iterator[Block | None]) -> Iterator[Block]:
    """Say of each row which table it belongs to; what is no words goes."""
    held: Block | None = None
    """The first row of a table, of which it is not known yet whether it is column headings."""
    header: Block | None = None
    in_table = False
    for block in blocks:
        if block is None or block.kind is not BlockKind.ROW:
            if held:
                yield held
            held, header, in_table = None, None, False
            if block:
                yield block
        elif block.start == block.end:
            held = held and replace(held, is_header=True)
        else:
            if held:
                header = held if held.is_header else None
                yield held
            block = replace(block, opens=not in_table, header=header)
            in_table = True
            if block.opens:
                held = block
            else:
                held = None
                yield replace(block, is_header=False)
    if held:
        yield held
