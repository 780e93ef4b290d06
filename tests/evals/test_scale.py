"""What more passages cost is worked out by the formulas that the page names."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import PlansError
from evals.bench.figures import SizeFigures, Writing
from evals.bench.reporting import write_report
from evals.bench.scale import (
    costs_of,
    extrapolated,
    ingest_seconds,
    main,
    scale_rows,
    write_scale,
)
from tests.evals.made_bench import ABOUT, INGEST, answering, figures

PAGE = "# Scale\n<!-- figures: picture -->\nstale\n<!-- end -->\nours\n<!-- figures: costs -->\n<!-- end -->\nlast\n"


def size(passages: int, writing: float, disk: float) -> SizeFigures:
    made = figures(passages, INGEST if passages == 100 else None)
    ours = replace(answering(1), disk_mb=disk)
    times = Writing(assistant_seconds=writing, plain_seconds=9, assistant_mb=250)
    return replace(made, writing=times, assistant=ours)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the figures of two sizes and a page."""
    (tmp_path / "scale.md").write_text(PAGE, "utf-8")
    write_report(tmp_path, [size(100, 2.0, 10.0), size(1_100, 12.0, 60.0)], ABOUT)
    return tmp_path


def test_a_straight_line_goes_on_through_the_last_two_points() -> None:
    assert extrapolated([(0, 100.0), (10, 1.0), (20, 3.0)], 50) == pytest.approx(9)


def test_an_ingest_is_its_start_and_each_passage_and_the_writing(folder: Path) -> None:
    bench = json.loads((folder / "bench.json").read_text("utf-8"))
    costs = costs_of(bench)
    each = (10 - 1.5 - 2.0) / 100  # the ingest took 10 s, 1.5 of them the start, 2 the writing
    assert ingest_seconds(bench, costs, 100) == pytest.approx(10)
    assert ingest_seconds(bench, costs, 1_100) == pytest.approx(1.5 + 1_100 * each + 12)
    assert ingest_seconds(bench, costs, 2_100) == pytest.approx(1.5 + 2_100 * each + 22)


def test_what_is_measured_stands_plain_and_what_is_worked_out_in_italics(folder: Path) -> None:
    bench = json.loads((folder / "bench.json").read_text("utf-8"))
    rows = {first: cells for first, *cells in scale_rows(bench, costs_of(bench))}
    assert rows[""] == ["100", "1,100", "1,000,000 *(extrapolated)*"]
    assert rows["first ingest, s"][:2] == ["10", "*85*"]
    assert rows["index on disk, MB"] == ["10", "60", "*50,005*"]
    assert rows["memory while serving, MB"] == ["300", "300", "*300*"]
    assert rows["answers/s, 32 users"][2] == "–"


def test_only_what_stands_between_the_markers_is_written_anew(folder: Path) -> None:
    assert write_scale(folder) is True
    text = (folder / "scale.md").read_text("utf-8")
    assert text.startswith("# Scale\n<!-- figures: picture -->\n![") and "stale" not in text
    assert "\nours\n" in text and text.endswith("<!-- end -->\nlast\n")
    assert "| index on disk, MB | 10 | 60 |" in text
    assert (folder / "images" / "scale.png").stat().st_size > 5_000
    assert write_scale(folder) is True
    assert (folder / "scale.md").read_text("utf-8") == text


def test_a_page_without_its_markers_is_refused_and_left_alone(folder: Path) -> None:
    (folder / "scale.md").write_text("# Scale\n<!-- figures: costs -->\n", "utf-8")
    with pytest.raises(PlansError, match="is missing"):
        write_scale(folder)
    assert main([str(folder)]) == 1
    assert (folder / "scale.md").read_text("utf-8") == "# Scale\n<!-- figures: costs -->\n"


def test_one_size_draws_no_curve(folder: Path) -> None:
    write_report(folder, [size(100, 2.0, 10.0)], ABOUT)
    assert write_scale(folder) is False
    assert (folder / "scale.md").read_text("utf-8") == PAGE


def test_the_page_of_this_project_has_the_markers() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "scale.md"
    text = page.read_text("utf-8")
    for name in ("picture", "costs"):
        begin = text.index(f"<!-- figures: {name} -->")
        assert "<!-- end -->" in text[begin:]
