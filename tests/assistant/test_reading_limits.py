"""Limits in a line of a batch and on the command line."""

import json
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.answers import Status
from assistant.batch import answer_lines
from assistant.limits import NO_LIMITS, Limits
from assistant.pipeline import Assistant
from corpus.documents import Kind


def test_a_line_of_a_batch_may_carry_limits(assistant: Assistant) -> None:
    line = {
        "id": 7,
        "question": "What was said about cybercrime?",
        "limits": {"kinds": ["news"], "plan": "plan-2015-20", "years": [2015, 2017]},
    }
    (answer,) = answer_lines([json.dumps(line).encode()], assistant)
    assert answer.limits == Limits(kinds=(Kind.NEWS,), plan="plan-2015-20", years=(2015, 2017))
    assert {citation.kind for citation in answer.citations} == {Kind.NEWS}


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ([], '"limits" must be an object'),
        ({"kind": ["news"]}, "no field 'kind'"),
        ({"kinds": "news"}, '"kinds" must be a list'),
        ({"kinds": ["news", ["x"]]}, '"kinds" must be a list of any of: annual-report'),
        ({"plan": 2015}, '"plan" must be the id'),
        ({"years": [2015]}, '"years" must be the first and the last year'),
        ({"years": [2015, True]}, '"years" must be the first and the last year'),
        ({"years": [2015, "2016"]}, '"years" must be the first and the last year'),
        ({"years": [2017, 2015]}, "the earlier year first"),
    ],
)
def test_limits_that_cannot_be_read_are_a_line_with_an_error(
    assistant: Assistant, limits: object, words: str
) -> None:
    line = json.dumps({"id": "a", "question": "burglary", "limits": limits})
    (answer,) = answer_lines([line.encode()], assistant)
    assert (answer.id, answer.status, answer.limits) == ("a", Status.ERROR, NO_LIMITS)
    assert words in answer.text


def test_limits_may_be_left_out_of_a_line(assistant: Assistant) -> None:
    lines = [b'{"question": "burglary", "limits": null}', b'{"question": "burglary", "limits": {}}']
    assert [answer.limits for answer in answer_lines(lines, assistant)] == [NO_LIMITS] * 2


def test_the_command_line_takes_limits(
    shipped: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANS_DATA", str(shipped))
    asked = ["ask", "--json", "burglary", "--kind", "news", "--kind", "budget"]
    assert main([*asked, "--plan", "plan-2022-27", "--years", "2022-2024"]) == 0
    limits = json.loads(capsys.readouterr().out)["limits"]
    expected = {"kinds": ["news", "budget"], "plan": "plan-2022-27", "years": [2022, 2024]}
    assert limits == expected


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--years", "2017-2015"], "the earlier one first"),
        (["--years", "recent"], "must be years such as 2015-2017"),
        (["--kind", "leaflet"], "choose from"),
    ],
)
def test_the_command_line_says_what_is_wrong_with_limits(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    with pytest.raises(SystemExit):
        main(["ask", "burglary", *arguments])
    assert words in capsys.readouterr().err
