"""What is known of a document beside its text: what it is, when it applied, where it can be had."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from markupsafe import Markup

from assistant.web.addresses import document_path
from assistant.web.escaping import escape
from assistant.web.health_rows import came_from
from assistant.web.in_words import counted, percent, ranges
from assistant.web.words import say
from corpus.documents import Document, TextSource
from corpus.generation import DocumentRecord, Generation
from corpus.health import LOW_CONFIDENCE
from corpus.pages import Page

__all__ = ["MOST_LISTED", "Fact", "Other", "documents_about", "facts_of", "file_in_words"]

MOST_LISTED = 100
"""Documents about one that are listed."""
_FORMATS = {
    ".pdf": "PDF",
    ".docx": "Word",
    ".html": "web page",
    ".htm": "web page",
    ".md": "text",
    ".markdown": "text",
    ".txt": "text",
}

_ID = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)+)")

Url = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of what is known."""

    name: str
    words: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A document that is named on the page of another."""

    url: str
    title: Markup
    about: str
    """What it is and when it came out."""
    held: str
    """Whether its text is held, and whose words that is."""


def facts_of(
    document: Document, generation: Generation, pages: Sequence[Page], url: Url, clean: Url
) -> list[Fact]:
    """Return what is known of a document, in the order in which people look for it.

    Args:
        document: Its entry.
        generation: The index that answers now.
        pages: Its pages, where the format has any.
        url: Makes a whole address of a path.
        clean: Takes out of a message where files lie on this machine.
    """
    record = generation.manifest.documents.get(document.id)
    facts = [
        *_about_it(document),
        *_in_force(document, generation, url),
        *_related(document, generation, url),
        *(_about_the_file(record, pages, document.title, clean) if record else ()),
    ]
    return [Fact(name=name, words=Markup(words)) for name, words in facts if words]


def _about_it(document: Document) -> Iterator[tuple[str, str]]:
    yield say("What it is"), escape(_capital(document.kind.in_words()))
    yield say("Published"), escape(document.published.in_words())
    yield say("Publisher"), escape(document.publisher)
    if document.period:
        yield say("Years it covers"), escape(document.period.in_words())
    yield say("Whose words we hold"), escape(_whose(document.text))


def _whose(text: TextSource) -> str:
    if text is TextSource.ORIGINAL:
        return say("The document’s own words")
    if text is TextSource.DIGEST:
        return say("Our summary, in our own words")
    return say("None: its text is not held here")


def _in_force(document: Document, generation: Generation, url: Url) -> Iterator[tuple[str, str]]:
    force = document.in_force
    if force:
        start = force.start.in_words()
        when = (
            say("From {start} until {end}", start=start, end=force.until.in_words())
            if force.until
            else say("Since {start}, and still", start=start)
        )
        note = _with_names(force.note or "", generation, url)
        note = f'<span class="pa-fact-note">{note}</span>' if note else ""
        yield say("In force"), escape(when) + note
    later = generation.catalogue.superseded_by(document.id)
    yield say("Replaced by"), _links([later.id] if later else [], generation, url)
    yield say("Replaces"), _links(document.supersedes, generation, url)


def _with_names(note: str, generation: Generation, url: Url) -> str:
    """Write a note with links in the place of the ids of documents."""
    known = generation.catalogue.by_id
    pieces = []
    for part in _ID.split(note):
        if part in known:
            other = known[part]
            words = escape(f"{other.kind.in_words()}, {other.published.in_words()}")
            hidden = f'<span class="pa-hidden">{escape(f": {other.title}")}</span>'
            address = escape(url(document_path(part)))
            pieces.append(f'<a href="{address}">{words}{hidden}</a>')
        else:
            pieces.append(escape(part))
    return "".join(pieces)


def _related(document: Document, generation: Generation, url: Url) -> Iterator[tuple[str, str]]:
    yield say("What it is about"), _links(document.about, generation, url)


def _links(documents: Iterable[str], generation: Generation, url: Url) -> str:
    known = generation.catalogue.by_id
    links = [
        f'<li><a href="{escape(url(document_path(one)))}">{escape(known[one].title)}</a></li>'
        for one in documents
        if one in known
    ]
    return f"<ul>{''.join(links)}</ul>" if links else ""


def _about_the_file(
    record: DocumentRecord, pages: Sequence[Page], title: str, clean: Url
) -> Iterator[tuple[str, str]]:
    if record.provenance and record.source == TextSource.ORIGINAL:
        yield say("Where our copy is from"), came_from(record.provenance, title)
    if pages:
        yield say("Pages"), "".join(f"<p>{line}</p>" for line in _pages(pages))
    notes = "".join(f"<p>{escape(clean(note))}</p>" for note in record.notes)
    yield say("Left out of its text"), notes


def _pages(pages: Sequence[Page]) -> Iterator[str]:
    """Say how many pages there are, which could not be read, and how sure text recognition was."""
    yield escape(counted(len(pages), "page"))
    unread = [page.number for page in pages if page.problem]
    if unread:
        numbers = ", ".join(ranges(unread))
        words = say("Not read, or not wholly: {pages}", pages=numbers)
        yield f'<span class="pa-problem">{escape(words)}</span>'
    recognised = [page for page in pages if page.confidence is not None]
    if recognised:
        characters = sum(page.characters for page in recognised)
        sure = sum((page.confidence or 0) * page.characters for page in recognised)
        share = sure / characters if characters else 0.0
        words = say(
            "{pages} read by text recognition, {percent} sure",
            pages=counted(len(recognised), "page"),
            percent=percent(share),
        )
        line = escape(words)
        yield f'<span class="pa-problem">{line}</span>' if share < LOW_CONFIDENCE else line


def documents_about(document: str, generation: Generation, url: Url) -> tuple[list[Other], int]:
    """Return documents with text that speak of one, and how many more there are than are listed."""
    found = [
        other
        for other in generation.catalogue.documents
        if document in other.about and other.text is not TextSource.NOT_HELD
    ]
    listed = [
        Other(
            url=url(document_path(other.id)),
            title=Markup(escape(other.title)),
            about=f"{_capital(other.kind.in_words())}, {other.published.in_words()}",
            held=_whose(other.text),
        )
        for other in found[:MOST_LISTED]
    ]
    return listed, len(found) - len(listed)


def file_in_words(name: str, size: int) -> str:
    """Say what kind of file an original is, and how big: "PDF, 2.1 MB"."""
    kind = _FORMATS.get(PurePath(name).suffix.lower(), PurePath(name).suffix.strip(".").upper())
    thousands = size / 1_000
    big = f"{thousands / 1_000:.1f} MB" if thousands >= 1_000 else f"{max(1, round(thousands))} kB"
    return f"{kind}, {big}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
