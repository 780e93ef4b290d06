"""What a call of a tool is refused for, and that danger comes before all of it."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.api.app import build_api
from assistant.mcp.application import build_mcp
from assistant.mcp.tools import TOOLS, Caller, Result, Tools
from assistant.pipeline import Assistant
from assistant.serving.gate import Busy
from assistant.serving.proxies import Proxies
from assistant.serving.rated import RatedAnswerer
from assistant.serving.rates import Rates
from assistant.serving.requests import Sent, answering
from corpus.errors import IndexDamaged
from tests.assistant.mcp.damaged import DOCUMENT, altered

DANGER = "my husband is hitting me"
IN_DANGER = " In danger, call 999."
BY_NAME = {tool.name: tool for tool in TOOLS}


def _called(tools: Tools, tool: str, given: dict[str, Any], wait: float | None = None) -> Result:
    return tools.call(BY_NAME[tool], given, Caller(wait=lambda: wait))


@pytest.fixture
def tools(assistant: Assistant) -> Tools:
    return Tools(assistant, assistant.index, longest=300)


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("ask", {"question": DANGER, "secret": 1}),
        ("ask", {"question": DANGER, "years": [2017]}),
        ("ask", {"question": DANGER, "kinds": ["novel"], "plan": "plan-1999"}),
        ("ask", {"query": DANGER}),
        ("search", {"query": DANGER, "limit": 99}),
        ("search", {"query": "victims", "question": DANGER}),
        ("compare", {"subject": DANGER, "plans": 7}),
    ],
)
def test_danger_is_answered_whatever_else_is_wrong_with_the_call(
    tools: Tools, tool: str, given: dict[str, Any]
) -> None:
    result = _called(tools, tool, given, wait=30)
    assert not result.failed
    assert result.structured is not None
    told = result.structured["text" if tool == "ask" else "notice"]
    assert "call 999" in told


@pytest.mark.parametrize(
    ("tool", "given", "wait", "words"),
    [
        ("ask", {"question": "victims"}, 30, "Try again in 30 seconds."),
        ("ask", {"question": 7}, None, "“question”"),
        ("search", {"query": "victims", "limit": 99}, None, "“limit”"),
        ("document", {"id": "nothing-like-it"}, None, "No document"),
    ],
)
def test_every_refusal_ends_with_what_to_do_in_danger(
    tools: Tools, tool: str, given: dict[str, Any], wait: float | None, words: str
) -> None:
    result = _called(tools, tool, given, wait)
    assert result.failed
    assert words in result.texts[0]
    assert result.texts[0].endswith(IN_DANGER)


def test_without_an_index_the_refusal_says_what_to_do_in_danger(assistant: Assistant) -> None:
    def gone() -> Any:
        raise IndexDamaged("it is gone")

    result = _called(Tools(assistant, gone, longest=300), "search", {"query": "victims"})
    assert result.texts[0].startswith("The documents cannot be searched now")
    assert result.texts[0].endswith(IN_DANGER)


@pytest.mark.parametrize("spans", [False, True])
def test_a_passage_that_is_not_in_the_stored_text_is_never_shown(
    shipped: Path, tmp_path: Path, *, spans: bool
) -> None:
    assistant = altered(shipped, tmp_path / "data", spans=spans)
    tools = Tools(assistant, assistant.index, longest=300)
    calls: list[tuple[str, dict[str, Any]]] = [
        ("document", {"id": DOCUMENT}),
        ("search", {"query": "the plan presented", "years": [2015, 2015], "kinds": ["news"]}),
    ]
    for tool, given in calls:
        result = _called(tools, tool, given)
        assert result.failed
        assert "cannot be searched now" in result.texts[0]
    assert not _called(tools, "document", {"id": DOCUMENT, "limit": 0}).failed


def _message(tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    params = {"name": tool, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


@pytest.mark.parametrize("first", ["page", "api", "mcp"])
def test_one_address_has_one_count_of_questions_on_every_face(
    assistant: Assistant, first: str
) -> None:
    rates = Rates()
    common: dict[str, Any] = {
        "rates": rates, "per_minute": 1, "longest": 300, "proxies": Proxies(()),
    }  # fmt: skip
    pages = RatedAnswerer(assistant, rates, 1)
    api = TestClient(build_api(assistant, assistant.index, boards=None, keys=None, **common))
    headers = {"Accept": "application/json, text/event-stream"}
    mcp_app = build_mcp(assistant, assistant.index, **common)
    with TestClient(mcp_app, base_url="http://127.0.0.1", headers=headers) as mcp:

        def refused_by_page() -> bool:
            try:
                with answering(Sent(client="testclient")):
                    pages.answer("hello")
            except Busy:
                return True
            return False

        def refused_by_api() -> bool:
            return api.get("/api/v1/ask", params={"q": "hello"}).status_code == 429

        def refused_by_mcp(tool: str = "ask", **arguments: Any) -> bool:
            message = _message(tool, arguments or {"question": "hello"})
            return bool(mcp.post("/mcp", json=message).json()["result"]["isError"])

        asking = {"page": refused_by_page, "api": refused_by_api, "mcp": refused_by_mcp}
        assert not asking.pop(first)()
        assert [refused() for refused in asking.values()] == [True, True]
        assert not refused_by_mcp("document", id=DOCUMENT)  # reading is counted apart
