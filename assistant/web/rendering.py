"""From an answer to the HTML of a chat message.

A message is one block of HTML on one line, so that the chat's Markdown leaves it alone; every
word of a document or a person goes through `escape`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from urllib.parse import urlencode

from assistant.answers import Answer, Citation, More, MorePage, Status
from assistant.text import named_plans
from assistant.web.answer_forms import render_absence, render_near, render_parts, render_understood
from assistant.web.answer_stream import is_being_written
from assistant.web.cleaning import clean
from assistant.web.escaping import escape, paragraphs, safe_url
from assistant.web.quotations import by_document, render_prose
from assistant.web.sources import render_card
from assistant.web.words import phrase, say
from assistant.web.written import render_written

__all__ = ["HEADINGS", "render_answer", "render_failure", "render_pending", "render_question"]

HEADINGS: Mapping[Status, str] = MappingProxyType(
    {
        Status.ANSWERED: phrase("Answer"),
        Status.PARTLY_ANSWERED: phrase("Part of an answer"),
        Status.NOT_FOUND: phrase("Not in these documents"),
        Status.NOT_HELD: phrase("We do not have this document’s text"),
        Status.NO_SUCH_DOCUMENT: phrase("There is no such document"),
        Status.OUT_OF_SCOPE: phrase("Not what these documents are about"),
        Status.NEEDS_CLARIFICATION: phrase("Can you say a little more?"),
        Status.EMERGENCY: phrase("In danger now? Call 999"),
        Status.REFUSED: phrase("We cannot help with that"),
        Status.ERROR: phrase("Please try again"),
    }
)
"""The short heading of each status; its message comes with the answer."""

_MORE: Mapping[MorePage, tuple[str, str]] = MappingProxyType(
    {
        MorePage.COMPARE: ("subject", phrase("This subject in every plan, side by side")),
        MorePage.COMMITMENTS: ("q", phrase("All commitments on this, with their verdicts")),
    }
)
"""The field of the address that holds the subject, and the words of the link."""
WITHOUT_ADDRESS = frozenset({Status.EMERGENCY, Status.ERROR, Status.REFUSED})
WITH_SOURCES = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})
SHOWN_OF_A_QUESTION = 300


def render_answer(
    answer: Answer,
    *,
    key: str,
    root_path: str = "",
    change: str = "",
    address: str = "",
    leave: str = "",
) -> str:
    """Write an answer as HTML.

    Args:
        answer: What to show.
        key: Starts every element id, so that several answers can stand on one page.
        root_path: What a proxy takes off the start of every address; links have it.
        change: The form in which the question can be changed; without one there is a button.
        address: Where this answer can be seen again; a link leads there.
        leave: Where somebody in danger can go in a hurry.
    """
    if answer.status not in WITH_SOURCES:
        answer = replace(answer, citations=(), parts=(), written=(), writer=None)
    markers = {citation.marker for citation in answer.citations}
    pieces = [
        render_understood(answer, change),
        render_prose(answer.opening, "pa-opening", key, markers),
        render_written(answer, key, going_on=is_being_written(answer)),
        render_absence(answer),
        render_parts(answer, key, named_plans(answer.scope)),
        render_near(answer, root_path),
        "".join(render_prose(note, "pa-note", key, markers) for note in answer.notes),
        _more(answer.more, root_path),
        _cards(answer.citations, key, root_path),
        _address(answer.status, address),
    ]
    if answer.status is Status.EMERGENCY:
        pieces.insert(0, _call(leave))
    return _message(answer.status, "".join(pieces), key)


def render_failure(key: str, problem: str = "") -> str:
    """Write what people see when the assistant itself failed, or why it was not asked."""
    words = problem or say(
        "Sorry, something went wrong and this question was not answered. Please ask it again."
    )
    return _message(Status.ERROR, f'<p class="pa-opening">{escape(words)}</p>', key)


def render_pending() -> str:
    """Write what stands in the place of an answer until it is there."""
    return f'<div class="pa-pending">{escape(say("Looking in the documents…"))}</div>'


def render_question(question: str) -> str:
    """Write a person's question as they wrote it, cut where it is very long."""
    shown = question.strip()
    if len(shown) > SHOWN_OF_A_QUESTION:
        shown = shown[:SHOWN_OF_A_QUESTION] + "…"
    lines = "<br>".join(escape(line) for line in paragraphs(shown))
    return clean(f'<div class="pa-question">{lines or "(an empty question)"}</div>')


def _message(status: Status, body: str, key: str) -> str:
    name = status.value.replace("_", "-")
    return clean(
        f'<div class="pa-answer pa-{name}" id="{key}">'
        f'<h2 class="pa-heading" tabindex="-1">{escape(say(HEADINGS[status]))}</h2>'
        f"{body}</div>"
    )


def _call(leave: str) -> str:
    """Return the number to call, big enough for a thumb, and a way to leave in a hurry."""
    url = safe_url(leave)
    away = (
        f'<p class="pa-leave"><a href="{url}" target="_top" rel="noreferrer">'
        f"{escape(say('Leave this page'))}</a></p>"
        if url
        else ""
    )
    number = '<a href="tel:999"><span class="pa-hidden">Call </span>999</a>'
    return f'<p class="pa-call">{number}</p>{away}'


def _more(pages: Sequence[More], root_path: str) -> str:
    """Link to the pages that show more on the subject."""
    links = "".join(f"<li>{_link_to(more, root_path)}</li>" for more in pages)
    return f'<ul class="pa-more">{links}</ul>' if links else ""


def _link_to(more: More, root_path: str) -> str:
    field, words = _MORE[more.page]
    asked = {
        name: value for name, value in ((field, more.about), ("verdict", more.verdict)) if value
    }
    query = f"?{urlencode(asked)}" if asked else ""
    return (
        f'<a href="{escape(f"{root_path}/{more.page.value}{query}")}" target="_blank" '
        f'rel="noopener">{escape(say(words))}<span class="pa-hidden"> '
        f"{escape(say('(opens in a new tab)'))}</span></a>"
    )


def _address(status: Status, address: str) -> str:
    """Link to the answer by itself, where it is one to come back to."""
    if not address or status in WITHOUT_ADDRESS:
        return ""
    return (
        f'<p class="pa-address"><a href="{escape(address)}" target="_blank" rel="noopener">'
        f'{escape(say("This answer by itself, to share or print"))}<span class="pa-hidden"> '
        f"{escape(say('(opens in a new tab)'))}</span></a></p>"
    )


def _cards(citations: Sequence[Citation], key: str, root_path: str) -> str:
    if not citations:
        return ""
    groups = by_document(citations)
    cards = "".join(render_card(group, key=key, root_path=root_path) for group in groups)
    title = say("Source") if len(groups) == 1 else say("Sources")
    return f'<section class="pa-sources"><h3>{escape(title)}</h3>{cards}</section>'
