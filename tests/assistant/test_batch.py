"""Many questions: one answer a line, in order, whatever is in the lines."""

import json

import pytest

from assistant.answers import Answer, Status
from assistant.batch import answer_lines
from assistant.pipeline import Assistant


def _run(assistant: Assistant, *lines: str | bytes) -> list[Answer]:
    raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return list(answer_lines(raw, assistant))


def test_a_hundred_questions_give_a_hundred_answers_in_order(assistant: Assistant) -> None:
    lines = [
        json.dumps({"id": f"q{n}", "question": f"precept in {2012 + n % 13}"}) for n in range(100)
    ]
    assert [answer.id for answer in _run(assistant, *lines)] == [f"q{n}" for n in range(100)]


@pytest.mark.parametrize(
    "broken",
    [
        "{not json",
        "[1, 2]",
        '"text"',
        "null",
        '{"id": "x"}',
        '{"id": "x", "question": 7}',
        '{"id": ["x"], "question": "precept"}',
        '{"question": "precept", "history": "before"}',
        '{"question": "precept", "history": [7]}',
        b'\xff\xfe{"question": "precept"}',
        "[" * 100_000,
    ],
)
def test_a_broken_line_gives_an_error_line_and_the_rest_goes_on(
    assistant: Assistant, broken: str | bytes
) -> None:
    good = '{"id": "good", "question": "precept 2016"}'
    first, second = _run(assistant, broken, good)
    assert first.status is Status.ERROR
    assert "Line 1" in first.text
    assert (second.id, second.status) == ("good", Status.ANSWERED)


def test_an_id_is_echoed_as_it_was_given(assistant: Assistant) -> None:
    assert [a.id for a in _run(assistant, '{"id": 7, "question": "x"}')] == [7]


def test_a_history_of_turns_is_read_as_the_askers_questions(assistant: Assistant) -> None:
    turns = [{"role": "user", "text": "police precept in 2016"}, {"role": "assistant", "text": "…"}]
    strings = ["police precept in 2016"]
    one, other = _run(
        assistant,
        json.dumps({"id": "a", "question": "and in 2022?", "history": turns}),
        json.dumps({"id": "b", "question": "and in 2022?", "history": strings}),
    )
    assert [c.passage for c in one.citations] == [c.passage for c in other.citations] != []


def test_empty_lines_are_passed_over(assistant: Assistant) -> None:
    assert len(_run(assistant, "", '{"question": "precept 2016"}', "  ")) == 1
