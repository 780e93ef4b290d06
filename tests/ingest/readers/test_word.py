"""Word files: what a reader of the final version sees, in order."""

from pathlib import Path

import pytest

from corpus.documents import SpanKind
from ingest.readers.word import read_word
from tests.documents.word_files import write_all
from tests.documents.word_xml import box, cell, drawn, field, item, para, row, run, save, table
from tests.ingest.readers.judging import judge, quotable

_WHITE = '<w:color w:val="FFFFFF"/>'
_BR = "<w:r><w:br/></w:r>"
_DARK = '<w:shd w:val="clear" w:fill="003366"/>'


def text_of(folder: Path, *blocks: str, styles: str = "") -> str:
    return read_word(save(folder / "a.docx", *blocks, styles=styles)).text.strip()


@pytest.mark.parametrize("name", ["plan", "draft", "report"])
def test_what_readers_see_can_be_quoted_and_nothing_else(tmp_path: Path, name: str) -> None:
    made = {document.path.stem: document for document in write_all(tmp_path)}[name]
    judge(made, read_word(made.path))


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        pytest.param((para("A ", run("b", "<w:b/>"), run("old"), run(" word")),), "A bold word", id="runs-within-words"),
        pytest.param((para("One", _BR, run("line")),), "One line", id="line-break"),
        pytest.param((para("One.", _BR, _BR, run("Two.")),), "One.\n\nTwo.", id="two-line-breaks-end-a-paragraph"),
        pytest.param((para("One.", '<w:r><w:br w:type="page"/></w:r>', run("Two.")),), "One.\n\nTwo.", id="page-break"),
        pytest.param((para("A", "<w:r><w:tab/></w:r>", run("B", "<w:caps/>")),), "A B", id="tab"),
        pytest.param((para("e", "<w:r><w:noBreakHyphen/></w:r>", run("mail co"), "<w:r><w:softHyphen/></w:r>", run("op")),), "e-mail coop", id="hyphens"),
        pytest.param((para(run("ﬁve\u202e \u202cﬂats\ufeff")),), "five flats", id="ligatures-and-unseen-characters"),
        pytest.param((para("Over 10", run("2", '<w:vertAlign w:val="superscript"/>'), run(" on the 1"), run("st", '<w:vertAlign w:val="superscript"/>')),), "Over 10² on the 1st", id="raised"),
        pytest.param((para("At least ", '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', run("5")),), "At least ≥5", id="symbol-that-says-something"),
        pytest.param((para("Done ", run("ü", '<w:rFonts w:ascii="Wingdings"/>')),), "Done ✓", id="letter-of-a-picture-font"),
        pytest.param((para("Old", _BR, run("• one"), _BR, run("• two")),), "Old\n\n• one\n• two", id="typed-bullets"),
        pytest.param((para(field("HYPERLINK x", run("here")), run(" and "), '<w:fldSimple w:instr="REF y">' + run("there") + "</w:fldSimple>"),), "here and there", id="fields-show-words"),
        pytest.param((para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText>TOC</w:instrText></w:r>", '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("All of it")), para("and the rest.")), "All of it\n\nand the rest.", id="field-without-an-end-takes-nothing-along"),
        pytest.param((para("Base", '<w:r><w:ruby><w:rt>' + run("how") + "</w:rt><w:rubyBase>" + run(" said") + "</w:rubyBase></w:ruby></w:r>"),), "Base said", id="pronunciation"),
        pytest.param((para("<w:smartTag>" + run("Ousby") + "</w:smartTag>", "<w:customXml>" + run(" town") + "</w:customXml>"),), "Ousby town", id="tags-around-words"),
        pytest.param(("<w:customXml>" + para("One") + "</w:customXml>", '<w:ins w:id="1" w:author="A">' + para("Two") + "</w:ins>"), "One\n\nTwo", id="tags-around-paragraphs"),
        pytest.param((para("A", box(para("B", box(para("C")), run("b")))),), "A\n\nBb\n\nC", id="box-in-a-box"),
        pytest.param((para('<w:bdo w:val="rtl">' + run("שלום") + "</w:bdo>", run(" peace")),), "שלום peace", id="right-to-left"),
        pytest.param((para("One"), "<w:sdt><w:sdtContent>" + para("Two") + table(row("a", "b"), row("c", "d")) + "</w:sdtContent></w:sdt>"), "One\n\nTwo\n\n| a | b |\n| c | d |", id="content-control-around-blocks"),
    ],
)  # fmt: skip
def test_the_words_are_those_that_are_seen(
    tmp_path: Path, blocks: tuple[str, ...], text: str
) -> None:
    assert text_of(tmp_path, *blocks) == text


