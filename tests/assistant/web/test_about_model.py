"""What /about says of a language model, where there is one and where there is none."""

import datetime as dt
import re
from pathlib import Path

import pytest
from fastapi import FastAPI

from assistant.pre_election import Period
from assistant.site import Site
from assistant.web import about_pages
from assistant.web.about_pages import PROMPT, add_about
from assistant.web.shell import Shell
from corpus.errors import PlansError
from tests.assistant.web.fakes import FakeAnswerer
from tests.assistant.web.plain_pages import client_of, plain_app
from tests.assistant.web.test_about_pages import words
from tests.assistant.web.writing_answerer import MODEL, WritingAnswerer


def told(answerer: FakeAnswerer) -> str:
    with client_of(plain_app(answerer)) as client:
        return words(client.get("/about"))


def test_it_names_the_model_what_it_is_given_and_what_is_checked() -> None:
    said = told(WritingAnswerer())
    for part in (
        f"A language model phrases it. The model is {MODEL}.",
        "The model is given your question",
        "It is not given your address, your device or who you are",
        "A program checks each of its sentences",
        "are sent to the language model. That can run on another computer",
    ):
        assert part in said
    assert "No language model writes the answers" not in said
    assert "It is not sent to anybody else" not in said


def test_the_whole_prompt_can_be_read() -> None:
    with client_of(plain_app(WritingAnswerer())) as client:
        page = client.get("/about").text
    shown = re.search(r"<pre>(.*?)</pre>", page, re.DOTALL)
    assert shown is not None
    prompt = PROMPT.read_text("utf-8").strip()
    assert shown[1].replace("&#34;", '"') == prompt
    assert len(prompt) > 200


def test_without_a_model_nothing_is_said_of_one() -> None:
    said = told(FakeAnswerer())
    assert "No language model writes the answers" in said
    assert "It is not sent to anybody else" in said
    assert "In short" not in said
    assert "What the model is told" not in said


def test_while_an_election_is_held_it_says_that_nothing_is_written() -> None:
    said = "no short answers are written"
    assert said not in told(WritingAnswerer())
    spring = Period(start=dt.date(2028, 3, 20), end=dt.date(2028, 5, 4))
    shell, app = Shell(Site(body="Somebody"), election=lambda: spring), FastAPI()
    add_about(app, shell, WritingAnswerer())
    with client_of(app) as client:
        assert said in words(client.get("/about"))


def test_a_prompt_that_is_missing_is_found_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(about_pages, "PROMPT", tmp_path / PROMPT.name)
    about_pages._prompt.cache_clear()
    with pytest.raises(PlansError, match="install the assistant again"):
        plain_app(FakeAnswerer())
    about_pages._prompt.cache_clear()
