"""Is a follow-up answered as well as the same question asked in full?"""

from collections.abc import Sequence

from evals.samples import Sample
from evals.shown import Shown, ShownHit
from evals.tasks.answers import facts_shown, first_is_right
from evals.tasks.spec import Measures, Question, TaskSpec, as_asked

__all__ = ["FOLLOW_UPS"]


def _asks(sample: Sample) -> list[Question]:
    return [*as_asked(sample), (sample.in_full or sample.question, ())]


def _score(sample: Sample, shown: Sequence[Shown], passages: Sequence[ShownHit]) -> Measures:
    del passages
    answer, in_full = shown
    return {
        "facts": facts_shown(sample, answer),
        "facts in full": facts_shown(sample, in_full),
        "first document": first_is_right(sample, answer),
        "first document in full": first_is_right(sample, in_full),
        "status": float(answer.status in sample.right_statuses),
        "status in full": float(in_full.status in sample.right_statuses),
    }


FOLLOW_UPS = TaskSpec(
    name="follow-ups",
    measures=(
        "facts",
        "facts in full",
        "first document",
        "first document in full",
        "status",
        "status in full",
    ),
    takes=lambda sample: sample.in_full is not None,
    score=_score,
    asks=_asks,
)
