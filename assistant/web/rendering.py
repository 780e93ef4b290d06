"""From an answer to the HTML of a chat message.

A message is one block of HTML on one line, so that the chat's Markdown leaves it alone; every
word of a document or a person goes through `escape`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from assistant.answers import Answer, Citation, Status
from assistant.text import named_plans
from assistant.web.answer_forms import render_absence, render_near, render_parts, render_understood
from assistant.web.escaping import escape, paragraphs
from assistant.web.quotations import by_document, render_prose
from assistant.web.sources import render_card

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


def render_answer(answer: Answer, *, key: str, root_path: str = "") -> str:
    """Write an answer as HTML.

    Args:
        answer: What to show.
        key: Starts every element id, so that several answers can stand on one page.
        root_path: What a proxy takes off the start of every address; links have it.
    """
    if answer.status not in WITH_SOURCES:
        answer = replace(answer, citations=(), parts=())
    markers = {citation.marker for citation in answer.citations}
    pieces = [
        render_understood(answer),
        render_prose(answer.opening, "pa-opening", key, markers),
        render_absence(answer),
        render_parts(answer, key, named_plans(answer.scope)),
        render_near(answer, root_path),
        "".join(render_prose(note, "pa-note", key, markers) for note in answer.notes),
        _cards(answer.citations, key, root_path),
    ]
    return _message(answer.status, "".join(pieces), key)


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


def _cards(citations: Sequence[Citation], key: str, root_path: str) -> str:
    if not citations:
        return ""
    groups = by_document(citations)
    cards = "".join(render_card(group, key=key, root_path=root_path) for group in groups)
    title = "Source" if len(groups) == 1 else "Sources"
    return f'<section class="pa-sources"><h3>{title}</h3>{cards}</section>'
