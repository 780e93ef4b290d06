"""The assistant with a chat model as a system of the evals: measured, recorded, stopped, published."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.settings import AssistantSettings
from corpus.errors import PlansError
from evals.figures import figures_of
from evals.index import open_index
from evals.modelled import open_model
from evals.publishing import publish, read_published
from evals.running import RunPlan, make_run
from evals.runs import Run, read_run
from evals.samples import Sample
from evals.scripted.server import Asked, Reply, ScriptedServer
from evals.scripted.truthful import Told, tell, truthful
from evals.shown import Shown
from evals.systems import SYSTEMS, open_systems
from evals.table import about_writer, headline_rows, writer_in_words
from evals.tasks import TASKS
from evals.tasks.answers import ANSWERS
from tests.evals.made import row, run, sample, shown

QUESTION = "what did the 2015 plan say about cybercrime?"


@pytest.fixture
def few(dev: list[Sample]) -> list[Sample]:
    wanted = ("figure", "theme", "fact", "emergency", "unanswerable-near")
    return [next(s for s in dev if s.category == category) for category in wanted]


def test_its_answers_are_the_assistants_with_written_sentences_above(
    settings: AssistantSettings,
) -> None:
    systems = open_systems(settings, open_index(settings), ["assistant", "writer"])
    plain, written = (system.ask(QUESTION) for system in systems)
    for system in systems:
        system.close()
    assert plain.written is None
    assert written.written
    assert written.sentences - written.dropped >= 1
    assert written.ended == "finished"
    assert written.first == written.written
    assert written.citations == plain.citations, "none of them loses its marker"
    assert written.words == plain.words + len(written.written.split())
    assert written.text.index(written.written.split(". ")[0]) < written.text.index("“")


def test_its_server_stops_with_the_run(
    make: Callable[..., Run], few: list[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[ScriptedServer] = []

    class Watched(ScriptedServer):
        def __enter__(self) -> ScriptedServer:
            started.append(self)
            return super().__enter__()

    monkeypatch.setattr("evals.modelled.ScriptedServer", Watched)
    made = make(few, tasks=["answers", "routing"], systems=["writer"])
    [server] = started
    assert server.asked
    assert server.stopping.is_set()
    assert made.info.settings["model"] == ""
    figures = figures_of(made)
    found = figures.get("answers", "writer", "written")
    assert found is not None
    assert found.value > 0


def test_a_server_is_stopped_too_where_another_system_cannot_be_opened(
    settings: AssistantSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []

    def opening(*of: Any) -> Any:
        opened = open_model(*of)
        return replace(opened, close=lambda: (opened.close(), closed.append(True)))

    monkeypatch.setattr("evals.modelled.open_model", opening)
    with pytest.raises(KeyError):
        open_systems(settings, open_index(settings), ["writer", "no such system"])
    assert closed == [True]


def test_the_model_that_is_set_is_the_one_that_is_asked(
    settings: AssistantSettings, few: list[Sample]
) -> None:
    """By its name; neither its address nor its key is kept with the run."""
    with ScriptedServer(truthful) as server:
        chosen = settings.model_copy(
            update={
                "model": "openai:some-name",
                "model_url": server.url,
                "model_key": SecretStr("hidden-key"),
            }
        )
        plan = RunPlan(samples=few, split="dev", systems=["writer"], tasks=["answers"])
        made = read_run(make_run(chosen, plan))
    assert server.asked[-1].body["model"] == "some-name"
    assert made.info.versions["writer"].startswith("openai:some-name, prompt ")
    record = (made.folder / "run.json").read_text("utf-8")
    assert "hidden-key" not in record
    assert server.url not in record
    assert "chat model (openai:some-name, prompt" in writer_in_words(made.info)
    assert "script" not in writer_in_words(made.info)


def test_the_assistant_beside_it_asks_no_model(settings: AssistantSettings) -> None:
    with ScriptedServer(truthful) as server:
        chosen = settings.model_copy(
            update={"model": "openai:x", "model_url": server.url, "model_key": SecretStr("none")}
        )
        [system] = open_systems(chosen, open_index(chosen), ["assistant"])
        assert system.ask(QUESTION).written is None
        assert server.asked == []


def test_a_model_that_fails_is_counted(settings: AssistantSettings, few: list[Sample]) -> None:
    def babble(asked: Asked) -> Reply:
        return tell([Told(text="Ninety-nine llamas.", markers=(1,))]) if asked else Reply()

    with ScriptedServer(babble) as server:
        chosen = settings.model_copy(
            update={"model": "openai:x", "model_url": server.url, "model_key": SecretStr("none")}
        )
        plan = RunPlan(samples=few, split="dev", systems=["writer"], tasks=["answers"])
        made = read_run(make_run(chosen, plan))
    figures = figures_of(made)
    values = {m: figures.get("answers", "writer", m) for m in ("written", "sentences dropped")}
    assert {m: figure.value for m, figure in values.items() if figure} == {
        "written": 0.0,
        "sentences dropped": 1.0,
    }
    assert about_writer(made)[1].startswith("how its work ended: finished ")


def measured(answer: Shown) -> dict[str, float | None]:
    asked = sample(contains=["1,500", "2,000"])
    return ANSWERS.score(asked, [answer], ())


def test_what_is_written_is_measured_by_itself() -> None:
    text = "There are 1,500 officers here now. “There are 1,500 and then 2,000.” [1]"
    changes = {"written": "There are 1,500 officers here now.", "sentences": 4, "dropped": 1}
    scores = measured(shown(text, "a", **changes))
    assert (scores["written"], scores["sentences dropped"]) == (1.0, 0.25)
    assert (scores["written facts"], scores["facts"]) == (0.5, 1.0)
    assert scores["reading age"] is not None


def test_where_nothing_passed_the_quotations_are_read_first() -> None:
    scores = measured(shown("“There are 1,500.” [1]", "a", written="", sentences=2, dropped=2))
    assert (scores["written"], scores["sentences dropped"]) == (0.0, 1.0)
    assert scores["written facts"] == 0.0
    assert shown("", "a", written="").first == "x", "the quotation"


def test_of_a_system_without_a_model_nothing_written_is_measured() -> None:
    scores = measured(shown("There are 1,500.", "a"))
    assert {scores[name] for name in ("written", "sentences dropped", "written facts")} == {None}


def test_an_answer_of_an_older_run_is_still_read() -> None:
    values = shown("There are 1,500.", "a").to_dict()
    for name in ("written", "sentences", "dropped", "ended"):
        del values[name]
    assert Shown.from_dict(values) == shown("There are 1,500.", "a")


def of_test(system: str, facts: float, *, model: str = "", sha: str = "0") -> Run:
    scores: dict[str, float | None] = {"facts": facts}
    rows = [row("answers", sample(), scores, system=system)]
    versions = {"writer": f"{model or 'a script that tells the truth'}, prompt 1"}
    return run(*rows, versions=versions, settings={"model": model}, samples_sha256=sha)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Figures of the time before there was a writer."""
    scores: dict[str, float | None] = {"facts": 0.5, "declined": 0.0, "support": 0.0}
    rows = [
        row(task, sample(), scores, system=system)
        for task in TASKS
        for system in ("assistant", "plain", "bm25")
    ]
    made = run(*rows, samples_sha256="0")
    path = tmp_path / "published.json"
    whole = replace(made, info=replace(made.info, systems=SYSTEMS))
    publish(whole, figures_of(made), path)
    values = json.loads(path.read_text("utf-8"))
    values["info"]["systems"].remove("writer")
    del values["models"]
    path.write_text(json.dumps(values), "utf-8")
    return path


