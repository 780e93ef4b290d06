"""What nginx refuses, in which words, and what it lets nobody say or send twice."""

import re
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from evals.cluster.proxy import DEPLOYED
from tests.deploy.fronts import Front, Visitor

PROGRAM = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="nginx is not installed")
DANGER = "In danger, call 999."
NAMES = (
    "X-Forwarded-User",
    "X-Forwarded-Email",
    "X-Forwarded-Preferred-Username",
    "X-Auth-Request-User",
    "X-Auth-Request-Email",
    "X-Remote-User",
    "Remote-User",
    "X-WEBAUTH-USER",
    "X-Authentik-Username",
)
PAGES = (("GET", "/ask?q=1"), ("GET", "/documents"), ("POST", "/feedback"), ("GET", "/staff"))
OTHERS = (
    ("POST", "/api/v1/ask"),
    ("POST", "/gradio_api/queue/join"),
    ("GET", "/gradio_api/queue/data"),
    ("POST", "/gradio_api/queue/cancel"),
    ("GET", "/gradio_api/heartbeat/x"),
    ("POST", "/gradio_api/reset"),
    ("POST", "/mcp"),
)


def says_999(answer: httpx.Response, path: str) -> None:
    """Look whether a refusal of nginx says what to do in danger, in the kind that is read there."""
    assert DANGER in answer.text
    assert answer.headers["Retry-After"] == "10"
    assert answer.headers["Cache-Control"] == "no-store"
    if path in {each for _, each in PAGES}:
        assert answer.headers["Content-Type"] == "text/html"
        return
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert DANGER in problem["detail"]
    assert problem["request_id"] == answer.headers["X-Request-ID"]


@pytest.fixture
def held(front: Front) -> Iterator[threading.Event]:
    """Let no replica answer until this is set, or the test ends."""
    event = threading.Event()
    for made in front.replicas:
        made.holds = event
    yield event
    event.set()


@pytest.mark.parametrize("name", NAMES)
def test_no_visitor_says_who_signed_in(front: Front, visit: Visitor, name: str) -> None:
    for path in ("/staff", "/ask?q=1", "/api/v1/ask", "/mcp", "/gradio_api/info"):
        visit("POST", path, headers={name: "admin", name.lower(): "admin"})
    for made in front.replicas:
        for _, _, headers in made.asked:
            assert name.lower() not in {each.lower() for each in headers}
    assert front.asked() == 5


def test_no_location_drops_what_is_emptied_for_all() -> None:
    """A `proxy_set_header` in a location would end the inheritance of all of proxy.conf."""
    assert "proxy_set_header" not in (DEPLOYED / "server.conf").read_text("utf-8")


def test_the_header_that_operators_are_shown_is_emptied() -> None:
    shown = (DEPLOYED.parent / "plans.env.example").read_text("utf-8")
    name = re.search(r"^#PLANS_STAFF_HEADER=(\S+)$", shown, re.M)
    assert name
    assert f'proxy_set_header {name[1]} "";' in (DEPLOYED / "proxy.conf").read_text("utf-8")


def test_a_visitor_does_not_choose_the_id_of_a_request(front: Front, visit: Visitor) -> None:
    for _ in range(2):
        visit("GET", "/ask?q=1", headers={"X-Request-ID": "chosen-by-a-visitor"})
    ids = [headers["X-Request-ID"] for made in front.replicas for _, _, headers in made.asked]
    assert len(set(ids)) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in ids)


@pytest.mark.parametrize(("method", "path"), [PAGES[0], OTHERS[0], OTHERS[1], OTHERS[-1]])
def test_a_question_too_many_is_told_where_to_call_in_danger(
    front: Front, visit: Visitor, method: str, path: str
) -> None:
    answers = [visit(method, path) for _ in range(40)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    for answer in refused:
        says_999(answer, path)


@pytest.mark.parametrize("path", ["/ask?q=1", "/api/v1/ask"])
def test_what_the_assistant_says_of_too_many_questions_is_passed_on(
    front: Front, visit: Visitor, path: str
) -> None:
    for made in front.replicas:
        made.status = 429
    assert visit("GET", path).text.startswith("replica on")


@pytest.mark.parametrize(("method", "path"), [*PAGES, *OTHERS])
def test_where_no_replica_answers_it_is_told_where_to_call_in_danger(
    front: Front, visit: Visitor, method: str, path: str
) -> None:
    for made in front.replicas:
        made.hangs_up = True
    answer = visit(method, path)
    assert answer.status_code == 503
    says_999(answer, path)


@pytest.mark.parametrize("path", ["/ask?q=1", "/documents", "/api/v1/ask", "/gradio_api/info"])
def test_where_the_last_replica_dies_after_a_503_it_is_told_too(
    front: Front, visit: Visitor, path: str
) -> None:
    for made in front.replicas:
        made.status, made.then_hangs_up = 503, True
    answer = visit("GET", path)
    assert answer.status_code == 503
    says_999(answer, path)


@pytest.mark.parametrize("path", ["/feedback", "/gradio_api/upload", "/gradio_api/queue/cancel"])
def test_a_post_that_may_write_is_not_repeated_after_a_503(
    front: Front, visit: Visitor, path: str
) -> None:
    for made in front.replicas:
        made.status = 503
    assert visit("POST", path, content="x=1").text.startswith("replica on")
    assert front.asked() == 1
    ((_, _, headers),) = [each for made in front.replicas for each in made.asked]
    assert headers["Content-Length"] == "3"  # with all that was sent


def test_many_assets_at_once_are_not_refused_and_leave_room_for_a_question(
    front: Front, visit: Visitor, held: threading.Event
) -> None:
    with ThreadPoolExecutor(100) as pool:
        waiting = [pool.submit(visit, "GET", f"/assets/{n}.js") for n in range(99)]
        waiting.append(pool.submit(visit, "GET", "/ask?q=1"))
        front.await_asked(100)
        held.set()
        assert {each.result().status_code for each in waiting} == {200}


def test_streams_of_answers_from_one_address_are_limited(
    front: Front, visit: Visitor, held: threading.Event
) -> None:
    with ThreadPoolExecutor(64) as pool:
        waiting = [pool.submit(visit, "GET", "/gradio_api/queue/data") for _ in range(64)]
        front.await_asked(64)
        answer = visit("GET", "/gradio_api/queue/data")
        held.set()
        assert answer.status_code == 429
        says_999(answer, "/gradio_api/queue/data")
        assert {each.result().status_code for each in waiting} == {200}
