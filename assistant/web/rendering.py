"""From an answer to the HTML of a chat message.

A message is one block of HTML on one line, so that the chat's Markdown leaves it alone; every
word of a document or a person goes through `escape`.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from assistant.answers import Answer, Citation, Status
from assistant.composing import in_marks
from assistant.web.escaping import escape, paragraphs, with_links, with_strong
from assistant.web.places import unsure_note
from assistant.web.sources import card_id, marker_id, render_card
from corpus.documents import TextSource

__all__ = ["HEADINGS", "render_answer", "render_failure", "render_pending", "render_question"]

HEADINGS: Mapping[Status, str] = MappingProxyType(
    {
        Status.ANSWERED: "Answer",
        Status.PARTLY_ANSWERED: "Part of an answer",
        Status.NOT_FOUND: "Not in these documents",
        Status.NOT_HELD: "We do not have this document’s text",
        Status.NO_SUCH_DOCUMENT: "There is no such document",
        Status.OUT_OF_SCOPE: "Not what these documents are about",
        Status.NEEDS_CLARIFICATION: "Can you say a little more?",
        Status.EMERGENCY: "In danger now? Call 999",
        Status.REFUSED: "We cannot help with that",
        Status.ERROR: "Please try again",
    }
)
"""The short heading of each status; its message comes with the answer."""

WITH_SOURCES = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})
SHOWN_OF_A_QUESTION = 300
BULLET = "•"
"""Starts the lines of our own words that are a list."""


def render_answer(answer: Answer, *, key: str, root_path: str = "") -> str:
    """Write an answer as HTML.

    Args:
        answer: What to show.
        key: Starts every element id, so that several answers can stand on one page.
        root_path: What a proxy takes off the start of every address; links have it.
    """
    citations = answer.citations if answer.status in WITH_SOURCES else ()
    markers = {citation.marker for citation in citations}
    parts = [
        _understood(answer),
        _prose(answer.opening, "pa-opening", key, markers),
        _quotations(citations, key),
        "".join(_prose(note, "pa-note", key, markers) for note in answer.notes),
        _cards(citations, key, root_path),
    ]
    return _message(answer.status, "".join(parts), key)


def render_failure(key: str) -> str:
    """Write what people see when the assistant itself failed."""
    words = "Sorry, something went wrong and this question was not answered. Please ask it again."
    return _message(Status.ERROR, f'<p class="pa-opening">{escape(words)}</p>', key)


def render_pending() -> str:
    """Write what stands in the place of an answer until it is there."""
    return f'<div class="pa-pending">{escape("Looking in the documents…")}</div>'


def render_question(question: str) -> str:
    """Write a person's question as they wrote it, cut where it is very long."""
    shown = question.strip()
    if len(shown) > SHOWN_OF_A_QUESTION:
        shown = shown[:SHOWN_OF_A_QUESTION] + "…"
    lines = "<br>".join(escape(line) for line in paragraphs(shown))
    return f'<div class="pa-question">{lines or "(an empty question)"}</div>'


def _message(status: Status, body: str, key: str) -> str:
    name = status.value.replace("_", "-")
    return (
        f'<div class="pa-answer pa-{name}" id="{key}">'
        f'<h2 class="pa-heading" tabindex="-1">{escape(HEADINGS[status])}</h2>'
        f"{_call(status)}{body}</div>"
    )


def _call(status: Status) -> str:
    """Return the number to call, big enough for a thumb, where someone is in danger."""
    if status is not Status.EMERGENCY:
        return ""
    return '<p class="pa-call"><a href="tel:999"><span class="pa-hidden">Call </span>999</a></p>'


def _understood(answer: Answer) -> str:
    if not answer.understood or answer.understood in answer.opening:
        return ""
    return f'<p class="pa-understood">{escape(answer.understood)}</p>'


def _prose(text: str, style: str, key: str, markers: set[int]) -> str:
    def link(number: int) -> str | None:
        return _marker(key, number, named=False) if number in markers else None

    html = []
    for is_list, lines in groupby(paragraphs(text), key=lambda line: line.startswith(BULLET)):
        words = [with_links(line.removeprefix(BULLET).strip(), link) for line in lines]
        if is_list:
            html.append(f'<ul class="{style}">{"".join(f"<li>{word}</li>" for word in words)}</ul>')
        else:
            html += [f'<p class="{style}">{word}</p>' for word in words]
    return "".join(html)


def _marker(key: str, number: int, *, named: bool = True) -> str:
    """Link to a source card; the marker beside the quotation has the id that the card leads to."""
    name = f' id="{marker_id(key, number)}"' if named else ""
    return (
        f'<a class="pa-marker"{name} href="#{card_id(key, number)}">'
        f'<span class="pa-hidden">Source </span>{escape(f"[{number}]")}</a>'
    )


def _by_document(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Group citations by document, both in the order in which they come."""
    documents = dict.fromkeys(citation.document for citation in citations)
    return [[c for c in citations if c.document == document] for document in documents]


def _quotations(citations: Sequence[Citation], key: str) -> str:
    return "".join(_group(group, key) for group in _by_document(citations))


def _group(citations: Sequence[Citation], key: str) -> str:
    """Set the quotations of one document apart, under whose words they are."""
    first = citations[0]
    digest = first.source is TextSource.DIGEST
    facts = ", ".join(part for part in (first.kind.in_words(), first.published) if part)
    quotations = "".join(
        _lead(lead) + "".join(_quotation(citation, key) for citation in together)
        for lead, together in groupby(citations, key=lambda citation: citation.lead)
    )
    return (
        f'<section class="pa-group {"pa-digest" if digest else "pa-original"}">'
        f'<p class="pa-from">{"From our summary of" if digest else "From"} '
        f"<cite>{escape(first.title)}</cite>"
        f"{f' <span>({escape(facts)})</span>' if facts else ''}</p>"
        f"{quotations}</section>"
    )


def _lead(words: str) -> str:
    return f'<p class="pa-lead">{escape(words)}</p>' if words.strip() else ""


def _quotation(citation: Citation, key: str) -> str:
    """Quote; only a document's own words stand in quotation marks, a summary's never."""
    own = citation.source is not TextSource.DIGEST
    shown = in_marks(citation.shown) if own else citation.shown
    html = []
    for is_item, lines in groupby(shown.split("\n"), key=lambda line: BULLET in line[:2]):
        words = [
            with_strong(line.replace(BULLET, "", is_item), citation.emphasis) for line in lines
        ]
        html.append((is_item, words))
    html[-1][1][-1] += f" {_marker(key, citation.marker)}"
    paragraphs_and_lists = "".join(_lines(*part) for part in html)
    return f'<blockquote class="pa-quotation">{paragraphs_and_lists}</blockquote>{unsure_note(citation)}'


def _lines(are_items: bool, words: Sequence[str]) -> str:
    if are_items:
        return f"<ul>{''.join(f'<li>{line.strip()}</li>' for line in words)}</ul>"
    return "".join(f"<p>{line}</p>" for line in words)


def _cards(citations: Sequence[Citation], key: str, root_path: str) -> str:
    if not citations:
        return ""
    groups = _by_document(citations)
    cards = "".join(render_card(group, key=key, root_path=root_path) for group in groups)
    title = "Source" if len(groups) == 1 else "Sources"
    return f'<section class="pa-sources"><h3>{title}</h3>{cards}</section>'
