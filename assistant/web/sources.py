"""Source cards: one for each document, with the place of every quotation and the words around it."""

import re
from collections.abc import Sequence

from assistant.answers import Citation
from assistant.web.escaping import escape
from assistant.web.places import (
    page_link,
    page_pictures,
    place_line,
    publisher_link,
    recognition,
    seen_link,
)
from assistant.web.table_rows import cells_of, is_row, rows_after, rows_before, without_bars
from assistant.web.words import say
from corpus.documents import TextSource

__all__ = ["card_id", "facts_line", "marker_id", "render_card"]

_HEADING = re.compile(r"^#{1,6}[ \t].*$", re.MULTILINE)
_QUOTED = re.compile(r"^[ \t]*>[ \t]?")
_ITEM = re.compile(r"^[ \t]*[-*+•][ \t]+", re.MULTILINE)
_NEW_LINE = re.compile(r"\n\s*\n|\n(?=[ \t]*(?:[•|]|\d+[.)][ \t]))")
_STRONG = re.compile(r"\*\*|__")


def card_id(key: str, marker: int) -> str:
    """Return the element id of the place where a marker leads."""
    return f"{key}-s{marker}"


def marker_id(key: str, marker: int) -> str:
    """Return the element id of a marker in the text of an answer."""
    return f"{key}-q{marker}"


def render_card(citations: Sequence[Citation], *, key: str, root_path: str = "") -> str:
    """Write the card of the quotations of one document.

    A marker opens the card and leads to its quotation there; that leads back to the marker.
    """
    first = citations[0]
    places = "".join(_place(citation, key, root_path) for citation in citations)
    return (
        f'<details class="pa-card"><summary>{_summary(citations)}</summary>'
        f'<div class="pa-card-body"><p>{_origin(first)}</p>{places}</div></details>'
    )


def _summary(citations: Sequence[Citation]) -> str:
    first = citations[0]
    numbers = "".join(
        f'<span class="pa-number"><span class="pa-hidden">Source </span>{citation.marker}</span> '
        for citation in citations
    )
    return (
        f'{numbers}<span class="pa-card-title">{escape(first.title)}</span> '
        f'<span class="pa-card-meta">{facts_line(first)}</span>'
    )


def facts_line(citation: Citation) -> str:
    """Write what a document is, when it came out and whose words are quoted, as HTML."""
    kind = citation.kind.in_words()
    facts = (kind[:1].upper() + kind[1:], citation.published, _whose(citation))
    return " · ".join(escape(fact) for fact in facts if fact)


def _whose(citation: Citation) -> str:
    ours = citation.source is TextSource.DIGEST
    return say("our summary") if ours else say("the document’s own words")


def _origin(citation: Citation) -> str:
    """Say whose words these are, who published the document and where."""
    if citation.source is TextSource.DIGEST:
        whose = say("From our summary of this document, which may put it differently.")
    else:
        whose = say("The document’s own words.")
    publisher = ""
    if citation.publisher:
        publisher = f" {say('Published by {publisher}.', publisher=citation.publisher)}"
    return f"{escape(whose + publisher)} {publisher_link(citation)}"


def _place(citation: Citation, key: str, root_path: str) -> str:
    number = citation.marker
    back = (
        f'<a href="#{marker_id(key, number)}">{escape(say("Back to the answer"))}'
        f'<span class="pa-hidden">{escape(say(", quotation {number}", number=number))}</span></a>'
    )
    return (
        f'<div class="pa-cited" id="{card_id(key, number)}" tabindex="-1">'
        f'<p class="pa-place">{place_line(citation)}</p>{_surroundings(citation)}'
        f"{recognition(citation)}"
        f'<p class="pa-card-links">{seen_link(citation, root_path)}'
        f"{page_link(citation, root_path)}{back}</p>"
        f"{page_pictures(citation, root_path)}</div>"
    )


def _surroundings(citation: Citation) -> str:
    """Show the quotation between the words around it, as far as its section goes."""
    before, after = _before(citation), _after(citation)
    if is_row(citation.quotation):
        columns = len(cells_of(citation.quotation))
        lines = [
            *(escape(line) for line in rows_before(before, columns)),
            f"<mark>{escape(without_bars(citation.quotation))}</mark>",
            *(escape(line) for line in rows_after(after, columns)),
        ]
        return f'<p class="pa-context">{"<br>".join(lines)}</p>'
    marked = f"<mark>{_stored(citation.quotation)}</mark>"
    return f'<p class="pa-context">{_stored(before)}{marked}{_stored(after)}</p>'


def _before(citation: Citation) -> str:
    before = citation.before
    headings = list(_HEADING.finditer(before))
    if headings:
        return before[headings[-1].end() :].lstrip()
    first_line, _, rest = before.partition("\n")
    if rest and first_line.strip() and citation.heading.endswith(first_line.strip()):
        return rest.lstrip()
    if citation.start <= len(before):
        return before
    # The first word may have been cut.
    return "… " + re.sub(r"^\S*\s(?=.*\S)", "", before, count=1, flags=re.DOTALL)


def _after(citation: Citation) -> str:
    heading = _HEADING.search(citation.after)
    if heading:
        return citation.after[: heading.start()].rstrip()
    if not citation.after.strip():
        return ""
    return re.sub(r"(?<=\S)\s\S*$", "", citation.after, count=1) + " …"


def _stored(text: str) -> str:
    """Show stored text without its Markdown marks, keeping the lines that are lines."""
    plain = _STRONG.sub("", _ITEM.sub("• ", text))
    lines = [without_bars(_QUOTED.sub("", line)) for line in _NEW_LINE.split(plain)]
    return "<br>".join(escape(line) for line in lines)
