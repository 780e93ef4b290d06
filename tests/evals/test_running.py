"""A whole run through Inspect: kept, read back, compared, gated and shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.settings import AssistantSettings
from assistant.writer.prompting import PROMPT_VERSION
from corpus.errors import PlansError
from evals import running
from evals.__main__ import main
from evals.comparing import compare, differences
from evals.figures import figures_of
from evals.publishing import publish, read_published
from evals.runs import Run, find_run, read_run, runs_folder
from evals.samples import Sample
from evals.systems import SYSTEMS
from evals.tasks import TASKS

MakeRun = Callable[..., Run]


@pytest.fixture
def few(dev: list[Sample]) -> list[Sample]:
    wanted = ("figure", "follow-up", "emergency", "unanswerable-near")
    return [next(s for s in dev if s.category == category) for category in wanted]


def test_a_run_measures_every_task_with_the_rivals_beside_it(
    make: MakeRun, few: list[Sample]
) -> None:
    run = make(few)
    for task in TASKS.values():
        for system in SYSTEMS:
            rows = run.of(task.name, system)
            assert {r.sample.id for r in rows} == {s.id for s in few if task.takes(s)}
            assert all(set(task.measures) == set(r.scores) for r in rows)
    versions = {"assistant", "code", "corpus", "evals", "index", "model", "writer"}
    assert set(run.info.versions) == versions
    assert run.info.versions["writer"] == f"a script that tells the truth, prompt {PROMPT_VERSION}"
    assert run.info.settings["max_words"] == 120
    assert not {"data", "host", "port"} & set(run.info.settings)


def test_inspect_reads_the_logs_with_figures_for_each_category(
    make: MakeRun, few: list[Sample]
) -> None:
    from inspect_ai.log import read_eval_log

    run = make(few, tasks=["abstention"], systems=["assistant"])
    (path,) = (run.folder / "logs").glob("*.eval")
    log = read_eval_log(str(path))
    assert log.status == "success"
    assert log.eval.model == "none/none"
    assert log.results is not None
    names = {name for score in log.results.scores for name in score.metrics}
    assert {"grouped_figure", "grouped_all", "decline F1", "stderr"} <= names


def test_two_runs_that_differ_in_one_setting_name_the_samples_that_changed(
    make: MakeRun, few: list[Sample]
) -> None:
    plan = {"tasks": ["answers"], "systems": ["assistant"]}
    before, after = make(few, **plan), make(few, max_words=20, **plan)
    assert differences(before, after) == ["setting max_words: 120 → 20"]
    _, changes = compare(before, after)
    shorter = [
        r.sample.id
        for r, s in zip(before.rows, after.rows, strict=True)
        if s.shown[0].words < r.shown[0].words
    ]
    assert shorter
    assert {change.after.sample.id for change in changes} >= set(shorter)


def test_a_model_grades_and_an_unreadable_reply_leaves_the_sample_unscored(
    make: MakeRun, few: list[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspect_ai.model import ModelOutput, ModelUsage, get_model

    figures = [sample for sample in few if sample.category in ("figure", "follow-up")]
    replies = ['{"faithful": 1, "complete": 0.5}', "It is a fine answer."]
    outputs = [ModelOutput.from_content("mockllm/model", reply) for reply in replies]
    for output in outputs:
        output.usage = ModelUsage()  # or else Inspect counts tokens, for which it needs a download
    grader = get_model("mockllm/model", custom_outputs=outputs)
    monkeypatch.setattr("evals.grading.get_model", lambda **_: grader)
    run = make(figures, tasks=["answers"], systems=["bm25"], grader="mockllm/model")
    grades = sorted(
        (row.scores.get("faithful"), row.scores.get("complete"))
        for row in run.rows
        if row.scores.get("faithful") is not None
    )
    assert grades == [(1.0, 0.5)]
    graded = figures_of(run).get("answers", "bm25", "complete")
    assert graded is not None
    assert (graded.value, graded.n) == (0.5, 1)


def test_a_run_is_found_by_the_beginning_of_its_id(
    make: MakeRun, few: list[Sample], settings: AssistantSettings
) -> None:
    with pytest.raises(PlansError, match="no run yet"):
        find_run(settings.data)
    made = make(few[:1], tasks=["routing"], systems=["bm25"])
    assert find_run(settings.data) == find_run(settings.data, made.info.id[:15]) == made.folder
    with pytest.raises(PlansError, match="no run is called 'x'"):
        find_run(settings.data, "x")


def test_an_unfinished_or_damaged_run_is_not_taken_for_a_run(
    make: MakeRun, few: list[Sample], settings: AssistantSettings
) -> None:
    made = make(few[:1], tasks=["routing"], systems=["bm25"])
    (runs_folder(settings.data) / "99999999-000000-000" / "logs").mkdir(parents=True)
    assert find_run(settings.data) == made.folder
    (log,) = (made.folder / "logs").glob("*.eval")
    log.write_bytes(log.read_bytes()[:100])
    with pytest.raises(PlansError, match="make a new one"):
        read_run(made.folder)


def test_only_a_run_of_the_test_split_is_published(
    make: MakeRun, few: list[Sample], tmp_path: Path
) -> None:
    run = make(few[:1], tasks=["routing"], systems=["bm25"])
    with pytest.raises(PlansError, match="only a run of the test split with all"):
        publish(run, figures_of(run), tmp_path / "published.json")
    assert not (tmp_path / "published.json").exists()


def test_the_published_figures_are_of_the_whole_test_split() -> None:
    from evals.runs import samples_digest
    from evals.samples import load_samples

    info = read_published().info
    assert info.split == "test"
    # An older file may lack a system that came later; tables then show a dash.
    assert [name for name in SYSTEMS if name in info.systems] == list(info.systems)
    assert info.samples_sha256 == samples_digest(load_samples("test"))


@pytest.fixture
def command(settings: AssistantSettings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.setenv("PLANS_DATA", str(settings.data))

    def run(*arguments: str) -> int:
        return main(arguments)

    return run


def test_the_commands_run_show_compare_and_gate(
    command: Callable[..., int], capsys: pytest.CaptureFixture[str], dev: list[Sample]
) -> None:
    assert command("run", "--quick", "--tasks", "answers", "routing", "--gate", "quick") in (0, 1)
    out = capsys.readouterr().out
    assert "facts asked for that are shown" in out
    assert "of the dev, quick split" in out
    assert command("show", dev[0].id) == 0
    assert dev[0].question in capsys.readouterr().out
    assert command("compare", "last") == 0
    assert "0 samples moved" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "--tasks", "answer"), "'answer' is not known; choose from retrieval"),
        (("run", "--systems", "chatgpt"), "'chatgpt' is not known"),
        (("show", "dev-001"), "there is no run yet"),
        (("compare", "x"), "there is no run yet"),
        (("report",), "there is no run yet"),
    ],
)
def test_a_wrong_command_gets_one_line(
    command: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    assert command(*arguments) == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_without_an_index_a_run_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANS_DATA", str(tmp_path / "empty"))
    assert main(["run", "--quick"]) == 1
    assert "python -m ingest" in capsys.readouterr().err


def test_a_setting_that_is_not_valid_gets_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANS_TOP_K", "0")
    assert main(["check"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: PLANS_TOP_K=0: ")
    assert error.count("\n") == 1


def test_no_setting_that_may_hold_a_secret_is_recorded() -> None:
    settings = AssistantSettings(
        database_url="postgresql://staff:secret@db.example/plans",
        staff_key=Path("/run/secret"),
        model="openai:some-name",
        model_key=SecretStr("secret"),
        model_url="https://secret.example/v1",
        entailment_model=Path("/home/secret/nli"),
    )
    recorded = settings.model_dump(mode="json", exclude=running._NOT_RECORDED)
    assert "secret" not in str(recorded)
    assert not [name for name in recorded if "key" in name or "url" in name]
    assert recorded["max_words"] == settings.max_words
    assert recorded["model"] == "openai:some-name"
