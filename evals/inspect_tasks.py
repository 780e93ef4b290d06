"""Our tasks as Inspect tasks: it runs them, keeps the logs and shows them in `inspect view`."""

import math
from collections.abc import Callable, Sequence

from inspect_ai import Task
from inspect_ai.dataset import MemoryDataset
from inspect_ai.dataset import Sample as InspectSample
from inspect_ai.model import ModelOutput
from inspect_ai.scorer import Metric, Score, Scorer, Target, grouped, mean, scorer, stderr
from inspect_ai.solver import Generate, Solver, TaskState, solver

from evals.aggregates import AGGREGATES
from evals.grading import graded
from evals.samples import Sample
from evals.shown import STORED_AS, Shown
from evals.systems import Contestant
from evals.tasks import TaskSpec

__all__ = ["inspect_task"]


def inspect_task(
    spec: TaskSpec,
    contestant: Contestant,
    samples: Sequence[Sample],
    *,
    grade: bool = False,
    on_sample: Callable[[], object] = lambda: None,
) -> Task:
    """Make the Inspect task of one of our tasks and one system.

    Args:
        spec: The task.
        contestant: The system that is asked.
        samples: The question set; the task takes those that it can measure.
        grade: Whether the model in the role `grader` judges the answers too.
        on_sample: Told of each sample that was asked.
    """
    judges = [graded()] if grade else []
    return Task(
        name=f"{spec.name}-{contestant.name}",
        dataset=MemoryDataset([_sample(sample) for sample in samples if spec.takes(sample)]),
        solver=_asks(spec, contestant, on_sample),
        scorer=[_scores(spec, contestant), *judges],
        metadata={"task": spec.name, "system": contestant.name},
    )


def _sample(sample: Sample) -> InspectSample:
    wanted = "; ".join(" or ".join(fact) for fact in sample.contains)
    return InspectSample(
        id=sample.id,
        input=sample.question,
        target=wanted or "/".join(sample.right_statuses),
        metadata=sample.model_dump(mode="json"),
    )


def _asks(spec: TaskSpec, contestant: Contestant, on_sample: Callable[[], object]) -> Solver:
    @solver(name=f"ask_{contestant.name}")
    def make() -> Solver:
        async def solve(state: TaskState, generate: Generate) -> TaskState:
            del generate  # no model is asked
            sample = Sample.model_validate(state.metadata)
            answers = [contestant.ask(*question) for question in spec.asks(sample)]
            state.store.set(STORED_AS, [shown.to_dict() for shown in answers])
            state.output = ModelOutput.from_content(contestant.name, answers[0].text)
            on_sample()
            return state

        return solve

    return make()


def _scores(spec: TaskSpec, contestant: Contestant) -> Scorer:
    metrics: dict[str, list[Metric]] = {
        measure: [
            grouped(mean(), "category"),
            stderr(),
            *(a.as_metric() for a in AGGREGATES if a.applies(spec.name, measure)),
        ]
        for measure in spec.measures
    }

    @scorer(metrics=metrics, name=spec.name)
    def make() -> Scorer:
        async def score(state: TaskState, target: Target) -> Score:
            del target  # the sample says more than its target
            sample = Sample.model_validate(state.metadata)
            answers = [Shown.from_dict(values) for values in state.store.get(STORED_AS)]
            measured = spec.score(sample, answers, contestant.passages)
            first = answers[0]
            return Score(
                value={k: math.nan if v is None else v for k, v in measured.items()},
                answer=first.text,
                explanation=f"status {first.status}, wanted {'/'.join(sample.right_statuses)}",
            )

        return score

    return make()
