"""Does the answer stay the same when the question is typed in another way?"""

from collections.abc import Sequence

from evals.samples import Sample
from evals.shown import Shown, ShownHit
from evals.tasks.spec import Measures, Question, TaskSpec, as_asked
from evals.variants import VARIANTS, vary

__all__ = ["ROBUSTNESS"]


def _asks(sample: Sample) -> list[Question]:
    return as_asked(sample) + [(vary(sample.question, kind), sample.history) for kind in VARIANTS]


def _score(sample: Sample, shown: Sequence[Shown], passages: Sequence[ShownHit]) -> Measures:
    del sample, passages
    asked, *varied = shown
    same = {
        kind: float(_is_same(asked, answer)) for kind, answer in zip(VARIANTS, varied, strict=True)
    }
    statuses = [float(asked.status == answer.status) for answer in varied]
    return {
        "same answer": sum(same.values()) / len(same),
        "same status": sum(statuses) / len(statuses),
        **{f"same under {kind}": value for kind, value in same.items()},
    }


def _is_same(one: Shown, other: Shown) -> bool:
    """The same status, and the first quotation the same or overlapping."""
    if one.status != other.status or bool(one.citations) != bool(other.citations):
        return False
    if not one.citations:
        return True
    a, b = one.citations[0], other.citations[0]
    return a.document == b.document and a.start < b.end and b.start < a.end


ROBUSTNESS = TaskSpec(
    name="robustness",
    measures=("same answer", "same status", *(f"same under {kind}" for kind in VARIANTS)),
    takes=lambda sample: not sample.history,
    score=_score,
    asks=_asks,
)
