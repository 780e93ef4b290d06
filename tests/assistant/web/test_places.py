"""What a source card says of the place of a quotation, and where it leads."""

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.answers import Citation
from assistant.web.page_view import digest_of
from assistant.web.rendering import render_answer
from assistant.web.words import Spoken, speaking
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
    return read_html(re.sub(r"<img\b[^>]*>", r"\g<0></img>", html))


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


def asked_for(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_a_place_leads_to_the_words_in_their_document_to_the_page_and_back() -> None:
    cited = pdf(document="plan-x", url="https://example.org/plan")
    shown = page(cited)
    publisher, seen, opened, _ = addresses(shown)
    assert publisher == "https://example.org/plan"
    assert opened == "/documents/plan-x/original#page=12"
    assert urlsplit(seen).path == "/documents/plan-x"
    assert urlsplit(seen).fragment == "quotation"
    assert asked_for(seen) == {
        "start": str(cited.start),
        "end": str(cited.end),
        "check": digest_of(cited.quotation),
    }
    links = [
        link for link in shown.with_tag("a") if "pa-marker" not in link.attributes.get("class", "")
    ]
    assert [link.text.split(":")[0] for link in links] == [
        "At the publisher",
        "See it in the document",
        "Open the original at page 12",
        "Back to the answer, quotation 1",
        "Open a larger picture (opens in a new tab)",
    ]


def test_links_that_leave_the_answer_open_in_a_new_tab_and_say_so() -> None:
    shown = page(pdf(url="https://example.org/plan"))
    leaving = [e for e in shown.with_tag("a") if e.attributes["href"][0] != "#"]
    assert len(leaving) == 4
    for link in leaving:
        assert link.attributes["target"] == "_blank"
        assert link.attributes["rel"] == "noopener noreferrer"
        assert "(opens in a new tab)" in link.text


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
def test_other_originals_lead_to_their_text_here_and_to_the_publisher(original: str) -> None:
    shown = page(
        pdf(original=original, page=None, last_page=None, url="https://example.org/plan.pdf")
    )
    publisher, seen = addresses(shown)
    assert publisher == "https://example.org/plan.pdf"
    assert urlsplit(seen).path == "/documents/news-2015-06-plan-presented"
    assert not shown.with_tag("img")


def test_a_summary_leads_to_its_text_here_and_to_the_publisher() -> None:
    shown = page(citation(url="https://example.org/news"))
    publisher, seen = addresses(shown)
    assert publisher == "https://example.org/news"
    assert urlsplit(seen).path == "/documents/news-2015-06-plan-presented"
    assert "Open the original" not in shown.elements[0].text
    assert not shown.with_tag("img")


def test_only_where_nothing_else_can_be_had_an_unknown_address_is_said() -> None:
    said = "Its address is not known"
    assert said not in page(pdf(url=None, original=".txt", page=None)).elements[0].text
    assert said in page(citation(url=None)).elements[0].text


def test_links_of_ours_speak_the_language_of_the_page() -> None:
    with speaking(Spoken("cy", "Cymraeg", {"See it in the document": "Gweld yn y ddogfen"})):
        shown = page(citation())
    (seen,) = (e for e in shown.with_tag("a") if "Gweld yn y ddogfen" in e.text)
    assert asked_for(seen.attributes["href"])["lang"] == "cy"


def test_rows_of_tables_are_shown_as_lines_without_their_bars() -> None:
    shown = page(
        citation(
            quotation="| C | £130.67 |  |",
            before="For it. | Band | 2016/17 | Rise | |---|---|---| | A | £98 | | | B | £114 | £3 | ",
            after=" | D | £147.00 | | | E | £17 | £6 | Then more | and",
        )
    )
    html = render_answer(answer(citations=(citation(quotation="| C | £130.67 |  |"),)), key="a1")
    assert "|" not in read_html(html).with_class("pa-context")[0].text
    (context,) = shown.with_class("pa-context")
    assert shown.with_tag("mark")[0].text == "C · £130.67"
    assert context.text == (
        "For it.Band · 2016/17 · RiseA · £98B · £114 · £3C · £130.67D · £147.00E · £17 · £6"
        "Then more | …"
    )


def test_words_beside_a_table_have_its_cells_parted_by_dots() -> None:
    shown = page(
        citation(quotation="For it.", before="", after=" | Band | Cost | |---|---| | A | b")
    )
    assert shown.with_class("pa-context")[0].text == "For it. Band · Cost · A · …"


def test_a_bar_that_is_no_edge_of_a_row_stays() -> None:
    shown = page(citation(quotation="Either a|b or nothing.", before="", after=""))
    assert shown.with_tag("mark")[0].text == "Either a|b or nothing."


def test_every_address_of_ours_starts_with_what_the_proxy_takes_off() -> None:
    shown = page(pdf(url=None), root_path="/plans")
    ours = [*addresses(shown), *(e.attributes["src"] for e in shown.with_tag("img"))]
    assert len(ours) == 4
    assert "/plans/documents/news-2015-06-plan-presented?" in ours[0]
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
