"""From a file to text, and from the text to headed sections with quotable spans."""

from pathlib import Path

import pytest

from corpus.documents import Section, SpanKind
from corpus.errors import ReadingError
from ingest.readers.formats import read_file
from ingest.readers.markdown import sections_in


def shape(text: str, *, plain: bool = False) -> list[tuple[tuple[str, ...], list[str]]]:
    """Headings and quotable words of each section."""
    return [
        (section.headings, [text[span.start : span.end] for span in section.spans])
        for section in sections_in(text, plain=plain)
    ]


def leads(text: str) -> list[tuple[str, str]]:
    sections: list[Section] = sections_in(text, plain=False)
    return [(text[s.start : s.end], s.lead) for section in sections for s in section.spans]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param(b"One.\r\nTwo.\rThree.\n", "One.\nTwo.\nThree.\n", id="line-ends"),
        pytest.param(b"\xef\xbb\xbf# Plan\n", "# Plan\n", id="byte-order-mark"),
        pytest.param("café “£1.7m”".encode(), "café “£1.7m”", id="utf-8"),
    ],
)
def test_a_file_is_read_as_it_is_quoted_with_plain_line_ends(
    tmp_path: Path, raw: bytes, text: str
) -> None:
    (tmp_path / "a.md").write_bytes(raw)
    assert read_file(tmp_path / "a.md", print).text == text


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        pytest.param("a.md", b"caf\xe9", "is not UTF-8 text (byte 3); save it again", id="latin-1"),
        pytest.param("a.md", "Plan".encode("utf-16"), "is not UTF-8 text", id="utf-16"),
        pytest.param("a.txt", b"a\x00b", "holds NUL bytes", id="nul"),
        pytest.param("a.md", b"", "is empty (0 bytes)", id="empty"),
        pytest.param("a.md", b"\n --- \n*\n", "holds no text", id="only-marks"),
        pytest.param("a.md", b"\xef\xbb\xbf", "holds no text", id="only-a-byte-order-mark"),
        pytest.param("a.odt", b"PK", "cannot read .odt; save it as one of .pdf, .docx", id="odt"),
        pytest.param("a.txt", b"%PDF-1.7", "is named .txt but is a PDF", id="pdf-named-txt"),
        pytest.param("a", b"text", "cannot read a file without a suffix", id="no-suffix"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_remedy(
    tmp_path: Path, name: str, raw: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(ReadingError) as caught:
        read_file(tmp_path / name, print)
    assert str(caught.value).startswith(f"{tmp_path / name}: ")
    assert message in str(caught.value)


def test_a_file_that_is_missing_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"b\.md: not found; restore the file"):
        read_file(tmp_path / "b.md", print)
    (tmp_path / "c.md").mkdir()
    with pytest.raises(ReadingError, match=r"c\.md: is not a file"):
        read_file(tmp_path / "c.md", print)


def test_sections_follow_headings_and_remember_those_above_them() -> None:
    text = "Before.\n\n# A\n\nOne.\n\n## B\n\nTwo.\n\n### C #\n\nThree.\n\n## D\n\nFour.\n\n# E\n\nFive."
    assert shape(text) == [
        ((), ["Before."]),
        (("A",), ["One."]),
        (("A", "B"), ["Two."]),
        (("A", "B", "C"), ["Three."]),
        (("A", "D"), ["Four."]),
        (("E",), ["Five."]),
    ]


def test_a_heading_loses_its_marks_and_an_underlined_line_is_one() -> None:
    assert shape("## **Public** _Focus_\n\nOne.\n\nAims\n----\n\nTwo.") == [
        (("Public Focus",), ["One."]),
        (("Aims",), ["Two."]),
    ]


def test_each_sentence_item_and_row_can_be_quoted_by_itself() -> None:
    text = (
        "One here. Two here.\n\n* First\n* Second,\n  on two lines\n\n| A | B |\n|--|--|\n| 1 | 2 |"
    )
    spans = [span for section in sections_in(text, plain=False) for span in section.spans]
    assert [(s.kind, text[s.start : s.end]) for s in spans] == [
        (SpanKind.SENTENCE, "One here."),
        (SpanKind.SENTENCE, "Two here."),
        (SpanKind.ITEM, "First"),
        (SpanKind.ITEM, "Second,\n  on two lines"),
        (SpanKind.ROW, "| 1 | 2 |"),
    ]


def test_items_carry_the_words_that_introduce_the_list_and_no_others() -> None:
    text = "It is old. It will:\n\n- cut\n- help\n\nAfter it.\n\n- alone"
    assert leads(text) == [
        ("It is old.", ""),
        ("It will:", ""),
        ("cut", "It will:"),
        ("help", "It will:"),
        ("After it.", ""),
        ("alone", ""),
    ]


def test_a_lead_in_bold_counts_and_one_of_another_section_does_not() -> None:
    assert leads("**It will:**\n\n1. cut\n\n## Next\n\n2. help")[1:] == [
        ("cut", "**It will:**"),
        ("help", ""),
    ]


def test_rows_carry_the_headings_of_their_own_table() -> None:
    table = "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\nText.\n\n| C |\n|---|\n| 5 |"
    assert [entry for entry in leads(table) if entry[1]] == [
        ("| 1 | 2 |", "| A | B |"),
        ("| 3 | 4 |", "| A | B |"),
        ("| 5 |", "| C |"),
    ]


@pytest.mark.parametrize("mark", ["-", "*", "+", "1.", "12)", "•"])
def test_the_mark_of_a_list_is_not_quoted(mark: str) -> None:
    assert shape(f"Lead:\n\n{mark} More patrols") == [((), ["Lead:", "More patrols"])]


def test_numbers_that_are_no_list_mark_stay() -> None:
    text = "2015 was good.\n\n-5 degrees it was.\n\n£5. It cost that."
    assert shape(text)[0][1] == ["2015 was good.", "-5 degrees it was.", "£5.", "It cost that."]


def test_in_plain_text_a_short_line_that_stands_alone_before_text_is_a_heading() -> None:
    body = (
        "This is a paragraph that is a good deal longer than eighty characters, as paragraphs are."
    )
    text = f"Tackling crime\n\n{body}\n\nShort end."
    assert shape(text, plain=True) == [(("Tackling crime",), [body, "Short end."])]
    assert shape(text) == [((), ["Tackling crime", body, "Short end."])]


@pytest.mark.parametrize(
    "line", ["It fell.", "in lower case", "Two\nlines", "Contact us:", "Yes!", "x" * 81]
)
def test_in_plain_text_a_line_that_reads_like_a_sentence_is_not_a_heading(line: str) -> None:
    body = (
        "This is a paragraph that is a good deal longer than eighty characters, as paragraphs are."
    )
    ((headings, _),) = shape(f"{line}\n\n{body}", plain=True)
    assert headings == ()


def test_markdown_marks_are_understood_in_plain_text_too() -> None:
    assert shape("# Aims\n\nIt will:\n\n- cut", plain=True) == [(("Aims",), ["It will:", "cut"])]