def test_older_published_figures_have_a_dash_for_the_writer(published: Path) -> None:
    kept = read_published(published)
    head, *rows = headline_rows(kept.all, kept.systems)
    assert head == ["", "n", *SYSTEMS]
    assert rows[0][3] == "–"
    assert writer_in_words(kept.info) == ""


def test_figures_of_a_model_become_a_column_beside_those_that_are_there(published: Path) -> None:
    for model, facts in (("openai:b", 0.1), ("ollama:a", 1.0), ("openai:b", 0.25)):
        made = of_test("writer", facts, model=model)
        publish(made, figures_of(made), published)
    kept = read_published(published)
    head, first, *_ = headline_rows(kept.all, kept.systems)
    assert head[2:] == [*SYSTEMS, "writer, ollama:a", "writer, openai:b"]
    assert [cell.split(" ")[0] for cell in first[2:]] == ["50%", "–", "50%", "50%", "100%", "25%"]


def test_a_model_that_was_asked_other_questions_is_not_put_beside_them(published: Path) -> None:
    made = of_test("writer", 1.0, model="openai:b", sha="1")
    with pytest.raises(PlansError, match="other questions"):
        publish(made, figures_of(made), published)


def test_a_part_of_a_run_without_a_model_is_not_published(published: Path) -> None:
    made = of_test("writer", 1.0)
    with pytest.raises(PlansError, match="only a run of the test split"):
        publish(made, figures_of(made), published)
