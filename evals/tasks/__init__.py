"""The tasks, by name."""

from evals.tasks.abstention import ABSTENTION
from evals.tasks.answers import ANSWERS
from evals.tasks.follow_ups import FOLLOW_UPS
from evals.tasks.retrieval import RETRIEVAL
from evals.tasks.robustness import ROBUSTNESS
from evals.tasks.routing import ROUTING
from evals.tasks.spec import TaskSpec

__all__ = ["TASKS", "TaskSpec"]

TASKS = {
    task.name: task for task in (RETRIEVAL, ANSWERS, ABSTENTION, ROUTING, FOLLOW_UPS, ROBUSTNESS)
}