@pytest.mark.parametrize(
    ("block", "kept"),
    [
        pytest.param(para(run("It is so.", _WHITE)), False, id="white-on-nothing"),
        pytest.param(para(run("It is so.", '<w:color w:val="FDFDFD"/>')), False, id="nearly-white"),
        pytest.param(para(run("It is so.", _WHITE + '<w:shd w:val="clear" w:fill="FFFFFF"/>')), False, id="white-on-white"),
        pytest.param(para(run("It is so.", "<w:vanish/>")), False, id="marked-as-hidden"),
        pytest.param(para(run("It is so.", '<w:vanish w:val="0"/>')), True, id="marked-as-not-hidden"),
        pytest.param(para("It is so.", style="Unseen"), False, id="hidden-by-a-style-below"),
        pytest.param(para(run("It is so.", _WHITE + '<w:highlight w:val="red"/>')), True, id="white-on-a-marker"),
        pytest.param(para(run("It is so.", _WHITE), props=_DARK), True, id="white-on-a-dark-paragraph"),
        pytest.param(table(row(cell(para(run("It is so.", _WHITE)), props=_DARK))), True, id="white-in-a-dark-cell"),
        pytest.param(table(row(cell(para(run("It is so.", _WHITE)))), props='<w:tblStyle w:val="X"/>'), True, id="white-in-a-styled-table"),
        pytest.param(para(box(para(run("It is so.", _WHITE)))), True, id="white-in-a-text-box"),
        pytest.param(para(run("It is so.", "<w:dstrike/>")), False, id="struck-through-twice"),
        pytest.param(table(row("It is so.", props="<w:hidden/>"), row("Seen.")), False, id="hidden-row"),
        pytest.param(table(row("It is so.", props='<w:del w:id="1" w:author="A"/>'), row("Seen.")), False, id="deleted-row"),
    ],
)  # fmt: skip
def test_what_nobody_sees_is_left_out_and_nothing_else(
    tmp_path: Path, block: str, kept: bool
) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Unseen"><w:basedOn w:val="Below"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Below"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    text = text_of(tmp_path, para("Words."), block, styles=styles)
    assert ("It is so." in text) is kept


def test_white_words_over_a_picture_are_kept_with_a_note(tmp_path: Path) -> None:
    behind = drawn('<a:blip r:embed="rId99"/>', behind=True)
    path = save(tmp_path / "a.docx", para(behind), para(run("The title.", _WHITE)))
    reading = read_word(path)
    assert reading.text.strip() == "The title."
    assert any(note.startswith("2 words in white kept") for note in reading.notes)


def test_text_boxes_stand_after_their_paragraph_and_head_nothing(tmp_path: Path) -> None:
    made = para(
        "Before ", box(para("Aside", style="Heading1"), para("It is small.")), run("and on.")
    )
    path = save(tmp_path / "a.docx", para("Main", style="Heading1"), made, para("After."))
    assert [(headings, words) for headings, *_, words in quotable(read_word(path))] == [
        (("Main",), "Before and on."),
        (("Main",), "Aside"),
        (("Main",), "It is small."),
        (("Main",), "After."),
    ]


@pytest.mark.parametrize(
    ("blocks", "marks"),
    [
        pytest.param([item("x"), item("y", 1)], "• x\n  • y", id="bullets"),
        pytest.param([item("x", 0, 72), item("y", 1, 72), item("z", 0, 72)], "1. x\n  (1) y\n2. z", id="numbers"),
        pytest.param([item("x", 0, 73)], "• x", id="number-of-a-shared-counter"),
        pytest.param([item("x", 0, 72), f'<w:del w:id="1" w:author="A">{run("gone")}</w:del>'], "• x", id="number-that-a-change-may-move"),
        pytest.param([para("x", style="ListBullet"), para("y", style="ListBullet2")], "• x\n  • y", id="styles"),
        pytest.param([para("x", style="ListBullet"), para("y", style="ListContinue")], "• x\n  y", id="item-goes-on"),
        pytest.param([para("x", props='<w:numPr><w:numId w:val="0"/></w:numPr>')], "x", id="list-taken-off"),
        pytest.param([item("w " * 41 + "end. Next.", 0, 72)], "w " * 41 + "end. Next.", id="numbered-paragraph"),
    ],
)  # fmt: skip
def test_items_have_their_level_and_no_invented_number(
    tmp_path: Path, blocks: list[str], marks: str
) -> None:
    assert text_of(tmp_path, *blocks) == marks


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([row("N", "V", props="<w:tblHeader/>"), row("a|b", "c")], [("| a∣b | c |", "| N | V |")], id="header-row"),
        pytest.param([row("N", "V"), row("a", "b")], [("| N | V |", ""), ("| a | b |", "")], id="not-sure"),
        pytest.param([row("N", "V"), row("a", "£1.5m")], [("| a | £1.5m |", "| N | V |")], id="names-over-figures"),
        pytest.param([row(cell("N", props=_DARK), cell("V", props=_DARK)), row("a", "b")], [("| a | b |", "| N | V |")], id="shaded-header"),
        pytest.param([row("Prose.", "More.")], [], id="one-row-sets-text"),
        pytest.param([row("Prose."), row("More.")], [], id="one-column-sets-text"),
        pytest.param([row("P. " * 61, "Q"), row("R", "S")], [], id="long-prose-without-header"),
        pytest.param([row(cell("T", props='<w:gridSpan w:val="2"/>')), row("N", "V"), row("a", "7")], [("| a | 7 |", "| N | V |")], id="title-over-all-columns"),
        pytest.param([f'<w:sdt><w:sdtContent>{row("N", "V")}</w:sdtContent></w:sdt>', row("a", "7")], [("| a | 7 |", "| N | V |")], id="row-in-a-content-control"),
        pytest.param([row("N", "V", "W"), row("a", "7", "8"), row("b", "9", props='<w:gridBefore w:val="1"/>')], [("| a | 7 | 8 |", "| N | V | W |"), ("|  | b | 9 |", "| N | V | W |")], id="row-that-starts-further-right"),
    ],
)  # fmt: skip
def test_rows_stand_with_the_headings_of_their_columns(
    tmp_path: Path, rows: list[str], found: list[tuple[str, str]]
) -> None:
    path = save(tmp_path / "a.docx", para("A."), table(*rows), para("B."))
    spans = quotable(read_word(path))
    assert [(words, lead) for _, kind, lead, words in spans if kind is SpanKind.ROW] == found
    assert (spans[0][3], spans[-1][3]) == ("A.", "B.")


