"""A character of the stored text leads to its page, and a quotation to its boxes there."""

import numpy as np
import pytest

from corpus.layouts import layout_digest, read_layout, write_layout
from corpus.pages import WORD_PLACE, Layout, Page, boxes_between, page_of


def places(*rows: tuple[int, int, int, float, float, float, float]) -> np.ndarray:
    return np.array(list(rows), dtype=WORD_PLACE)


# "One two" on page 1, "three" on page 2, a note of page 1 after it.
TEXT = places(
    (0, 3, 1, 0.10, 0.10, 0.15, 0.12),
    (4, 7, 1, 0.16, 0.10, 0.20, 0.12),
    (8, 13, 2, 0.10, 0.10, 0.20, 0.12),
    (15, 19, 1, 0.10, 0.90, 0.20, 0.92),
)


@pytest.mark.parametrize(
    ("offset", "page"), [(0, 1), (3, 1), (6, 1), (7, 2), (8, 2), (13, 1), (15, 1), (99, 1)]
)
def test_a_character_stands_on_the_page_of_its_word_though_notes_come_after_later_pages(
    offset: int, page: int
) -> None:
    assert page_of(TEXT, offset) == page


def test_a_text_without_places_has_no_pages() -> None:
    assert page_of(places(), 3) is None
    assert Layout().pages_between(0, 3) is None


def test_a_layout_gives_the_page_with_its_printed_label() -> None:
    pages = tuple(
        Page(number=n, label=label, width=595, height=842, characters=10)
        for n, label in ((1, "iv"), (2, None))
    )
    layout = Layout(pages=pages, places=TEXT)
    found = layout.pages_between(3, 13)
    assert found is not None
    assert [(page.number, page.label) for page in found] == [(1, "iv"), (2, None)]


def test_words_of_one_line_share_a_box_and_those_of_another_page_have_their_own() -> None:
    boxes = boxes_between(TEXT, 0, 13)
    assert [(box.page, round(box.x0, 2), round(box.x1, 2)) for box in boxes] == [
        (1, 0.1, 0.2),
        (2, 0.1, 0.2),
    ]


def test_only_the_words_of_the_quotation_are_boxed() -> None:
    (box,) = boxes_between(TEXT, 4, 7)
    assert round(box.x0, 2) == 0.16
    assert boxes_between(TEXT, 3, 4) == []


def test_words_far_apart_on_one_line_are_boxed_apart_as_in_a_table() -> None:
    row = places((0, 3, 1, 0.1, 0.1, 0.2, 0.12), (4, 7, 1, 0.6, 0.1, 0.7, 0.12))
    assert len(boxes_between(row, 0, 7)) == 2


def test_a_layout_reads_back_as_it_was_and_its_digest_tells_any_change(tmp_path) -> None:  # type: ignore[no-untyped-def]
    page = Page(number=1, label="i", width=1, height=2, characters=3, confidence=0.5, problem="p")
    layout = Layout(pages=(page,), places=TEXT)
    write_layout(tmp_path / "a.npz", layout)
    read = read_layout(tmp_path / "a.npz")
    assert read.pages == layout.pages
    assert np.array_equal(read.places, layout.places)
    assert layout_digest(read) == layout_digest(layout)
    moved = TEXT.copy()
    moved["x0"][0] = 0.11
    assert layout_digest(Layout(pages=(page,), places=moved)) != layout_digest(layout)
    assert layout_digest(Layout(places=TEXT)) != layout_digest(layout)
