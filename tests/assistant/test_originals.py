"""With the originals beside the catalogue, answers quote them word for word."""

import shutil
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from corpus.documents import TextSource

ORIGINALS = Path(__file__).resolve().parents[3] / "shared" / "originals"


@pytest.fixture(scope="module")
def with_originals(tmp_path_factory: pytest.TempPathFactory, shipped: Path) -> Assistant:
    from ingest.settings import IngestSettings
    from ingest.sync import synchronise

    if not ORIGINALS.is_dir():
        pytest.skip("the originals are not here; they stay out of the repository")
    data = tmp_path_factory.mktemp("originals") / "data"
    shutil.copytree(shipped, data)
    shutil.copytree(ORIGINALS, data / "originals")
    synchronise(IngestSettings(data=data))
    return Assistant(AssistantSettings(data=data))


@pytest.mark.parametrize(
    "question",
    [
        "what did the 2015 plan say about cybercrime?",
        "themes of the first plan",
        "what are the four themes of the plan to 2024",
        "what did the 2022 plan say about burglary",
    ],
)
def test_an_original_speaks_instead_of_the_summary_in_its_own_words(
    with_originals: Assistant, question: str
) -> None:
    answer = with_originals.answer(question)
    own = [c for c in answer.citations if c.source is TextSource.ORIGINAL]
    assert own
    for citation in own:
        text = (ORIGINALS / f"{citation.document}.txt").read_text("utf-8")
        assert text[citation.start : citation.end] == citation.quotation
        assert "its own words" in answer.text


def test_one_original_is_heard_beside_the_summaries(
    tmp_path_factory: pytest.TempPathFactory, shipped: Path
) -> None:
    from ingest.settings import IngestSettings
    from ingest.sync import synchronise

    name = "news-2015-06-plan-presented"
    if not ORIGINALS.is_dir():
        pytest.skip("the originals are not here; they stay out of the repository")
    data = tmp_path_factory.mktemp("one") / "data"
    shutil.copytree(shipped, data)
    (data / "originals").mkdir()
    shutil.copy(ORIGINALS / f"{name}.txt", data / "originals")
    synchronise(IngestSettings(data=data))
    answer = Assistant(AssistantSettings(data=data)).answer(
        "what did the 2015 plan say about cybercrime?"
    )
    assert name in {c.document for c in answer.citations if c.source is TextSource.ORIGINAL}
