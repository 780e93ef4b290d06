"""Two runs beside each other: what got better, what got worse, sample by sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus.errors import PlansError
from evals.figures import LOWER_IS_BETTER, paired_p
from evals.headlines import HEADLINES, Headline
from evals.runs import Row, Run

__all__ = ["Change", "Comparison", "compare", "differences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A measure in two runs, over the samples that both have."""

    headline: Headline
    before: float
    after: float
    better: tuple[str, ...]
    """Ids of samples."""
    worse: tuple[str, ...]
    p: float
    """How often chance alone would make as much difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A sample whose answer differs."""

    before: Row
    after: Row
    measures: tuple[str, ...]
    """`facts 0.5 → 1` and the like; empty where only the words differ."""

    @property
    def better(self) -> int:
        """Above 0 where more measures rose than fell, below 0 where more fell."""
        before = self.before.scores
        return sum(
            _sign(name, before.get(name), value) for name, value in self.after.scores.items()
        )


def compare(
    before: Run, after: Run, system: str = "assistant"
) -> tuple[list[Comparison], list[Change]]:
    """Hold two runs against each other.

    Raises:
        PlansError: They have no sample in common.
    """
    pairs = _pairs(before, after, system)
    if not pairs:
        raise PlansError(
            f"runs {before.info.id} and {after.info.id} have no sample in common for {system}; "
            "compare two runs of the same split and system"
        )
    comparisons = [c for line in HEADLINES if (c := _measure(line, pairs))]
    changes = [change for pair in pairs if (change := _change(*pair))]
    return comparisons, sorted(changes, key=lambda change: change.better)


def _pairs(before: Run, after: Run, system: str) -> list[tuple[Row, Row]]:
    old = {(r.task, r.sample.id): r for r in before.rows if r.system == system}
    return [
        (old[r.task, r.sample.id], r)
        for r in after.rows
        if r.system == system and (r.task, r.sample.id) in old
    ]


def _measure(line: Headline, pairs: Sequence[tuple[Row, Row]]) -> Comparison | None:
    both = [
        (a.sample.id, x, y)
        for a, b in pairs
        if a.task == line.task
        and (x := a.scores.get(line.measure)) is not None
        and (y := b.scores.get(line.measure)) is not None
    ]
    if not both:
        return None
    before, after = [x for _, x, _ in both], [y for _, _, y in both]
    return Comparison(
        headline=line,
        before=float(np.mean(before)),
        after=float(np.mean(after)),
        better=tuple(name for name, x, y in both if _sign(line.measure, x, y) > 0),
        worse=tuple(name for name, x, y in both if _sign(line.measure, x, y) < 0),
        p=paired_p(before, after),
    )


def _change(before: Row, after: Row) -> Change | None:
    moved = tuple(
        f"{name} {_short(before.scores[name])} → {_short(value)}"
        for name, value in after.scores.items()
        if name in before.scores and value != before.scores[name]
    )
    same_words = before.shown[0].text == after.shown[0].text
    if same_words and not moved:
        return None
    return Change(before=before, after=after, measures=moved)


def _sign(measure: str, before: float | None, after: float | None) -> int:
    """1 where it is better, -1 where it is worse, 0 where that cannot be said."""
    if before is None or after is None or before == after or measure == "support":
        return 0
    return 1 if (after > before) != (measure in LOWER_IS_BETTER) else -1


def _short(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}"


def differences(before: Run, after: Run) -> list[str]:
    """Say in what the two runs were made differently."""
    lines: list[str] = []
    for name in ("split", "samples_sha256", "grader"):
        lines += _differs(name, getattr(before.info, name), getattr(after.info, name))
    for part in ("versions", "settings"):
        old, new = getattr(before.info, part), getattr(after.info, part)
        for name in dict.fromkeys((*old, *new)):
            lines += _differs(f"{part[:-1]} {name}", old.get(name), new.get(name))
    return lines


def _differs(name: str, old: Any, new: Any) -> list[str]:
    return [] if old == new else [f"{name}: {old} → {new}"]
