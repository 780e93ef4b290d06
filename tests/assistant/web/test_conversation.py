import logging

import pytest

from assistant.limits import NO_LIMITS, Limits
from assistant.site import Site
from assistant.web.asking import HISTORY_TURNS
from assistant.web.conversation import SHOWN_TURNS, Conversation, answer_turn, problem_turn
from assistant.web.shell import Shell
from tests.assistant.web.fakes import FakeAnswerer
from tests.assistant.web.html_reading import read_html


def converse(
    answerer: FakeAnswerer, *questions: str, limits: Limits = NO_LIMITS, longest: int = 10**6
) -> Conversation:
    conversation, shell = Conversation(), Shell(Site())
    for question in questions:
        conversation, _ = answer_turn(
            answerer, conversation.ask(question), limits, longest=longest, shell=shell
        )
    return conversation


def test_earlier_questions_are_passed_on_oldest_first() -> None:
    answerer = FakeAnswerer()
    converse(answerer, "one", "two", "three")
    assert answerer.asked == [("one", ()), ("two", ("one",)), ("three", ("one", "two"))]


def test_a_long_conversation_keeps_its_newest_turns_and_its_ids_apart() -> None:
    conversation = converse(FakeAnswerer(), *map(str, range(SHOWN_TURNS + 5)))
    html = "".join(message["content"] for message in conversation.messages())
    ids = read_html(f"<div>{html}</div>").ids
    assert len(conversation.turns) == SHOWN_TURNS
    assert len(conversation.history) == HISTORY_TURNS
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("question", ["", "   ", "why? " * 20_000])
def test_empty_and_very_long_questions_reach_the_assistant_as_they_are(question: str) -> None:
    answerer = FakeAnswerer()
    converse(answerer, question)
    assert answerer.asked == [(question, ())]


def test_a_question_waits_with_a_message_until_it_is_answered() -> None:
    waiting = Conversation().ask("one").messages()
    assert [message["role"] for message in waiting] == ["user", "assistant"]
    assert "pa-pending" in waiting[1]["content"]


def test_a_failing_assistant_brings_a_kind_message_and_no_details() -> None:
    shown = converse(FakeAnswerer(), "break my bicycle").messages()[-1]["content"]
    assert "pa-error" in shown
    assert "ValueError" not in shown
    assert "bicycle" not in shown


def test_the_log_names_the_error_and_its_place_but_not_what_people_wrote(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        converse(FakeAnswerer(), "where is Ann's house", "break 'Ann'\u2019s \"bicycle\"")
    assert "ValueError (" in caplog.text
    assert "fakes.py:" in caplog.text
    assert "cannot read" not in caplog.text
    assert "bicycle" not in caplog.text
    assert "house" not in caplog.text


def test_an_answer_has_an_address_with_what_was_asked_before_and_the_limits() -> None:
    limits = Limits(plan="plan-2015-20")
    html = converse(FakeAnswerer(), "one", "two & three", limits=limits).messages()[-1]["content"]
    links = [e.attributes["href"] for e in read_html(html).with_tag("a") if "itself" in e.text]
    assert links == ["/ask?q=two+%26+three&earlier=one&plan=plan-2015-20"]


def test_a_question_is_as_long_as_the_page_takes() -> None:
    shown = converse(FakeAnswerer(), "why? " * 100, longest=300).messages()[-1]["content"]
    assert "pa-error" in shown


def test_why_a_question_could_not_be_asked_stands_in_the_place_of_its_answer() -> None:
    shown = problem_turn(Conversation().ask("one"), "Years are <b>").messages()[-1]["content"]
    assert "Years are &#60;b&#62;" in shown


def test_what_somebody_in_danger_wrote_is_neither_shown_nor_passed_on_nor_linked() -> None:
    answerer = FakeAnswerer()
    shown = converse(answerer, "one", "emergency in my flat", "three")
    assert answerer.asked[-1] == ("three", ("one",))
    html = "".join(message["content"] for message in shown.messages())
    assert "my flat" not in html
    assert "my+flat" not in html
