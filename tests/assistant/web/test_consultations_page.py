"""The pages on consultations: what stands on them, and how they are for everybody in a browser."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.chains.chain import chains
from assistant.chains.records import Chain
from assistant.site import Site
from assistant.web import consultations_page
from assistant.web.app import PLAIN
from assistant.web.consultation_view import Case, Url, case_of
from assistant.web.consultations_page import add_consultations
from assistant.web.security import Guard
from assistant.web.shell import Shell
from corpus.catalogue import Catalogue
from corpus.documents import TextSource
from corpus.errors import IndexDamaged
from corpus.reader import OpenIndex
from tests.assistant.chains.consulted import HOSTILE, open_made
from tests.assistant.web.looking import NARROW, barriers, sideways, small_targets, unseen_focus
from tests.assistant.web.plain_pages import serving_plain

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PLAN = "/consultations/consultation-2016"


class _Read(HTMLParser):
    """The words of a page, its headings and its links."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if tag == "a" and name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


def read(response: httpx.Response) -> _Read:
    page = _Read()
    page.feed(response.text)
    page.words = " ".join(page.words.split())
    return page


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, models: Path) -> OpenIndex:
    folder = tmp_path_factory.mktemp("asked")
    shutil.copytree(models, folder / "data" / "models")
    return open_made(folder / "corpus", folder / "data")


def app_of(index: OpenIndex) -> FastAPI:
    app = FastAPI(**PLAIN)
    app.add_middleware(Guard)
    shell = Shell(Site())
    add_consultations(app, shell, lambda: index)

    @app.get("/site/{name}")
    def file(name: str) -> object:
        from fastapi import Response

        content, kind = shell.files[name]
        return Response(content, media_type=kind)

    return app


@pytest.fixture(scope="module")
def client(index: OpenIndex) -> Iterator[httpx.Client]:
    with TestClient(app_of(index)) as client:
        yield client


def test_the_list_has_every_consultation_in_order_with_how_far_it_reaches(
    client: httpx.Client,
) -> None:
    page = read(client.get("/consultations"))
    links = [link for link in page.links if link.startswith("/consultations/")]
    names = "consultation-2016 consultation-lost news-2016-03 budget-2017 consultation-2019"
    assert links == [f"/consultations/{name}" for name in names.split()]
    assert "Asked 3 points Answered 1 passage Decided 1 of 3 Reported 1 of 3" in page.words
    assert "Its text is not held" in page.words


def test_a_page_shows_what_was_asked_decided_and_reported_with_the_places(
    client: httpx.Client,
) -> None:
    page = read(client.get(PLAN))
    asked = page.words.index("asked whether night patrols")
    decided = page.words.index("will be doubled in every town")
    reported = page.words.index("fell by a tenth")
    assert asked < decided < reported
    places = [link for link in page.links if link.endswith("#quotation")]
    assert {link.split("?")[0] for link in places} >= {
        "/documents/plan-2016",
        "/documents/report-2017",
    }
    assert all("check=" in link for link in places)


def test_a_gap_says_what_was_searched_and_what_is_not_held(client: httpx.Client) -> None:
    words = read(client.get(PLAN)).words
    assert "Nothing found in the 2016–20 plan about this." in words
    assert (
        "Nothing found about this in later reports. 2 later reports were searched. "
        "The text of 1 document is not held."
    ) in words


def test_our_summaries_never_stand_in_quotation_marks_and_own_words_do(
    client: httpx.Client, index: OpenIndex
) -> None:
    words = read(client.get(PLAN)).words
    assert "From our summary of Stronger Together" in words
    assert "“Night patrols" not in words
    chain = next(chain for chain in chains(index) if chain.document == "consultation-2016")
    topic = chain.topics[0]
    own = replace(topic.decided[0], source=TextSource.ORIGINAL)
    changed = replace(chain, topics=(replace(topic, decided=(own,)),))
    case = case_of(changed, index.generation.catalogue, lambda path, **_: path)
    (quoted,) = case.rows[0].decided
    assert (quoted.is_digest, quoted.before) == (False, "From")
    assert quoted.lines[0].unescape().startswith("“Night patrols")


def test_what_introduces_points_without_an_outcome_is_said_once(client: httpx.Client) -> None:
    words = read(client.get("/consultations/news-2016-03")).words
    assert (words.count("Three ideas are listed:"), words.count("fewer bins")) == (1, 2)


def test_hostile_text_of_a_document_is_shown_as_text(client: httpx.Client) -> None:
    response = client.get(PLAN)
    page = read(response)
    assert HOSTILE in page.words
    assert "<script" not in response.text
    assert "img" not in page.tags