@pytest.mark.parametrize(
    ("look", "lead"),
    [
        pytest.param('<w:tblLook w:firstRow="1"/>', "| N | V |", id="set-apart"),
        pytest.param(
            '<w:tblLook w:val="04A0"/>', "| N | V |", id="set-apart-as-older-programs-say-it"
        ),
        pytest.param('<w:tblLook w:firstRow="0"/>', "", id="not-set-apart"),
    ],
)
def test_a_table_style_sets_the_column_headings_apart(tmp_path: Path, look: str, lead: str) -> None:
    styles = '<w:style w:type="table" w:styleId="G"><w:tblStylePr w:type="firstRow"/></w:style>'
    rows = table(row("N", "V"), row("a", "b"), props=f'<w:tblStyle w:val="G"/>{look}')
    spans = quotable(read_word(save(tmp_path / "a.docx", para("A."), rows, styles=styles)))
    assert spans[-1][2:] == (lead, "| a | b |")


@pytest.mark.parametrize(
    ("blocks", "headings"),
    [
        pytest.param([para("H", style="Heading9")], [("H",)], id="ninth-level"),
        pytest.param([para(run("H", "<w:b/>"))], [("H",)], id="bold-line"),
        pytest.param([para(run("H.", "<w:b/>"))], [(), ()], id="bold-sentence"),
        pytest.param([para(run("Table 2: Budget", "<w:b/>"))], [(), ()], id="bold-caption"),
        pytest.param([para(run("H", "<w:b/>"), run(" and more"))], [(), ()], id="bold-start"),
        pytest.param([para("Text.", style="Heading1", props='<w:outlineLvl w:val="9"/>')], [(), ()], id="outline-says-text"),
        pytest.param([para("word " * 31, style="Heading1")], [(), ()], id="a-whole-paragraph-styled-as-heading"),
        pytest.param([para("H", style="Heading1"), para("", style="Heading2")], [("H",)], id="empty-heading"),
    ],
)  # fmt: skip
def test_headings_are_told_by_style_outline_or_bold(
    tmp_path: Path, blocks: list[str], headings: list[tuple[str, ...]]
) -> None:
    path = save(tmp_path / "a.docx", *blocks, para("Text of it."))
    assert [span[0] for span in quotable(read_word(path))] == headings


def test_bold_lines_without_text_under_them_head_nothing(tmp_path: Path) -> None:
    bold = [para(run(words, "<w:b/>")) for words in ("Office", "Report", "The end")]
    path = save(tmp_path / "a.docx", *bold[:2], para("Text."), bold[2])
    assert [(headings, words) for headings, *_, words in quotable(read_word(path))] == [
        ((), "Office"),
        (("Report",), "Text."),
        (("Report",), "The end"),
    ]


def test_contents_without_a_field_or_control_are_known_by_their_style(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="V1"><w:name w:val="toc 2"/></w:style>'
    assert text_of(tmp_path, para("Money 3", style="V1"), para("Money."), styles=styles) == "Money."


def test_contents_in_their_control_are_left_out_whatever_their_style(tmp_path: Path) -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    typed = para("Contents", style="Heading1") + para("Money 3")
    made = para("Contents", style="Heading1") + para(field("TOC", run("Staff 4")))
    controls = [
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        for inner in (typed, made)
    ]
    assert text_of(tmp_path, *controls, para("Money.")) == "Money."


def test_what_is_not_in_the_text_is_told(tmp_path: Path) -> None:
    maths = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>'
    path = save(
        tmp_path / "a.docx",
        para("Words.", run("\uf04a", '<w:rFonts w:ascii="Wingdings"/>'), maths, drawn("<a:blip/>")),
        '<w:altChunk r:id="rId9"/>',
    )
    assert read_word(path).notes == (
        "1 picture or chart was left out, with any words in it",
        "1 equation was left out",
        "1 symbol of a picture font was left out",
        "1 part taken from another file was left out; open the document in Word and save it "
        "again to have its words",
    )
