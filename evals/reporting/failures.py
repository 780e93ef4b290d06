"""Which samples a system fails, and why, in words."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.facts import holds, stated
from evals.runs import Row, Run
from evals.samples import Sample
from evals.shown import Shown

__all__ = ["Failures", "Retrieved", "Sheet", "failures_of"]

_REQUIRED = (
    "status",
    "facts",
    "first document",
    "scope",
    "no false facts",
    "quotations verified",
)
"""Measures that must be 1; a sample that has one below fails."""
_DEPTH = 10
_AS_SCORED = " by the scores of this run; the scorer has changed since"
_Scores = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """A hit, and what it is worth."""

    id: str
    right: bool
    """It belongs to a document that a right answer may cite."""
    states_fact: bool
    """It states a fact asked for, wherever it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All there is to say of a sample that fails."""

    sample: Sample
    shown: Shown
    reasons: tuple[str, ...]
    facts: tuple[tuple[str, bool], ...]
    """Each fact asked for, in all its wordings, and whether it is shown."""
    retrieved: tuple[Retrieved, ...]
    scores: dict[str, _Scores]
    """By task."""
    remarks: tuple[str, ...]
    """What a grader said."""
    rivals: dict[str, float | None]
    """Part of the facts that each other system shows; None where that was not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """What a system fails, by category."""

    categories: dict[str, tuple[Sheet, ...]]
    sizes: dict[str, int]
    """Samples of each category that were judged."""

    @property
    def failing(self) -> int:
        """How many samples fail."""
        return sum(map(len, self.categories.values()))

    @property
    def judged(self) -> int:
        """How many samples could have failed."""
        return sum(self.sizes.values())


def failures_of(run: Run, system: str) -> Failures:
    """Sort out the samples that a system fails."""
    of_sample: dict[str, list[Row]] = {}
    for row in run.rows:
        if row.system == system:
            of_sample.setdefault(row.sample.id, []).append(row)
    rivals = _facts_of_rivals(run, system)
    categories: dict[str, list[Sheet]] = {}
    sizes: dict[str, int] = {}
    for name, rows in of_sample.items():
        scores = {row.task: _numbers(row) for row in rows}
        required = {m: v for values in scores.values() for m, v in values.items() if m in _REQUIRED}
        if required:
            category = rows[0].sample.category
            sizes[category] = sizes.get(category, 0) + 1
            if min(required.values()) < 1:
                # Without a grader the scorers say no more than the reasons do.
                said = dict.fromkeys(row.why for row in rows if row.why and run.info.grader)
                sheet = _sheet(rows, scores, required, rivals.get(name, {}), tuple(said))
                categories.setdefault(category, []).append(sheet)
    return Failures(
        categories={name: tuple(categories[name]) for name in sorted(categories)},
        sizes={name: sizes[name] for name in sorted(sizes)},
    )


def _numbers(row: Row) -> _Scores:
    return {name: v for name, v in row.scores.items() if v is not None and not math.isnan(v)}


def _facts_of_rivals(run: Run, system: str) -> dict[str, dict[str, float | None]]:
    found: dict[str, dict[str, float | None]] = {}
    for row in run.rows:
        if row.system != system and "facts" in row.scores:
            found.setdefault(row.sample.id, {})[row.system] = _numbers(row).get("facts")
    return found


def _sheet(
    rows: Sequence[Row],
    scores: dict[str, _Scores],
    required: _Scores,
    rivals: dict[str, float | None],
    remarks: tuple[str, ...],
) -> Sheet:
    sample, shown = rows[0].sample, rows[0].shown[0]
    wordings = [_either(fact) for fact in sample.contains]
    return Sheet(
        sample=sample,
        shown=shown,
        reasons=tuple(
            _REASONS[measure](sample, shown)
            for measure in _REQUIRED
            if required.get(measure, 1) < 1
        ),
        facts=tuple(zip(wordings, stated(shown.text, sample.contains), strict=True)),
        retrieved=tuple(_retrieved(sample, shown)),
        scores=scores,
        remarks=remarks,
        rivals=rivals,
    )


def _retrieved(sample: Sample, shown: Shown) -> Iterable[Retrieved]:
    for hit in shown.hits[:_DEPTH]:
        yield Retrieved(
            id=hit.id,
            right=hit.document in sample.right_documents,
            states_fact=any(stated(hit.text, sample.contains)),
        )


def _status(sample: Sample, shown: Shown) -> str:
    return f"The status is {shown.status}, but should be {_or(sample.right_statuses)}."


def _facts(sample: Sample, shown: Shown) -> str:
    found = stated(shown.text, sample.contains)
    missing = [_either(f) for f, shows in zip(sample.contains, found, strict=True) if not shows]
    if not missing:
        return f"Not all facts asked for are shown{_AS_SCORED}."
    if len(found) == 1:
        return f"The fact asked for is not shown: {missing[0]}."
    verb = "is" if len(missing) == 1 else "are"
    return f"{len(missing)} of {len(found)} facts {verb} not shown: {'; '.join(missing)}."


def _first_document(sample: Sample, shown: Shown) -> str:
    wanted = _or(sorted(sample.right_documents))
    if not shown.citations:
        return f"No document is cited, but should be: {wanted}."
    return f"The first document cited is {shown.citations[0].document}, but should be {wanted}."


def _scope(sample: Sample, shown: Shown) -> str:
    wanted = _and(sample.plans or ())
    return f"The scope is {_and(shown.plans)}, but should be {wanted}."


def _false_facts(sample: Sample, shown: Shown) -> str:
    found = [f"“{words}”" for words in sample.not_contains if holds(shown.text, words)]
    return (
        f"It states what it must not: {'; '.join(found)}."
        if found
        else (f"It states what it must not{_AS_SCORED}.")
    )


def _quotations(sample: Sample, shown: Shown) -> str:
    del sample
    wrong = sum(not citation.verified for citation in shown.citations)
    verb = "is" if wrong == 1 else "are"
    return f"{wrong} of {len(shown.citations)} quotations {verb} not verified."


_REASONS = {
    "status": _status,
    "facts": _facts,
    "first document": _first_document,
    "scope": _scope,
    "no false facts": _false_facts,
    "quotations verified": _quotations,
}


def _either(fact: Sequence[str]) -> str:
    return _or([f"“{words}”" for words in fact])


def _or(names: Sequence[str]) -> str:
    return " or ".join(names)


def _and(plans: Sequence[str]) -> str:
    return " and ".join(plans) or "no plan"
