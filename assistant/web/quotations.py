"""Quotations as HTML, under whose words they are and with their markers; and our own words."""

from collections.abc import Collection, Sequence
from itertools import groupby

from assistant.answers import Citation
from assistant.text import head, in_marks, reports_on
from assistant.web.escaping import escape, paragraphs, with_links, with_strong
from assistant.web.places import unsure_note
from assistant.web.sources import card_id, marker_id
from assistant.web.words import say
from corpus.documents import TextSource

__all__ = ["by_document", "marker_link", "render_lines", "render_prose", "render_quotations"]

BULLET = "•"
"""Starts the lines of our own words that are a list."""


def render_prose(text: str, style: str, key: str, markers: Collection[int]) -> str:
    """Write our own words: paragraphs and lists, with links.

    Args:
        text: An opening or a note.
        style: The class of each paragraph.
        key: Starts every element id of the answer.
        markers: The markers that may become links.
    """

    def link(number: int) -> str | None:
        return marker_link(key, number, named=False) if number in markers else None

    html = []
    for is_list, lines in groupby(paragraphs(text), key=lambda line: line.startswith(BULLET)):
        words = [with_links(line.removeprefix(BULLET).strip(), link) for line in lines]
        if is_list:
            html.append(f'<ul class="{style}">{"".join(f"<li>{word}</li>" for word in words)}</ul>')
        else:
            html += [f'<p class="{style}">{word}</p>' for word in words]
    return "".join(html)


def by_document(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Group citations by document, both in the order in which they come."""
    documents = dict.fromkeys(citation.document for citation in citations)
    return [[c for c in citations if c.document == document] for document in documents]


def render_quotations(citations: Sequence[Citation], key: str, plans: Collection[str]) -> str:
    """Write quotations, those of one document together.

    Args:
        citations: What is quoted.
        key: Starts every element id of the answer.
        plans: Ids of the plans that the question names.
    """
    return "".join(_group(group, key, plans) for group in by_document(citations))


def _group(citations: Sequence[Citation], key: str, plans: Collection[str]) -> str:
    """Set the quotations of one document apart, under whose words they are."""
    first = citations[0]
    digest = first.source is TextSource.DIGEST
    quotations = "".join(
        _lead(lead) + "".join(_quotation(citation, key) for citation in together)
        for lead, together in groupby(citations, key=lambda citation: citation.lead)
    )
    return (
        f'<section class="pa-group {"pa-digest" if digest else "pa-original"}">'
        f'<p class="pa-from">{_from(first, plans)}</p>{quotations}</section>'
    )


def _from(citation: Citation, plans: Collection[str]) -> str:
    """Name a document; one that only reports on the plan that is asked about is said to."""
    digest = citation.source is TextSource.DIGEST
    if reports_on(citation, plans):
        before, facts = head(citation, plans)
        before = escape(before.strip())
    else:
        before = "From our summary of" if digest else "From"
        facts = ", ".join(part for part in (citation.kind.in_words(), citation.published) if part)
    after = f" <span>({escape(facts)})</span>" if facts else ""
    return f"{before} <cite>{escape(citation.title)}</cite>{after}"


def marker_link(key: str, number: int, *, named: bool = True) -> str:
    """Link to a source card.

    Args:
        key: Starts every element id of the answer.
        number: Of the marker.
        named: Whether it is the marker beside the quotation, to which the card leads back.
    """
    name = f' id="{marker_id(key, number)}"' if named else ""
    return (
        f'<a class="pa-marker"{name} href="#{card_id(key, number)}">'
        f'<span class="pa-hidden">Source </span>{escape(f"[{number}]")}</a>'
    )


def _lead(words: str) -> str:
    return f'<p class="pa-lead">{escape(words)}</p>' if words.strip() else ""


def _quotation(citation: Citation, key: str) -> str:
    lines = render_lines(citation, f" {marker_link(key, citation.marker)}")
    return f'<blockquote class="pa-quotation">{lines}</blockquote>{unsure_note(citation)}'


def render_lines(citation: Citation, after: str = "") -> str:
    """Quote; only a document's own words stand in quotation marks, a summary's never.

    A row of a table does not either: the headings of its columns are put between its cells.

    Args:
        citation: What is quoted.
        after: HTML that follows the last of the words.
    """
    if citation.quotation.lstrip().startswith("|"):
        shown = f"{say('Table:')} {citation.shown}"
    elif citation.source is TextSource.DIGEST:
        shown = citation.shown
    else:
        shown = in_marks(citation.shown)
    html = []
    for is_item, lines in groupby(shown.split("\n"), key=lambda line: BULLET in line[:2]):
        words = [
            with_strong(line.replace(BULLET, "", is_item), citation.emphasis) for line in lines
        ]
        html.append((is_item, words))
    html[-1][1][-1] += after
    return "".join(_lines(*part) for part in html)


def _lines(are_items: bool, words: Sequence[str]) -> str:
    if are_items:
        return f"<ul>{''.join(f'<li>{line.strip()}</li>' for line in words)}</ul>"
    return "".join(f"<p>{line}</p>" for line in words)