def test_a_consultation_without_text_says_so(client: httpx.Client) -> None:
    page = read(client.get("/consultations/consultation-lost"))
    assert "The text of this consultation is not held" in page.words
    assert "Point by point" not in page.words


@pytest.mark.parametrize("name", ["nope", "plan-2016", "%3Cscript%3E", "a" * 5000])
def test_an_address_of_no_consultation_is_not_found_and_has_a_way_on(
    client: httpx.Client, name: str
) -> None:
    response = client.get(f"/consultations/{name}")
    assert response.status_code == 404
    assert "/consultations" in read(response).links
    assert "<script" not in response.text


def test_a_damaged_index_is_a_message_not_a_trace() -> None:
    def damaged() -> OpenIndex:
        raise IndexDamaged("/secret/path: was altered")

    app = FastAPI(**PLAIN)
    add_consultations(app, Shell(Site()), damaged)
    with TestClient(app) as client:
        for path in ("/consultations", PLAN):
            response = client.get(path)
            assert response.status_code == 503
            assert "secret" not in response.text


def test_chains_are_worked_out_once_for_an_index(
    index: OpenIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[OpenIndex] = []

    def counting(given: OpenIndex) -> tuple[Chain, ...]:
        worked.append(given)
        return chains(given)

    monkeypatch.setattr(consultations_page, "chains", counting)
    now = [index]
    app = FastAPI(**PLAIN)
    add_consultations(app, Shell(Site()), lambda: now[0])
    with TestClient(app) as client:
        for path in ("/consultations", PLAN, "/consultations"):
            client.get(path)
        assert len(worked) == 1
        now[0] = replace(index, corpus_sha256="another")
        client.get("/consultations")
    assert len(worked) == 2


def test_what_a_page_shows_is_written_once_for_each_chain_and_language(
    index: OpenIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def counting(chain: Chain, catalogue: Catalogue, url: Url) -> Case:
        written.append(chain.document)
        return case_of(chain, catalogue, url)

    monkeypatch.setattr(consultations_page, "case_of", counting)
    now = [index]
    app = FastAPI(**PLAIN)
    add_consultations(app, Shell(Site()), lambda: now[0])
    with TestClient(app) as client:
        first = client.get(PLAN).text
        assert client.get(PLAN).text == first
        client.get("/consultations/budget-2017")
        assert written == ["consultation-2016", "budget-2017"]
        now[0] = replace(index, corpus_sha256="another")
        client.get(PLAN)
    assert written == ["consultation-2016", "budget-2017", "consultation-2016"]


def test_a_sentence_that_tells_the_answers_is_not_said_again_as_asked(client: httpx.Client) -> None:
    response = client.get("/consultations/budget-2017")
    words = read(response).words
    quoted = re.findall(r"<blockquote.*?</blockquote>", response.text, re.DOTALL)
    assert sum("90 residents" in unescape(words) for words in quoted) == 1
    assert "What was asked is known only from how people answered." in words
    assert "approved a rise" in words


@pytest.fixture(scope="module")
def address(index: OpenIndex) -> Iterator[str]:
    with serving_plain(app_of(index)) as served:
        yield served


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW["width"], 1280])
def test_the_pages_have_no_barriers_and_need_no_scripts(
    browser: "Browser", address: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    for path in ("/consultations", PLAN, "/consultations/consultation-lost", "/consultations/nope"):
        page.goto(address + path)
        assert page.locator("script").count() == 0
        assert barriers(page) == []
        assert sideways(page) <= 0
        assert small_targets(page) == []
    context.close()


def test_steps_stand_side_by_side_on_wide_screens_and_below_each_other_on_narrow_ones(
    browser: "Browser", address: str
) -> None:
    page = browser.new_page()
    tops = "[...document.querySelectorAll('.pa-steps')[0].children].map(e => e.getBoundingClientRect().top)"
    page.goto(address + PLAN)
    page.set_viewport_size({"width": 1280, "height": 800})
    assert len(set(page.evaluate(tops))) == 1
    page.set_viewport_size(NARROW)
    narrow = page.evaluate(tops)
    assert narrow == sorted(set(narrow))
    page.close()


def test_all_pages_are_equally_wide(browser: "Browser", address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    widths = set()
    for path in ("/consultations", PLAN, "/consultations/nope"):
        page.goto(address + path)
        widths.add(page.evaluate("document.querySelector('main').getBoundingClientRect().width"))
    assert widths == {1216}
    page.close()


def test_a_keyboard_alone_reaches_everything(browser: "Browser", address: str) -> None:
    page = browser.new_page()
    for path in ("/consultations", PLAN):
        page.goto(address + path)
        assert unseen_focus(page) == []
    page.close()
