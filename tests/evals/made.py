"""Made-up samples, answers and runs, for tests that need no index."""

from pathlib import Path
from typing import Any

from evals.runs import Row, Run, RunInfo
from evals.samples import Sample
from evals.shown import Shown, ShownCitation, ShownHit


def sample(**changes: Any) -> Sample:
    values: dict[str, Any] = {
        "id": "dev-001",
        "question": "how many officers",
        "category": "figure",
        "documents": ["a"],
        "contains": ["1,500"],
    }
    return Sample.model_validate(values | changes)


def near_miss(**changes: Any) -> Sample:
    values: dict[str, Any] = {
        "id": "dev-002",
        "question": "how many horses",
        "category": "unanswerable-near",
        "answerable": False,
        "status": ["not_found"],
    }
    return Sample.model_validate(values | changes)


def hit(document: str, text: str = "", number: int = 0) -> ShownHit:
    return ShownHit(id=f"{document}/{number}", document=document, start=0, end=len(text), text=text)


def citation(
    document: str, *, verified: bool = True, start: int = 0, end: int = 9
) -> ShownCitation:
    return ShownCitation(document=document, start=start, end=end, shown="x", verified=verified)


def shown(text: str = "There are 1,500.", *cited: str, **changes: Any) -> Shown:
    values: dict[str, Any] = {
        "status": "answered",
        "text": text,
        "words": len(text.split()),
        "citations": tuple(citation(document) for document in cited),
        "hits": (),
        "plans": (),
        "support": 1.0,
        "milliseconds": 5.0,
    }
    return Shown(**(values | changes))


def row(task: str, asked: Sample, scores: dict[str, float | None], **changes: Any) -> Row:
    values: dict[str, Any] = {"system": "assistant", "shown": (shown(),), "why": ""}
    return Row(task=task, sample=asked, scores=scores, **(values | changes))


def run(*rows: Row, **changes: Any) -> Run:
    values: dict[str, Any] = {
        "id": "20260101-000000-000",
        "created": "2026-01-01T00:00:00+00:00",
        "split": "test",
        "samples": len(rows),
        "samples_sha256": "0" * 64,
        "rows": len(rows),
        "systems": tuple(dict.fromkeys(r.system for r in rows)),
        "tasks": tuple(dict.fromkeys(r.task for r in rows)),
        "versions": {"index": "gen-000001"},
        "settings": {"max_words": 120},
        "grader": None,
        "seconds": 1.0,
    }
    return Run(info=RunInfo(**(values | changes)), folder=Path(), rows=rows)
