"""From chosen spans to an answer: verified citations, grouped by document, and the text around them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import PurePath
from typing import Any

from assistant.answers import Citation
from assistant.scoring import Candidate
from assistant.understanding import Form
from assistant.verification import verified
from corpus.documents import Document, SpanKind, TextSource
from corpus.generation import Generation
from corpus.health import LOW_CONFIDENCE
from corpus.pages import Layout
from corpus.text import readable, row_in_words

__all__ = ["cite", "in_marks", "write_text"]

_AROUND = 220
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_NUMBER = r"\d+(?:[.,]\d+)*"
_ASKED = {
    Form.FIGURE: re.compile(
        rf"£\s?{_NUMBER}(?:\s?(?:million|billion|m|k)\b)?|\b{_NUMBER}\s?(?:per cent|percent|%)"
        rf"|(?<![-–/£\d.,])\b(?!(?:19|20)\d\d\b){_NUMBER}\b(?![-–/%]|\s*{_MONTH})"
    ),
    Form.WHEN: re.compile(rf"\b(?:\d{{1,2}} )?{_MONTH}(?: (?:19|20)\d\d)?\b|\b(?:19|20)\d\d\b"),
    Form.WHO: re.compile(r"\b(?:[A-Z][a-z]+|[A-Z])(?: [A-Z])*(?:[ -][A-Z][\w'’]+)+"),
}  # fmt: skip


def cite(chosen: Sequence[Candidate], generation: Generation, form: Form) -> list[Citation]:
    """Turn chosen spans into numbered citations; what cannot be verified is left out."""
    citations: list[Citation] = []
    for candidate in _grouped(chosen):
        text = generation.text(candidate.passage.document)
        layout = generation.layout(candidate.passage.document)
        quotation = text[candidate.start : candidate.end]
        shown = _shown(candidate)
        if not verified(quotation, shown, candidate.start, candidate.end, text, candidate.spans):
            continue
        document = generation.catalogue.by_id[candidate.passage.document]
        citations.append(
            replace(
                _citation(len(citations) + 1, candidate, document, text, shown, form),
                **_place(candidate, layout),
                original=_original(candidate, generation),
            )
        )
    return citations


def _grouped(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Bring quotations of one document together; documents keep the order of their best."""
    order = list(dict.fromkeys(candidate.passage.document for candidate in chosen))
    return sorted(chosen, key=lambda c: (order.index(c.passage.document), c.start))


def _shown(candidate: Candidate) -> str:
    lines = []
    for span in candidate.spans:
        words = candidate.passage.quote(span)
        if span.kind is SpanKind.ROW:
            lines.append(("\n", row_in_words(span.lead, words)))
        elif span.kind is SpanKind.ITEM and len(candidate.spans) > 1:
            lines.append(("\n", f"• {readable(words)}"))
        else:
            lines.append((" ", readable(words)))
    return "".join(between + words for between, words in lines).strip()


def _citation(
    marker: int,
    candidate: Candidate,
    document: Document,
    text: str,
    shown: str,
    form: Form,
) -> Citation:
    headings = [heading for heading in candidate.passage.headings if heading != document.title]
    asked = _ASKED.get(form)
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
        emphasis=tuple(dict.fromkeys(asked.findall(shown)))[:3] if asked else (),
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


def write_text(opening: str, citations: Sequence[Citation], notes: Sequence[str]) -> str:
    """Write what a person reads: what it speaks from, the quotations with their markers, notes."""
    parts = [opening]
    for _, group in groupby(citations, key=lambda citation: citation.document):
        cited = list(group)
        first = cited[0]
        source = "our summary" if first.source is TextSource.DIGEST else "its own words"
        head = f"{first.title} ({first.kind.in_words()}, {first.published}; {source}):"
        parts.append("\n".join([head, *(_line(citation) for citation in cited)]))
    return "\n\n".join([*parts, *notes])


def _line(citation: Citation) -> str:
    between = "\n" if "\n" in citation.shown else " "
    lead = f"{citation.lead}{between}" if citation.lead else ""
    marker = f"[{citation.marker}]{_where(citation)}"
    if citation.quotation.lstrip().startswith("|"):
        return f"{lead}Table: {citation.shown} {marker}"
    return f"{lead}{in_marks(citation.shown)} {marker}"


def _where(citation: Citation) -> str:
    """The page of a quotation, and whether its words were recognised without being sure."""
    if citation.page is None:
        return ""
    unsure = citation.confidence is not None and citation.confidence < LOW_CONFIDENCE
    doubt = (
        f", read by text recognition that was unsure ({citation.confidence:.0%})" if unsure else ""
    )
    return f" (page {citation.page}{doubt})"


def in_marks(shown: str) -> str:
    """Put a quotation in quotation marks, unless it is one in the document already."""
    return shown if shown[:1] in '“"' and shown[-1:] in '”"' else f"“{shown}”"
