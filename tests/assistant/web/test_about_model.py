"""What /about says of a language model, where there is one and where there is none."""

import datetime as dt
import html
import re
from pathlib import Path

import pytest
from fastapi import FastAPI

from assistant.pre_election import Period
from assistant.site import Site
from assistant.web import about_pages
from assistant.web.about_pages import FOLLOW_UP_PROMPT, PROMPT, add_about
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
        "For the short answer the model is given your question",
        "It is not given your address, your device or who you are",
        "A program checks each of its sentences",
        "are sent to the language model. Where fixed rules",
        "The model can run on another computer",
    ):
        assert part in said
    assert "No language model writes the answers" not in said
    assert "It is not sent to anybody else" not in said


def test_it_says_that_earlier_questions_are_given_to_the_model_where_rules_cannot_read_one() -> (
    None
):
    said = told(WritingAnswerer())
    for part in (
        "A language model takes no part in that, but for one thing: where fixed rules cannot read "
        "a follow-up question, it may propose how to read it. The rules decide.",
        "the model is given that question and your earlier questions of the same conversation",
        "never given a question that told of danger, one that the assistant’s checks stopped "
        "before any search, or one with words such as “I” or “my”",
        "The proposal must be in your own words.",
        "that question and earlier ones of the same conversation are sent to it too",
        "what you asked is kept in that computer’s memory",
    ):
        assert part in said
    assert "No language model takes part" not in said


def test_both_prompts_can_be_read_whole() -> None:
    with client_of(plain_app(WritingAnswerer())) as client:
        page = client.get("/about").text
    shown = [html.unescape(one) for one in re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)]
    assert shown == [path.read_text("utf-8").strip() for path in (PROMPT, FOLLOW_UP_PROMPT)]
    assert min(map(len, shown)) > 200


def test_without_a_model_nothing_is_said_of_one() -> None:
    said = told(FakeAnswerer())
    assert "No language model writes the answers" in said
    assert "It is not sent to anybody else" in said
    assert "In short" not in said
    assert "What the model is told" not in said
    assert "propose how to read" not in said
    assert "what you asked stays in that computer’s memory" in said


def test_while_an_election_is_held_it_says_that_nothing_is_written() -> None:
    parts = ("no short answers are written", "the model is not asked to read follow-up questions")
    said = told(WritingAnswerer())
    assert not any(part in said for part in parts)
    spring = Period(start=dt.date(2028, 3, 20), end=dt.date(2028, 5, 4))
    shell, app = Shell(Site(body="Somebody"), election=lambda: spring), FastAPI()
    add_about(app, shell, WritingAnswerer())
    with client_of(app) as client:
        said = words(client.get("/about"))
    assert all(part in said for part in parts)


@pytest.mark.parametrize("which", ["PROMPT", "FOLLOW_UP_PROMPT"])
def test_a_prompt_that_is_missing_is_found_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    monkeypatch.setattr(about_pages, which, tmp_path / "missing.txt")
    with pytest.raises(PlansError, match=r"missing\.txt.*install the assistant again"):
        plain_app(FakeAnswerer())
