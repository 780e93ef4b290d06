"""From chosen spans to an answer: verified citations, grouped by document, and the text around them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from assistant.answers import Citation
from assistant.forms import FIGURES, Form, Wanted, find_form
from assistant.scoring import Candidate
from assistant.verification.quotations import verified
from corpus.documents import Document, SpanKind, TextSource
from corpus.generation import Generation
from corpus.pages import Layout
from corpus.text import readable, row_in_words

__all__ = ["cite"]

_AROUND = 220
_MOST_BOLD = 3
_BOLD = (*FIGURES, Form.FREQUENCY, Form.DURATION, Form.AGE, Form.WHEN, Form.WHO)
"""Forms of which the words asked for are set in bold; of a reason or a place too much would be."""


def cite(
    chosen: Sequence[Candidate],
    generation: Generation,
    wanted: Wanted,
    *,
    first: int = 1,
    newest_first: bool = False,
) -> list[Citation]:
    """Turn chosen spans into citations; what cannot be verified is left out.

    Args:
        chosen: What is quoted, the best first.
        generation: For the texts.
        wanted: The form of answer; what has it is set in bold.
        first: The marker of the first citation.
        newest_first: Whether the newest document comes first, and not that of the best span.
    """
    citations: list[Citation] = []
    for candidate in _grouped(chosen, newest_first=newest_first):
        text = generation.text(candidate.passage.document)
        layout = generation.layout(candidate.passage.document)
        quotation = text[candidate.start : candidate.end]
        shown = _shown(candidate)
        if not verified(quotation, shown, candidate.start, candidate.end, text, candidate.spans):
            continue
        document = generation.catalogue.by_id[candidate.passage.document]
        citations.append(
            replace(
                _citation(first + len(citations), candidate, document, text, shown, wanted),
                **_place(candidate, layout),
                original=_original(candidate, generation),
            )
        )
    return citations


def _grouped(chosen: Sequence[Candidate], *, newest_first: bool) -> list[Candidate]:
    """Bring quotations of one document together; documents keep the order of their best, or of time."""
    if newest_first:
        chosen = sorted(chosen, key=lambda candidate: -candidate.passage.published)
    order = list(dict.fromkeys(candidate.passage.document for candidate in chosen))
    return sorted(chosen, key=lambda c: (order.index(c.passage.document), c.start))


def _shown(candidate: Candidate) -> str:
    lines = []
    before = SpanKind.SENTENCE
    for span in candidate.spans:
        words = candidate.passage.quote(span)
        if span.kind is SpanKind.ROW:
            lines.append(("\n", row_in_words(span.lead, words)))
        elif span.kind is SpanKind.ITEM and len(candidate.spans) > 1:
            lines.append(("\n", f"• {readable(words)}"))
        else:
            after_list = before is SpanKind.ITEM
            lines.append(("\n" if after_list else " ", readable(words)))
        before = span.kind
    return "".join(between + words for between, words in lines).strip()


def _citation(
    marker: int,
    candidate: Candidate,
    document: Document,
    text: str,
    shown: str,
    wanted: Wanted,
) -> Citation:
    headings = [heading for heading in candidate.passage.headings if heading != document.title]
    return Citation(
        marker=marker,
        document=document.id,
        title=document.title,
        kind=document.kind,
        published=document.published.in_words(),
        publisher=document.publisher,
        passage=candidate.passage.id,
        quotation=text[candidate.start : candidate.end],
        shown=shown,
        emphasis=find_form(wanted, shown)[:_MOST_BOLD] if wanted.form in _BOLD else (),
        lead=_lead(candidate, headings),
        before=_before(text, candidate.start),
        after=_after(text, candidate.end),
        start=candidate.start,
        end=candidate.end,
        page=None,
        heading=" > ".join(headings),
        source=candidate.passage.source,
        url=document.url,
    )


def _place(candidate: Candidate, layout: Layout) -> dict[str, Any]:
    """The pages of a quotation, from its own offsets."""
    pages = layout.pages_between(candidate.start, candidate.end)
    if pages is None:
        return {}
    first, last = pages
    return {
        "page": first.number,
        "last_page": last.number,
        "page_label": first.label,
        "confidence": first.confidence,
    }


def _original(candidate: Candidate, generation: Generation) -> str | None:
    if candidate.passage.source is not TextSource.ORIGINAL:
        return None
    return PurePath(generation.manifest.documents[candidate.passage.document].file).suffix


def _lead(candidate: Candidate, headings: Sequence[str]) -> str:
    """What introduces list items and rows: the words before the list, or else its heading."""
    first = candidate.spans[0]
    if first.kind is SpanKind.SENTENCE:
        return ""
    if first.kind is SpanKind.ITEM and first.lead:
        return readable(first.lead)
    return f"{headings[-1]}:" if headings else ""


def _before(text: str, start: int) -> str:
    piece = text[max(0, start - _AROUND) : start]
    if start > _AROUND:
        piece = piece.partition(" ")[2]
    words = readable(re.sub(r"(?m)^\s*#+.*$|[-*+]\s*$", "", piece))
    return f"{words} " if words and piece[-1:].isspace() else words


def _after(text: str, end: int) -> str:
    piece = text[end : end + _AROUND]
    if end + _AROUND < len(text):
        piece = piece.rpartition(" ")[0]
    words = readable(re.sub(r"(?m)^\s*#+.*$", "", piece))
    return f" {words}" if words and piece[:1].isspace() else words
