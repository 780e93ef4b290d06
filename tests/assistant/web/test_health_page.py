"""The page on the state of the documents, and the same as data."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from assistant.site import Site
from assistant.web import health_page, public_health
from assistant.web.documents import add_documents
from assistant.web.health_page import HealthPages
from assistant.web.in_words import counted, date_in_words, joined, percent, ranges
from assistant.web.originals import Holdings
from assistant.web.public_health import PublicHealth, without_paths
from assistant.web.shell import Shell
from corpus.catalogue import Catalogue
from corpus.documents import TextSource
from corpus.errors import IndexMissing
from corpus.generation import Generation
from corpus.health import Change, RunRecord, read_run, write_run
from tests.assistant.web.conftest import documents_client
from tests.assistant.web.hostile import HOSTILE
from tests.assistant.web.html_reading import Document, Element, read_html
from tests.assistant.web.library import PLAN, TITLE, Library, build_library


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[httpx.Client]:
    with documents_client(library) as client:
        yield client


@pytest.fixture
def own(tmp_path: Path) -> Library:
    return build_library(tmp_path / "data")


def main_of(html: str) -> Document:
    return read_html(html[html.index("<main") : html.index("</main>") + len("</main>")])


def shown(library: Library, part: str = "") -> Document:
    """Read the page, from its main part on."""
    return main_of(bytes(HealthPages(library.holdings, Shell(Site())).page(part).body).decode())


def row_of(page: Document, words: str) -> Element:
    (row,) = (row for row in page.with_tag("tr") if words in row.text)
    return row


def test_the_page_says_in_plain_words_what_is_held(library: Library) -> None:
    page = shown(library)
    (what,) = page.with_class("pa-what")
    assert "5 documents that we hold in full and our own summaries of 1 document." in what.text
    assert "1 other document" in what.text
    assert "brought up to date on 21 November 2026" in what.text
    assert [heading.text for heading in page.with_tag("h1")] == ["The documents and their state"]


def test_what_needs_attention_comes_first_and_every_document_once(library: Library) -> None:
    page = shown(library)
    assert [heading.text for heading in page.with_tag("h2")] == [
        "Needs attention",
        "Held in full",
        "Held as our summary",
        "Known but not held",
        "What changed",
    ]
    titles = [element.text for element in page.with_class("pa-title")]
    assert titles[0] == TITLE
    assert len(titles) == len(set(titles)) == len(library.generation.catalogue.documents)
    assert len(page.with_tag("caption")) == len(page.with_tag("table")) == 4


def test_a_row_says_everything_that_is_known_of_a_document(library: Library) -> None:
    text = row_of(shown(library), TITLE).text
    for words in (
        "Plan, July 2015",
        "In full",
        "5 pages",
        "Page 5: holds a picture and no text; text recognition is not installed",
        "2 pages read by text recognition, 76% sure",
        "The words “Page n of 5” were left out.",
        "12",
        "Last changed on 20 November 2026",
        "Got on 19 November 2026 from web.archive.org",
        "(the web archive’s copy of 1 March 2016)",
    ):
        assert words in text


def test_a_row_leads_to_the_original_here_to_the_publisher_and_to_unread_pages(
    library: Library,
) -> None:
    addresses = [link.attributes["href"] for link in shown(library).with_tag("a")]
    assert addresses.count(f"/documents/{PLAN}") == 1
    assert f"/documents/{PLAN}/original" in addresses
    assert f"/documents/{PLAN}/pages/5.png" in addresses
    assert f"https://www.hertscommissioner.org/{PLAN}" in addresses
    assert "/documents/news-2015/original" not in addresses
    assert "https://www.hertscommissioner.org/news-2015" in addresses


def test_where_files_lie_on_this_machine_is_not_told(
    client: httpx.Client, library: Library
) -> None:
    page, data = client.get("/documents").text, client.get("/documents.json").text
    for text in (page, data):
        assert "not a Word file" in text
        assert str(library.data) not in text
        assert "/home/ann" not in text
        assert "Downloads" not in text


def test_the_data_say_the_same(client: httpx.Client) -> None:
    response = client.get("/documents.json")
    assert response.headers["content-type"] == "application/json"
    plan = next(entry for entry in response.json()["documents"] if entry["id"] == PLAN)
    assert plan["unread"][0]["number"] == 5
    assert plan["provenance"]["archived"] == "2016-03-01"
    assert response.json()["changes"][0]["document"] == "news-gone"


@pytest.mark.parametrize("path", ["/documents", "/documents/"])
def test_the_page_needs_no_scripts_and_has_none(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert "<script" not in response.text
    assert " style=" not in response.text
    assert "'unsafe-inline'" not in response.headers["content-security-policy"]
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_newest_fifty_changes_are_listed(own: Library) -> None:
    changes = [
        Change(when=f"2026-01-01T00:00:{n % 60:02}+00:00", document=f"d-{n}", what="added")
        for n in range(80)
    ]
    write_run(own.data / "index", RunRecord(when="", problems={}, changes=tuple(changes)))
    page = shown(own)
    items = [e.text for e in page.with_tag("li") if "added" in e.text]
    assert len(items) == 50
    assert items[0] == "added: d-79"
    assert [heading.text for heading in page.with_tag("h3")] == ["1 January 2026"]


def test_very_many_documents_come_in_parts_with_every_document_in_one(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [element.text for element in shown(library).with_class("pa-title")]
    monkeypatch.setattr(health_page, "DOCUMENTS_OF_A_PART", 3)
    parts = [shown(library, str(part)) for part in (1, 2, 3)]
    assert [e.text for part in parts for e in part.with_class("pa-title")] == whole
    links = [[e.attributes["href"] for e in part.with_tag("a")] for part in parts]
    assert {"#attention", "#full", "/documents?part=2#summary", "/documents?part=2"} <= {*links[0]}
    assert {"/documents?part=1", "/documents?part=3", "/documents?part=1#full"} <= {*links[1]}
    assert "/documents?part=4" not in links[2]
    for odd in ("", "0", "x", "-1", "٢", "9" * 5_000):
        assert shown(library, odd).elements[0].text == parts[0].elements[0].text
    assert shown(library, "99").elements[0].text == parts[2].elements[0].text


def test_a_library_without_any_text_or_run_has_its_page_too(own: Library) -> None:
    (own.data / "index" / "last-run.json").unlink()
    manifest = replace(own.generation.manifest, documents={})
    documents = tuple(
        replace(document, text=TextSource.NOT_HELD)
        for document in own.generation.catalogue.documents
    )
    catalogue = Catalogue(documents=documents, body=own.generation.catalogue.body)
    own.generation = replace(own.generation, manifest=manifest, catalogue=catalogue)
    page = shown(own)
    assert "No text is held yet." in page.elements[0].text
    assert "Nothing yet." in page.elements[0].text


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(own: Library, words: str) -> None:
    documents = tuple(
        replace(document, title=f"{words} {document.id}", url=words)
        for document in own.generation.catalogue.documents
    )
    catalogue = Catalogue(
        documents=documents, body=replace(own.generation.catalogue.body, name=words)
    )
    records = {
        name: replace(record, notes=(words,), file=words, changed=words)
        for name, record in own.generation.manifest.documents.items()
    }
    manifest = replace(own.generation.manifest, documents=records, created=words)
    before = {element.tag for element in shown(own).elements}
    own.generation = replace(own.generation, manifest=manifest, catalogue=catalogue)
    run = read_run(own.data / "index")
    assert run
    changes = (Change(when=words, document=words, what=words),)
    write_run(own.data / "index", replace(run, problems={PLAN: words}, changes=changes))
    page = shown(own)
    assert {element.tag for element in page.elements} <= before
    ours = ("/documents", "#", "https://web.archive.org/")
    assert all(e.attributes["href"].startswith(ours) for e in page.with_tag("a"))


def test_the_state_is_worked_out_anew_only_when_something_changed(
    own: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    health, made = PublicHealth(own.holdings), []
    make = public_health.corpus_health

    def counting(*arguments: object) -> object:
        made.append(arguments)
        return make(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(public_health, "corpus_health", counting)
    assert health.now() is health.now()
    assert len(made) == 1
    write_run(own.data / "index", RunRecord(when="2026-12-01", problems={}))
    assert health.now().looked == "2026-12-01"
    folder = own.generation.folder
    own.generation = replace(own.generation, folder=folder.rename(folder.with_name("gen-000002")))
    assert health.now().generation == "gen-000002"
    assert len(made) == 3


def test_what_takes_long_can_be_worked_out_before_anybody_asks(
    own: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = add_documents(FastAPI(), own.holdings, Shell(Site()))
    documents.warm()
    monkeypatch.setattr(public_health, "corpus_health", lambda *_: pytest.fail("worked out late"))
    assert documents.state_as_json().status_code == 200


def test_warming_without_an_index_is_only_logged(
    own: Library, caplog: pytest.LogCaptureFixture
) -> None:
    def no_index() -> Generation:
        raise IndexMissing("there is no index")

    add_documents(FastAPI(), Holdings(no_index, own.data), Shell(Site())).warm()
    assert "there is no index" in caplog.text


@pytest.mark.parametrize(
    ("message", "public"),
    [
        ("/srv/plans data/originals/a.pdf: is empty; get it again", "is empty; get it again"),
        (".data/originals/a.pdf: is empty", "is empty"),
        ("../x/a.pdf: is empty", "is empty"),
        ("C:\\plans\\a.pdf: is empty", "is empty"),
        ("a.pdf: is empty", "a.pdf: is empty"),
        ("is empty", "is empty"),
        ("made the reader fail (cannot open '/tmp/x/page 1.png')", None),
        ("see file:///srv/secret/a.pdf, or /srv/secret/b.pdf.", "see a.pdf, or b.pdf."),
        ("see https://example.org/a/b.pdf", "see https://example.org/a/b.pdf"),
        ("pages 3/4 and 1/2 hold no text", "pages 3/4 and 1/2 hold no text"),
        ("in /known place/originals/a.pdf too", "in originals/a.pdf too"),
        ("", ""),
    ],
)
def test_paths_are_taken_out_of_messages(message: str, public: str | None) -> None:
    cleaned = without_paths(message, Path("/known place"), Path("/"), Path())
    if public is None:
        assert "/tmp" not in cleaned
    else:
        assert cleaned == public


def test_dates_numbers_and_lists_read_as_people_write_them() -> None:
    assert date_in_words("2026-11-02T09:00:00+00:00") == "2 November 2026"
    assert date_in_words("2026-11-02") == "2 November 2026"
    assert [date_in_words(odd) for odd in ("soon", "", None)] == ["soon", "", ""]
    shares = {0.7999: "79%", 0.8: "80%", 0.29: "29%", 1.0: "100%", 0.0: "0%"}
    assert {share: percent(share) for share in shares} == shares
    assert [counted(n, "page") for n in (0, 1, 1200)] == ["0 pages", "1 page", "1,200 pages"]
    assert ranges([5, 1, 2, 3, 9, 10, 3]) == ["1 to 3", "5", "9 to 10"]
    assert ranges([]) == []
    assert joined(["a", "b", "c"]) == "a, b and c"
