"""The forms that an answer can have besides quotations: parts, what is near, what was searched."""

from collections.abc import Collection
from dataclasses import replace

from assistant.answers import Answer, Citation, Part, Status
from assistant.text import MOST_NEAR, NEAR, absence_in_words, cut
from assistant.web.escaping import escape
from assistant.web.places import document_links, page_link, unsure_note
from assistant.web.quotations import render_lines, render_prose, render_quotations
from assistant.web.sources import facts_line
from assistant.web.words import say

__all__ = ["render_absence", "render_near", "render_parts", "render_understood"]

WITHOUT_NEAR = frozenset({Status.EMERGENCY, Status.REFUSED, Status.ERROR})
"""Nobody in danger is shown passages, and who is refused gets none."""
_LONGEST_READ = 600
"""Characters of a question that are shown and put back into the question box."""


def render_understood(answer: Answer, change: str = "") -> str:
    """Say in one line how a question was read, and offer to change it.

    Args:
        answer: What to show.
        change: Where a link leads to a form with the question; without one there is a button, and
            page.js does the rest.
    """
    words = "" if answer.understood in answer.opening else answer.understood
    read_as, _ = cut(answer.read_as, _LONGEST_READ)
    if not (words or read_as):
        return ""
    taken = (
        f'{escape(say("Understood as:"))} <span class="pa-read-as">{escape(read_as)}</span>'
        if read_as
        else ""
    )
    question, _ = cut(answer.read_as or answer.question, _LONGEST_READ)
    line = " ".join(part for part in (escape(words), taken) if part)
    return f'<div class="pa-reading"><p class="pa-understood">{line}</p>{_change(question, change)}</div>'


def _change(question: str, url: str) -> str:
    """Offer to put a question into the question box, where it can be put in other words.

    The question stands in an element that nobody sees or hears: the chat takes attributes off.
    """
    if not question:
        return ""
    words = f"{escape(say('Change the question'))}"
    if url:
        return f'<a class="pa-change" href="{escape(url)}">{words}</a>'
    return (
        f'<button type="button" class="pa-change">{words}</button>'
        f'<span class="pa-kept">{escape(question)}</span>'
    )


def render_absence(answer: Answer) -> str:
    """Say what was searched, where nothing answers."""
    words = absence_in_words(answer.absence) if answer.absence else ""
    return f'<p class="pa-absence">{escape(words)}</p>' if words else ""


def render_parts(answer: Answer, key: str, plans: Collection[str]) -> str:
    """Write an answer in parts, such as a comparison: a heading for each, in the order given.

    Quotations that belong to no part come after them.
    """
    by_marker = {citation.marker: citation for citation in answer.citations}
    in_parts = {marker for part in answer.parts for marker in part.markers}
    rows = [_part(part, by_marker, key, plans) for part in answer.parts]
    rest = [citation for citation in answer.citations if citation.marker not in in_parts]
    return (
        f'<div class="pa-parts">{"".join(rows)}</div>{render_quotations(rest, key, plans)}'
        if rows
        else render_quotations(answer.citations, key, plans)
    )


def _part(part: Part, by_marker: dict[int, Citation], key: str, plans: Collection[str]) -> str:
    own = [by_marker[marker] for marker in part.markers if marker in by_marker]
    name = f"{part.name[:1].upper()}{part.name[1:]}"
    nothing = "" if own or part.note.strip() else "Nothing on this was found."
    note = render_prose(part.note or nothing, "pa-part-note", key, by_marker)
    return (
        f'<section class="pa-part"><h3>{escape(name)}</h3>'
        f'<div class="pa-part-body">{render_quotations(own, key, plans)}{note}</div></section>'
    )


def render_near(answer: Answer, root_path: str) -> str:
    """Offer what is near but does not answer: closed, without markers, in a look of its own."""
    near = answer.near[:MOST_NEAR]
    if not near or answer.status in WITHOUT_NEAR:
        return ""
    passages = "passage" if len(near) == 1 else "passages"
    shown = "".join(_near(citation, root_path) for citation in near)
    return (
        f'<details class="pa-near"><summary>{NEAR} <span>({len(near)} {passages})</span></summary>'
        f"<ul>{shown}</ul></details>"
    )


def _near(citation: Citation, root_path: str) -> str:
    words = render_lines(replace(citation, emphasis=()))
    links = (document_links(citation, root_path), page_link(citation, root_path))
    return (
        f'<li><p class="pa-near-from"><cite>{escape(citation.title)}</cite> '
        f"<span>{facts_line(citation)}</span></p>"
        f'<blockquote class="pa-near-words">{words}</blockquote>{unsure_note(citation)}'
        f'<p class="pa-near-links">{" · ".join(link for link in links if link)}</p></li>'
    )
