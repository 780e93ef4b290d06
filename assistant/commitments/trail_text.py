"""What became of a promise, as people and programs read it."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from assistant.commitments.records import Evidence, Searched, Trail
from assistant.text import in_marks
from corpus.documents import TextSource
from corpus.text import readable, row_in_words

__all__ = [
    "evidence_words",
    "searched_in_words",
    "trail_lines",
    "trail_record",
    "undated_in_words",
]


def evidence_words(evidence: Evidence) -> str:
    """Write a quotation with its lead; in quotation marks only where the words are the document's."""
    row = evidence.words.lstrip().startswith("|")
    if row:
        return row_in_words(evidence.lead, evidence.words)
    lead, body = readable(evidence.lead), readable(evidence.words).rstrip(";")
    if evidence.source is TextSource.DIGEST:
        return f"{lead} {body}".strip()
    return f"{in_marks(lead)} {in_marks(body)}" if lead else in_marks(body)


def undated_in_words(searched: Searched) -> str:
    """Say how many documents could not be put in order, such as "3 documents …"; "" where none."""
    many = searched.undated
    if not many:
        return ""
    these, were = ("1 document", "was") if many == 1 else (f"{many:,} documents", "were")
    return f"{these} of the same year could not be put in order and {were} not searched"


def searched_in_words(searched: Searched) -> str:
    """Say what was looked through and what for, such as "12 later documents (2014 to 2025) …"."""
    undated = undated_in_words(searched)
    if not searched.documents or searched.first is None or searched.last is None:
        none = "no document that certainly came out later is held"
        return f"{none}; {undated}" if undated else "no document that came out later is held"
    count = f"{searched.documents:,} later document{'' if searched.documents == 1 else 's'}"
    first, last = searched.first.year, searched.last.year
    years = str(first) if first == last else f"{first} to {last}"
    verb = "was" if searched.documents == 1 else "were"
    terms = ", ".join(f"“{term}”" for term in searched.terms)
    said = f"{count} ({years}) {verb} searched" + (f" for {terms}" if terms else "")
    return f"{said}; {undated}" if undated else said


def trail_lines(trail: Trail) -> list[str]:
    """Write the evidence, or that there is none and what was searched, a line each."""
    if not trail.evidence:
        return [f"Nothing found since: {searched_in_words(trail.searched)}."]
    lines = [f"Found since ({searched_in_words(trail.searched)}):"]
    for each in trail.evidence:
        page = f", page {each.page}" if each.page is not None else ""
        whose = "our summary" if each.source is TextSource.DIGEST else "its own words"
        said = f", by the words “{readable(each.because)}”" if each.because else ""
        lines += [
            f"- {each.published.in_words()}: {evidence_words(each)}",
            f"  {each.title} ({each.kind.in_words()}{page}; {whose}); says: {each.claimed_by}",
            f"  suggested: {each.relation.in_words()}{said}",
        ]
    return lines


def trail_record(trail: Trail) -> dict[str, Any]:
    """Return the evidence, in order of time, and what was searched, for JSON."""
    searched = trail.searched
    return {
        "evidence": [_record(each) for each in trail.evidence],
        "searched": {
            "documents": searched.documents,
            "passages": searched.passages,
            "first": str(searched.first) if searched.first else "",
            "last": str(searched.last) if searched.last else "",
            "terms": list(searched.terms),
            "undated": searched.undated,
        },
    }


def _record(each: Evidence) -> dict[str, Any]:
    values = {field.name: getattr(each, field.name) for field in fields(each)}
    headings: Sequence[str] = each.headings
    return values | {
        "kind": each.kind.value,
        "published": str(each.published),
        "source": each.source.value,
        "headings": list(headings),
        "relation": each.relation.value,
    }
