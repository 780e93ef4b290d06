"""The text of a document as it stands on its page, and what is marked in it."""

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

import corpus
from assistant.web.document_blocks import blocks_of
from assistant.web.page_view import digest_of
from tests.assistant.web.conftest import documents_client
from tests.assistant.web.document_reading import heard, main_of, page, place
from tests.assistant.web.hostile import HOSTILE
from tests.assistant.web.html_reading import Document
from tests.assistant.web.texts import GUIDE, TEXT, library_of, with_text

DIGESTS = Path(corpus.__file__).parent / "digests"


def guide(tmp_path: Path, text: str = TEXT, markdown: bool = True, **asked: object) -> Document:
    with documents_client(library_of(tmp_path / "data", text, markdown=markdown)) as client:
        return page(client, GUIDE, **asked)


def test_the_text_is_headings_lists_and_tables(tmp_path: Path) -> None:
    shown = guide(tmp_path)
    headings = [(e.tag, e.text) for e in shown.with_tag("h1", "h2", "h3", "h4", "h5", "h6")]
    assert headings == [
        ("h1", "A guide to the plan"),
        ("h2", "Our summary of this document"),
        ("h3", "What it does"),
        ("h4", "The cost of it"),
        ("h3", "What it does"),
    ]
    paragraphs = [heard(e.text) for e in shown.with_tag("p")]
    assert "It has two aims:" in paragraphs
    assert paragraphs[-1].endswith("with a_name_of_something and 2 * 3 * 4.")
    items = [heard(e.text) for e in shown.with_tag("li") if "pa-" not in str(e.attributes)]
    assert "Safer roads, all of them" in items
    assert [e.attributes.get("value") for e in shown.with_tag("li")].count("2") == 1
    (outer,) = (e for e in shown.with_tag("li") if e.text.startswith("better care"))
    assert "for witnesses" in outer.text
    (table,) = shown.with_tag("table")
    assert [e.text for e in shown.with_tag("th")] == ["Band", "2016/17", "2017/18"]
    assert all(e.attributes["scope"] == "col" for e in shown.with_tag("th"))
    assert len(shown.with_tag("tr")) == 3
    assert "|" not in table.text
    (region,) = shown.with_class("pa-table")
    assert region.attributes.items() >= {"role": "region", "tabindex": "0"}.items()
    assert region.attributes["aria-label"]


def test_headings_have_the_names_that_passages_have(tmp_path: Path) -> None:
    library = library_of(tmp_path / "data", TEXT)
    slugs = {passage.id.split("/")[1] for passage in library.generation.passages} - {"text"}
    with documents_client(library) as client:
        shown = page(client, GUIDE)
    names = [e.attributes.get("id") for e in shown.with_tag("h3", "h4")]
    assert names == ["what-it-does", "what-it-does--the-cost-of-it", "what-it-does-2"]
    assert slugs <= set(names)
    assert len(shown.ids) == len(set(shown.ids))


def test_a_heading_cannot_take_a_name_of_the_page(tmp_path: Path) -> None:
    headings = ("Main", "Quotation", "Text", "Page 1", "Text", "About", "Passage")
    text = "".join(f"## {heading}\n\nWords.\n\n" for heading in headings)
    shown = guide(tmp_path, text)
    assert len(shown.ids) == len(set(shown.ids))
    assert "main" not in [e.attributes.get("id") for e in shown.with_tag("h3")]


def test_marks_of_other_formats_are_words_and_their_headings_come_from_the_passages(
    tmp_path: Path,
) -> None:
    text = "Aims\n\nTwo *stars* and # one.\n\n• An item\n  Its second paragraph\n(a) Another\n"
    library = library_of(tmp_path / "data", text, markdown=False)
    generation = library.generation
    first = replace(generation.passages[-1], headings=("Aims",), start=6, end=30, spans=())
    library.generation = replace(generation, passages=(first,))
    with documents_client(library) as client:
        shown = page(client, GUIDE)
    assert [e.text for e in shown.with_tag("h3")] == ["Aims"]
    assert "Two *stars* and # one." in [e.text for e in shown.with_tag("p")]
    assert "An item" in [e.text for e in shown.with_tag("li")]


@pytest.mark.parametrize(
    "words",
    ["Words before any heading.", "*Safer* roads,\n  all", "| C | £130.67 | £135.11 |", "a_name"],
)
def test_the_very_words_are_marked(tmp_path: Path, words: str) -> None:
    shown = guide(tmp_path, **place(TEXT, words))
    marks = shown.with_tag("mark")
    said = " ".join(heard(mark.text) for mark in marks)
    assert said.startswith("Quotation begins: ")
    assert said.endswith(" Quotation ends.")
    plain = said.removeprefix("Quotation begins: ").removesuffix(" Quotation ends.")
    assert plain == " ".join(re.sub(r"[|*]", " ", words).split())
    assert marks[0].attributes == {"id": "quotation", "tabindex": "-1"}
    assert all(not mark.attributes for mark in marks[1:])


