"""The log says what went wrong and where, and no word of what anybody wrote, in either form."""

import asyncio
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from typing import Literal

import httpx
import pytest

from assistant.answers import Answer
from assistant.serving.front import Front
from assistant.serving.logs import configure, describe
from assistant.serving.requests import Sent, answering
from assistant.web.framework import gradio
from corpus.errors import PlansError
from tests.assistant.web.fakes import FakeAnswerer

Form = Literal["text", "json"]
FORMS: tuple[Form, ...] = ("text", "json")
HOSTILE = (
    "Wilhelmina Featherstonehaugh",
    "quoted \"Wilhelmina\" 'Featherstonehaugh'",
    "lines\nWilhelmina\r\nINFO Featherstonehaugh\x00\x1b[31m",
    "%s %(Wilhelmina)s {Featherstonehaugh} %d",
    "\u202eWilhelmina\u2028Featherstonehaugh\ud800",
    '{"level": "INFO", "message": "Wilhelmina Featherstonehaugh"}',
)


class Raising(FakeAnswerer):
    """Fails with the question in its message, and in that of the cause."""

    def _answer(self, question: str, history: Sequence[str]) -> Answer:
        try:
            raise KeyError(question.lower(), history)
        except KeyError as error:
            raise ValueError(f"cannot read {question!r} {question.upper()}") from error


class Written:
    """What stands on the standard error stream."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._before = ""

    def getvalue(self) -> str:
        self._before += self._capsys.readouterr().err
        return self._before


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Iterator[Written]:
    """What stands on the standard error stream; logging is as it was afterwards."""
    root, hooks = logging.getLogger(), (threading.excepthook, sys.unraisablehook)
    handlers, level = root.handlers[:], root.level
    yield Written(capsys)
    root.handlers[:], (threading.excepthook, sys.unraisablehook) = handlers, hooks
    root.setLevel(level)
    logging.captureWarnings(False)


def says_nothing(text: str) -> bool:
    return not any(word in text.casefold() for word in ("wilhelmina", "featherstonehaugh"))


def lines(text: str, form: Form) -> list[str]:
    """Return the lines; those of JSON must be an object each."""
    found = text.splitlines()
    if form == "json":
        assert all(isinstance(json.loads(line), dict) for line in found)
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("question", HOSTILE)
def test_a_question_that_breaks_the_assistant_leaves_no_word(
    written: Written, form: Form, question: str
) -> None:
    from tests.assistant.web.conftest import asking_client

    configure(form)
    with asking_client(Raising()) as client:
        sent = question.encode("utf-8", "replace").decode()
        assert client.get("/ask", params={"q": sent}).status_code == 503
    assert lines(written.getvalue(), form)
    assert "ValueError" in written.getvalue()
    assert "test_logs.py:" in written.getvalue()
    assert says_nothing(written.getvalue())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("question", HOSTILE)
def test_no_library_no_thread_no_warning_and_no_failed_request_leaves_a_word(
    written: Written, form: Form, question: str
) -> None:
    configure(form)

    def fails() -> None:
        raise ValueError(question)

    async def raising(scope: object, receive: object, send: object) -> None:
        asyncio.get_running_loop().call_exception_handler({"message": question})
        raise RuntimeError(question)

    async def ask() -> None:
        transport = httpx.ASGITransport(Front(raising))
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            await client.get("/ask", params={"q": question.encode("utf-8", "replace")})

    logging.getLogger("httpx").error("GET %s", question)
    logging.getLogger("gradio.queueing").error(question)
    logging.getLogger("assistantish").error(question)
    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        configure(form)
        warnings.warn(question, UserWarning, stacklevel=1)
    asyncio.run(ask())
    try:
        fails()
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        sys.modules[f"{gradio().__name__}.queueing"].traceback.print_exc()
    assert len(lines(written.getvalue(), form)) >= 8
    assert says_nothing(written.getvalue())


def test_a_line_of_json_has_the_request_and_what_it_took(written: Written) -> None:
    async def answers(scope: object, receive: object, send: object) -> None:
        return None

    async def ask() -> None:
        transport = httpx.ASGITransport(Front(answers))
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            await client.get("/ask?q=one")

    configure("json")
    asyncio.run(ask())
    line = json.loads(written.getvalue().splitlines()[-1])
    assert {"time", "level", "logger", "message", "request_id", "milliseconds"} <= set(line)
    assert (line["face"], line["path"], line["status"]) == ("ask", "(ask)", 500)
    assert len(line["request_id"]) == 32


def test_our_own_messages_are_whole_on_one_line_with_their_request(written: Written) -> None:
    configure("text")
    with answering(Sent(id="abc-12345")):
        logging.getLogger("corpus.reader").error("the index is damaged:\nrun `python -m ingest`")
    line = written.getvalue()
    assert line.count("\n") == 1
    assert "ERROR [abc-12345] the index is damaged:\\nrun `python -m ingest`" in line


def test_an_error_of_ours_is_told_in_words_and_any_other_by_its_kind_and_place() -> None:
    assert describe(PlansError("there is no index")) == "there is no index"
    try:
        raise ValueError(HOSTILE[0])
    except ValueError as error:
        said = describe(error)
    assert said.startswith("ValueError (")
    assert "test_logs.py:" in said
    assert says_nothing(said)
