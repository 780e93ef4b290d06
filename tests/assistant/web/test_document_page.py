"""The page of one document: its facts, its text as it stands, and what is marked in it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.web import document_parts
from tests.assistant.web.conftest import documents_client
from tests.assistant.web.document_reading import heard, main_of, page, place
from tests.assistant.web.html_reading import Document
from tests.assistant.web.library import PLAN, QUOTED, TITLE, Library, build_library
from tests.assistant.web.texts import LATER, with_plans


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[httpx.Client]:
    with documents_client(with_plans(library)) as client:
        yield client


def facts(shown: Document) -> dict[str, str]:
    names = [heard(name.text) for name in shown.with_tag("dt")]
    return dict(zip(names, (heard(e.text) for e in shown.with_tag("dd")), strict=True))


def test_the_facts_of_a_plan_say_when_it_applied_and_what_replaced_it(
    client: httpx.Client,
) -> None:
    shown = page(client)
    assert [heading.text for heading in shown.with_tag("h1")] == [TITLE]
    said = facts(shown)
    assert said["What it is"] == "Plan"
    assert said["Published"] == "July 2015"
    assert said["Whose words we hold"] == "The document’s own words"
    assert said["In force"].startswith("From June 2015 until February 2017")
    assert "It was presented then (news, July 2015: The news 2015" in said["In force"]
    assert said["Replaced by"] == "The later plan"
    assert said["Replaces"] == "The plan 2013 18 of the Commissioner"
    assert "Not read, or not wholly: 5" in said["Pages"]
    assert "2 pages read by text recognition, 76% sure" in said["Pages"]
    links = {link.attributes["href"] for link in shown.with_tag("a")}
    assert {f"/documents/{LATER}", "/documents/plan-2013-18", "/documents/news-2015"} <= links
    assert facts(page(client, LATER))["In force"] == "Since March 2017, and still"


def test_it_says_where_the_document_can_be_had(client: httpx.Client) -> None:
    links = {e.text.split(" (")[0]: e.attributes for e in page(client).with_tag("a")}
    assert links["Open the original"]["href"] == f"/documents/{PLAN}/original"
    assert links["Download the original"].keys() == {"href", "download"}
    assert links["At the publisher"]["href"].endswith(f"/{PLAN}")
    assert links["Link to this page"]["href"] == f"/documents/{PLAN}"


def test_a_file_that_changed_since_is_not_offered_but_its_text_is_shown(tmp_path: Path) -> None:
    own = build_library(tmp_path / "data")
    (own.data / "originals" / f"{PLAN}.pdf").write_bytes(b"another")
    with documents_client(own) as client:
        shown = page(client)
    assert "has changed since it was read" in shown.elements[0].text
    assert QUOTED in shown.elements[0].text
    assert not shown.with_tag("img")
    assert "Open the original" not in shown.elements[0].text


def test_a_document_that_is_not_held_says_so_and_lists_what_is_held_about_it(
    client: httpx.Client,
) -> None:
    shown = page(client, "plan-2013-18")
    assert "Its text is not held here" in [e.text for e in shown.with_tag("h2")]
    assert "The publisher may still have it" in shown.elements[0].text
    (others,) = shown.with_class("pa-others")
    assert heard(others.text).startswith("The news 2015 of the Commissioner News, July 2015")
    assert "No document that we hold is about it." in page(client, LATER).elements[0].text


def test_a_summary_is_called_ours_and_nowhere_the_documents_words(client: httpx.Client) -> None:
    shown = page(client, "news-2015")
    assert "Our summary of this document" in [e.text for e in shown.with_tag("h2")]
    assert "own words" not in shown.elements[0].text.replace("in our own words", "")
    assert not shown.with_tag("blockquote", "q")


@pytest.mark.parametrize("document", ["nope", "<b>", "..", "%00", "é", "a" * 3_000])
def test_an_unknown_id_is_not_found(client: httpx.Client, document: str) -> None:
    response = client.get(f"/documents/{document}".replace("..", "%2e%2e"))
    assert response.status_code == 404
    assert "<b>" not in response.text


@pytest.mark.parametrize("asked", ["part=0", "part=3", "part=x", "part=%D9%A1", "page=6", "page=0"])
@pytest.mark.parametrize("document", [PLAN, "plan-2013-18"])
def test_an_unknown_part_is_not_found(client: httpx.Client, document: str, asked: str) -> None:
    assert client.get(f"/documents/{document}?{asked}").status_code == 404


def test_pages_have_headings_pictures_and_what_is_to_be_said_of_them(
    client: httpx.Client, library: Library
) -> None:
    shown = page(client, **place(library.texts[PLAN], QUOTED))
    assert [heard(e.text) for e in shown.with_tag("h3")] == [
        "Page 1 printed “i”",
        "Page 2 printed “xii”",
        "Page 3",
        "Page 4",
        "Page 5",
    ]
    assert {f"page-{number}" for number in range(1, 6)} <= set(shown.ids)
    assert ["open" in e.attributes for e in shown.with_class("pa-picture")] == [
        *(False, True, False, False, False)
    ]
    pictures = shown.with_tag("img")
    assert all(picture.attributes["loading"] == "lazy" for picture in pictures)
    assert "start=" in pictures[1].attributes["src"]
    assert client.get(pictures[1].attributes["src"]).status_code == 200
    assert "with the words marked" in pictures[1].attributes["alt"]
    sheets = [heard(e.text) for e in shown.with_class("pa-sheet")]
    assert "unsure of this page (62%): check the picture" in sheets[2]
    assert "Read by text recognition (93% sure)" in sheets[3]
    assert "holds a picture and no text" in sheets[4]


def test_a_quotation_over_two_pages_is_marked_on_both(
    client: httpx.Client, library: Library
) -> None:
    shown = page(client, **place(library.texts[PLAN], "on the internet.\nThis table"))
    sheets = shown.with_class("pa-sheet")
    assert "Quotation begins: on the internet." in sheets[1].text
    assert "This table Quotation ends." in sheets[2].text
    assert ["open" in e.attributes for e in shown.with_class("pa-picture")][:3] == [
        *(False, True, True)
    ]


def ways_from(shown: Document) -> dict[str, str]:
    """Return where the parts before and after are."""
    links = [link.attributes for link in shown.with_tag("a")]
    return {link["rel"]: link["href"] for link in links if link.get("rel") in ("prev", "next")}


def test_long_documents_come_in_parts_of_whole_pages(
    client: httpx.Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_parts, "MOST_PAGES", 2)
    with documents_client(library) as fresh:
        parts = [page(fresh, part=number) for number in (1, 2, 3)]
        pages = [[e.text.split(" printed")[0] for e in part.with_tag("h3")] for part in parts]
        assert pages == [["Page 1", "Page 2"], ["Page 3", "Page 4"], ["Page 5"]]
        assert "Part 2 of 3: pages 3 to 4" in parts[1].elements[0].text
        ways = [ways_from(part) for part in parts]
        assert [sorted(way) for way in ways] == [["next"], ["next", "prev"], ["prev"]]
        assert ways[1]["prev"] == f"/documents/{PLAN}?part=1#text"
        assert fresh.get(f"/documents/{PLAN}?part=4").status_code == 404
        wanted = place(library.texts[PLAN], "internet.\nThis table")
        first = page(fresh, **wanted)
        assert "goes on in the next part" in first.elements[0].text
        second = main_of(fresh.get(ways_from(first)["next"]).text)
        assert [mark.attributes["id"] for mark in second.with_tag("mark")] == ["quotation"]
        assert "Page 5" in page(fresh, page=5).elements[0].text
        led = fresh.get(f"/documents/{PLAN}?go=5")
        assert (led.status_code, led.headers["location"]) == (
            303,
            f"/documents/{PLAN}?page=5#page-5",
        )
