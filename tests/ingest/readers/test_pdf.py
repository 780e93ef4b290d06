"""The words of PDFs: that they are all there, as one run, in order and on the right page.

Every document was made for this; what is known of it stands in `tests/documents/pdf_files.py`.
"""

import re
from collections.abc import Callable, Sequence

import pytest

from corpus.text import normalise
from tests.documents.checking import ReadText
from tests.documents.made import MadeSentence
from tests.documents.pdf_files import DOCUMENTS
from tests.ingest.readers.conftest import Read

ReadMade = Callable[[str], Read]
every_document = pytest.mark.parametrize("name", DOCUMENTS)


def _shown(text: ReadText, wrong: Sequence[MadeSentence]) -> str:
    """Some of the sentences that are wrong, with what stands in their place."""
    shown = [f"\nwanted: {each.text!r}\nfound:  {text.near(each.text)!r}" for each in wrong[:6]]
    return f"{len(wrong)} sentences\n" + "\n".join(shown)


@every_document
def test_every_sentence_is_one_run_of_the_text(name: str, read_made_pdf: ReadMade) -> None:
    read = read_made_pdf(name)
    lost = [each for each in read.made.sentences if not read.text.holds(each.text)]
    assert not lost, _shown(read.text, lost)


@every_document
def test_every_sentence_can_be_quoted(name: str, read_made_pdf: ReadMade) -> None:
    read = read_made_pdf(name)
    lost = [each for each in read.made.sentences if not read.text.find(each.text)]
    assert not lost, _shown(read.text, lost)


@every_document
def test_every_sentence_is_cited_to_the_page_on_which_it_begins(
    name: str, read_made_pdf: ReadMade
) -> None:
    read = read_made_pdf(name)
    found = [each for each in read.made.sentences if read.text.find(each.text)]
    wrong = [
        (each.text, each.page, read.text.pages(each.text))
        for each in found
        if not read.text.on_right_page(each)
    ]
    assert found
    assert not wrong


@every_document
def test_sentences_stand_in_the_order_in_which_a_person_reads_them(
    name: str, read_made_pdf: ReadMade
) -> None:
    read = read_made_pdf(name)
    course = [each for each in read.made.sentences if not each.aside]
    places = [
        (found[0].start, each.text)
        for each in course
        if len(found := read.text.find(each.text)) == 1
    ]
    assert places
    assert places == sorted(places)


@every_document
def test_furniture_and_hidden_words_are_not_in_the_text(name: str, read_made_pdf: ReadMade) -> None:
    read = read_made_pdf(name)
    kept = [words for words in read.made.never if words in read.text.reading.text]
    assert not kept


@every_document
def test_words_stand_in_the_text_as_often_as_in_the_course_of_the_document(
    name: str, read_made_pdf: ReadMade
) -> None:
    read = read_made_pdf(name)
    wanted = [normalise(each.text) for each in read.made.sentences]
    if len(wanted) > 2000:
        pytest.skip("too many to count one by one")
    counts = {words: read.text.normalised.count(words) for words in wanted}
    more = {words: n for words, n in counts.items() if n > wanted.count(words)}
    fewer = {words: n for words, n in counts.items() if 0 < n < wanted.count(words)}
    assert not more
    assert not fewer


@every_document
def test_sentences_stand_below_their_headings(name: str, read_made_pdf: ReadMade) -> None:
    read = read_made_pdf(name)
    wrong = [
        (each.text, each.headings, paths)
        for each in read.made.sentences
        if each.headings
        and (paths := read.text.headings(each.text))
        and not any(_ends_in(path, each.headings) for path in paths)
    ]
    assert not wrong, f"{len(wrong)} sentences, such as {wrong[:3]}"


