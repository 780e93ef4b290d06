"""Who held the office is known from the body file, and said where that is asked for."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers import Status
from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings

KNOWN = "Commissioners: David Lloyd from November 2012 to May 2024; Jonathan Ash-Edwards since May 2024."


@pytest.fixture(scope="module")
def assistant(shipped: Path) -> Iterator[Assistant]:
    yield Assistant(AssistantSettings(data=shipped, as_of=dt.date(2026, 1, 1)))


@pytest.mark.parametrize(
    "question",
    [
        "who is the commissioner",
        "Who is the PCC?",
        "when did Lloyd leave?",
        "who was the pcc in 2015",
    ],
)
def test_who_and_when_is_answered_even_where_no_passage_does(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question)
    assert answer.status is Status.ANSWERED
    assert answer.opening.startswith(KNOWN)


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
    assert "Commissioners:" not in assistant.answer(question).text
