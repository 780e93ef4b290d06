"""The briefing: every quotation has its footnote, which leads to its place; no word of ours is quoted."""

import datetime as dt
import io
import zipfile
from xml.etree import ElementTree

import docx
import pytest

from assistant.staff.briefing import Briefing, as_briefing
from assistant.staff.export_rows import Exported
from assistant.verdicts.records import Review, Verdict
from corpus.dates import PartialDate
from corpus.documents import TextSource
from tests.assistant.staff.made_rows import (
    OFFICE,
    PERSON,
    commitment,
    evidence,
    exported,
    judgement,
    note,
    trail,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ABOUT = Briefing(
    title="Commitments of 2013",
    prepared=dt.date(2024, 5, 1),
    by_office=OFFICE,
    what="plan: 2013–16",
    link=lambda document, page, start, end: (
        f"https://x.example/{document}?p={page}&at={start}-{end}"
    ),
)


def rows() -> list[Exported]:
    of = commitment(1)
    return [
        exported(
            commitment(3, document="plan-2017", title="Later", published=PartialDate(2017)),
            found=trail(),
        ),
        exported(
            of,
            judgement(of, 7),
            found=trail(evidence(1), evidence(2, source=TextSource.DIGEST)),
            notes=(note(of, "Ask the force again."),),
            review=Review(reasons=("The words have changed.",)),
        ),
        exported(commitment(2, source=TextSource.DIGEST)),
    ]


def parts(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def lines(data: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(data)).paragraphs]


def test_every_quotation_has_a_footnote_whose_link_leads_to_its_place() -> None:
    file = parts(as_briefing(rows(), ABOUT))
    notes = ElementTree.fromstring(file.read("word/footnotes.xml"))
    targets = {
        each.get("Id"): each.get("Target")
        for each in ElementTree.fromstring(file.read("word/_rels/footnotes.xml.rels"))
    }
    numbered = [note for note in notes if note.get(f"{W}type") is None]
    links = [
        targets[link.get(f"{R}id")] for note in numbered for link in note.iter(f"{W}hyperlink")
    ]
    assert links == [
        "https://x.example/plan-2013?p=3&at=100-160",
        "https://x.example/report-2015?p=12&at=1000-1040",
        "https://x.example/report-2015?p=12&at=2000-2040",
        "https://x.example/plan-2013?p=3&at=200-260",
        "https://x.example/plan-2017?p=3&at=300-360",
    ]
    body = ElementTree.fromstring(file.read("word/document.xml"))
    marks = [each.get(f"{W}id") for each in body.iter(f"{W}footnoteReference")]
    assert marks == [note.get(f"{W}id") for note in numbered] == ["1", "2", "3", "4", "5"]


def test_words_of_ours_never_stand_in_quotation_marks() -> None:
    text = lines(as_briefing(rows(), ABOUT))
    assert "“We will put 1 more officers on patrol by March 2015.”" in text
    assert (
        "Our summary of Safer Together (2013-2016): We will put 2 more officers on patrol by March 2015."
        in text
    )
    summary = next(line for line in text if "2 more officers on patrol." in line)
    assert "Our summary of Annual Report 2014/15" in summary and "“There" not in summary


def test_documents_come_in_order_of_time_with_verdicts_reasons_and_what_was_searched() -> None:
    text = lines(as_briefing(rows(), ABOUT))
    assert text.index("Safer Together (2013-2016)") < text.index("Later")
    assert "Verdict: kept. The report of 2015 counts them." in text
    assert f"Decided by {OFFICE} on 5 March 2024." in text
    assert text.count("Not yet judged.") == 2
    assert "To be looked at again: The words have changed." in text
    assert any(line.startswith("Nothing found since. Searched: 7 later documents") for line in text)
    assert "Later documents were not searched for this briefing." in text
    told = text.index("“There are now 1 more officers on patrol.”")
    assert text[told + 1] == (
        "Suggested by rule: reported as done (“now”). Who says so: the Commissioner’s own annual "
        "report, about its own promise."
    )


def test_a_promise_is_headed_by_its_own_first_words() -> None:
    words = "We will put two officers in each of the ten towns of the county."
    text = lines(as_briefing([exported(commitment(1, words=words), gone=False)], ABOUT))
    assert "1. We will put two officers in each of the ten towns of …" in text
    assert not any(line.startswith("1. Patrols") for line in text)


def test_a_verdict_that_was_taken_back_is_none_and_nobody_decided_it() -> None:
    of = commitment(1)
    undone = judgement(of, 8, verdict=Verdict.NOT_JUDGED, why="The wrong row.", undoes=7)
    text = lines(as_briefing([exported(of, undone)], ABOUT))
    assert "Not yet judged (an earlier verdict was taken back on 5 March 2024)." in text
    assert not any("Decided by" in line or "wrong row" in line for line in text)


def test_no_person_who_judged_and_no_note_is_in_a_briefing() -> None:
    file = parts(as_briefing(rows(), ABOUT))
    everything = "".join(file.read(name).decode("utf-8", "ignore") for name in file.namelist())
    assert PERSON not in everything and "Ask the force" not in everything and OFFICE in everything


def test_the_counts_of_verdicts_stand_in_a_table_with_a_heading_row() -> None:
    document = docx.Document(io.BytesIO(as_briefing(rows(), ABOUT)))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells == [
        ["Verdict", "Commitments"],
        ["Kept", "1"],
        ["Not yet judged", "2"],
        ["All", "3"],
    ]
    assert document.tables[0].rows[0]._tr.trPr.find(f"{W}tblHeader") is not None


def test_it_says_its_title_and_language_on_pages_of_a4_with_numbers() -> None:
    data = as_briefing(rows(), ABOUT)
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    assert (document.core_properties.title, document.core_properties.language) == (
        ABOUT.title,
        "en-GB",
    )
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    languages = {each.get(f"{W}val") for each in document.styles.element.iter(f"{W}lang")}
    assert languages == {"en-GB"}
    assert 'w:instr="PAGE"' in section.footer._element.xml
    assert not [name for name in parts(data).namelist() if "vba" in name or "thumbnail" in name]


@pytest.mark.parametrize(
    "words", ["a\x00\x0b\ud800\ufffeb", "<w:p>&amp;]]>", "\u202eabc", "two\nlines\tand"]
)
def test_text_of_documents_is_data_and_the_file_opens(words: str) -> None:
    of = commitment(1, words=words, title=words, headings=(words,))
    held = exported(
        of, judgement(of, why=words), found=trail(evidence(1, words=words, title=words))
    )
    text = "\n".join(lines(as_briefing([held], ABOUT)))
    assert "\u202e" not in text and len(text) > 200
    parts(as_briefing([held], ABOUT)).testzip()


def test_a_promise_that_is_gone_is_told_as_it_stood_without_quotation_marks() -> None:
    gone = exported(commitment(1), judgement(commitment(1)), gone=True)
    text = lines(as_briefing([gone], ABOUT))
    assert (
        "As it stood when it was judged: We will put 1 more officers on patrol by March 2015."
        in text
    )
