"""What a PDF shows and what its letters say may differ: nobody is quoted what they cannot read."""

from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table

from ingest.readers.pdf import read_pdf
from ingest.readers.reading import Reading

FILLER = "The force met its aims for the year in every part of the county of Exampleshire."
Raised = tuple[str, float, float]


def read(path: Path) -> Reading:
    return read_pdf(path, lambda page, pages: (page, pages))


def line_with(folder: Path, *parts: Raised) -> str:
    """The text of a line whose parts have their own size and rise, in points."""
    path = folder / "line.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 750, FILLER)
    text = canvas.beginText(60, 700)
    for words, size, rise in parts:
        text.setFont("Helvetica", size)
        text.setRise(rise)
        text.textOut(words)
    canvas.drawText(text)
    canvas.save()
    return read(path).text


@pytest.mark.parametrize(("size", "rise"), [(7, 4), (8, 3), (9, 3), (9, 2), (10, 1.5)])
def test_a_raised_figure_is_never_part_of_the_figure_before_it(
    tmp_path: Path, size: float, rise: float
) -> None:
    text = line_with(tmp_path, ("There are 1,900", 11, 0), ("2", size, rise), (" officers.", 11, 0))
    assert "1,9002" not in text
    assert "1,900² officers." in text


def test_a_square_metre_keeps_its_square_though_there_is_a_second_note(tmp_path: Path) -> None:
    path = tmp_path / "note.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 750, FILLER)
    text = canvas.beginText(60, 700)
    for words, size, rise in (("It covers 5,000 m", 11, 0), ("2", 7, 4), (" of ground.", 11, 0)):
        text.setFont("Helvetica", size)
        text.setRise(rise)
        text.textOut(words)
    canvas.drawText(text)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, 60, "2 See the estates report.")
    canvas.save()
    assert "5,000 m² of ground." in read(path).text


@pytest.mark.parametrize("margin", [0.0, 0.5, 2.0])
def test_words_under_a_black_box_are_not_read_however_tight_it_is(
    tmp_path: Path, margin: float
) -> None:
    path = tmp_path / "redacted.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 750, FILLER)
    canvas.drawString(60, 700, "The complaint was made by Jane Smithson.")
    start = 60 + canvas.stringWidth("The complaint was made by ", "Helvetica", 11)
    width = canvas.stringWidth("Jane Smithson", "Helvetica", 11)
    canvas.rect(start - margin, 699.8 - margin, width + 2 * margin, 8.4 + 2 * margin, fill=1)
    canvas.save()
    reading = read(path)
    assert "Jane" not in reading.text
    assert "Smithson" not in reading.text
    assert "2 words that nobody can see" in " ".join(reading.notes)


def rows(folder: Path, *cells: list[str]) -> list[tuple[str, str]]:
    """The rows of a ruled table with their column headings."""
    path = folder / "table.pdf"
    table = Table(list(cells), style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    SimpleDocTemplate(str(path)).build([table])
    reading = read(path)
    spans = [span for section in reading.sections for span in section.spans]
    return [(reading.text[span.start : span.end], span.lead) for span in spans]


def test_later_column_headings_head_the_rows_below_them(tmp_path: Path) -> None:
    assert rows(
        tmp_path,
        ["Measure", "2014", "2015"],
        ["Officers", "1,900", "1,950"],
        ["Measure", "2016", "2017"],
        ["Officers", "1,700", "1,750"],
        ["Vans", "5", "6"],
    ) == [
        ("| Officers | 1,900 | 1,950 |", "| Measure | 2014 | 2015 |"),
        ("| Officers | 1,700 | 1,750 |", "| Measure | 2016 | 2017 |"),
        ("| Vans | 5 | 6 |", "| Measure | 2016 | 2017 |"),
    ]


def test_a_first_row_of_figures_heads_nothing(tmp_path: Path) -> None:
    assert rows(tmp_path, ["Officers", "1,900"], ["Vans", "5"], ["Dogs", "7"]) == [
        ("| Officers | 1,900 |", ""),
        ("| Vans | 5 |", ""),
        ("| Dogs | 7 |", ""),
    ]


def test_column_headings_in_two_rows_are_joined(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        ["Theme", "2014/15", "", "2015/16", ""],
        ["", "Target", "Actual", "Target", "Actual"],
        ["Burglary", "90", "85", "91", "88"],
    )
    head = "| Theme | 2014/15 Target | 2014/15 Actual | 2015/16 Target | 2015/16 Actual |"
    assert found == [("| Burglary | 90 | 85 | 91 | 88 |", head)]


def test_a_table_of_words_keeps_its_rows(tmp_path: Path) -> None:
    found = rows(tmp_path, ["Theme", "Lead"], ["Burglary", "Ann Ash"], ["Fraud", "Bo Birch"])
    assert [row for row, _ in found] == ["| Burglary | Ann Ash |", "| Fraud | Bo Birch |"]


def test_figures_of_narrow_columns_are_not_run_together(tmp_path: Path) -> None:
    path = tmp_path / "narrow.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, 750, FILLER)
    for place, figure in enumerate(("10", "23", "11")):
        canvas.drawString(60 + place * 10.2, 700, figure)
    for place, figure in enumerate("1023114"):
        canvas.drawString(60 + place * 40, 650, figure)
    canvas.save()
    text = read(path).text
    assert "10 23 11" in text
    assert "1023114" not in text


def test_headings_that_take_two_lines_are_joined_without_spreading(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        ["", "Burglary", "Theft from", ""],
        ["Year", "(dwelling)", "vehicles", "Detected (%)"],
        ["2014-15", "2,649", "5,240", "18.2"],
    )
    head = "| Year | Burglary (dwelling) | Theft from vehicles | Detected (%) |"
    assert found == [("| 2014-15 | 2,649 | 5,240 | 18.2 |", head)]


def test_years_below_a_heading_that_spans_them_carry_it(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        ["District", "Burglary", "", "Robbery", ""],
        ["", "2013-14", "2014-15", "2013-14", "2014-15"],
        ["Watford", "329", "297", "92", "84"],
    )
    head = "| District | Burglary 2013-14 | Burglary 2014-15 | Robbery 2013-14 | Robbery 2014-15 |"
    assert found == [("| Watford | 329 | 297 | 92 | 84 |", head)]