def test_a_quotation_over_several_blocks_has_a_mark_in_each(tmp_path: Path) -> None:
    start, end = TEXT.index("has [two"), TEXT.index(" better care") + 7
    words = TEXT[start:end]
    shown = guide(tmp_path, start=start, end=end, check=digest_of(words))
    assert [heard(mark.text) for mark in shown.with_tag("mark")] == [
        "Quotation begins: has two aims:",
        "Safer roads, all of them",
        "better Quotation ends.",
    ]


@pytest.mark.parametrize(
    "asked",
    [
        {"start": 10, "end": 20},
        {"start": 10, "end": 20, "check": digest_of("other words")},
        {"start": 20, "end": 10, "check": digest_of("")},
        {"start": 0, "end": 10**8, "check": digest_of(TEXT)},
        {"start": "9" * 5_000, "end": "x", "check": ""},
        {"start": "٣", "end": "٩", "check": ""},
        {"end": 5},
        {"passage": f"{GUIDE}/no-such/1"},
        {"passage": "<b>"},
        {"start": 21, "end": 23, "check": digest_of("\n\n")},
    ],
)
def test_nothing_is_marked_where_the_words_are_not_those_that_were_meant(
    tmp_path: Path, asked: dict[str, object]
) -> None:
    shown = guide(tmp_path, **asked)
    assert not shown.with_tag("mark")
    (notice,) = shown.with_class("pa-notice")
    assert "was read again since" in notice.text
    assert notice.attributes["id"] == ("passage" if "passage" in asked else "quotation")
    assert "What it does" in shown.elements[0].text


@pytest.mark.parametrize(
    "words", ["[", "*", "**a", " ", "|", "`", "_a_", "- ", "# ", "> ", "](", "#"]
)
def test_a_text_made_to_take_long_does_not(tmp_path: Path, words: str) -> None:
    text = f"# {words * 20_000}\n\n{words * 60_000} end\n"
    library = library_of(tmp_path / "data", "Words.")
    library = with_text(library, GUIDE, text)
    with documents_client(library) as client:
        before = time.process_time()
        page(client, GUIDE)
        assert time.process_time() - before < 3


@pytest.mark.parametrize("path", sorted(DIGESTS.glob("*.md")), ids=lambda path: str(path.stem))
def test_every_word_of_a_digest_stands_in_one_block(path: Path) -> None:
    text = path.read_text("utf-8")
    blocks = blocks_of(text, (), markdown=True)
    rest = text
    for block in reversed(blocks):
        assert rest[block.start : block.end].strip()
        rest = rest[: block.start] + " " + rest[block.end :]
    assert not re.search(r"\w", re.sub(r"(?m)^\s*\d+[.)]\s", "", rest))


def test_a_passage_is_marked_by_its_id(tmp_path: Path) -> None:
    shown = guide(tmp_path, passage=f"{GUIDE}/what-it-does--the-cost-of-it/1")
    marks = shown.with_tag("mark")
    assert marks[0].attributes["id"] == "passage"
    assert [heard(mark.text) for mark in marks][1:3] == ["£130.67", "£135.11"]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("markdown", [True, False], ids=["markdown", "other"])
def test_hostile_texts_titles_and_headings_stay_words(
    tmp_path: Path, words: str, markdown: bool
) -> None:
    text = (
        f"# {words}\n\n{words}\n\n## {words}\n\n- {words}\n\n| {words} | b | c |\n|---|---|---|\n"
    )
    library = library_of(tmp_path / "data", text, markdown=markdown, title=words, publisher=words)
    with documents_client(library) as client:
        response = client.get(f"/documents/{GUIDE}", params={"passage": words, "check": words})
    shown = main_of(response.text)
    ours = {
        *("main", "article", "section", "div", "h1", "h2", "h3", "h4", "h5", "p", "a", "ul", "ol"),
        *("li", "dl", "dt", "dd", "span", "strong", "table", "thead", "tbody", "tr", "th", "td"),
        "br",
    }
    assert {element.tag for element in shown.elements} <= ours
    names = {name for element in shown.elements for name in element.attributes}
    assert not {name for name in names if name.startswith("on") or name == "style"}
    assert all(e.attributes["href"].startswith(("/documents", "#")) for e in shown.with_tag("a"))
