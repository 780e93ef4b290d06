"""How long documents are cut into parts: whole pages, or sections."""

from itertools import pairwise

import numpy as np
import pytest

from assistant.web import document_parts
from assistant.web.document_blocks import BlockKind, blocks_of
from assistant.web.document_parts import Leaf, Part, parts_of
from corpus.pages import WORD_PLACE, Layout, Page


def layout_of(text: str, *pages: tuple[int, str]) -> Layout:
    """Put each word of the text on a page: the pages in order, each up to the end of its words."""
    rows, at = [], 0
    for number, words in pages:
        for word in words.split():
            at = text.index(word, at)
            rows.append((at, at + len(word), number, 0, 0, 1, 1))
            at += len(word)
    last = max(number for number, _ in pages)
    numbered = tuple(
        Page(number=n, label=None, width=595, height=842, characters=9) for n in range(1, last + 1)
    )
    return Layout(pages=numbered, places=np.array(rows, dtype=WORD_PLACE))


def words_of(text: str, leaf: Leaf) -> list[str]:
    return [text[block.start : block.end].strip() for block in leaf.blocks]


def parts_in(text: str, layout: Layout | None = None) -> tuple[Part, ...]:
    return parts_of(text, blocks_of(text, (), markdown=layout is None), layout or Layout())


def test_a_paragraph_over_two_pages_is_divided_where_the_page_ends() -> None:
    text = "One two three four\n\n• five six\n\n| seven | eight |\n"
    layout = layout_of(text, (1, "One two"), (2, "three four five"), (3, "six seven"), (4, "eight"))
    (part,) = parts_in(text, layout)
    assert [words_of(text, leaf) for leaf in part.leaves] == [
        ["One two"],
        ["three four", "five"],
        ["six", "| seven | eight |"],
        [],
    ]
    assert part.leaves[2].blocks[0].kind is BlockKind.PARAGRAPH


def test_words_that_stand_on_an_earlier_page_are_shown_there() -> None:
    text = "One\n\nTwo\n\nA note\n"
    (part,) = parts_in(text, layout_of(text, (1, "One"), (2, "Two"), (1, "A note")))
    assert [words_of(text, leaf) for leaf in part.leaves] == [["One", "A note"], ["Two"]]


def test_a_word_divided_between_pages_is_shown_once() -> None:
    text = "One under-stood two\n"
    layout = layout_of(text, (1, "One"), (2, "two"))
    word = np.array([(4, 15, 1, 0, 0, 1, 1), (4, 15, 2, 0, 0, 1, 1)], dtype=WORD_PLACE)
    places = np.concatenate((layout.places[:1], word, layout.places[1:]))
    (part,) = parts_in(text, Layout(pages=layout.pages, places=places))
    assert [words_of(text, leaf) for leaf in part.leaves] == [["One"], ["under-stood two"]]


def test_pages_of_pictures_alone_are_there_too() -> None:
    pages = layout_of("x", (3, "x")).pages
    (part,) = parts_in("", Layout(pages=pages))
    assert part.pages == [1, 2, 3]
    assert all(leaf.blocks == () for leaf in part.leaves)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_parts, "MOST_CHARACTERS", 100)


@pytest.mark.usefixtures("small")
def test_without_pages_parts_begin_at_headings() -> None:
    text = "".join(f"## Heading {n}\n\n{'word ' * 9}.\n\n" for n in range(6))
    parts = parts_in(text)
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    assert len(parts) > 1
    for part in parts:
        (leaf,) = part.leaves
        assert leaf.page is None
        assert leaf.blocks[0].kind is BlockKind.HEADING
        assert sum(block.end - block.start for block in leaf.blocks) <= 100


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("text", ["word " * 200, "x" * 1_000, "## Heading\n\n" + "y " * 400])
def test_a_text_without_breaks_is_cut_and_nothing_of_it_is_lost(text: str) -> None:
    parts = parts_in(text)
    blocks = [block for part in parts for leaf in part.leaves for block in leaf.blocks]
    assert len(parts) > 2
    whole = "".join(text[block.start : block.end] for block in blocks)
    assert "".join(whole.split()) == "".join(text.replace("#", "").split())
    assert all(one.end <= other.start for one, other in pairwise(blocks))
    assert all(block.end - block.start <= 100 for block in blocks)
