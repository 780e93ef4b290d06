"""The page at /timeline, without a browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import cast

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.site import Site
from assistant.web.app import PLAIN
from assistant.web.assets import asset
from assistant.web.security import Guard
from assistant.web.shell import Shell
from assistant.web.timeline_page import PER_PAGE, add_timeline
from corpus.catalogue import Body, Catalogue
from corpus.catalogue_file import load_corpus
from corpus.dates import PartialDate
from corpus.documents import Document, Kind
from corpus.errors import IndexDamaged
from corpus.reader import OpenIndex


@dataclass(frozen=True)
class FakeManifest:
    created: str


@dataclass(frozen=True)
class FakeGeneration:
    catalogue: Catalogue
    folder: Path
    manifest: FakeManifest


@dataclass(frozen=True)
class FakeIndex:
    """As much of an index as the timeline looks at."""

    generation: FakeGeneration
    corpus_sha256: str


def app_on(catalogue: Catalogue | None, name: str = "shipped") -> FastAPI:
    """The application with this page alone; without a catalogue, its index is damaged."""

    def current() -> OpenIndex:
        if catalogue is None:
            raise IndexDamaged("/srv/data/index: is damaged")
        generation = FakeGeneration(catalogue, Path(name), FakeManifest(created=name))
        return cast(OpenIndex, FakeIndex(generation, name))

    shell = Shell(Site())
    app = FastAPI(**PLAIN)
    app.add_middleware(Guard)
    app.add_api_route("/site/{name}", lambda name: asset(name, shell), response_model=None)
    add_timeline(app, shell, current)
    return app


@contextmanager
def client_on(catalogue: Catalogue | None, name: str = "shipped") -> Iterator[httpx.Client]:
    with TestClient(app_on(catalogue, name), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_corpus([Path(__file__).resolve().parents[3] / "corpus"]).catalogue


@pytest.fixture(scope="module")
def client(catalogue: Catalogue) -> Iterator[httpx.Client]:
    with client_on(catalogue) as client:
        yield client


def linked(html: str) -> list[str]:
    """Ids of the documents that the list leads to, in its order."""
    listed = html[html.index("pa-total") :]
    return [unescape(name) for name in re.findall(r'href="/documents/([^"?]+)"', listed)]


def test_all_but_news_stands_in_order_of_time_with_a_link(
    client: httpx.Client, catalogue: Catalogue
) -> None:
    html = client.get("/timeline").text
    many = (Kind.NEWS, Kind.WEB_PAGE)
    expected = {d.id for d in catalogue.documents if d.kind not in many}
    assert set(linked(html)) == expected
    years = [int(year) for year in re.findall(r'<h2 id="year-(\d+)"', html)]
    assert years == sorted(years)
    assert "David Lloyd takes office" in html
    assert "the text is not held" in html


def test_kinds_and_years_limit_the_list(client: httpx.Client, catalogue: Catalogue) -> None:
    html = client.get("/timeline?kind=budgets&kind=consultations&first=2015&last=2016").text
    kinds = {catalogue.by_id[name].kind for name in linked(html)}
    years = {catalogue.by_id[name].published.year for name in linked(html)}
    assert kinds == {Kind.BUDGET, Kind.CONSULTATION}
    assert years == {2015, 2016}
    assert html.count(" checked>") == 2


def test_years_the_wrong_way_round_are_turned(client: httpx.Client) -> None:
    there = client.get("/timeline?first=2015&last=2016").text
    back = client.get("/timeline?first=2016&last=2015").text
    assert linked(there) == linked(back) != []


@pytest.mark.parametrize(
    "query",
    ["kind=gossip", "first=1066", "last=x", "first=<script>", "first=٢٠١٥", "last=99999999"],
)
def test_what_is_not_there_to_choose_is_a_problem(client: httpx.Client, query: str) -> None:
    response = client.get(f"/timeline?{query}")
    assert response.status_code == 400
    assert "There is a problem" in response.text
    assert "<script>" not in response.text


@pytest.mark.parametrize("page", ["0", "999", "-1", "x", ""])
def test_a_page_that_is_not_there_shows_one_that_is(client: httpx.Client, page: str) -> None:
    assert client.get("/timeline", params={"page": page}).status_code == 200


def test_ten_thousand_documents_make_small_pages_that_hold_them_all() -> None:
    documents = tuple(
        Document(
            id=f"report-{n}",
            title=f"A report with a rather long title, number {n}",
            kind=Kind.ANNUAL_REPORT,
            published=PartialDate(2000 + n % 25),
            publisher="Commissioner for Exampleshire",
        )
        for n in range(10_000)
    )
    body = Body(name="Commissioner for Exampleshire")
    seen: set[str] = set()
    with client_on(Catalogue(documents=documents, body=body), "many") as client:
        for page in range(1, 10_000 // PER_PAGE + 1):
            response = client.get(f"/timeline?page={page}")
            assert len(response.content) < 150_000
            seen |= set(linked(response.text))
    assert seen == {document.id for document in documents}


def test_the_picture_leads_to_the_documents_and_its_links_have_names(client: httpx.Client) -> None:
    html = client.get("/timeline").text
    picture = html[html.index("<svg") : html.index("pa-key")]
    links = re.findall(r"<a [^>]*>", picture)
    assert len(links) > 20
    assert all('aria-label="' in link for link in links)
    assert '/documents/plan-2015-20"' in picture
    assert "2015–20 plan, from 2015 to February 2017" in picture
    assert "style=" not in html


def test_a_number_in_the_picture_leads_to_as_many_documents(client: httpx.Client) -> None:
    html = client.get("/timeline").text
    boxes = re.findall(
        r'<a class="pa-box" href="(/timeline[^"]+)"[^>]*>.*?<text[^>]*>(\d+)</text>',
        html,
        re.DOTALL,
    )
    assert boxes
    for address, count in boxes:
        assert len(linked(client.get(unescape(address)).text)) == int(count)


def test_nothing_that_fits_is_said(client: httpx.Client) -> None:
    response = client.get("/timeline?kind=manifestos&first=2012&last=2013")
    assert response.status_code == 200
    assert "Nothing is dated so." in response.text


def test_a_damaged_index_is_said_without_its_folder() -> None:
    with client_on(None) as client:
        response = client.get("/timeline")
    assert response.status_code == 503
    assert "/srv" not in response.text
