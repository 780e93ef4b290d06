"""OpenAPI, the page for people, and what every address has in common."""

import re
from typing import Any

import httpx
import jsonschema
import pytest
from fastapi.testclient import TestClient

from assistant.answers import answer_schema
from assistant.api.app import build_api
from assistant.api.operations import OPERATIONS
from assistant.api.problems import PROBLEMS
from assistant.pipeline import Assistant
from assistant.serving.front import Front
from assistant.serving.proxies import Proxies
from assistant.serving.rates import Rates
from tests.assistant.api.conftest import MakeApi


@pytest.fixture
def described(api: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = api.get("/api/v1/openapi.json").json()
    return found


def responses(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (f"{method} {path}", status, response)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        for status, response in operation["responses"].items()
    ]


def test_every_example_fits_its_schema(described: dict[str, Any]) -> None:
    checked = 0
    for _, _, response in responses(described):
        for kind, content in response["content"].items():
            if kind == "text/event-stream":
                continue
            schema = {**content["schema"], "components": described["components"]}
            shown = [each["value"] for each in content.get("examples", {}).values()]
            shown += [content["example"]] if "example" in content else []
            for example in shown:
                jsonschema.validate(example, schema)
                checked += 1
            assert shown, content
    assert checked > 60


def test_the_answer_is_described_as_everywhere(described: dict[str, Any]) -> None:
    ours = described["components"]["schemas"]["Answer"]
    assert set(ours["properties"]) == set(answer_schema()["properties"])


def test_the_examples_are_of_the_documents_held(
    described: dict[str, Any], assistant: Assistant
) -> None:
    content = described["paths"]["/api/v1/ask"]["post"]
    answer = content["responses"]["200"]["content"]["application/json"]["example"]
    assert answer["question"] == assistant.about().suggestions[0]
    citation = answer["citations"][0]
    text = assistant.generation().text(citation["document"])
    assert text[citation["start"] : citation["end"]] == citation["quotation"]


def test_every_problem_is_described_where_it_can_come(described: dict[str, Any]) -> None:
    named = {
        name
        for _, _, response in responses(described)
        for content in response["content"].values()
        for name in content.get("examples", {})
    }
    assert named == set(PROBLEMS)
    for where, status, response in responses(described):
        if status in ("429", "503"):
            assert "Retry-After" in response["headers"], where
    statuses = {status for where, status, _ in responses(described) if where == "post /api/v1/ask"}
    assert statuses == {"200", "401", "405", "406", "413", "415", "422", "429", "500", "503"}


def test_a_key_may_be_sent_and_need_not(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    assert described["security"] == [{}, {"key": []}]
    assert described["components"]["securitySchemes"]["key"]["scheme"] == "bearer"


def test_the_page_names_every_operation_parameter_and_problem(
    api: httpx.Client, described: dict[str, Any]
) -> None:
    page = api.get("/api/v1/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "<script" not in page.text
    for operation in OPERATIONS:
        shown = re.search(rf'<section id="{operation.name}".*?</section>', page.text, re.DOTALL)
        assert shown is not None
        assert operation.path in shown[0] and "curl" in shown[0] and "httpx" in shown[0]
        for parameter in described["paths"][operation.path][operation.method]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in shown[0]
    for name in PROBLEMS:
        assert f'href="/api/v1/problems/{name}"' in page.text
    for field in ("question", "history", "limits.kinds", "limits.plan", "limits.years"):
        assert f"<code>{field}</code>" in page.text


def test_the_address_of_a_problem_explains_it(api: httpx.Client) -> None:
    for name, kind in PROBLEMS.items():
        page = api.get(f"/api/v1/problems/{name}")
        assert page.status_code == 200
        assert str(kind.status) in page.text
    assert api.get("/api/v1/problems/no-such").status_code == 404


@pytest.mark.parametrize("address", ["/api/v1", "/api/v1/documents", "/api/v1/ask", "/api/v1/docs"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_are_told_which_can_be_used(
    api: httpx.Client, address: str, method: str
) -> None:
    reply = api.request(method, address)
    assert reply.status_code == 405
    assert reply.json()["type"] == "/api/v1/problems/no-such-method"
    usual = "GET, POST" if address == "/api/v1/ask" else "GET, HEAD"
    assert reply.headers["allow"] == usual


def test_head_is_get_without_a_body(api: httpx.Client) -> None:
    for address in ("/api/v1", "/api/v1/documents", "/api/v1/openapi.json", "/api/v1/docs"):
        reply = api.head(address)
        assert reply.status_code == 200
        assert reply.headers["content-type"] == api.get(address).headers["content-type"]


def test_the_overview_leads_everywhere(api: httpx.Client) -> None:
    overview = api.get("/api/v1").json()
    assert overview["versions"]["answer"]
    assert overview["limits"]["question_characters"] == 300
    for name, link in overview["links"].items():
        asked = {"q": "hello"} if name == "ask" else {}
        assert api.get(link, params=asked).status_code == 200
    assert api.get("/api/v1/").json() == overview


def test_reading_is_counted(make_api: MakeApi) -> None:
    api = make_api(per_minute=1)
    assert api.get("/api/v1/documents").status_code == 200
    reply = api.get("/api/v1")
    assert reply.status_code == 429
    assert int(reply.headers["retry-after"]) >= 1


def test_no_other_website_is_let_in(api: httpx.Client) -> None:
    origin = {"Origin": "https://other.example"}
    reply = api.get("/api/v1/ask?q=hello", headers=origin)
    assert not [name for name in reply.headers if name.startswith("access-control-")]
    asked = {**origin, "Access-Control-Request-Method": "POST"}
    assert api.options("/api/v1/ask", headers=asked).status_code == 405


def test_a_problem_names_the_request_by_the_id_of_its_header(assistant: Assistant) -> None:
    app = build_api(
        assistant,
        assistant.index,
        boards=None,
        keys=None,
        rates=Rates(),
        per_minute=0,
        longest=300,
        proxies=Proxies(()),
    )
    with TestClient(Front(app)) as client:
        reply = client.get("/api/v1/nothing")
    assert reply.json()["request_id"] == reply.headers["x-request-id"]


def test_examples_name_the_address_under_which_people_reach_the_website(make_api: MakeApi) -> None:
    page = make_api(base_url="https://plans.example.org").get("/api/v1/docs").text
    assert "curl &#39;https://plans.example.org/api/v1&#39;" in page
    assert "assistant.example" not in page
