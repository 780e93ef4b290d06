"""What robots and programs that only look at an address cost where a language model writes."""

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from assistant.site import Site
from assistant.web.failures import add_failures
from assistant.web.shell import Shell
from tests.assistant.web.conftest import asking_client, serving
from tests.assistant.web.fakes import FakeAnswerer
from tests.assistant.web.plain_pages import client_of, plain_app, serving_plain
from tests.assistant.web.writing_answerer import WritingAnswerer

QUESTION = "What about cybercrime?"


@pytest.fixture
def writing() -> Iterator[WritingAnswerer]:
    answerer = WritingAnswerer()
    yield answerer
    answerer.end_all()


def test_looking_at_an_address_has_nothing_written(writing: WritingAnswerer) -> None:
    with asking_client(writing) as client:
        looked = client.head("/ask", params={"q": QUESTION})
        assert looked.status_code == 200
        assert writing.has_closed(QUESTION)
        assert writing.written == 0
        assert client.get("/ask", params={"q": QUESTION}).status_code == 200
        assert writing.written == 1


def test_looking_at_an_address_has_no_follow_up_read(writing: WritingAnswerer) -> None:
    """A model may be asked how to read it before anything is answered."""
    with asking_client(writing) as client:
        assert client.head("/ask", params={"q": QUESTION, "earlier": "one"}).status_code == 200
    assert writing.asked == [(QUESTION, ())]


@pytest.mark.parametrize("question", ["break the bicycle", "error", " ", "emergency", "not_found"])
def test_looking_tells_the_same_status_as_asking(writing: WritingAnswerer, question: str) -> None:
    with asking_client(writing) as client:
        looked = client.head("/ask", params={"q": question})
        asked = client.get("/ask", params={"q": question})
    assert looked.status_code == asked.status_code


def test_looking_promises_no_length_that_the_page_will_not_have(writing: WritingAnswerer) -> None:
    with serving_plain(plain_app(writing)) as url:
        looked = httpx.head(f"{url}/ask", params={"q": QUESTION})
    assert looked.status_code == 200
    assert "content-length" not in looked.headers


def test_without_a_model_looking_tells_what_asking_does() -> None:
    address = {"q": QUESTION, "earlier": "one"}
    answerer = FakeAnswerer()
    with asking_client(answerer) as client:
        looked, asked = client.head("/ask", params=address), client.get("/ask", params=address)
    assert looked.headers["content-length"] == asked.headers["content-length"]
    assert answerer.asked == [(QUESTION, ("one",))] * 2


def robots(*, has_model: bool) -> list[str]:
    app = FastAPI()
    add_failures(app, Shell(Site()), has_model=has_model)
    with client_of(app) as client:
        return client.get("/robots.txt").text.splitlines()


def test_robots_may_not_ask_where_a_model_writes() -> None:
    assert robots(has_model=True) == [*robots(has_model=False), "Disallow: /ask"]
    assert "Disallow: /ask" not in robots(has_model=False)


@pytest.mark.parametrize("answerer", [WritingAnswerer(), FakeAnswerer()])
def test_the_server_knows_whether_a_model_writes(answerer: FakeAnswerer) -> None:
    with serving(answerer=answerer) as served:
        told = httpx.get(f"{served.url}/robots.txt").text
    assert ("Disallow: /ask\n" in told) == bool(answerer.about().model)
