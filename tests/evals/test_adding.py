"""From a wrong answer, or from feedback, to a sample."""

from collections.abc import Callable
from pathlib import Path

import pytest

import evals.adding as adding
from assistant.answers import Status
from assistant.feedback import Feedback, FeedbackStore
from assistant.limits import Limits
from assistant.settings import AssistantSettings
from corpus.documents import Kind
from corpus.errors import PlansError
from evals.__main__ import main
from evals.samples import read_samples

SET = """# Tune on these.

- id: dev-007
  question: how many volunteers did drivesafe have
  category: figure
  documents: [news-2014-03-drivesafe-first-year]
  contains: [156 volunteers]
"""


@pytest.fixture
def sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small dev set, which the command adds to."""
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "dev.yaml").write_text(SET, "utf-8")
    monkeypatch.setattr(adding, "FOLDER", folder)
    return folder


@pytest.fixture
def add(
    sets: Path, settings: AssistantSettings, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., int]:
    monkeypatch.setenv("PLANS_DATA", str(settings.data))

    def run(*arguments: str) -> int:
        return main(["add", *arguments])

    return run


WHOLE = (
    "DriveSafe helpers after a year?",
    "--category",
    "figure",
    "--document",
    "news-2014-03-drivesafe-first-year",
    "--contains",
    "156 volunteers",
    "--plans",
    "plan-2013-18",
)


def test_an_added_sample_is_read_back_with_the_next_id(
    add: Callable[..., int], sets: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(*WHOLE) == 0
    assert "added dev-008" in capsys.readouterr().out
    first, added = read_samples(sets / "dev.yaml")
    assert first.id == "dev-007"
    assert added.question == "DriveSafe helpers after a year?"
    assert added.plans == ("plan-2013-18",)
    assert (sets / "dev.yaml").read_text("utf-8").startswith(SET)


def test_what_is_not_answerable_needs_a_status_and_no_documents(
    add: Callable[..., int], sets: Path
) -> None:
    question = ("police horses in 2014?", "--category", "unanswerable-far")
    assert add(*question, "--status", "not_found", "--plans") == 0
    *_, added = read_samples(sets / "dev.yaml")
    assert not added.answerable
    assert added.plans == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (WHOLE[:3], "needs documents and contains"),
        (("how many volunteers did  DriveSafe have", *WHOLE[1:]), "dev-007 asks the same"),
        ((*WHOLE[:4], "news-2014", *WHOLE[5:]), "no text of 'news-2014' is held"),
        ((*WHOLE[:6], "157 volunteers"), "'157 volunteers' stands in none of its documents"),
        ((*WHOLE[:8], "plan-2014"), "no plan has the id 'plan-2014'"),
        ((), "name the question to add"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    add: Callable[..., int],
    sets: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    assert add(*arguments) == 1
    assert said in capsys.readouterr().err
    assert (sets / "dev.yaml").read_text("utf-8") == SET
    assert [path.name for path in sets.iterdir()] == ["dev.yaml"]


def test_feedback_becomes_drafts_that_a_person_completes(
    add: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = FeedbackStore(tmp_path / "feedback.jsonl")
    store.add(
        Feedback(
            question="drivesafe: helpers #1?",
            history=("road safety",),
            status="answered",  # type: ignore[arg-type]
            documents=("news-2014-03-drivesafe-first-year",),
            useful=True,
        )
    )
    store.add(
        Feedback(
            question="- id: x\n  category: [",
            status="not_found",  # type: ignore[arg-type]
            useful=False,
            why="it is there,\nlook: again",
        )
    )
    assert add("--feedback", str(store.path)) == 0
    drafts = capsys.readouterr().out
    path = tmp_path / "drafts.yaml"
    path.write_text(drafts, "utf-8")
    with pytest.raises(PlansError) as error:
        read_samples(path)
    assert "draft-001" in str(error.value)
    assert "category: Field required" in str(error.value)

    completed = drafts.replace(
        "  # still wanted: category, contains; see README.md",
        "  category: unanswerable-far\n  answerable: false\n  status: [not_found]\n",
    ).replace("  documents: [news-2014-03-drivesafe-first-year]\n", "")
    path.write_text(completed, "utf-8")
    first, second = read_samples(path)
    assert (first.question, first.history) == ("drivesafe: helpers #1?", ("road safety",))
    assert second.question == "- id: x category: ["
    assert second.note == "found not useful, status not_found: it is there, look: again"


def test_a_draft_says_what_the_search_was_limited_to() -> None:
    limits = Limits(kinds=(Kind.NEWS,), plan="plan-2015-20", years=(2015, 2017))
    said = Feedback(question="q", limits=limits, status=Status.ANSWERED, useful=True)
    assert "status answered, asked only of news, plan-2015-20, 2015 to 2017" in adding.drafts(
        [said]
    )


def test_a_missing_feedback_file_is_named(
    add: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add("--feedback", str(tmp_path / "none.jsonl")) == 1
    assert "none.jsonl: cannot be read" in capsys.readouterr().err
