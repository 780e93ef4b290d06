"""What may come in at /mcp, message by message, as any program or page could send it."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.mcp.application import build_mcp
from assistant.pipeline import Assistant
from assistant.serving.gate import Busy
from assistant.serving.proxies import Proxies
from assistant.serving.rates import Rates
from assistant.web.security import Guard
from tests.assistant.web.fakes import FakeAnswerer

ACCEPT = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
IN_DANGER = " In danger, call 999."
SECRET = "zebra-crossing-on-my-street"


class _Busy(FakeAnswerer):
    def answer(self, *_: object, **__: object) -> Any:
        raise Busy(7)


class _Broken(FakeAnswerer):
    def answer(self, question: str, *_: object, **__: object) -> Any:
        raise RuntimeError(f"cannot answer {question}")


def _client(
    assistant: Assistant, answerer: FakeAnswerer | None = None, base_url: str = ""
) -> TestClient:
    app = build_mcp(
        answerer or assistant,
        assistant.index,
        rates=Rates(),
        per_minute=0,
        longest=300,
        proxies=Proxies(()),
        base_url=base_url,
    )
    app.add_middleware(Guard)
    return TestClient(app, base_url="http://127.0.0.1:7860", headers=ACCEPT)


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    with _client(assistant) as client:
        yield client


def _message(method: str, params: Any = None, **changes: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}} | changes


def _ask(question: str = "victims") -> dict[str, Any]:
    return _message("tools/call", {"name": "search", "arguments": {"query": question, "limit": 1}})


def _link(response: httpx.Response) -> str:
    found = response.json()["result"]["structuredContent"]["passages"][0]
    return str(found["place"]["link"])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://localhost:6274"}, 200),
        ({"Origin": "http://[::1]:6274"}, 200),
        ({"Origin": "https://plans.example.org"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "https://plans.example.org.evil.example"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://rebound.example:7860", "Host": "rebound.example:7860"}, 403),
    ],
)
def test_pages_of_other_websites_may_not_call(
    assistant: Assistant, headers: dict[str, str], status: int
) -> None:
    with _client(assistant, base_url="https://plans.example.org") as client:
        assert client.post("/mcp", json=_ask(), headers=headers).status_code == status


def test_without_an_address_of_our_own_no_website_is_ours(client: TestClient) -> None:
    refused = client.post("/mcp", json=_ask(), headers={"Origin": "https://plans.example.org"})
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers


def test_links_are_made_with_the_address_that_the_operator_names(assistant: Assistant) -> None:
    with _client(assistant, base_url="https://plans.example.org/") as client:
        link = _link(client.post("/mcp", json=_ask()))
    assert link.startswith("https://plans.example.org/documents/")


def test_the_host_that_a_request_names_is_believed_only_where_it_is_this_machine(
    client: TestClient,
) -> None:
    local = client.post("/mcp", json=_ask(), headers={"Host": "localhost:7860"})
    assert _link(local).startswith("http://localhost:7860/documents/")
    other = client.post("/mcp", json=_ask(), headers={"Host": "localhost.evil.example"})
    assert _link(other) == ""


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "PATCH", "OPTIONS", "HEAD"])
def test_nothing_but_post_is_taken_since_nothing_is_kept(client: TestClient, method: str) -> None:
    refused = client.request(method, "/mcp")
    assert refused.status_code == 405
    assert refused.headers["allow"] == "POST"


def test_no_session_is_opened_and_calls_need_none(client: TestClient) -> None:
    told = client.post("/mcp", json=_ask())
    assert "mcp-session-id" not in told.headers
    assert told.headers["content-type"].startswith("application/json")
    assert told.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"not json", 400),
        (b"\xff\xfe", 400),
        (b"[" * 60_000, 400),
        (b"1" * 5_000, 400),
        (b"null", 400),
        (b"[]", 400),
        (json.dumps([_ask(), _ask()]).encode(), 400),
        (b'{"jsonrpc": "1.0", "id": 1, "method": "ping"}', 400),
        (b'{"jsonrpc": "2.0", "id": "\\ud800", "method": "ping"}', 400),
        (b'{"jsonrpc": "2.0", "id": null, "method": "ping"}', 400),
        (b'{"jsonrpc": "2.0", "id": 1.5, "method": "ping"}', 400),
        (b"x" * 65_537, 413),
    ],
)
def test_what_is_no_message_is_refused_in_the_form_of_the_protocol(
    client: TestClient, body: bytes, status: int
) -> None:
    refused = client.post("/mcp", content=body)
    assert refused.status_code == status
    assert refused.json()["error"]["message"].endswith(IN_DANGER)


def test_deeply_nested_arguments_do_no_harm(client: TestClient) -> None:
    deep = "[" * 900 + "]" * 900
    message = json.dumps(_ask()).replace('"victims"', deep)
    answer = client.post("/mcp", content=message)
    assert answer.status_code == 200
    assert "error" in answer.json() or answer.json()["result"]["isError"]


@pytest.mark.parametrize(
    "message",
    [
        _message("tools/call", {"name": "ask", "arguments": SECRET}),
        _message("tools/call", {"arguments": {"question": SECRET}}),
        _message("resources/read", {"uri": SECRET}),
        _message(SECRET),
        _message("tools/call", {"name": SECRET}),
        _message("tools/call", {"name": "ask", "arguments": {"question": 7, "x": SECRET}}),
        _message("initialize", {"protocolVersion": SECRET}),
        {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": {}}},
        {"jsonrpc": "2.0", "id": 9, "result": SECRET},
    ],
)
def test_wrong_messages_get_an_answer_and_leave_no_word_in_log_or_reply(
    client: TestClient, message: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = client.post("/mcp", json=message)
    assert answer.status_code in (200, 202, 400)
    assert SECRET not in answer.text
    assert SECRET not in caplog.text


def test_a_notification_is_accepted(client: TestClient) -> None:
    message = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    assert client.post("/mcp", json=message).status_code == 202


def test_a_lone_surrogate_in_a_question_does_no_harm(client: TestClient) -> None:
    message = json.dumps(_ask()).replace("victims", "\\ud800 victims")
    answer = client.post("/mcp", content=message)
    assert not answer.json()["result"]["isError"]
    assert answer.json()["result"]["structuredContent"]["passages"]


def test_where_too_many_ask_a_model_is_told_when_to_come_again(assistant: Assistant) -> None:
    message = _message("tools/call", {"name": "ask", "arguments": {"question": "victims"}})
    with _client(assistant, _Busy()) as client:
        result = client.post("/mcp", json=message).json()["result"]
    assert result["isError"]
    assert "Try again in 7 seconds" in result["content"][0]["text"]
    assert result["content"][0]["text"].endswith(IN_DANGER)


def test_a_failure_inside_is_told_and_logged_without_the_question(
    assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    message = _message("tools/call", {"name": "ask", "arguments": {"question": SECRET}})
    with _client(assistant, _Broken()) as client:
        result = client.post("/mcp", json=message).json()["result"]
    assert result["isError"]
    assert result["content"][0]["text"].endswith(IN_DANGER)
    assert SECRET not in json.dumps(result)
    assert SECRET not in caplog.text
    assert "RuntimeError" in caplog.text
