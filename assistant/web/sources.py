"""Source cards: where each quotation stands, and the words around it."""

import re

from assistant.answers import Citation
from assistant.web.escaping import escape, safe_url
from corpus.documents import TextSource

__all__ = ["card_id", "marker_id", "render_card"]

_LINE_MARKS = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|\|)", re.MULTILINE)
_ITEM = re.compile(r"^\s*[-*+•]\s+", re.MULTILINE)
_NEW_LINE = re.compile(r"\n\s*\n|\n(?=\s*(?:[•|#]|\d+[.)]\s))")
_TABLE_RULE = re.compile(r"^\s*\|?[\s|:-]*-{3,}[\s|:-]*$", re.MULTILINE)
_STRONG = re.compile(r"\*\*|__")


def card_id(key: str, marker: int) -> str:
    """Return the element id of a source card."""
    return f"{key}-s{marker}"


def marker_id(key: str, marker: int) -> str:
    """Return the element id of a marker in the text of an answer."""
    return f"{key}-q{marker}"


def render_card(citation: Citation, *, key: str) -> str:
    """Write the card of one citation; its marker opens it and it leads back to its marker."""
    number = citation.marker
    return (
        f'<details class="pa-card" id="{card_id(key, number)}">'
        f"<summary>{_summary(citation)}</summary>"
        f'<div class="pa-card-body">{_place(citation)}{_surroundings(citation)}'
        f"{_about_the_words(citation)}"
        f'<p class="pa-card-links">{_original(citation)}'
        f'<a href="#{marker_id(key, number)}">Back to the answer</a></p></div></details>'
    )


def _summary(citation: Citation) -> str:
    kind = citation.kind.in_words()
    facts = [kind[:1].upper() + kind[1:], citation.published]
    if citation.page is not None:
        facts.append(f"page {citation.page}")
    meta = " · ".join(escape(fact) for fact in facts if fact)
    whose = "our summary" if citation.source is TextSource.DIGEST else "the document’s own words"
    return (
        f'<span class="pa-number"><span class="pa-hidden">Source </span>{citation.marker}</span>'
        f'<span class="pa-card-title">{escape(citation.title)}</span> '
        f'<span class="pa-card-meta">{meta} · {whose}</span>'
    )


def _place(citation: Citation) -> str:
    rows = [("Published by", citation.publisher)]
    headings = [part for part in citation.heading.split(" > ") if part and part != citation.title]
    if headings:
        rows.append(("Under the heading", " › ".join(headings)))
    if citation.page is not None:
        rows.append(("Page", str(citation.page)))
    pairs = (f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in rows if value)
    return f'<dl class="pa-place">{"".join(pairs)}</dl>'


def _surroundings(citation: Citation) -> str:
    before, after = citation.before, _to_a_word(citation.after)
    if citation.start > len(before):
        before = f"… {_from_a_word(before)}"
    if after.strip():
        after += " …"
    marked = f"<mark>{_stored(citation.quotation)}</mark>"
    return f'<p class="pa-context">{_stored(before)}{marked}{_stored(after)}</p>'


def _from_a_word(text: str) -> str:
    """Drop what may be the tail of a word that was cut."""
    return re.sub(r"^\S*\s", "", text, count=1) if re.search(r"\s\S", text) else text


def _to_a_word(text: str) -> str:
    """Drop what may be the head of a word that was cut."""
    return re.sub(r"\s\S*$", "", text, count=1) if re.search(r"\S\s", text) else text


def _stored(text: str) -> str:
    """Show stored text without its Markdown marks, keeping the lines that are lines."""
    plain = _STRONG.sub("", _ITEM.sub("• ", _TABLE_RULE.sub("", text)))
    lines = _NEW_LINE.split(plain)
    return "<br>".join(escape(_LINE_MARKS.sub("", line)) for line in lines)


def _about_the_words(citation: Citation) -> str:
    if citation.source is TextSource.DIGEST:
        words = "From our summary of this document. The document may put it differently."
    else:
        words = "The document’s own words."
    return f'<p class="pa-whose">{escape(words)}</p>'


def _original(citation: Citation) -> str:
    url = safe_url(citation.url)
    if url is None:
        return "<span>We have no address for the original.</span>"
    name = f'<span class="pa-hidden"> of {escape(citation.title)}</span>'
    return (
        f'<a href="{url}" target="_blank" rel="noopener noreferrer">Open the original{name}'
        '<span class="pa-hidden"> (opens in a new tab)</span></a>'
    )
