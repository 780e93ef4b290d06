"""A broken assistant cannot look well: what the suite must not be fooled by."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import assistant.writing as writing
from assistant.text import write_text
from corpus.errors import PlansError
from evals.runs import Run, read_run
from evals.samples import Sample
from evals.systems import Contestant
from evals.tasks import TASKS
from tests.evals.made import near_miss, sample, shown


def verified(system: Contestant) -> list[bool]:
    answer = system.ask("what did the 2015 plan say about cybercrime?")
    return [citation.verified for citation in answer.citations]


@pytest.mark.parametrize(
    "lie",
    [
        lambda text: text.replace("“", "“The Commissioner promised 9,999 more officers. ", 1),
        lambda text: f"{text}\n\n“Every officer will be sacked.”",
    ],
    ids=["within a quotation", "without a source"],
)
def test_words_that_no_source_has_make_quotations_unverified(
    assistant_system: Contestant,
    monkeypatch: pytest.MonkeyPatch,
    lie: Callable[[str], str],
) -> None:
    assert all(verified(assistant_system))
    monkeypatch.setattr(writing, "write_text", lambda *a, **more: lie(write_text(*a, **more)))
    again = Contestant("assistant", assistant_system.system)
    assert not any(verified(again))


def test_an_error_is_no_decline() -> None:
    scores = TASKS["abstention"].score(near_miss(), [shown(status="error")], [])
    assert (scores["unanswerable declined"], scores["declined"]) == (0.0, 0.0)


@pytest.mark.parametrize("wrong", [{"contains": [""]}, {"contains": [[]]}, {"documents": [[]]}])
def test_an_empty_fact_or_group_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must not be empty"):
        sample(**wrong)


def test_an_emergency_cannot_drop_out_of_its_measure() -> None:
    with pytest.raises(ValueError, match="has the status emergency"):
        near_miss(category="emergency", status=["refused"])


def test_a_crash_stops_the_run(
    assistant_system: Contestant, settings: object, dev: list[Sample]
) -> None:
    from evals.running import RunPlan, make_run

    class Broken:
        passages = assistant_system.passages

        def answer(self, question: str, history: tuple[str, ...] = ()) -> object:
            del question, history
            raise RuntimeError("broken on purpose")

    plan = RunPlan(samples=dev[:2], split="dev", tasks=["routing"])
    with pytest.raises(PlansError, match="broken on purpose"):
        make_run(settings, plan, [Contestant("assistant", Broken())])  # type: ignore[arg-type]


def test_a_lost_log_is_noticed(make: Callable[..., Run], dev: list[Sample]) -> None:
    made = make(dev[:2], tasks=["routing", "answers"], systems=["bm25"])
    next((made.folder / "logs").glob("*routing*")).unlink()
    with pytest.raises(PlansError, match="rows"):
        read_run(made.folder)


def test_embedding_reports_nothing_home(tmp_path: Path, shipped: Path) -> None:
    code = (
        "from assistant.pipeline import Assistant; from assistant.settings import AssistantSettings;"
        "Assistant(AssistantSettings()).answer('how many officers')"
    )
    environment = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"}
    environment |= {"HOME": str(tmp_path), "PLANS_DATA": str(shipped), "HF_HUB_OFFLINE": "1"}
    environment.pop("XDG_CACHE_HOME", None)
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert not (tmp_path / ".cache" / "Microsoft").exists()
