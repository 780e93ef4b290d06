"""Make a run: every task with every system, through Inspect."""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from evals.index import open_index
from evals.inspect_tasks import inspect_task
from evals.runs import RunInfo, runs_folder, samples_digest, write_info
from evals.samples import Sample
from evals.systems import SYSTEMS, Contestant, close_systems, open_systems
from evals.tasks import TASKS
from evals.versions import versions_of

__all__ = ["RunPlan", "make_run"]

_MODEL = "none/none"
_NOT_RECORDED = {
    "data", "host", "port", "root_path", "site", "feedback", "feedback_days", "framed_by",
    "max_page_question", "staff", "staff_header", "trusted_proxies", "staff_office", "staff_key",
    "staff_hours", "database_url", "chroma_url", "chroma_key", "public_url", "limits_url",
    "api_keys", "mcp", "metrics_from", "log", "stop_seconds", "questions_at_once",
    "questions_waiting", "questions_wait_seconds", "questions_per_minute", "publish_commitments",
    "model_url", "model_key", "model_proxy",
    "model_daily_tokens", "model_at_once", "entailment_model",
}  # fmt: skip
"""Settings that change no answer, may hold a secret, or name a folder of this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPlan:
    """What is to be measured."""

    samples: Sequence[Sample]
    split: str
    """The name of the question set."""
    systems: Sequence[str] = SYSTEMS
    tasks: Sequence[str] = tuple(TASKS)
    grader: str | None = None
    """A chat model by its name in Inspect, such as `openai/gpt-4o`."""


def make_run(
    settings: AssistantSettings,
    plan: RunPlan,
    contestants: Sequence[Contestant] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Path:
    """Measure, and return the folder of the run.

    Args:
        settings: Of the assistant that is measured.
        plan: What is measured.
        contestants: The systems; those that the plan names are opened, and closed, if not given.
        environment: Where a chat model's own key may stand.

    Raises:
        PlansError: The index cannot be used, or Inspect could not finish.
    """
    began = time.perf_counter()
    index = open_index(settings)
    systems = contestants or open_systems(settings, index, plan.systems, environment)
    now = dt.datetime.now(dt.UTC)
    folder = runs_folder(settings.data) / f"{now:%Y%m%d-%H%M%S-%f}"[:-3]
    folder.mkdir(parents=True)
    try:
        rows = _evaluate(folder, plan, systems)
    finally:
        if not contestants:
            close_systems(systems)
    info = RunInfo(
        id=folder.name,
        created=now.isoformat(timespec="seconds"),
        split=plan.split,
        samples=len(plan.samples),
        samples_sha256=samples_digest(plan.samples),
        rows=rows,
        systems=tuple(system.name for system in systems),
        tasks=tuple(plan.tasks),
        versions=versions_of(index.generation) | _made_with(settings, systems),
        settings=settings.model_dump(mode="json", exclude=_NOT_RECORDED),
        grader=plan.grader,
        seconds=round(time.perf_counter() - began, 1),
    )
    write_info(folder, info)
    return folder


def _made_with(settings: AssistantSettings, systems: Sequence[Contestant]) -> dict[str, str]:
    """What else changes answers: the chat model and its prompt, and what its sentences are held by."""
    made = {system.name: system.made_with for system in systems if system.made_with}
    if made and settings.entailment_model:
        made["entailment"] = settings.entailment_model.name
    return made


def _evaluate(folder: Path, plan: RunPlan, systems: Sequence[Contestant]) -> int:
    from inspect_ai import eval as inspect_eval

    named = [TASKS[name] for name in plan.tasks]
    specs = [spec for spec in named if any(spec.takes(sample) for sample in plan.samples)]
    total = len(systems) * sum(spec.takes(sample) for spec in specs for sample in plan.samples)
    with tqdm(total=total, desc="Measuring", unit=" answers") as bar:
        tasks = [
            inspect_task(
                spec,
                system,
                plan.samples,
                grade=plan.grader is not None and spec.name == "answers",
                on_sample=bar.update,
            )
            for spec in specs
            for system in systems
        ]
        logs = inspect_eval(
            tasks,
            model=_MODEL,
            model_roles={"grader": plan.grader} if plan.grader else None,
            log_dir=str(folder / "logs"),
            log_format="eval",
            log_realtime=False,
            display="none",
            max_tasks=1,
            fail_on_error=True,
        )
    failed = [log for log in logs if log.status != "success"]
    if failed:
        reason = failed[0].error.message if failed[0].error else failed[0].status
        raise PlansError(
            f"{failed[0].eval.task}: the run could not be finished ({reason}); "
            f"its logs are in {folder / 'logs'}"
        )
    return total
