import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from assistant.feedback import FeedbackStore
from assistant.web.security import MAX_BODY_BYTES
from tests.assistant.web.conftest import Served, serving


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def taking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same, taking feedback."""
    with serving(FeedbackStore(tmp_path_factory.mktemp("feedback") / "feedback.jsonl")) as taking:
        yield taking


def test_health_is_told_without_asking_anything(client: httpx.Client, served: Served) -> None:
    asked = len(served.answerer.asked)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert len(served.answerer.asked) == asked


def policy(response: httpx.Response) -> dict[str, str]:
    """Read the policy of a response: what is restricted, and to what."""
    (written,) = response.headers.get_list("content-security-policy")
    parts = (part.partition(" ") for part in written.split("; "))
    return {what: where for what, _, where in parts}


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/ask", "/ask?q=a", "/healthz", "/theme.css", "/site/site.css", "/site/page.js"),
        *("/embed.js", "/gradio_api/upload", "/none", "/robots.txt", "/favicon.ico"),
    ],
)
def test_every_response_carries_the_headers_that_protect_it(
    client: httpx.Client, path: str
) -> None:
    response = client.get(path)
    assert policy(response)["default-src"] == "'none'"
    assert policy(response)["frame-ancestors"] == "'self'"
    assert "unsafe" not in policy(response).get("script-src", "")
    headers = response.headers
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]
    others = "cross-origin" if path == "/embed.js" else "same-origin"
    assert headers["cross-origin-resource-policy"] == others


def test_the_chat_runs_its_own_scripts_only(client: httpx.Client) -> None:
    response = client.get("/")
    own, nonce = policy(response)["script-src"].split()
    assert own == "'self'"
    secret = re.fullmatch(r"'nonce-([\w-]{20,})'", nonce)
    assert secret is not None
    tags = re.findall(r"<script\b[^>]*>", response.text)
    assert len(tags) >= 5
    assert all(f'nonce="{secret[1]}"' in tag for tag in tags)
    assert response.headers["cache-control"] == "no-store"
    assert policy(response)["connect-src"] == "'self'"


def test_no_two_responses_share_a_nonce(client: httpx.Client) -> None:
    nonces = {policy(client.get("/"))["script-src"] for _ in range(5)}
    assert len(nonces) == 5


def test_the_chat_is_never_compressed_past_its_nonce(client: httpx.Client) -> None:
    response = client.get("/", headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert "content-encoding" not in response.headers
    assert "nonce=" in response.text


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


# What the chat needs of Gradio, and what lies beside it and does no harm.
OPEN = {
    *("/", "/favicon.ico", "/robots.txt", "/manifest.json", "/theme.css"),
    *("/static/{path:path}", "/assets/{path:path}", "/gradio_api/theme.css"),
    *("/gradio_api/queue/join", "/gradio_api/queue/data", "/gradio_api/startup-events"),
    "/gradio_api/heartbeat/{session_hash}",
}


def paths_of(router: Any) -> Iterator[str]:
    """Yield the paths of all routes, and of those of routers within."""
    for route in router.routes:
        if hasattr(route, "path"):
            yield route.path
        else:
            yield from paths_of(route.original_router)


def test_no_other_route_of_gradios_is_there_whatever_it_adds(client: httpx.Client) -> None:
    import gradio
    from gradio.routes import App

    paths = set(paths_of(App.create_app(gradio.Blocks(), app_kwargs={}))) - OPEN
    assert len(paths) > 50
    for path in sorted(paths):
        filled = re.sub(r"\{[^}]*\}", "x", path)
        for method in ("GET", "POST"):
            assert client.request(method, filled).status_code in {404, 405}, f"{method} {path}"


def test_nothing_can_be_uploaded(client: httpx.Client) -> None:
    response = client.post("/gradio_api/upload", files={"files": ("a.html", b"<b>")})
    assert response.status_code == 404


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/feedback"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_a_body_that_is_too_large_is_refused(taking: Served, path: str, kind: str) -> None:
    body = json.dumps({"data": ["a" * MAX_BODY_BYTES], "fn_index": 0, "session_hash": "x"})
    response = httpx.post(f"{taking.url}{path}", content=body, headers={"Content-Type": kind})
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


def test_what_looks_like_a_file_is_neither_read_nor_fetched(client: httpx.Client) -> None:
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Listening) as listener:
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{listener.server_port}/secret"
        said = ""
        for file in ({"path": "/etc/passwd"}, {"path": url, "url": url}):
            sent = {**file, "meta": {"_type": "gradio.FileData"}}
            for number, wanted in enumerate(functions(client)):
                said += joined(client, number, "files", [sent for _ in wanted["inputs"]])
        listener.shutdown()
    assert asked == []
    assert "process_completed" in said
    assert "root:" not in said


def functions(client: httpx.Client) -> list[dict[str, Any]]:
    """Return what the page can have done, with the values that it sends where nobody did anything."""
    config = json.loads(
        client.get("/").text.split("window.gradio_config = ")[1].split(";</script>")[0]
    )
    values = {part["id"]: part["props"].get("value") for part in config["components"]}
    found: list[dict[str, Any]] = config["dependencies"]
    return [{**one, "values": [values[part] for part in one["inputs"]]} for one in found]


def joined(client: httpx.Client, number: int, session: str, data: list[Any]) -> str:
    """Call one of the page's functions, as anybody may; returns all that is sent back."""
    body = {"data": data, "fn_index": number, "session_hash": session}
    if client.post("/gradio_api/queue/join", json=body).is_error:
        return ""
    return client.get(f"/gradio_api/queue/data?session_hash={session}").text


def test_no_function_of_the_page_answers_for_another_browser(
    client: httpx.Client, served: Served
) -> None:
    found = functions(client)
    number = [function["api_name"] for function in found].index("ask")
    rest = found[number]["values"][1:]
    assert "mine" in joined(client, number, "one", ["mine", *rest])
    said = joined(client, number, "another", ["yours", *rest])
    assert "yours" in said
    assert "mine" not in said
    assert served.answerer.asked[-1] == ("yours", ())
