"""The pages of a document as one address shows them: their text, their pictures, how they were read."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from assistant.web.addresses import document_path, quotation_query
from assistant.web.document_blocks import Block, BlockKind, heading_words
from assistant.web.document_parts import Leaf, Part
from assistant.web.document_text import Marked, TextWriter
from assistant.web.document_texts import DocumentText
from assistant.web.escaping import escape
from assistant.web.in_words import percent
from assistant.web.page_view import MOST_MARKED, NORMAL_WIDTH
from assistant.web.words import say
from corpus.documents import Document
from corpus.health import LOW_CONFIDENCE
from corpus.pages import Page
from corpus.text import normalise

__all__ = ["Clean", "Picture", "Sheet", "Url", "sheets_of"]

_WORD = re.compile(r"\w")

Url = Callable[..., str]
"""`Shell.url`."""
Clean = Callable[[str], str]
"""Takes out of a message where files lie on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The picture of a page, and how it is offered."""

    url: str
    larger: str
    alt: Markup
    width: int
    height: int
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of the document, or all that is shown where the format has none."""

    number: int | None
    printed: Markup
    """What is printed on it, where that is not its number."""
    problem: Markup
    """Why words that are on it are not in the text."""
    recognised: str
    """How sure text recognition was of it."""
    is_unsure: bool
    picture: Picture | None
    html: Markup


def sheets_of(
    document: Document,
    text: DocumentText,
    part: Part,
    marked: Marked | None,
    url: Url | None,
    clean: Clean,
) -> tuple[Sheet, ...]:
    """Write a part of a document.

    Args:
        document: The entry.
        text: Its text.
        part: Which part.
        marked: What is marked, if anything.
        url: Makes the addresses of pictures; None where there are none.
        clean: Takes out of a message where files lie on this machine.
    """
    writer = TextWriter(text.text, names=text.names, markdown=text.markdown, marked=marked)
    top = 4 if part.pages else 3
    written = [
        writer.write(_without_title(leaf, document, text, part, marked), top)
        for leaf in part.leaves
    ]
    return tuple(
        _sheet(leaf, html, _picture(document, text, leaf, marked, url) if url else None, clean)
        for leaf, html in zip(part.leaves, writer.ended(written), strict=True)
    )


def _without_title(
    leaf: Leaf, document: Document, text: DocumentText, part: Part, marked: Marked | None
) -> tuple[Block, ...]:
    """Leave out a first heading that only repeats the title, which stands above it already."""
    first = leaf.blocks[0] if leaf.blocks else None
    is_first = part.number == 1 and leaf is part.leaves[0]
    if not first or not is_first or first.kind is not BlockKind.HEADING:
        return leaf.blocks
    words = heading_words(text.text[first.start : first.end])
    near = len(words) <= 2 * len(document.title)
    same = near and normalise(words) == normalise(document.title)
    is_marked = marked and marked.start < first.end and first.start < marked.end
    return leaf.blocks[1:] if same and not is_marked else leaf.blocks


def _sheet(leaf: Leaf, html: str, picture: Picture | None, clean: Clean) -> Sheet:
    page = leaf.page
    label = (page.label or "").strip() if page else ""
    sure = page.confidence if page else None
    return Sheet(
        number=page.number if page else None,
        printed=Markup(escape(label if page and label != str(page.number) else "")),
        problem=Markup(escape(clean(page.problem or "")) if page else ""),
        recognised="" if sure is None else percent(sure),
        is_unsure=sure is not None and sure < LOW_CONFIDENCE,
        picture=picture,
        html=Markup(html),
    )


def _picture(
    document: Document, text: DocumentText, leaf: Leaf, marked: Marked | None, url: Url
) -> Picture | None:
    """Offer the picture of a page, open where something on it is marked."""
    if leaf.page is None:
        return None
    on_it = marked and marked.end - marked.start <= MOST_MARKED and _marks_words(leaf, text, marked)
    query: dict[str, str] = {}
    if marked and on_it:
        query = quotation_query(marked.start, marked.end, text.text[marked.start : marked.end])
    path = f"{document_path(document.id)}/pages/{leaf.page.number}.png"
    words = say("Page {number} of {title}", number=leaf.page.number, title=document.title)
    if on_it:
        words += say(", with the words marked in yellow and underlined")
    return Picture(
        url=url(path, **query),
        larger=url(path, **query, size="large"),
        alt=Markup(escape(words)),
        width=NORMAL_WIDTH,
        height=_height(leaf.page),
        is_open=bool(on_it),
    )


def _marks_words(leaf: Leaf, text: DocumentText, marked: Marked) -> bool:
    """Whether words on a page, not only white space between them, are marked."""
    return any(
        _WORD.search(text.text, max(block.start, marked.start), min(block.end, marked.end))
        for block in leaf.blocks
        if block.start < marked.end and marked.start < block.end
    )


def _height(page: Page) -> int:
    """Return how high a picture of normal width is, in pixels; a usual page's where unknown."""
    usual = round(NORMAL_WIDTH * 2**0.5)
    if not (page.width > 0 and page.height > 0):
        return usual
    return max(1, min(round(NORMAL_WIDTH * page.height / page.width), 10 * NORMAL_WIDTH))
