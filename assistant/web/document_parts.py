"""A document's text in parts that a page can show: whole pages, or runs of sections."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.web.document_blocks import Block, BlockKind
from corpus.pages import Layout, Page, WordPlaces

__all__ = ["MOST_CHARACTERS", "MOST_PAGES", "Leaf", "Part", "parts_of"]

MOST_CHARACTERS = 20_000
"""Of a part, unless a single page holds more."""
MOST_PAGES = 5
_MARKS = re.compile(r"[|\s]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """What stands on one page, or a run of blocks where the format has no pages."""

    page: Page | None
    blocks: tuple[Block, ...]

    def touches(self, start: int, end: int) -> bool:
        """Whether any of the characters from `start` to `end` stand here."""
        return any(block.start < end and start < block.end for block in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one address shows of a document."""

    number: int
    """Counted from 1."""
    leaves: tuple[Leaf, ...]

    @property
    def pages(self) -> list[int]:
        """The numbers of its pages; none where the format has no pages."""
        return [leaf.page.number for leaf in self.leaves if leaf.page]

    def touches(self, start: int, end: int) -> bool:
        """Whether any of the characters from `start` to `end` stand here."""
        return any(leaf.touches(start, end) for leaf in self.leaves)


def parts_of(text: str, blocks: Sequence[Block], layout: Layout) -> tuple[Part, ...]:
    """Cut a document into parts; there is always at least one.

    Args:
        text: The stored text.
        blocks: All of it.
        layout: Its pages and where its words stand on them; no pages for most formats.
    """
    cut = [piece for block in blocks for piece in _divided(block, _too_long(block, text))]
    leaves = _by_page(text, cut, layout) if layout.pages else list(_by_section(cut))
    return tuple(
        Part(number=number, leaves=tuple(together))
        for number, together in enumerate(_together(leaves), start=1)
    )


def _together(leaves: Iterable[Leaf]) -> Iterator[list[Leaf]]:
    taken: list[Leaf] = []
    characters = 0
    for leaf in leaves:
        size = _size(leaf.blocks)
        if taken and (characters + size > MOST_CHARACTERS or len(taken) == MOST_PAGES):
            yield taken
            taken, characters = [], 0
        taken.append(leaf)
        characters += size
    yield taken


def _size(blocks: Iterable[Block]) -> int:
    return sum(block.end - block.start for block in blocks)


def _by_section(blocks: Sequence[Block]) -> Iterator[Leaf]:
    """Yield leaves that are a part each: sections together, a long section cut between blocks."""
    taken: list[Block] = []
    characters = since_heading = 0
    for place, block in enumerate(blocks):
        size = block.end - block.start
        if block.kind is BlockKind.HEADING:
            since_heading = _section_size(blocks, place)
            full = bool(taken) and characters + since_heading > MOST_CHARACTERS
            full = full and taken[-1].kind is not BlockKind.HEADING
        else:
            full = bool(taken) and characters + size > MOST_CHARACTERS
        if full:
            yield Leaf(page=None, blocks=tuple(taken))
            taken, characters = [], 0
        taken.append(block)
        characters += size
    yield Leaf(page=None, blocks=tuple(taken))


def _section_size(blocks: Sequence[Block], place: int) -> int:
    size = 0
    for block in blocks[place + 1 :]:
        if block.kind is BlockKind.HEADING or size > MOST_CHARACTERS:
            break
        size += block.end - block.start
    return size


def _by_page(text: str, blocks: Sequence[Block], layout: Layout) -> list[Leaf]:
    """Put what stands on each page together; what runs over pages is divided between them."""
    starts, numbers = _runs(layout.places)
    on: dict[int, list[Block]] = {page.number: [] for page in layout.pages}
    last = layout.pages[0].number
    for block in blocks:
        first = block.start
        if block.kind is BlockKind.ROW:
            marks = _MARKS.match(text, block.start, block.end)
            first = marks.end() if marks else block.start
        run = bisect_right(starts, first) - 1
        last = numbers[run] if starts else last
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            cuts = starts[run + 1 : bisect_right(starts, block.end - 1)]
            for piece, number in zip(_divided(block, cuts), numbers[max(run, 0) :], strict=False):
                on.setdefault(number, []).append(piece)
            if not starts:
                on[last].append(block)
        else:
            on.setdefault(last, []).append(block)
    return [Leaf(page=page, blocks=tuple(on[page.number])) for page in layout.pages]


def _runs(places: WordPlaces) -> tuple[list[int], list[int]]:
    """Return where words go on on another page, and which; the first run starts at 0."""
    if not len(places):
        return [], []
    changes = np.flatnonzero(np.diff(places["page"])) + 1
    numbers = places["page"][np.concatenate(([0], changes))].tolist()
    # A word that is divided between pages starts twice at one place; it is shown on the later one.
    runs = dict(zip([0, *places["start"][changes].tolist()], numbers, strict=True))
    return list(runs), list(runs.values())


def _divided(block: Block, cuts: Sequence[int]) -> Iterator[Block]:
    """Cut a block; what goes on elsewhere is a paragraph there."""
    start = block.start
    for cut in cuts:
        if start < cut < block.end:
            yield replace(block, end=cut) if start == block.start else _rest(start, cut)
            start = cut
    yield block if start == block.start else _rest(start, block.end)


def _rest(start: int, end: int) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, start=start, end=end)


def _too_long(block: Block, text: str) -> list[int]:
    """Return where to cut a block that is longer than a part, at white space if there is any."""
    cuts: list[int] = []
    start, room = block.start, MOST_CHARACTERS // 2
    while block.kind is not BlockKind.ROW and block.end - start > MOST_CHARACTERS:
        space = text.rfind(" ", start + 1, start + room)
        start = space + 1 if space > 0 else start + room
        cuts.append(start)
    return cuts
