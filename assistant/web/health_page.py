"""The page that says what is held of every document, how well it could be read, what changed."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil

from fastapi import Response

from assistant.web.escaping import escape
from assistant.web.health_rows import document_table
from assistant.web.in_words import counted, date_in_words, joined
from assistant.web.originals import Holdings
from assistant.web.public_health import PublicHealth
from assistant.web.shell import Shell
from corpus.documents import TextSource
from corpus.health import LOW_CONFIDENCE, CorpusHealth, DocumentHealth, health_json

__all__ = ["HealthPages"]

TITLE = "The documents and their state"
Url = Callable[..., str]
"""`Shell.url`."""

SHOWN_CHANGES = 50
DOCUMENTS_OF_A_PART = 200
_OF_TEXTS = {
    TextSource.ORIGINAL: ("full", "Held in full", "Quotations are the document’s own words."),
    TextSource.DIGEST: (
        "summary",
        "Held as our summary",
        "Quotations are our words about the document, never its own.",
    ),
    TextSource.NOT_HELD: (
        "not-held",
        "Known but not held",
        "Nothing is quoted from these; the publisher may still have them.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    name: str
    """Its id on the page."""
    heading: str
    words: str
    """What its documents have in common."""
    documents: Sequence[DocumentHealth]


class HealthPages:
    """The state of the corpus as a page and as data."""

    def __init__(self, holdings: Holdings, shell: Shell) -> None:
        self._health = PublicHealth(holdings)
        self._shell = shell

    def page(self, part: str = "") -> Response:
        """Return the page, or one of its parts where there are very many documents.

        Args:
            part: Its number, as somebody wrote it; anything else is the first.

        Raises:
            PlansError: There is no index, or it is damaged.
        """
        health = self._health.now()
        number = int(part) if re.fullmatch(r"[1-9][0-9]{0,5}", part) else 1
        main = _main(health, number, self._shell.url)
        return self._shell.plain(TITLE, main, here="/documents", wide=True)

    def prepare(self) -> None:
        """Work out what takes seconds where there are very many documents.

        Raises:
            PlansError: There is no index, or it is damaged.
        """
        self._health.now()

    def json(self) -> str:
        """Return the same as JSON.

        Raises:
            PlansError: There is no index, or it is damaged.
        """
        return health_json(self._health.now())


def _main(health: CorpusHealth, number: int, url: Url) -> str:
    sections = [section for section in _sections(health.documents) if section.documents]
    parts = max(1, ceil(len(health.documents) / DOCUMENTS_OF_A_PART))
    number = min(number, parts)
    tables = "".join(_written(section, url) for section in _cut(sections, number))
    return (
        f"<h1>{TITLE}</h1>{_summary(health)}"
        f"{_links(sections, number, url)}{_part_links(number, parts, url)}{tables}"
        f"{_part_links(number, parts, url, again=True)}{_changes(health)}"
        f'<p class="pa-data"><a href="{url("/documents.json")}">The same as data (JSON)</a></p>'
    )


def _links(sections: Sequence[_Section], number: int, url: Url) -> str:
    """Lead to the sections, of which some may begin in another part."""
    links, before = "", 0
    for section in sections:
        part = before // DOCUMENTS_OF_A_PART + 1
        before += len(section.documents)
        start = "" if part == number else escape(url("/documents", part=part))
        links += (
            f'<li><a href="{start}#{section.name}">{escape(section.heading)}</a> '
            f"({len(section.documents):,})</li>"
        )
    changes = '<li><a href="#changes">What changed</a></li>'
    return f'<nav aria-label="On this page"><ul>{links}{changes}</ul></nav>'


def _part_links(number: int, parts: int, url: Url, *, again: bool = False) -> str:
    """Lead to the parts before and after, where there is more than one."""
    if parts == 1:
        return ""
    before, after = (escape(url("/documents", part=part)) for part in (number - 1, number + 1))
    before = f'<li><a href="{before}">Documents before these</a></li>'
    after = f'<li><a href="{after}">More documents</a></li>'
    return (
        f'<nav aria-label="Parts of the list{", again" if again else ""}"><ul>'
        f"{before if number > 1 else ''}<li>Part {number} of {parts}</li>"
        f"{after if number < parts else ''}</ul></nav>"
    )


def _cut(sections: Sequence[_Section], number: int) -> Iterable[_Section]:
    """Return what of the sections stands in a part."""
    first = (number - 1) * DOCUMENTS_OF_A_PART
    for section in sections:
        start, end = max(0, first), max(0, first + DOCUMENTS_OF_A_PART)
        if shown := section.documents[start:end]:
            yield replace(section, documents=shown)
        first -= len(section.documents)


def _summary(health: CorpusHealth) -> str:
    """Say in plain words what answers are made of."""
    kinds = [document.text for document in health.documents]
    full, ours, known = (kinds.count(text) for text in _OF_TEXTS)
    held = [f"{counted(full, 'document')} that we hold in full"] if full else []
    held += [f"our own summaries of {counted(ours, 'document')}"] if ours else []
    words = [f"Answers are quoted from {joined(held)}." if held else "No text is held yet."]
    if known:
        others = counted(known, "other document")
        words.append(f"We know of {others} but do not hold them: nothing is quoted from those.")
    words.append(f"The texts were last brought up to date on {date_in_words(health.created)}.")
    if health.looked:
        words.append(f"The files were last looked at on {date_in_words(health.looked)}.")
    return f'<p class="pa-what">{escape(" ".join(words))}</p>'


def _sections(documents: Sequence[DocumentHealth]) -> Iterable[_Section]:
    """Put each document into one section; what somebody should look at comes first."""
    rest = [document for document in documents if not _needs_attention(document)]
    yield _Section(
        name="attention",
        heading="Needs attention",
        words="Something of these could not be read, or not surely. What was read is quoted.",
        documents=[document for document in documents if _needs_attention(document)],
    )
    for text, (name, heading, words) in _OF_TEXTS.items():
        found = [document for document in rest if document.text is text]
        yield _Section(name=name, heading=heading, words=words, documents=found)


def _needs_attention(document: DocumentHealth) -> bool:
    unsure = document.confidence is not None and document.confidence < LOW_CONFIDENCE
    return bool(document.problem or document.unread or unsure)


def _written(section: _Section, url: Url) -> str:
    table = document_table(section.name, section.words, section.documents, url)
    heading = f'<h2 id="{section.name}">{escape(section.heading)}</h2>'
    return f'<section aria-labelledby="{section.name}">{heading}{table}</section>'


def _changes(health: CorpusHealth) -> str:
    """List the newest changes, those of a day together."""
    titles = {document.id: document.title for document in health.documents}
    newest = health.changes[:SHOWN_CHANGES]
    listed = ""
    for day, changes in groupby(newest, key=lambda change: date_in_words(change.when)):
        items = "".join(
            f"<li>{escape(change.what)}: {escape(titles.get(change.document, change.document))}</li>"
            for change in changes
        )
        listed += f"<h3>{escape(day)}</h3><ul>{items}</ul>"
    return (
        '<section aria-labelledby="changes"><h2 id="changes">What changed</h2>'
        f"{listed or '<p>Nothing yet.</p>'}</section>"
    )
