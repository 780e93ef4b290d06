"""Markdown and plain text, with the file's own characters as the stored text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.documents import Section
from corpus.errors import ReadingError
from ingest.blocks import Block, BlockKind, sections_of
from ingest.readers.reading import Reading

__all__ = ["read_markdown", "read_plain", "sections_in"]

_MARKER = re.compile(r"[ \t>]*(?:(?:[-*+•]|\d{1,3}[.)])[ \t]+)?")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
"""What no one sees on a page; in a document it could only mislead."""
_LONGEST_HEADING = 80
_SHORT_LINE_LEVEL = 6


def read_markdown(path: Path) -> Reading:
    """Read a Markdown file.

    Raises:
        ReadingError: It is not UTF-8, or holds no words.
    """
    text = _COMMENT.sub("", _read_text(path))
    if not text.strip():
        raise ReadingError(f"{path}: holds nothing but comments; write what it says")
    return Reading(text=text, sections=tuple(sections_in(text, plain=False)))


def read_plain(path: Path) -> Reading:
    """Read a text file. Markdown marks are understood; a short line that stands alone is a heading.

    Raises:
        ReadingError: It is not UTF-8, or holds no words.
    """
    text = _read_text(path)
    return Reading(text=text, sections=tuple(sections_in(text, plain=True)))


def sections_in(text: str, *, plain: bool) -> list[Section]:
    """Divide a text along its headings; every word stands in exactly one span or heading.

    Args:
        text: Stored text. Markdown marks are understood in both forms.
        plain: Whether a short line that stands alone counts as a heading too, as in plain text
            saved from a page.
    """
    blocks = list(_blocks(text))
    return sections_of(_with_short_headings(blocks, text) if plain else blocks, text)


def _read_text(path: Path) -> str:
    """Read a file as the text that is stored and quoted from: UTF-8, with plain line ends."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{path}: is not UTF-8 text (byte {error.start}); save it again as UTF-8"
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise ReadingError(f"{path}: holds NUL bytes, so it is not text; save it as UTF-8 text")
    if not re.search(r"\w", text):
        raise ReadingError(f"{path}: holds no text")
    return text


def _blocks(text: str) -> Iterator[Block]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    reader = MarkdownIt("commonmark", {"html": True}).enable("table").disable("reference")
    return _walk(reader.parse(text), text, starts)


def _walk(tokens: Sequence[Token], text: str, starts: Sequence[int]) -> Iterator[Block]:
    in_list = 0
    header = ""
    for token in tokens:
        in_list += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "table_open":
            header = ""
        if token.map is None:
            continue
        start, end = _trim(text, starts[token.map[0]], min(starts[token.map[1]], len(text)))
        one_line = token.map[1] - token.map[0] <= 1 + (token.markup in "-=")
        if token.type == "heading_open" and one_line:
            yield Block(kind=BlockKind.HEADING, start=start, end=end, level=int(token.tag[1]))
        elif token.type == "tr_open":
            if header:
                yield Block(kind=BlockKind.ROW, start=start, end=end, header=header)
            else:
                header = text[start:end]
        elif token.type == "paragraph_open" and in_list:
            yield Block(kind=BlockKind.ITEM, start=start, end=end, level=in_list)
        elif token.type in _PARAGRAPHS:
            yield Block(kind=BlockKind.PARAGRAPH, start=start, end=end)


_PARAGRAPHS = ("paragraph_open", "heading_open", "code_block", "fence", "html_block")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out white space around a block and the list or quotation mark before it."""
    raw = text[start:end]
    lead = _MARKER.match(raw)
    start += lead.end() if lead else 0
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _with_short_headings(blocks: Sequence[Block], text: str) -> list[Block]:
    """Make headings of short lines that stand alone and have text after them."""
    made = list(blocks)
    for place, (block, following) in enumerate(pairwise(blocks)):
        words = text[block.start : block.end]
        if _is_short(block) and not _is_short(following) and _reads_like_heading(words):
            made[place] = replace(block, kind=BlockKind.HEADING, level=_SHORT_LINE_LEVEL)
    return made


def _is_short(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and block.end - block.start <= _LONGEST_HEADING


def _reads_like_heading(words: str) -> bool:
    return "\n" not in words and words[:1].isupper() and words[-1] not in ".,;:!"
