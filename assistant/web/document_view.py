"""What one address shows of the text of a document: a part of it, and what is marked there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from assistant.web.addresses import QUOTATION, document_path
from assistant.web.document_parts import Part
from assistant.web.document_sheets import Clean, Sheet, Url, sheets_of
from assistant.web.document_text import Marked
from assistant.web.document_texts import DocumentText
from assistant.web.escaping import escape
from assistant.web.in_words import ranges
from assistant.web.originals import NotServed
from assistant.web.page_view import MOST_MARKED, digest_of
from assistant.web.words import say
from corpus.documents import Document

__all__ = ["KEPT", "Link", "View", "view_text"]

KEPT = ("start", "end", "check", "passage")
"""What an address asks to have marked; the addresses of other parts ask for it too."""
NO_SUCH_PART = "This document has no such page or part."
_PASSAGE = "passage"
_NUMBER = re.compile(r"[0-9]{1,9}")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A heading in the list of contents."""

    url: str
    words: Markup
    depth: int
    """1 is the outermost of those listed; 3 stands for all that are deeper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the page shows of the text."""

    sheets: tuple[Sheet, ...]
    place: str
    """Which part it is: "Part 2 of 40: pages 6 to 10"; empty where there is one only."""
    before: str | None
    after: str | None
    """Addresses of the parts before and after."""
    pages: int
    """How many the document has; 0 where the format has none."""
    contents: tuple[Link, ...]
    missed: str
    """The element id that the address leads to, where what it asks for cannot be marked."""
    marked: str | None
    """The address of what is marked."""
    marked_id: str
    goes_on: bool
    """Whether what is marked goes on in the next part."""
    has_pictures: bool


def view_text(
    document: Document,
    text: DocumentText,
    asked: Mapping[str, str],
    url: Url,
    clean: Clean,
    *,
    pictured: bool,
) -> View:
    """Choose a part and write it.

    Args:
        document: The entry.
        text: Its text.
        asked: As in `DocumentPages.page`.
        url: Makes whole addresses.
        clean: Takes out of a message where files lie on this machine.
        pictured: Whether there are pictures of its pages.

    Raises:
        NotServed: There is no such part.
    """
    wanted = QUOTATION if {"start", "end"} & asked.keys() else ""
    wanted = wanted or (_PASSAGE if "passage" in asked else "")
    marked = _marked(text, asked, wanted)
    part = _part(text, asked, marked)
    keep = {name: asked[name] for name in KEPT if name in asked} if marked else {}

    def at(number: int) -> str:
        return url(f"{document_path(document.id)}#text", part=number, **keep)

    last = part.number == len(text.parts)
    here = _touches(part, marked)
    parts = text.parts
    return View(
        sheets=sheets_of(document, text, part, marked, url if pictured else None, clean),
        place=_place(part, len(parts)) if len(parts) > 1 else "",
        before=at(part.number - 1) if part.number > 1 else None,
        after=None if last else at(part.number + 1),
        pages=len(text.pages),
        contents=_contents(document, text, url),
        missed="" if marked else wanted,
        marked=url(f"{document_path(document.id)}#{wanted}", **keep) if here else None,
        marked_id=wanted if here else "",
        goes_on=here and not last and _touches(parts[part.number], marked),
        has_pictures=pictured and bool(text.pages),
    )


def _touches(part: Part, marked: Marked | None) -> bool:
    return marked is not None and part.touches(marked.start, marked.end)


def _marked(text: DocumentText, asked: Mapping[str, str], wanted: str) -> Marked | None:
    """Return what is marked; None where the text is another now, so that nothing wrong ever is."""
    if wanted == _PASSAGE:
        place = text.passages.get(asked["passage"])
        return place and Marked(
            start=place[0],
            end=place[1],
            name=_PASSAGE,
            begins=say("Passage begins:"),
            ends=say("Passage ends."),
        )
    numbers = [asked.get(name, "") for name in ("start", "end")]
    if not wanted or not all(map(_NUMBER.fullmatch, numbers)):
        return None
    start, end = map(int, numbers)
    if not start < end <= min(len(text.text), start + MOST_MARKED):
        return None
    words = text.text[start:end]
    if asked.get("check") != digest_of(words) or not _WORD.search(words):
        return None
    marked = Marked(
        start=start,
        end=end,
        name=QUOTATION,
        begins=say("Quotation begins:"),
        ends=say("Quotation ends."),
    )
    return marked if any(part.touches(start, end) for part in text.parts) else None


def _part(text: DocumentText, asked: Mapping[str, str], marked: Marked | None) -> Part:
    """Return the part that is asked for by its number, by a page or by what is marked."""
    number, page = asked.get("part"), asked.get("page")
    for part in text.parts:
        if number is not None:
            found = _NUMBER.fullmatch(number) and int(number) == part.number
        elif page:
            found = _NUMBER.fullmatch(page) and int(page) in part.pages
        else:
            found = not marked or part.touches(marked.start, marked.end)
        if found:
            return part
    raise NotServed(NO_SUCH_PART)


def _place(part: Part, count: int) -> str:
    where = say("Part {number} of {count}", number=part.number, count=count)
    if not part.pages:
        return where
    noun = say("page") if len(part.pages) == 1 else say("pages")
    return f"{where}: {noun} {', '.join(ranges(part.pages))}"


def _contents(document: Document, text: DocumentText, url: Url) -> tuple[Link, ...]:
    outermost = min((entry.depth for entry in text.contents), default=1)
    return tuple(
        Link(
            url=url(f"{document_path(document.id)}#{entry.name}", part=entry.part),
            words=Markup(escape(entry.words)),
            depth=min(entry.depth - outermost + 1, 3),
        )
        for entry in text.contents
    )
