"""Finds the element of a page that holds its main text. The only file with trafilatura."""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree, html

from ingest.readers.html.source import Element, tag_of
from ingest.readers.html.unseen import words_in

__all__ = ["main_element", "title_before"]

_LEAST_OF_PAGE = 0.4
"""An only article must hold this part of a page's words; otherwise it is a teaser."""
_LEAST_FOUND = 0.95
"""The element that holds this part of what trafilatura found holds the main text."""
_TELLING = 15
"""Characters: shorter pieces of text stand in many places of a page."""
_MOST_ELEMENTS = 20_000
"""Of a larger page trafilatura would take minutes."""
_MOST_PIECES = 1_000
_TEXT_TAGS = frozenset(
    {
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
        "pre", "a", "b", "strong", "em",
    }
)  # fmt: skip


def main_element(body: Element) -> Element:
    """Return the element with the main text of a page without its furniture.

    It is what the page says it is (`main`, or its only article); where it says nothing, what is
    around all that trafilatura takes for the main text.
    """
    for marked in (body.xpath(".//main | .//*[@role='main']"), _only_article(body)):
        held = [element for element in marked if words_in(element)]
        if held:
            return max(held, key=words_in)
    return _around_found(body)


def title_before(main: Element, body: Element) -> Element | None:
    """Return the page's title where it stands before the main text instead of in it."""
    if next(main.iter("h1"), None) is not None:
        return None
    before = None
    for element in body.iter("h1", main.tag):
        if element is main:
            return before
        if tag_of(element) == "h1" and words_in(element) and not _is_name_of_site(element):
            before = element
    return None


def _is_name_of_site(title: Element) -> bool:
    named = f"{title.get('class') or ''} {title.get('id') or ''}"
    home = any(link.get("href") in ("/", "index.html") for link in title.iter("a"))
    return home or bool(re.search(r"site|logo|brand", named))


def _only_article(body: Element) -> list[Element]:
    articles = [a for a in body.iter("article") if next(a.iterancestors("article"), None) is None]
    enough = [a for a in articles if words_in(a) >= _LEAST_OF_PAGE * words_in(body)]
    return enough if len(enough) == 1 else []


def _around_found(body: Element) -> Element:
    found = _squeezed(_found_by_trafilatura(body))
    pieces = list(_pieces_of_text(body))
    held: dict[Element, int] = {}
    # Looking for every piece of a page of megabytes would take hours; some of each part will do.
    for holder, piece in pieces[:: max(1, len(pieces) // _MOST_PIECES)]:
        if piece in found:
            for element in (holder, *holder.iterancestors()):
                held[element] = held.get(element, 0) + len(piece)
    around = body
    while True:
        inner = [
            child
            for child in around
            if held.get(child, 0) >= _LEAST_FOUND * held.get(body, 1)
            and tag_of(child) not in _TEXT_TAGS
        ]
        if not inner:
            return around
        around = inner[0]


def _pieces_of_text(body: Element) -> Iterator[tuple[Element, str]]:
    """Yield what stands between two tags, and in which element; words in links stand in menus too."""
    for element in body.iter():
        own = "" if tag_of(element) == "a" else element.text
        after = element.tail if element is not body else ""
        for holder, text in ((element, own), (element.getparent(), after)):
            piece = _squeezed(text or "")
            if len(piece) >= _TELLING:
                yield holder, piece


def _found_by_trafilatura(body: Element) -> str:
    from trafilatura import extract

    if sum(1 for _ in body.iter()) > _MOST_ELEMENTS:
        return ""
    copy = deepcopy(body)
    # It lays out merged cells of any size, which takes minutes for those that a stranger thinks up.
    etree.strip_attributes(copy, "colspan", "rowspan")
    page = f"<html>{html.tostring(copy, encoding='unicode')}</html>"
    try:
        found = extract(
            page,
            output_format="txt",
            favor_recall=True,
            include_comments=False,
            include_tables=True,
        )
    except Exception:
        # It only helps to choose; what it cannot read is read as a whole.
        return ""
    return found or ""


def _squeezed(text: str) -> str:
    return re.sub(r"[\s|]+", "", text)
