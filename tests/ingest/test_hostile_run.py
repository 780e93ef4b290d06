"""Hostile originals cost a line each; the rest of the run goes on and the health says what is wrong."""

import json
import re
from pathlib import Path

import pytest

from ingest.settings import IngestSettings
from tests.documents import hostile_files as hostile
from tests.documents.pdf_breaks import letter
from tests.documents.web_pages import write_page
from tests.ingest.test_command_line import Run, run
from tests.ingest.test_sync import current

__all__ = ["run"]


@pytest.fixture
def with_hostile_files(
    index: IngestSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> IngestSettings:
    """An index whose originals are, but for one, hostile."""
    monkeypatch.setenv("PLANS_READ_SECONDS", "15")
    monkeypatch.setenv("PLANS_READ_MEGABYTES", "1500")
    originals = index.data / "originals"
    originals.mkdir()
    letter(tmp_path).path.rename(originals / "plan-2016.pdf")
    hostile.flate_bomb(tmp_path).rename(originals / "plan-2013.pdf")
    hostile.truncated(tmp_path).rename(originals / "news-2014.pdf")
    page = write_page(tmp_path, "<html>" + "<div>" * 10_000 + "Deep.")
    page.rename(originals / "news-2017.html")
    return index


def test_each_costs_one_line_and_the_good_one_is_added(
    with_hostile_files: IngestSettings, run: Run
) -> None:
    status, out, err = run()
    assert status == 1
    assert "added    plan-2016" in out
    wrong = {name: [line for line in err if name in line] for name in _WHY}
    for name, why in _WHY.items():
        (line,) = wrong[name]
        assert re.match(rf"error: .*{re.escape(name)}: .*(?:{why})", line)
        assert line.endswith("(its text from the last index is kept)")
    assert len(err) == len(_WHY)
    held = current(with_hostile_files).catalogue.by_id
    assert {held[name].text.value for name in ("plan-2013", "news-2014", "news-2017")} == {"digest"}


def test_the_health_names_each_and_a_second_run_tries_again(
    with_hostile_files: IngestSettings, run: Run
) -> None:
    run()
    (with_hostile_files.data / "originals" / "news-2014.pdf").unlink()
    status, _, err = run()
    assert (status, len(err)) == (1, 2)
    _, out, _ = run("health", "--json")
    documents = {d["id"]: d for d in json.loads("\n".join(out))["documents"]}
    assert "memory" in documents["plan-2013"]["problem"]
    assert documents["news-2014"]["problem"] is None
    assert documents["plan-2016"]["text"] == "original"


_WHY = {
    "plan-2013.pdf": "needed more than 1500 MB of memory|made no progress",
    "news-2014.pdf": "is damaged, or cut short",
    "news-2017.html": "in each other",
}
