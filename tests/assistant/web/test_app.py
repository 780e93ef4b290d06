import json
from collections.abc import Iterator

import httpx
import pytest

from assistant.web.security import MAX_BODY_BYTES
from tests.assistant.web.conftest import Served


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url, timeout=30) as client:
        yield client


def test_health_is_told_without_asking_anything(client: httpx.Client, served: Served) -> None:
    asked = len(served.answerer.asked)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert len(served.answerer.asked) == asked


@pytest.mark.parametrize("path", ["/", "/healthz", "/theme.css", "/gradio_api/upload", "/none"])
def test_every_response_carries_the_headers_that_protect_the_page(
    client: httpx.Client, path: str
) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert "unsafe-eval" not in policy["script-src"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]


def test_no_other_origin_is_let_in(client: httpx.Client) -> None:
    headers = {"Origin": "http://evil.example", "Host": "plans.example"}
    response = client.get("/", headers=headers)
    assert not [name for name in response.headers if name.startswith("access-control-")]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("POST", "/upload"),
        ("GET", "/gradio_api/proxy=http://127.0.0.1/"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/file=http://127.0.0.1/"),
        ("GET", "/gradio_api/deep_link"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/gradio_api/app_id"),
        ("POST", "/gradio_api/run/predict"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/component_server"),
        ("POST", "/gradio_api/vibe-edit/"),
        ("GET", "/gradio_api//upload"),
        ("GET", "/gradio_api/queue/../upload"),
        ("GET", "/monitoring"),
        ("GET", "/monitoring/summary"),
        ("GET", "/config"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
    ],
)
def test_what_the_page_does_not_need_is_not_there(
    client: httpx.Client, method: str, path: str
) -> None:
    assert client.request(method, path).status_code in {404, 405}


def test_nothing_can_be_uploaded(client: httpx.Client) -> None:
    response = client.post("/gradio_api/upload", files={"files": ("a.html", b"<b>")})
    assert response.status_code == 404


def test_a_body_that_is_too_large_is_refused(client: httpx.Client) -> None:
    body = json.dumps({"data": ["a" * MAX_BODY_BYTES], "fn_index": 0, "session_hash": "x"})
    response = client.post(
        "/gradio_api/queue/join", content=body, headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 413


def test_a_large_body_of_unknown_length_is_refused_too(client: httpx.Client) -> None:
    chunks = (b" " * 8_192 for _ in range(20))
    response = client.post(
        "/gradio_api/queue/join", content=chunks, headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 413


def test_telemetry_is_off_and_no_link_of_gradios_is_on_the_page(client: httpx.Client) -> None:
    page = client.get("/").text
    config = json.loads(page.split("window.gradio_config = ")[1].split(";</script>")[0])
    assert config["analytics_enabled"] is False
    assert config["footer_links"] == []
    assert config["show_error"] is False
