"""The one mapping between passages and stored records, for writers and readers alike."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from corpus.documents import Kind, Passage, Span, SpanKind, TextSource

__all__ = ["metadata_of", "passage_from", "record_of"]


def record_of(passage: Passage) -> dict[str, Any]:
    """Return a passage as plain values for a line of JSON."""
    record = asdict(passage)
    record["spans"] = [[s.kind, s.start, s.end, s.lead, s.plans] for s in passage.spans]
    return record


_KINDS = {kind.value: kind for kind in Kind}
_SOURCES = {source.value: source for source in TextSource}
_SPAN_KINDS = {kind.value: kind for kind in SpanKind}
"""Looked up here, since a question reads hundreds of spans and calling an enumeration is slow."""


def passage_from(record: Mapping[str, Any]) -> Passage:
    """Read back what `record_of` wrote.

    Raises:
        KeyError, ValueError, TypeError: It is not what `record_of` writes.
    """
    values = dict(record)
    values["kind"] = _KINDS[values["kind"]]
    values["source"] = _SOURCES[values["source"]]
    values["headings"] = tuple(values["headings"])
    values["plans"] = tuple(values["plans"])
    values["years"] = tuple(values["years"])
    values["spans"] = tuple(
        [
            Span(kind=_SPAN_KINDS[kind], start=start, end=end, lead=lead, plans=tuple(plans))
            for kind, start, end, lead, plans in values["spans"]
        ]
    )
    return Passage(**values)


def metadata_of(passage: Passage) -> dict[str, Any]:
    """Return what the vector store filters by: scalars and lists that are not empty."""
    metadata: dict[str, Any] = {
        "document": passage.document,
        "title": passage.title,
        "kind": passage.kind.value,
        "published": passage.published,
        "years": list(passage.years),
        "source": passage.source.value,
        "start": passage.start,
        "end": passage.end,
        "heading": " > ".join(passage.headings),
    }
    if passage.plans:
        metadata["plans"] = list(passage.plans)
    if passage.page is not None:
        metadata["page"] = passage.page
        metadata["last_page"] = passage.last_page
    return metadata
