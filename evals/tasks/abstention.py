"""Does it decline what the documents do not answer, and answer what they do?"""

from collections.abc import Sequence

from assistant.answers import Status
from evals.samples import Sample
from evals.shown import Shown, ShownHit
from evals.tasks.spec import Measures, TaskSpec

__all__ = ["ABSTENTION"]

_ROUTED = ("clarification", "emergency", "injection")
"""Not decided by what the documents hold; `routing` measures them."""


def _score(sample: Sample, shown: Sequence[Shown], passages: Sequence[ShownHit]) -> Measures:
    del passages
    answered = shown[0].answers
    declined = not answered and shown[0].status != Status.ERROR
    return {
        "answerable answered": float(answered) if sample.answerable else None,
        "unanswerable declined": None if sample.answerable else float(declined),
        "declined": float(declined),
        "support": shown[0].support or 0.0,
    }


ABSTENTION = TaskSpec(
    name="abstention",
    measures=("answerable answered", "unanswerable declined", "declined", "support"),
    takes=lambda sample: sample.category not in _ROUTED,
    score=_score,
)