def _ends_in(path: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether the innermost headings are these; the title of the document may stand above."""
    words = [normalise(heading) for heading in path]
    return words[-len(headings) :] == [normalise(heading) for heading in headings]


@every_document
def test_a_quotation_can_be_marked_where_it_stands_on_the_page(
    name: str, read_made_pdf: ReadMade
) -> None:
    read = read_made_pdf(name)
    boxed = [each for each in read.made.sentences if each.box and read.text.find(each.text)]
    wrong = [
        (each.text, each.page, each.box, read.text.boxes(each.text))
        for each in boxed
        if len(read.text.find(each.text)) == 1 and not _is_there(read.text, each)
    ]
    assert boxed
    assert not wrong, f"{len(wrong)} of {len(boxed)} sentences, such as {wrong[:2]}"


_BESIDE = 0.015
"""How far a box may reach out of where the words are, in parts of the page."""
_COVERED = 0.7
"""How much of the width and height of where the words are their boxes must cover together."""


def _is_there(text: ReadText, sentence: MadeSentence) -> bool:
    """Whether the boxes of a sentence are on its page and cover it, and hardly more."""
    wanted, boxes = sentence.box, text.boxes(sentence.text)
    assert wanted
    if not boxes or {box.page for box in boxes} != {sentence.page}:
        return False
    x0, x1 = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    y0, y1 = min(box.y0 for box in boxes), max(box.y1 for box in boxes)
    inside = (
        x0 > wanted.x0 - _BESIDE
        and x1 < wanted.x1 + _BESIDE
        and y0 > wanted.y0 - _BESIDE
        and y1 < wanted.y1 + _BESIDE
    )
    wide = x1 - x0 > _COVERED * (wanted.x1 - wanted.x0)
    return inside and wide and y1 - y0 > _COVERED * (wanted.y1 - wanted.y0)


@every_document
def test_every_page_is_known_and_was_told_of(name: str, read_made_pdf: ReadMade) -> None:
    read = read_made_pdf(name)
    pages = read.text.reading.layout.pages
    count = read.made.pages or 0
    assert [page.number for page in pages] == list(range(1, count + 1))
    assert list(dict.fromkeys(read.told)) == [(number, count) for number in range(1, count + 1)]
    assert [page.problem for page in pages] == [None] * count
    assert all(page.confidence is None for page in pages)


@every_document
def test_every_word_of_the_text_has_its_place(name: str, read_made_pdf: ReadMade) -> None:
    """Words that are on no page cannot be shown to anybody who doubts them."""
    reading = read_made_pdf(name).text.reading
    placed = bytearray(len(reading.text))
    for row in reading.layout.places:
        placed[int(row["start"]) : int(row["end"])] = b"\1" * int(row["end"] - row["start"])
    spans = [span for section in reading.sections for span in section.spans]
    loose = [
        reading.text[place - 20 : place + 20]
        for span in spans
        for place in range(span.start, span.end)
        if reading.text[place].isalnum() and not placed[place]
    ]
    assert not loose


@pytest.mark.parametrize(
    "name",
    [
        "two columns",
        "running headers",
        "bare numbers",
        "foreword, labels in the file",
        "foreword, labels printed only",
        "sentences over breaks",
        "table over pages, headed once",
        "sideways",
        "long",
    ],
)
def test_pages_have_the_labels_that_are_printed_on_them(name: str, read_made_pdf: ReadMade) -> None:
    read = read_made_pdf(name)
    assert read.made.labels
    assert tuple(page.label or None for page in read.text.reading.layout.pages) == read.made.labels


@pytest.mark.parametrize("name", ["running headers", "typesetter's tricks"])
def test_words_that_page_headers_repeat_stand_in_the_text_once(
    name: str, read_made_pdf: ReadMade
) -> None:
    read = read_made_pdf(name)
    assert read.made.once
    assert {
        words: read.text.reading.text.count(words) for words in read.made.once
    } == dict.fromkeys(read.made.once, 1)


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name.startswith("hidden")])
def test_a_note_says_that_words_were_left_out_because_nobody_can_see_them(
    name: str, read_made_pdf: ReadMade
) -> None:
    read = read_made_pdf(name)
    notes = read.text.reading.notes
    missing = [each for each in read.made.notes if not any(re.search(each, note) for note in notes)]
    assert not missing


_WITH_UNSEEN_WORDS = ("hidden", "other scripts", "printer's marks")


@pytest.mark.parametrize(
    "name", [name for name in DOCUMENTS if not name.startswith(_WITH_UNSEEN_WORDS)]
)
def test_where_nothing_is_hidden_no_note_says_so(name: str, read_made_pdf: ReadMade) -> None:
    notes = read_made_pdf(name).text.reading.notes
    assert [note for note in notes if not note.startswith("the list of contents")] == []
