"""Who held the office is known from the body file, and said where that is asked for."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers import Status
from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings

NOW = (
    "The Commissioner is Jonathan Ash-Edwards, since May 2024. "
    "Before: David Lloyd, from November 2012 to May 2024."
)


@pytest.fixture(scope="module")
def assistant(shipped: Path) -> Iterator[Assistant]:
    yield Assistant(AssistantSettings(data=shipped, as_of=dt.date(2026, 1, 1)))


@pytest.mark.parametrize(
    "question",
    [
        "who is the commissioner",
        "Who is the PCC?",
        "Who is the Police and Crime Commissioner now?",
        "when did Lloyd leave?",
    ],
)
def test_who_and_when_is_answered_even_where_no_passage_does(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question)
    assert answer.status is Status.ANSWERED
    assert answer.opening == NOW
    assert answer.citations == ()


@pytest.mark.parametrize(
    "question", ["who was the pcc in 2015", "who was the commissioner in 2014?"]
)
def test_a_year_is_answered_with_who_held_the_office_then(
    assistant: Assistant, question: str
) -> None:
    year = question.rstrip("?")[-4:]
    opening = assistant.answer(question).opening
    assert opening == f"Commissioner in {year}: David Lloyd, from November 2012 to May 2024."


@pytest.mark.parametrize(
    "question",
    [
        "When did DriveSafe start?",
        "who is the deputy commissioner",
        "when did burglary stop falling",
    ],
)
def test_other_beginnings_and_other_offices_are_not_taken_for_it(
    assistant: Assistant, question: str
) -> None:
    assert "The Commissioner is" not in assistant.answer(question).text
