import threading
from collections.abc import Iterator

import pytest

from assistant.answers import Answer, Ended
from assistant.web.answer_stream import AnswerStream, is_being_written
from tests.assistant.web.fakes import full_answer
from tests.assistant.web.writing_answerer import SENTENCES, WritingAnswerer, written_answer

ONE, TWO, THREE = SENTENCES


@pytest.fixture
def answerer() -> Iterator[WritingAnswerer]:
    answerer = WritingAnswerer()
    yield answerer
    answerer.let(Ended.FINISHED)


def test_the_first_answer_is_there_before_anything_is_written(answerer: WritingAnswerer) -> None:
    stream = AnswerStream(answerer.answers("one"))
    assert stream.first.citations
    assert stream.newest.written == ()
    assert not stream.over


def test_sentences_come_one_after_the_other_and_the_last_once_more(
    answerer: WritingAnswerer,
) -> None:
    stream = AnswerStream(answerer.answers("one"))
    changes = stream.changes()
    answerer.let(ONE)
    assert next(changes).written == (ONE,)
    answerer.let(TWO)
    assert next(changes).written == (ONE, TWO)
    answerer.let(Ended.TIMED_OUT)
    assert next(changes).written == (ONE, TWO)
    assert next(changes, None) is None
    assert stream.over
    assert answerer.has_closed("one")


def test_closing_ends_the_waiting_at_once_and_the_writing_with_the_next_sentence(
    answerer: WritingAnswerer,
) -> None:
    stream = AnswerStream(answerer.answers("one"))
    answerer.let(ONE)
    changes = stream.changes()
    next(changes)
    waiting = threading.Thread(target=lambda: next(changes, None))
    waiting.start()
    stream.close()
    waiting.join(5)
    assert not waiting.is_alive()
    assert not answerer.has_closed("one", within=0)
    answerer.let(TWO)
    assert answerer.has_closed("one")
    assert stream.newest.written == (ONE,)


def test_a_failure_keeps_what_was_written_and_the_log_names_no_words(
    answerer: WritingAnswerer, caplog: pytest.LogCaptureFixture
) -> None:
    stream = AnswerStream(answerer.answers("my bicycle"))
    answerer.let(ONE, ValueError("cannot read my bicycle"))
    *_, last = stream.changes()
    assert last.written == (ONE,)
    assert "ValueError" in caplog.text
    assert "bicycle" not in caplog.text


def test_nothing_that_was_shown_is_taken_back_or_changed() -> None:
    def answers() -> Iterator[Answer]:
        for sentences in ((), (ONE, TWO), (ONE,), (THREE, TWO, ONE)):
            yield written_answer(full_answer(), sentences, None)

    *_, last = AnswerStream(answers()).changes()
    assert last.written == (ONE, TWO)


def test_where_nothing_is_written_no_thread_is_needed() -> None:
    threads = threading.active_count()
    stream = AnswerStream(iter([full_answer()]))
    assert stream.over
    assert threading.active_count() == threads
    assert list(stream.changes()) == [stream.first]


def test_what_is_over_at_once_is_not_announced_as_coming(answerer: WritingAnswerer) -> None:
    def answers() -> Iterator[Answer]:
        yield written_answer(full_answer(), (), None)
        yield written_answer(full_answer(), (ONE,), None)
        yield written_answer(full_answer(), (ONE,), Ended.FINISHED)

    settled = AnswerStream(answers()).settled(5)
    assert settled.written == (ONE,)
    assert not is_being_written(settled)
    slow = AnswerStream(answerer.answers("one"))
    assert slow.settled(0.01) is slow.first


def test_an_end_that_nobody_names_is_an_end() -> None:
    stream = AnswerStream(iter([written_answer(full_answer(), (), None)]))
    *_, last = stream.changes()
    assert not is_being_written(last)
