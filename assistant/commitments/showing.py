"""The ledger as people and programs read it: a list, JSON, CSV."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import groupby
from typing import Any

from assistant.commitments.records import Commitment, Deadline, Trail
from assistant.commitments.themes import read_themes
from assistant.commitments.trail_text import trail_lines, trail_record
from assistant.text import in_marks
from corpus.documents import TextSource
from corpus.text import readable, row_in_words, without_controls

__all__ = ["as_csv", "as_json", "as_list", "shown_words"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that starts so is a formula to a spreadsheet."""
_COLUMNS = (
    "id", "document", "title", "kind", "published", "source", "plan", "passage", "heading", "page", "start", "end", "words",
    "lead", "owner", "owner_written", "holder", "what", "beneficiary", "by", "by_first", "by_last", "measure", "theme",
    "strand", "checkable", "reason", "earlier", "conditional", "rule", "confidence",
)  # fmt: skip


def shown_words(commitment: Commitment) -> str:
    """Write what is promised, with its lead; in quotation marks only where the words are the document's."""
    row = commitment.words.lstrip().startswith("|")
    if row:
        body = row_in_words(commitment.lead, commitment.words)
    else:
        body = readable(commitment.words).rstrip(";")
    if body.endswith("”") and "“" not in body:
        body = body[:-1]  # the end of a longer quotation, which would look like an end of ours
    lead = readable(commitment.lead) if commitment.lead and not row else ""
    if commitment.source is TextSource.DIGEST or row:
        return f"{lead} {body}".strip()
    return f"{in_marks(lead)} {in_marks(body)}" if lead else in_marks(body)


def as_list(commitments: Sequence[Commitment], trails: Mapping[str, Trail] | None = None) -> str:
    """Write a list for people, a paragraph for each document, in order of time.

    Args:
        commitments: What is listed.
        trails: What later documents say of each, by its id; None leaves that out.
    """
    names = {theme.id: theme.name for theme in read_themes()}
    blocks = []
    number = 0
    for _, group in groupby(commitments, key=lambda each: each.document):
        listed = list(group)
        first = listed[0]
        whose = "in our words" if first.source is TextSource.DIGEST else "in its own words"
        lines = [f"{first.title} ({first.kind.in_words()}, {first.published.in_words()}; {whose})"]
        for each in listed:
            number += 1
            page = f" (page {each.page})" if each.page is not None else ""
            lines += [
                f"{number:>4}. {shown_words(each)}{page}",
                f"      {_facts(each, names)}",
                f"      {each.id}",
                *(f"      {line}" for line in (trail_lines(trails[each.id]) if trails else ())),
            ]
        blocks.append("\n".join(lines))
    blocks.append(
        f"{number} commitment{'' if number == 1 else 's'}." if number else "No commitments found."
    )
    return without_controls("\n\n".join(blocks))


def _facts(each: Commitment, names: dict[str, str]) -> str:
    facts = [
        f"who: {_who(each)}",
        f"for: {readable(each.beneficiary)}" if each.beneficiary else "",
        f"by when: {deadline_in_words(each.deadline)}" if each.deadline else "",
        f"measure: {readable(each.measure)}" if each.measure else "",
        f"theme: {' / '.join(name for name in (names.get(each.theme, ''), each.strand) if name)}"
        if each.theme or each.strand
        else "",
        f"{'can' if each.checkable else 'cannot'} be checked as worded: {each.reason}",
        "promised before, and told of here" if each.earlier else "",
        "on a condition" if each.conditional else "",
    ]
    return "; ".join(fact for fact in facts if fact)


def _who(each: Commitment) -> str:
    if each.owner:
        office = (
            each.holder
            and each.owner_written
            and each.owner.lower().endswith("commissioner")
            and "deputy" not in each.owner.lower()
        )
        return f"{each.owner} ({each.holder})" if office else each.owner
    return f"nobody named ({each.holder} held the office)" if each.holder else "nobody named"


def deadline_in_words(deadline: Deadline) -> str:
    """Write a deadline as the document does, and the last day that this means."""
    if deadline.last is None:
        return readable(deadline.words)
    return f"{readable(deadline.words)} (to {deadline.last.day} {deadline.last:%B %Y})"


def as_json(commitments: Sequence[Commitment], trails: Mapping[str, Trail] | None = None) -> str:
    """Write a JSON list with an object for each commitment; with trails, also what was found since."""
    records = [
        _record(each) | (trail_record(trails[each.id]) if trails else {}) for each in commitments
    ]
    return json.dumps(records, ensure_ascii=False, indent=1)


def as_csv(commitments: Sequence[Commitment], trails: Mapping[str, Trail] | None = None) -> str:
    """Write a table with a heading row; no cell is a formula to a spreadsheet.

    With trails, two columns more: how many later quotations, of how many later documents.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        (*_COLUMNS, "evidence", "searched_documents") if trails is not None else _COLUMNS
    )
    for each in commitments:
        record = _record(each)
        trail = trails[each.id] if trails else None
        counts = (len(trail.evidence), trail.searched.documents) if trail else ()
        writer.writerow([*(_cell(record[column]) for column in _COLUMNS), *counts])
    return out.getvalue()


def _record(each: Commitment) -> dict[str, Any]:
    values = {field.name: getattr(each, field.name) for field in fields(each)}
    deadline = values.pop("deadline")
    return values | {
        "kind": each.kind.value,
        "published": str(each.published),
        "source": each.source.value,
        "headings": list(each.headings),
        "heading": each.heading,
        "by": deadline.words if deadline else "",
        "by_first": str(deadline.first) if deadline and deadline.first else "",
        "by_last": str(deadline.last) if deadline and deadline.last else "",
    }


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = without_controls(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
