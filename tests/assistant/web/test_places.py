"""What a source card says of the place of a quotation, and where it leads."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.answers import Citation
from assistant.web.page_view import digest_of
from assistant.web.rendering import render_answer
from corpus.documents import TextSource
from corpus.health import LOW_CONFIDENCE
from tests.assistant.web.fakes import THREATS, answer, citation
from tests.assistant.web.hostile import HOSTILE
from tests.assistant.web.html_reading import Document, read_html
from tests.assistant.web.library import PLAN, QUOTED, Library
from tests.assistant.web.test_rendering import ALLOWED_ATTRIBUTES, OURS, hostile_answer

UNSURE = "Read by text recognition, which was unsure of this page (62%): check the picture."


def pdf(**changes: object) -> Citation:
    """Cite page 12 of a PDF that is held."""
    fields = {"page": 12, "last_page": 12, "original": ".pdf", "source": TextSource.ORIGINAL}
    return citation(**(fields | changes))


def page(cited: Citation, root_path: str = "") -> Document:
    html = render_answer(answer(citations=(cited,)), key="a1", root_path=root_path)
    return read_html(html.replace('loading="lazy">', 'loading="lazy"></img>'))


def addresses(shown: Document) -> list[str]:
    return [e.attributes["href"] for e in shown.with_tag("a") if e.attributes["href"][0] != "#"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({}, "Page 12"),
        ({"page_label": "12"}, "Page 12"),
        ({"page_label": " "}, "Page 12"),
        ({"page_label": "xii"}, "Page 12 (printed “xii”)"),
        ({"last_page": 13}, "Pages 12 to 13"),
        ({"last_page": 13, "page_label": "xii"}, "Pages 12 to 13 (the first printed “xii”)"),
        ({"last_page": None}, "Page 12"),
        ({"last_page": 3}, "Page 12"),
    ],
)
def test_the_place_names_the_page_and_what_is_printed_on_it(
    place: dict[str, object], words: str
) -> None:
    shown = page(pdf(**place))
    assert f"1 {words} · " in shown.with_class("pa-place")[0].text
    summary = shown.with_class("pa-picture")[0].text
    assert f"See {words[0].lower()}{words[1:]} with these words marked" in summary


def test_a_held_pdf_opens_here_at_its_page_and_at_the_publisher() -> None:
    shown = page(pdf(document="plan-x", url="https://example.org/plan"))
    assert addresses(shown)[:3] == [
        "/documents/plan-x/original",
        "https://example.org/plan",
        "/documents/plan-x/original#page=12",
    ]
    assert "Open the original at page 12" in shown.elements[0].text
    for link in (e for e in shown.with_tag("a") if e.attributes["href"][0] != "#"):
        assert link.attributes["target"] == "_blank"
        assert link.attributes["rel"] == "noopener noreferrer"


def test_a_picture_waits_behind_its_words_until_they_are_opened(library: Library) -> None:
    shown = page(library.plan_citation())
    (details,) = shown.with_class("pa-picture")
    assert details.tag == "details"
    assert "open" not in details.attributes
    (picture,) = shown.with_tag("img")
    assert picture.attributes["loading"] == "lazy"
    assert "Page 2 of Everybody's Business" in picture.attributes["alt"]
    assert "quotation 1 marked in yellow and underlined" in picture.attributes["alt"]
    address = urlsplit(picture.attributes["src"])
    assert address.path == f"/documents/{PLAN}/pages/2.png"
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert library.texts[PLAN][int(asked["start"]) : int(asked["end"])] == QUOTED
    assert asked["check"] == digest_of(QUOTED)
    (larger,) = shown.with_class("pa-page")
    assert larger.attributes["href"] == picture.attributes["src"] + "&size=large"


def test_a_quotation_over_pages_has_a_picture_of_each_but_not_of_very_many() -> None:
    assert len(page(pdf(last_page=13)).with_tag("img")) == 2
    assert len(page(pdf(last_page=900)).with_tag("img")) == 3


@pytest.mark.parametrize("original", [".docx", ".html", ".md", ".txt", ".htm"])
def test_other_originals_open_here_and_at_the_publisher_without_pages(original: str) -> None:
    shown = page(
        pdf(original=original, page=None, last_page=None, url="https://example.org/plan.pdf")
    )
    assert addresses(shown) == [
        "/documents/news-2015-06-plan-presented/original",
        "https://example.org/plan.pdf",
    ]
    assert not shown.with_tag("img")


def test_a_summary_leads_to_the_publisher_as_ever() -> None:
    shown = page(citation(url="https://example.org/news"))
    assert addresses(shown) == ["https://example.org/news"]
    assert "Open the original" in shown.elements[0].text
    assert not shown.with_tag("img")


def test_an_original_without_a_known_address_leads_to_ours_alone() -> None:
    shown = page(pdf(url=None, original=".txt", page=None))
    assert addresses(shown) == ["/documents/news-2015-06-plan-presented/original"]
    assert "Its address is not known" not in shown.elements[0].text


def test_every_address_of_ours_starts_with_what_the_proxy_takes_off() -> None:
    shown = page(pdf(url=None), root_path="/plans")
    ours = [*addresses(shown), *(e.attributes["src"] for e in shown.with_tag("img"))]
    assert len(ours) == 4
    assert all(address.startswith("/plans/documents/") for address in ours)


def test_an_unsure_page_is_said_beside_the_quotation_and_in_the_card() -> None:
    shown = page(pdf(confidence=0.629))
    assert [note.text for note in shown.with_class("pa-unsure")] == [UNSURE, UNSURE]
    (group,) = shown.with_class("pa-group")
    (cited,) = shown.with_class("pa-cited")
    assert UNSURE in group.text
    assert UNSURE in cited.text


def test_what_was_surely_recognised_is_said_in_the_card_only() -> None:
    shown = page(pdf(confidence=LOW_CONFIDENCE))
    assert not shown.with_class("pa-unsure")
    assert [note.text for note in shown.with_class("pa-recognised")] == [
        "Read by text recognition (80% sure)."
    ]
    assert "recognition" not in shown.with_class("pa-group")[0].text


def test_a_file_that_holds_text_says_nothing_of_recognition() -> None:
    assert "recognition" not in page(pdf()).elements[0].text


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_in_a_place_stay_words(words: str) -> None:
    (cited,) = hostile_answer(words).citations
    place = {"original": ".pdf", "last_page": 4, "page_label": words, "confidence": 0.1}
    shown = page(replace(cited, document=words, **place))  # type: ignore[arg-type]
    assert {element.tag for element in shown.elements} <= OURS | {"img"}
    names = {name for element in shown.elements for name in element.attributes}
    assert names <= ALLOWED_ATTRIBUTES | {"src", "alt", "loading"}
    assert all(e.attributes["src"].startswith("/documents/") for e in shown.with_tag("img"))
    assert THREATS not in shown.elements[0].text
