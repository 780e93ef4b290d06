"""The ledger as JSON, with all evidence and history, for programs."""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from assistant.commitments.records import Commitment, Evidence
from assistant.staff.export_rows import Exported
from assistant.verdicts.board import Row
from assistant.verdicts.records import Judgement, Verdict
from corpus.dates import PartialDate

__all__ = ["as_json"]

_FORM = "plans-assistant/commitments/1"
"""Its last part counts up when a field goes or changes its meaning."""


def as_json(rows: Sequence[Exported], *, public: bool = False) -> bytes:
    """Write an object with `form`, `count` and `commitments`, in UTF-8.

    Quotations are the stored text, character for character; dates are ISO 8601, as precise as they
    are known; times are in UTC.

    Args:
        rows: What is exported, in this order.
        public: Leave out names of people, notes and what rules suggest.
    """
    written = {
        "form": _FORM,
        "count": len(rows),
        "commitments": [_record(each, public) for each in rows],
    }
    text = json.dumps(written, ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "replace")


def _record(each: Exported, public: bool) -> dict[str, Any]:
    row = each.row
    record: dict[str, Any] = {
        "id": row.id,
        "promise": _plain(row.quoted),
        "commitment": _commitment(row.commitment) if row.commitment else None,
        "verdict": row.verdict.value,
        "judgement": _judged(row, public),
        "review": _plain(row.review),
        "history": [_judgement(judged, public) for judged in each.history],
        "evidence": [_evidence(found, public) for found in each.trail.evidence]
        if each.trail
        else None,
        "searched": _plain(each.trail.searched) if each.trail else None,
    }
    return record if public else record | {"notes": _plain(each.notes)}


def _commitment(commitment: Commitment) -> dict[str, Any]:
    """The fields that the promise does not tell already."""
    told = {"id", "document", "title", "published", "page", "start", "end", "words"}
    fields: dict[str, Any] = _plain(commitment)
    return {"published": str(commitment.published)} | {
        name: value for name, value in fields.items() if name not in told
    }


def _judged(row: Row, public: bool) -> dict[str, Any] | None:
    """The verdict that holds; where it was taken back there is none, and the history tells of it."""
    if row.judgement is None or row.verdict is Verdict.NOT_JUDGED:
        return None
    return _judgement(row.judgement, public)


def _evidence(found: Evidence, public: bool) -> dict[str, Any]:
    """What a rule suggests is for those who look at the words again, and for nobody else."""
    fields: dict[str, Any] = _plain(found)
    left_out = {"relation", "because"} if public else set()
    return {name: value for name, value in fields.items() if name not in left_out}


def _judgement(judgement: Judgement, public: bool) -> dict[str, Any]:
    fields: dict[str, Any] = _plain(judgement)
    return {name: value for name, value in fields.items() if not (public and name == "by")}


def _plain(value: object) -> Any:
    """What JSON can hold of a record and of everything in it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value
