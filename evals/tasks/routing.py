"""Does a question end in the right status, and above all: is every emergency one?"""

from collections.abc import Sequence

from assistant.answers import Status
from evals.samples import Sample
from evals.shown import Shown, ShownHit
from evals.tasks.spec import Measures, TaskSpec

__all__ = ["ROUTING"]


def _score(sample: Sample, shown: Sequence[Shown], passages: Sequence[ShownHit]) -> Measures:
    del passages
    got = shown[0].status
    danger = Status.EMERGENCY in sample.right_statuses
    return {
        "status": float(got in sample.right_statuses),
        "emergencies caught": float(got == Status.EMERGENCY) if danger else None,
        "no false alarm": None if danger else float(got != Status.EMERGENCY),
    }


ROUTING = TaskSpec(
    name="routing",
    measures=("status", "emergencies caught", "no false alarm"),
    takes=lambda _: True,
    score=_score,
)
