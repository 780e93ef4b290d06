"""From a file to its stored text, and from the text to headed sections with quotable spans."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.documents import Section, Span, SpanKind
from corpus.errors import ReadingError
from ingest.sentences import split_sentences

__all__ = ["SUFFIXES", "read_sections", "read_text"]

SUFFIXES = (".md", ".txt")
"""File types that can be read."""

_MARKER = re.compile(r"[ \t>]*(?:(?:[-*+•]|\d{1,3}[.)])[ \t]+)?")
_LONGEST_HEADING = 80


def read_text(path: Path) -> str:
    """Read a file as the text that is stored and quoted from: UTF-8, with plain line ends.

    Raises:
        ReadingError: It is missing, of another type, not UTF-8, or holds no words.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ReadingError(
            f"{path}: cannot read {path.suffix or 'a file without a suffix'}; "
            f"save it as one of {', '.join(SUFFIXES)} (UTF-8)"
        )
    if path.exists() and not path.is_file():
        raise ReadingError(f"{path}: is not a file; put a Markdown or text file there")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ReadingError(f"{path}: not found; restore the file or correct its name") from None
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{path}: is not UTF-8 text (byte {error.start}); save it again as UTF-8"
        ) from None
    except OSError as error:
        raise ReadingError(f"{path}: cannot be read: {error.strerror or error}") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise ReadingError(f"{path}: holds NUL bytes, so it is not text; save it as UTF-8 text")
    if not re.search(r"\w", text):
        raise ReadingError(f"{path}: holds no text")
    return text


def read_sections(text: str, *, plain: bool) -> list[Section]:
    """Divide a text along its headings; every word stands in exactly one span or heading.

    Args:
        text: Stored text. Markdown marks are understood in both forms.
        plain: Whether a short line that stands alone counts as a heading too, as in plain text
            saved from a page.
    """
    blocks = _blocks(text)
    if plain:
        _promote_headings(blocks)
    return list(_sections(blocks, text))


@dataclass(slots=True)
class _Block:
    """A paragraph, list item, table row or heading, as a range of characters."""

    kind: str
    start: int
    end: int
    level: int = 0
    header: str = ""


@dataclass(slots=True)
class _Open:
    """The section that is being filled."""

    headings: tuple[str, ...] = ()
    heading: _Block | None = None
    spans: list[Span] = field(default_factory=list)
    lead: str = ""
    parents: list[str] = field(default_factory=list)
    """Of a list in a list: the items above, outermost first."""


def _blocks(text: str) -> list[_Block]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    reader = MarkdownIt("commonmark", {"html": True}).enable("table").disable("reference")
    tokens = reader.parse(text)
    return list(_walk(tokens, text, starts))


def _walk(tokens: Sequence[Token], text: str, starts: Sequence[int]) -> Iterator[_Block]:
    in_list = 0
    header = ""
    for token in tokens:
        in_list += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "table_open":
            header = ""
        if token.map is None:
            continue
        start, end = _trim(text, starts[token.map[0]], min(starts[token.map[1]], len(text)))
        if token.type == "heading_open" and token.map[1] - token.map[0] <= 1 + (
            token.markup in "-="
        ):
            yield _Block("heading", start, end, level=int(token.tag[1]))
        elif token.type == "heading_open":
            yield _Block("paragraph", start, end)
        elif token.type == "tr_open":
            if not header:
                header = text[start:end]
            else:
                yield _Block("row", start, end, header=header)
        elif token.type == "paragraph_open":
            yield _Block("item" if in_list else "paragraph", start, end, level=in_list)
        elif token.type in ("code_block", "fence", "html_block"):
            yield _Block("paragraph", start, end)


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


def _promote_headings(blocks: list[_Block]) -> None:
    """Make headings of short lines that stand alone and have text after them."""
    for block, following in pairwise(blocks):
        if block.kind == "paragraph" and _is_short(block) and not _is_short(following):
            block.kind, block.level = "short", 6


def _is_short(block: _Block) -> bool:
    return block.kind == "paragraph" and block.end - block.start <= _LONGEST_HEADING


def _sections(blocks: Sequence[_Block], text: str) -> Iterator[Section]:
    path: list[tuple[int, str]] = []
    current = _Open()
    for block in blocks:
        words = text[block.start : block.end]
        if block.kind == "short" and not _reads_like_heading(words):
            block.kind = "paragraph"
        if block.kind in ("heading", "short"):
            if current.spans or not path or block.level <= path[-1][0]:
                yield from _close(current)
            path = [*(entry for entry in path if entry[0] < block.level), (block.level, words)]
            headings = tuple(_heading_words(heading) for _, heading in path)
            current = _Open(headings=headings, heading=block)
        else:
            _add(current, block, text)
    yield from _close(current)


def _reads_like_heading(words: str) -> bool:
    return "\n" not in words and words[:1].isupper() and words[-1] not in ".,;:!"


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


def _add(current: _Open, block: _Block, text: str) -> None:
    if block.kind == "row":
        row = Span(kind=SpanKind.ROW, start=block.start, end=block.end, lead=block.header)
        current.spans.append(row)
    elif block.kind == "item":
        words = text[block.start : block.end]
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
