"""The text of a document as HTML: headings, paragraphs, lists, tables, and words that are marked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from assistant.web.document_blocks import Block, BlockKind
from assistant.web.escaping import escape
from assistant.web.words import say

__all__ = ["Marked", "TextWriter"]

LOWEST = 6
"""The level of the headings that HTML has no lower ones for."""
_LINK = re.compile(r"!?\[(?P<words>[^][\n]{0,500})\]\([^)\s]{0,2000}\)")
_STRONG = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=\S)(?P<words>.{1,500}?)(?<=\S)\1(?!\w)", re.DOTALL)
_CODE = re.compile(r"`+")
_BAR = re.compile(r"(?<!\\)\|")
_WIDE = 3
"""Columns from which a table may have to be scrolled sideways."""
_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Characters of the stored text that are marked."""

    start: int
    end: int
    name: str
    """The element id of the first mark."""
    begins: str
    """What only screen readers hear before the words."""
    ends: str


class TextWriter:
    """Writes blocks of one stored text as HTML."""

    def __init__(
        self,
        text: str,
        *,
        names: Mapping[int, str],
        markdown: bool,
        marked: Marked | None = None,
    ) -> None:
        """Write a text.

        Args:
            text: The stored text.
            names: The element ids of headings, by where they start.
            markdown: Whether Markdown marks stand in it, which are left out.
            marked: What is marked, if anything.
        """
        self._text = text
        self._names = names
        self._markdown = markdown
        self._marked = marked
        self._is_first = True
        self._tables = 0

    def write(self, blocks: Sequence[Block], top: int) -> str:
        """Write blocks.

        Args:
            blocks: In order.
            top: The level of the outermost heading among them; none below it is skipped.
        """
        html, above = [], list[int]()
        for kind, together in groupby(blocks, key=lambda block: block.kind):
            if kind is BlockKind.ITEM:
                html.append(self._items(list(together)))
            elif kind is BlockKind.ROW:
                html += [self._table(rows) for rows in _tables(together)]
            elif kind is BlockKind.PARAGRAPH:
                html += [f"<p>{self._words(b.start, b.end)}</p>" for b in together]
            else:
                html += [self._heading(block, top, above) for block in together]
        return "".join(html)

    def ended(self, html: Sequence[str]) -> list[str]:
        """Say after the last mark in what was written that it is the last."""
        said = list(html)
        for place in reversed(range(len(said))):
            before, mark, after = said[place].rpartition("</mark>")
            if mark and self._marked:
                ends = f'<span class="pa-hidden"> {escape(self._marked.ends)}</span>'
                said[place] = f"{before}{ends}{mark}{after}"
                break
        return said

    def _heading(self, block: Block, top: int, above: list[int]) -> str:
        """Write a heading one level below the one above it, however deep it says it is."""
        depth = len(block.path)
        while above and above[-1] >= depth:
            above.pop()
        level = min(LOWEST, top + len(above))
        above.append(depth)
        name = self._names.get(block.start)
        named = f' id="{escape(name)}"' if name else ""
        return f"<h{level}{named}>{self._words(block.start, block.end)}</h{level}>"

    def _items(self, items: Sequence[Block]) -> str:
        """Write a list, with the lists in it."""
        html = ""
        open_: list[tuple[int, str]] = []
        for item in items:
            words = self._words(item.start, item.end)
            if item.mark == " " and open_:
                html += f"<br>{words}"  # a further paragraph of the item
                continue
            tag = "ol" if _NUMBER.match(item.mark) else "ul"
            while open_ and _is_over(open_[-1], item.level, tag):
                html += f"</li></{open_.pop()[1]}>"
            if open_ and open_[-1][0] == item.level:
                html += "</li>"
            else:
                html += f"<{tag}>"
                open_.append((item.level, tag))
            html += _item(item.mark, words)
        return html + "".join(f"</li></{tag}>" for _, tag in reversed(open_))

    def _table(self, rows: Sequence[Block]) -> str:
        """Write a table; one that goes on from the page before has its column headings again."""
        first = rows[0]
        head = first if first.is_header else first.header
        body = rows[1:] if first.is_header else rows
        columns = max(len(self._cells(row)) for row in rows)
        heads = ""
        if head:
            again = head is not first
            heads = f"<thead>{self._row(head, columns, 'th', plain=again)}</thead>"
        lines = "".join(self._row(row, columns, "td") for row in body)
        table = f"<table>{heads}<tbody>{lines}</tbody></table>"
        if columns < _WIDE:
            return table
        self._tables += 1
        label = escape(say("Table {number}", number=self._tables))
        return (
            f'<div class="pa-table" role="region" tabindex="0" aria-label="{label}">{table}</div>'
        )

    def _row(self, row: Block, columns: int, tag: str, *, plain: bool = False) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        cells = [
            f"<{tag}{scope}>{self._words(start, end, plain=plain)}</{tag}>"
            for start, end in self._cells(row)
        ]
        cells += [f"<{tag}></{tag}>"] * (columns - len(cells))
        # An empty column heading is no heading.
        return f"<tr>{''.join(cells)}</tr>".replace(f"<th{scope}></th>", "<td></td>")

    def _cells(self, row: Block) -> list[tuple[int, int]]:
        """Return where the words of each cell stand."""
        raw = self._text[row.start : row.end]
        bars = [bar.start() for bar in _BAR.finditer(raw)]
        edges = bars if raw.startswith("|") else [-1, *bars]
        edges = edges if raw.endswith("|") and len(edges) > 1 else [*edges, len(raw)]
        cells = []
        for left, right in pairwise(edges):
            inner = raw[left + 1 : right]
            start = row.start + left + 1 + len(inner) - len(inner.lstrip())
            cells.append((start, start + len(inner.strip())))
        return cells

    def _words(self, start: int, end: int, *, plain: bool = False) -> str:
        """Write a range of the text, with what is marked of it marked."""
        runs: list[tuple[bool, str]] = []
        for left, right in self._seen(start, end):
            for is_marked, words in self._cut(left, right, plain=plain):
                if runs and runs[-1][0] == is_marked:
                    words = runs.pop()[1] + words
                runs.append((is_marked, words))
        return "".join(self._run(is_marked, words) for is_marked, words in runs)

    def _cut(self, start: int, end: int, *, plain: bool) -> Iterator[tuple[bool, str]]:
        marked = self._marked
        if plain or not marked or marked.end <= start or end <= marked.start:
            yield False, self._text[start:end]
            return
        first, last = max(start, marked.start), min(end, marked.end)
        for is_marked, left, right in (
            (False, start, first),
            (True, first, last),
            (False, last, end),
        ):
            if left < right:
                yield is_marked, self._text[left:right]

    def _run(self, is_marked: bool, words: str) -> str:
        if not is_marked or not words.strip() or not self._marked:
            return escape(words)
        name = begins = ""
        if self._is_first:
            self._is_first = False
            name = f' id="{escape(self._marked.name)}" tabindex="-1"'
            begins = f'<span class="pa-hidden">{escape(self._marked.begins)} </span>'
        return f"<mark{name}>{begins}{escape(words)}</mark>"

    def _seen(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield what is no Markdown mark."""
        if not self._markdown:
            yield start, end
            return
        hidden = _marks(self._text[start:end])
        at = start
        for left, right in hidden:
            if at < start + left:
                yield at, start + left
            at = max(at, start + right)
        if at < end:
            yield at, end


def _marks(raw: str) -> list[tuple[int, int]]:
    """Return where the marks of Markdown stand, in order."""
    found = [code.span() for code in _CODE.finditer(raw)]
    for pattern in (_LINK, _STRONG):
        for whole in pattern.finditer(raw):
            (left, right), (first, last) = whole.span(), whole.span("words")
            found += [(left, first), (last, right)]
            if pattern is _STRONG:
                inner = _STRONG.finditer(raw, first, last)
                for within in inner:
                    (a, b), (c, d) = within.span(), within.span("words")
                    found += [(a, c), (d, b)]
    return sorted(found)


def _is_over(list_: tuple[int, str], level: int, tag: str) -> bool:
    """Whether a list of a level ends before an item."""
    return list_[0] > level or (list_[0] == level and list_[1] != tag)


def _item(mark: str, words: str) -> str:
    if not mark.strip():
        return f"<li>{words}"
    number = _NUMBER.match(mark)
    if number and mark.strip("().") == number[0]:
        return f'<li value="{int(number[0])}">{words}'
    return f'<li class="pa-own-mark"><span class="pa-item-mark">{escape(mark)}</span> {words}'


def _tables(rows: Iterator[Block]) -> Iterator[list[Block]]:
    table: list[Block] = []
    for row in rows:
        if row.opens and table:
            yield table
            table = []
        table.append(row)
    if table:
        yield table
