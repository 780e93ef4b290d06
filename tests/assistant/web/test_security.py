"""What every response carries, whichever application answers."""

from collections.abc import Sequence

import httpx
import pytest
from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse, PlainTextResponse
from fastapi.testclient import TestClient
from pydantic import ValidationError

from assistant.settings import AssistantSettings
from assistant.web.original_response import SANDBOX, VIEWER
from assistant.web.policies import framed, with_nonce
from assistant.web.security import Guard
from assistant.web.shell import POLICY

COUNTY = "https://www.example.org"


def answering(response: Response, framed_by: Sequence[str] = ()) -> TestClient:
    """Answer every path with the same response, behind the guard."""
    app = FastAPI()

    def answer(path: str) -> Response:
        return response

    app.add_api_route("/{path:path}", answer, methods=["GET", "POST"], response_model=None)
    return TestClient(Guard(app, framed_by=framed_by))


def ancestors(reply: httpx.Response) -> str:
    (policy,) = reply.headers.get_list("content-security-policy")
    (found,) = [part for part in policy.split("; ") if part.startswith("frame-ancestors")]
    return found.removeprefix("frame-ancestors ")


def with_policy(policy: str, kind: str = "text/html") -> Response:
    return Response("a", media_type=kind, headers={"Content-Security-Policy": policy})


@pytest.mark.parametrize("path", ["/", "/ask", "/about", "/documents/x", "/anything/else"])
def test_a_response_that_names_a_policy_keeps_it(path: str) -> None:
    reply = answering(with_policy(POLICY)).get(path)
    assert reply.headers["content-security-policy"] == f"{POLICY}; frame-ancestors 'self'"


def test_what_names_no_policy_may_do_nothing() -> None:
    policy = answering(PlainTextResponse("a")).get("/robots.txt").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; base-uri 'none'; form-action 'none'")


def test_only_our_own_website_frames_a_page_unless_others_are_named() -> None:
    reply = answering(with_policy(POLICY)).get("/ask")
    assert ancestors(reply) == "'self'"
    assert reply.headers["x-frame-options"] == "SAMEORIGIN"


def test_websites_that_are_named_may_frame_our_pages() -> None:
    for page, path in ((with_policy(POLICY), "/ask"), (HTMLResponse("<p>chat"), "/")):
        reply = answering(page, [COUNTY, "https://b.example"]).get(path)
        assert ancestors(reply) == f"'self' {COUNTY} https://b.example"
        assert "x-frame-options" not in reply.headers


@pytest.mark.parametrize(
    "response",
    [
        with_policy(VIEWER, "application/pdf"),
        with_policy(SANDBOX),
        with_policy(SANDBOX, "text/plain"),
        Response("{}", media_type="application/json"),
    ],
    ids=["PDF", "web page", "text", "data"],
)
def test_nobody_else_ever_frames_an_original_or_what_is_no_page(response: Response) -> None:
    reply = answering(response, [COUNTY]).get("/documents/x/original")
    assert ancestors(reply) == "'self'"
    assert reply.headers["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "policy",
    [
        "frame-ancestors *; default-src 'none'",
        "default-src 'none';frame-ancestors https://e.example",
    ],
)
def test_who_may_frame_is_said_once_and_by_the_guard(policy: str) -> None:
    assert framed(policy, ()) == "default-src 'none'; frame-ancestors 'self'"


def test_only_the_script_for_other_websites_is_given_to_them() -> None:
    client = answering(PlainTextResponse("a"))
    assert client.get("/embed.js").headers["cross-origin-resource-policy"] == "cross-origin"
    for path in ("/embed.js/x", "/site/page.js", "/ask", "/x/embed.js"):
        assert client.get(path).headers["cross-origin-resource-policy"] == "same-origin"


def test_no_header_lets_another_origin_in() -> None:
    headers = {"Access-Control-Allow-Origin": "*", "access-control-allow-credentials": "true"}
    reply = answering(PlainTextResponse("a", headers=headers)).get("/")
    assert not [name for name in reply.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("sender", ["cross-site", "same-site"])
def test_no_other_website_has_a_browser_ask_in_the_chat(sender: str) -> None:
    client = answering(PlainTextResponse("a"))
    headers = {"Sec-Fetch-Site": sender}
    assert client.post("/gradio_api/queue/join", headers=headers).status_code == 403
    assert client.get("/ask?q=a", headers=headers).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}])
def test_our_own_pages_send_and_so_do_programs(headers: dict[str, str]) -> None:
    client = answering(PlainTextResponse("a"))
    assert client.post("/gradio_api/queue/join", headers=headers).status_code == 200


def test_data_in_the_chats_page_gets_no_nonce() -> None:
    page = b'<script>let a = "\\u003cscript>"</script><SCRIPT src=b></SCRIPT><scripted>'
    assert with_nonce(page, "n") == (
        b'<script nonce="n">let a = "\\u003cscript>"</script><script nonce="n" src=b></SCRIPT>'
        b"<scripted>"
    )


def test_scripts_of_a_page_that_is_not_the_chat_get_no_nonce() -> None:
    page = HTMLResponse("<script>1</script>")
    assert "nonce" not in answering(page).get("/ask").text
    assert "nonce" not in answering(with_policy(POLICY)).get("/").text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ()),
        (COUNTY, (COUNTY,)),
        (
            f" {COUNTY}  https://example.org:8443 http://localhost:8000 http://127.0.0.1 ",
            (COUNTY, "https://example.org:8443", "http://localhost:8000", "http://127.0.0.1"),
        ),
        ("https://WWW.Example.org/ https://www.example.org", (COUNTY,)),
    ],
)
def test_websites_that_may_frame_are_separated_by_spaces(
    monkeypatch: pytest.MonkeyPatch, written: str, read: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PLANS_FRAMED_BY", written)
    assert AssistantSettings().framed_by == read


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("*", "anybody"),
        ("https://*.example.org", "anybody"),
        ("www.example.org", "must be written like"),
        ("http://www.example.org", "only for localhost"),
        ("https://www.example.org/page", "nothing after it"),
        ("https://www.example.org;", "must be written like"),
        ("https://a.example,https://b.example", "must be written like"),
        ("'none'", "must be written like"),
        ("https:", "must be written like"),
        ("data:", "must be written like"),
        ("https://someone@example.org", "must be written like"),
        ("https://example.org:", "must be written like"),
    ],
)
def test_a_website_that_is_not_plainly_one_is_refused_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, written: str, why: str
) -> None:
    monkeypatch.setenv("PLANS_FRAMED_BY", written)
    with pytest.raises(ValidationError, match=why):
        AssistantSettings()
