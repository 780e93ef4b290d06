"""The texts of documents, made ready for showing; those that were looked at last are kept."""

import re
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from assistant.web.document_blocks import Block, BlockKind, blocks_of, heading_words
from assistant.web.document_parts import Part, parts_of
from corpus.documents import Passage
from corpus.generation import Generation
from corpus.pages import Page

__all__ = ["DocumentText", "DocumentTexts", "Entry", "slug_of"]

MOST_KEPT = 8
"""Texts; one of a thousand pages takes some 15 MB."""
MOST_ENTRIES = 150
"""Of the list of contents."""
_MARKDOWN = frozenset({".md", ".markdown", ".txt"})
_OURS = re.compile(r"main|quotation|passage|text|about|page-\d+")
"""Element ids of the page itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A heading in the list of contents."""

    words: str
    name: str
    """Its element id."""
    part: int
    depth: int
    """1 is the outermost of those listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """A document's stored text and what it consists of."""

    text: str
    markdown: bool
    """Whether it is stored with the marks of Markdown."""
    parts: tuple[Part, ...]
    names: dict[int, str]
    """The element ids of headings, by where they start."""
    pages: tuple[Page, ...]
    passages: dict[str, tuple[int, int]]
    """Where each passage stands, by its id."""
    contents: tuple[Entry, ...]


class DocumentTexts:
    """The texts of one index at a time; for several threads at once."""

    def __init__(self) -> None:
        self._generation: Generation | None = None
        self._kept: dict[str, DocumentText] = {}
        self._lock = threading.Lock()

    def text(self, generation: Generation, document: str) -> DocumentText:
        """Return the text of a document that has one.

        Raises:
            IndexDamaged: It is lost or altered.
        """
        with self._lock:
            self._follow(generation)
            kept = self._kept.pop(document, None)
        kept = kept or _read(generation, document, generation.passages_of(document))
        with self._lock:
            if self._generation is generation:
                self._kept[document] = kept
                while len(self._kept) > MOST_KEPT:
                    del self._kept[next(iter(self._kept))]
        return kept

    def prepare(self, generation: Generation) -> None:
        """Do what is done once for an index, before anybody waits for it."""
        with self._lock:
            self._follow(generation)

    def _follow(self, generation: Generation) -> None:
        if self._generation is not generation:
            self._generation, self._kept = generation, {}


def slug_of(path: Sequence[str], title: str) -> str:
    """Name a place by the headings above it, as the ids of passages do."""
    inner = [heading for heading in path if heading != title] or ["text"]
    words = (re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")[:60] for heading in inner)
    return "--".join(word or "text" for word in words)


def _read(generation: Generation, document: str, passages: Sequence[Passage]) -> DocumentText:
    title = generation.catalogue.by_id[document].title
    record = generation.manifest.documents[document]
    text, layout = generation.text(document), generation.layout(document)
    markdown = PurePath(record.file).suffix.lower() in _MARKDOWN
    in_order = sorted(passages, key=lambda passage: passage.start)
    blocks = blocks_of(text, in_order, markdown=markdown)
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    names = _names(headings, title)
    parts = parts_of(text, blocks, layout)
    return DocumentText(
        text=text,
        markdown=markdown,
        parts=parts,
        names=names,
        pages=layout.pages,
        passages={passage.id: (passage.start, passage.end) for passage in in_order},
        contents=_contents(parts, names, title, text) if len(parts) > 1 else (),
    )


def _names(headings: Iterable[Block], title: str) -> dict[int, str]:
    names: dict[int, str] = {}
    used: set[str] = set()
    count: Counter[str] = Counter()
    for heading in headings:
        slug = slug_of(heading.path, title)
        name = f"{slug}-section" if _OURS.fullmatch(slug) else slug
        while name in used:
            count[slug] += 1
            name = f"{slug}-{count[slug] + 1}"
        used.add(name)
        names[heading.start] = name
    return names


def _contents(
    parts: Sequence[Part], names: dict[int, str], title: str, text: str
) -> tuple[Entry, ...]:
    """List the outer headings; as many levels as make a list of a fair length."""
    entries = []
    for part in parts:
        for block in (block for leaf in part.leaves for block in leaf.blocks):
            if block.kind is BlockKind.HEADING:
                depth = len(block.path) - (block.path[0] == title)
                words = heading_words(text[block.start : block.end])
                name = names[block.start]
                entries.append(Entry(words=words, name=name, part=part.number, depth=depth))
    entries = [entry for entry in entries if entry.depth > 0]
    depths = sorted({entry.depth for entry in entries}, reverse=True)
    for depth in depths[:-1]:
        if len(entries) > MOST_ENTRIES:
            entries = [entry for entry in entries if entry.depth < depth]
    return tuple(entries[:MOST_ENTRIES])
