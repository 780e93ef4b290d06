"""A member of staff drops a file in, and the assistant quotes it with the right page."""

import shutil
from pathlib import Path

import pytest

from assistant.answers import Answer, Status
from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from corpus.documents import TextSource
from corpus.pages import boxes_between
from ingest.adding import add_original
from ingest.settings import IngestSettings
from ingest.sync import synchronise
from tests.documents.word_xml import item, para, row, save, table

REPORT, PAPER = "annual-report-2014-15", "panel-slides-2013-01-my-plan"


def write_report(path: Path) -> Path:
    """An annual report of two pages with a ruled table of figures."""
    from reportlab.lib import colors
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    styles = getSampleStyleSheet()
    figures = [
        ["Offence", "2012-13", "2013-14", "2014-15"],
        ["Burglary", "5,112", "4,870", "4,316"],
        ["Vehicle crime", "6,020", "5,733", "5,901"],
        ["Robbery", "410", "377", "352"],
    ]
    SimpleDocTemplate(str(path)).build(
        [
            Paragraph("A year of change", styles["Title"]),
            Paragraph("This was a year of change for the county.", styles["BodyText"]),
            PageBreak(),
            Paragraph("Crime in figures", styles["Heading1"]),
            Table(figures, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)]),
            Paragraph("Farm patrols on tractors were paid for.", styles["BodyText"]),
        ]
    )
    return path


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, shipped: Path) -> Assistant:
    folder = tmp_path_factory.mktemp("real")
    data = folder / "data"
    shutil.copytree(shipped, data)
    settings = IngestSettings(data=data)
    paper = save(
        folder / "paper.docx",
        para("Police and Crime Plan", style="Heading1"),
        para("The draft has these unusual aims:"),
        item("a llama patrol in each market town"),
        item("a helicopter for swan counting"),
        table(row("Fund", "Amount"), row("Llamas", "£12,500"), row("Swans", "£900")),
    )
    add_original(str(write_report(folder / "report.pdf")), REPORT, None, settings)
    add_original(str(paper), PAPER, None, settings)
    assert synchronise(settings).added == (PAPER, REPORT)
    return Assistant(AssistantSettings(data=data))


def own_words(answer: Answer, document: str) -> list[str]:
    return [
        citation.shown
        for citation in answer.citations
        if citation.document == document and citation.source is TextSource.ORIGINAL
    ]


def test_a_figure_of_a_table_is_quoted_with_its_column_headings_and_its_page(
    assistant: Assistant,
) -> None:
    answer = assistant.answer("how many burglaries in 2014-15")
    assert answer.status is Status.ANSWERED
    first = answer.citations[0]
    assert first.shown == "Offence: Burglary; 2012-13: 5,112; 2013-14: 4,870; 2014-15: 4,316"
    assert (first.document, first.page, first.last_page, first.original) == (REPORT, 2, 2, ".pdf")
    assert "(page 2)" in answer.text


def test_the_words_of_a_quotation_have_their_boxes_on_its_page(assistant: Assistant) -> None:
    (citation,) = (
        c
        for c in assistant.answer("were farm patrols on tractors paid for?").citations
        if c.document == REPORT
    )
    layout = assistant.generation().layout(REPORT)
    boxes = boxes_between(layout.places, citation.start, citation.end)
    assert {box.page for box in boxes} == {citation.page} == {2}
    assert all(0 < box.x0 < box.x1 < 1 and 0 < box.y0 < box.y1 < 0.5 for box in boxes)


def test_a_word_file_is_quoted_with_its_list_and_without_a_page(assistant: Assistant) -> None:
    answer = assistant.answer("llama patrol in market towns")
    assert own_words(answer, PAPER)
    assert "a llama patrol in each market town" in own_words(answer, PAPER)[0]
    assert answer.citations[0].page is None
    assert answer.citations[0].original == ".docx"
