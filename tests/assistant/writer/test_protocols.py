"""Models that speak another protocol than OpenAI's."""

from pathlib import Path

import pytest

from assistant.answers import Ended
from assistant.writer.structured import TOOL
from tests.assistant.writer.asking import CLAIMS, KEY, SCHEMA, SYSTEM, ask, ended, opened
from tests.assistant.writer.protocols import anthropic_reply, ollama_reply, speaking

_EVENTS = "text/event-stream"
_LINES = "application/x-ndjson"


def test_anthropic_is_given_a_tool_and_its_arguments_are_read(tmp_path: Path) -> None:
    with speaking(_EVENTS, anthropic_reply(CLAIMS, tool=TOOL)) as (url, asked):
        model = opened(url, tmp_path, provider="anthropic", model_tokens=123)
        assert ask(model) == CLAIMS
    path, headers, body = asked[0]
    assert path == "/v1/messages"
    assert KEY in (headers.get("x-api-key"), headers.get("authorization", "")[len("Bearer ") :])
    assert (body["system"], body["max_tokens"], body["temperature"]) == (SYSTEM, 123, 0)
    assert body["tool_choice"] == {"type": "tool", "name": TOOL}
    assert [tool["input_schema"] for tool in body["tools"]] == [SCHEMA]
    assert model.budget.used() == 57


@pytest.mark.parametrize(
    ("reply", "how"),
    [
        pytest.param(anthropic_reply(CLAIMS, tool="send_mail"), Ended.UNREADABLE, id="other tool"),
        pytest.param(
            anthropic_reply(CLAIMS[:30], tool=TOOL, whole=False), Ended.BROKEN_OFF, id="cut off"
        ),
    ],
)
def test_what_goes_wrong_with_anthropic_is_named(reply: bytes, how: Ended, tmp_path: Path) -> None:
    with speaking(_EVENTS, reply) as (url, _):
        assert ended(opened(url, tmp_path, provider="anthropic")) is how


def test_ollama_is_given_the_schema_and_its_lines_are_read(tmp_path: Path) -> None:
    with speaking(_LINES, ollama_reply(CLAIMS)) as (url, asked):
        model = opened(url, tmp_path, provider="ollama", model_tokens=123)
        assert ask(model) == CLAIMS
    path, headers, body = asked[0]
    assert (path, headers["authorization"]) == ("/api/chat", f"Bearer {KEY}")
    assert body["format"] == SCHEMA
    assert body["messages"][0] == {"role": "system", "content": SYSTEM}
    assert (body["options"]["num_predict"], body["options"]["temperature"]) == (123, 0)
    assert model.budget.used() == 57


@pytest.mark.parametrize(
    ("reply", "how"),
    [
        pytest.param(ollama_reply(CLAIMS[:30], whole=False), Ended.BROKEN_OFF, id="cut off"),
        pytest.param(b"{nonsense\n", Ended.UNREADABLE, id="nonsense"),
        pytest.param(b'{"error": "no memory"}\n', Ended.FAILED, id="an error in the stream"),
    ],
)
def test_what_goes_wrong_with_ollama_is_named(reply: bytes, how: Ended, tmp_path: Path) -> None:
    with speaking(_LINES, reply) as (url, _):
        assert ended(opened(url, tmp_path, provider="ollama")) is how


@pytest.mark.parametrize("provider", ["anthropic", "ollama"])
@pytest.mark.parametrize(("status", "times"), [(401, 1), (404, 1), (429, 3), (500, 3)])
def test_statuses_mean_the_same_everywhere(
    provider: str, status: int, times: int, tmp_path: Path
) -> None:
    error = b'{"type": "error", "error": {"type": "scripted", "message": "no"}}'
    with speaking("application/json", error, status) as (url, asked):
        model = opened(url, tmp_path, provider=provider)
        assert ended(model) is Ended.FAILED
        assert ended(model) is Ended.RESTING
    assert len(asked) == times


@pytest.mark.parametrize("provider", ["anthropic", "ollama", "openai"])
@pytest.mark.parametrize("status", [302, 307, 308])
def test_a_question_is_not_sent_on_to_another_server(
    provider: str, status: int, tmp_path: Path
) -> None:
    with (
        speaking(_LINES, b"") as (there, sent_on),
        speaking("text/plain", b"", status, location=there) as (here, asked),
    ):
        assert ended(opened(here, tmp_path, provider=provider)) is Ended.FAILED
    assert len(asked) == 1
    assert sent_on == []
