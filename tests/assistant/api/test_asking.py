"""Questions through the API: the answer of the command line, danger first, faults said plainly."""

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest

from assistant.answers import Status, to_json
from assistant.pipeline import Assistant
from assistant.serving.gate import Busy
from assistant.serving.metrics import Metrics
from assistant.serving.rates import Rates
from corpus.errors import IndexDamaged
from tests.assistant.api.conftest import MakeApi

ASK = "/api/v1/ask"
CYBERCRIME = "what did the 2015 plan say about cybercrime?"
DANGER = "my husband is hitting me"
IN_DANGER = " In danger, call 999."
JSON = {"Content-Type": "application/json"}


def without_what_differs(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return {name: value for name, value in found.items() if name not in ("id", "timings")}


def test_the_answer_is_that_of_the_command_line(api: httpx.Client, assistant: Assistant) -> None:
    expected = without_what_differs(to_json(assistant.answer(CYBERCRIME, longest=300)))
    assert expected["citations"]
    posted = api.post(ASK, json={"question": CYBERCRIME})
    got = api.get(ASK, params={"q": CYBERCRIME})
    for reply in (posted, got):
        assert reply.status_code == 200
        assert reply.headers["content-type"] == "application/json"
        assert reply.headers["cache-control"] == "no-store"
        assert without_what_differs(reply.text) == expected


def test_history_and_limits_are_taken_from_body_and_address(
    api: httpx.Client, assistant: Assistant
) -> None:
    body = {
        "question": "what else?",
        "history": [CYBERCRIME],
        "limits": {"kinds": ["annual-report"], "plan": "plan-2015-20", "years": [2018, 2015]},
    }
    posted = api.post(ASK, json=body).json()
    got = api.get(
        ASK,
        params={
            "q": "what else?",
            "earlier": [CYBERCRIME],
            "kind": ["annual-report"],
            "plan": "plan-2015-20",
            "years": "2015-2018",
        },
    ).json()
    limits = {"kinds": ["annual-report"], "plan": "plan-2015-20", "years": [2015, 2018]}
    assert posted["limits"] == got["limits"] == limits
    assert posted["understood"] == got["understood"] != ""
    alone = api.post(ASK, json={"question": "what else?"}).json()
    assert alone["status"] == "needs_clarification"


@pytest.mark.parametrize("question", ["", "   ", "x" * 301])
def test_a_question_that_cannot_be_answered_is_an_answer_that_says_so(
    api: httpx.Client, question: str
) -> None:
    reply = api.post(ASK, json={"question": question})
    assert reply.status_code == 200
    assert reply.json()["status"] == Status.ERROR
    assert reply.json()["text"]


def test_danger_is_answered_whatever_else_is_wrong(make_api: MakeApi) -> None:
    api = make_api(rates=Rates(), per_minute=1)
    assert api.get(ASK, params={"q": "hello"}).status_code == 200
    assert api.get(ASK, params={"q": "hello"}).status_code == 429
    wrong = {"Authorization": "Bearer pa_wrong", "Accept": "image/png"}
    for reply in (
        api.get(ASK, params={"q": DANGER}),
        api.post(ASK, json={"question": DANGER, "limits": {"unknown": 1}}, headers=wrong),
        api.post(ASK, json={"question": f"{DANGER} {'x ' * 5_000}"}),
        api.get(f"{ASK}?q=my+husband+is+hitting+me&q=hello"),
    ):
        assert reply.status_code == 200
        assert reply.json()["status"] == Status.EMERGENCY
        assert "999" in reply.json()["text"]


def test_too_many_questions_are_told_when_to_come_again(make_api: MakeApi) -> None:
    metrics = Metrics()
    api = make_api(per_minute=2, metrics=metrics)
    statuses = [api.get(ASK, params={"q": "hello"}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert b'plans_refused_total{face="api",reason="rate"} 1.0' in metrics.text()
    refused = api.post(ASK, json={"question": "hello"})
    assert refused.json()["type"] == "/api/v1/problems/too-many"
    assert refused.json()["detail"].endswith(IN_DANGER)
    assert f"in {refused.headers['retry-after']} seconds" in refused.json()["detail"]
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert api.get("/api/v1/documents").status_code == 200  # counted apart


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "not-valid"),
        (b"{", "not-valid"),
        (b"[]", "not-valid"),
        (b'"question"', "not-valid"),
        (b'{"question": 1}', "not-valid"),
        (b'{"question": null}', "not-valid"),
        (b'{"question": "a", "question": "b"}', "not-valid"),
        (b'{"question": "a", "limits": {"plan": "x", "plan": "y"}}', "not-valid"),
        (b'{"question": "a", "histroy": []}', "not-valid"),
        (b'{"question": "a", "limits": {"years": [1e999, 2000]}}', "not-valid"),
        (b'{"question": "a", "limits": {"years": [2015]}}', "not-valid"),
        (b'{"question": "a", "limits": {"kinds": ["poem"]}}', "not-valid"),
        (b'{"question": NaN}', "not-valid"),
        (b'{"question": ' + b"9" * 5_000 + b"}", "not-valid"),
        (b"[" * 30_000, "not-valid"),
        (b'{"question": "a", "history": [' + b'"b",' * 20 + b'"c"]}', "not-valid"),
        ('{"question": "a"}'.encode("utf-16"), "not-valid"),
        (b'{"question": "\xff"}', "not-valid"),
        (b'{"question": "' + b"x" * 1_000_000 + b'"}', "too-large"),
    ],
)
def test_what_cannot_be_read_is_a_problem(api: httpx.Client, body: bytes, kind: str) -> None:
    reply = api.post(ASK, content=body, headers=JSON)
    assert reply.headers["content-type"] == "application/problem+json"
    problem = reply.json()
    assert problem["type"] == f"/api/v1/problems/{kind}"
    assert problem["status"] == reply.status_code == {"not-valid": 422, "too-large": 413}[kind]
    assert problem["title"] and problem["request_id"]
    assert problem["detail"].endswith(IN_DANGER)


@pytest.mark.parametrize(
    "question",
    ["a\x00b", "\\ud800 half", "\\u0000", "\u202e\u200b", "\U0010ffff", "<script>", "' OR 1=1"],
)
def test_odd_characters_are_answered(api: httpx.Client, question: str) -> None:
    body = '{"question": "' + question.replace("\x00", "\\u0000") + '"}'
    reply = api.post(ASK, content=body.encode(), headers=JSON)
    assert reply.status_code == 200
    assert reply.json()["status"] in {status.value for status in Status}


def test_a_byte_order_mark_and_a_charset_are_no_fault(api: httpx.Client) -> None:
    content = b'\xef\xbb\xbf{"question": "hello"}'
    for kind in ("application/json; charset=utf-8", 'application/json;charset="UTF-8"'):
        assert api.post(ASK, content=content, headers={"Content-Type": kind}).status_code == 200


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"],
)
def test_only_json_is_read(api: httpx.Client, kind: str) -> None:
    reply = api.post(ASK, content=b'{"question": "hello"}', headers={"Content-Type": kind})
    assert (reply.status_code, reply.json()["status"]) == (415, 415)
    assert reply.json()["detail"].endswith(IN_DANGER)


def test_no_problem_repeats_what_was_sent(api: httpx.Client) -> None:
    secret = "Jo Example of 12 High Street"
    replies = [
        api.post(ASK, json={"question": "a", secret: 1}),
        api.post(ASK, json={"question": [secret]}),
        api.post(ASK, json={"question": "a", "limits": {secret: secret, "kinds": [secret]}}),
        api.post(ASK, content=f'{{"question": "{secret}'.encode(), headers=JSON),
        api.get(ASK, params={"q": "a", secret: secret}),
        api.get(ASK, params={"q": "a", "years": secret}),
        api.get(f"/api/v1/documents/{secret}"),
        api.get("/api/v1/commitments", params={"theme": secret}),
        api.get(ASK, params={"q": "a"}, headers={"Authorization": "Bearer Jo"}),
    ]
    for reply in replies:
        assert reply.status_code >= 400
        assert "Jo" not in reply.text


class _Broken:
    def __init__(self, found: Assistant, error: Exception) -> None:
        self._found = found
        self._error = error
        self.about = found.about

    def answer(self, *_: Any, **__: Any) -> Any:
        raise self._error

    answers = answer


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (Busy(7), 503, "busy"),
        (Busy(7, too_often=True), 429, "too-many"),
        (IndexDamaged("/srv/index: is damaged"), 503, "not-now"),
        (RuntimeError("Jo Example asked"), 500, "failed"),
    ],
)
@pytest.mark.parametrize("form", ["application/json", "text/event-stream"])
def test_what_fails_is_a_problem_without_details(
    make_api: MakeApi, assistant: Assistant, error: Exception, status: int, kind: str, form: str
) -> None:
    api = make_api(answerer=_Broken(assistant, error))
    reply = api.post(ASK, json={"question": "a question"}, headers={"Accept": form})
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["type"].endswith(f"/{kind}")
    assert reply.json()["detail"].endswith(IN_DANGER)
    assert "Jo" not in reply.text and "/srv" not in reply.text
    if isinstance(error, Busy):
        assert reply.headers["retry-after"] == "7"


def test_without_an_index_nothing_is_answered_but_danger(make_api: MakeApi) -> None:
    def gone() -> None:
        raise IndexDamaged("it is gone")

    api = make_api(index=gone)
    assert api.post(ASK, json={"question": "hello"}).json()["type"].endswith("/not-now")
    assert api.post(ASK, json={"question": DANGER}).json()["status"] == Status.EMERGENCY


def test_what_fails_is_logged_without_words(
    make_api: MakeApi, assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    api = make_api(answerer=_Broken(assistant, RuntimeError("Jo Example asked")))
    api.post(ASK, json={"question": "who is Jo Example?"})
    assert "RuntimeError" in caplog.text
    assert "Jo" not in caplog.text


@pytest.mark.parametrize(
    ("accept", "status", "form"),
    [
        ("*/*", 200, "application/json"),
        ("application/*;q=0.5", 200, "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", 200, "application/json"),
        ("text/event-stream", 200, "text/event-stream"),
        ("application/json;q=0.2, text/event-stream", 200, "text/event-stream"),
        ("text/event-stream;q=0.2, application/json", 200, "application/json"),
        ("text/*", 406, "application/problem+json"),
        ("image/png", 406, "application/problem+json"),
        ("application/json;q=0", 406, "application/problem+json"),
    ],
)
def test_the_form_is_the_one_that_is_accepted(
    api: httpx.Client, accept: str, status: int, form: str
) -> None:
    reply = api.get(ASK, params={"q": "hello"}, headers={"Accept": accept})
    assert reply.status_code == status
    assert reply.headers["content-type"].startswith(form)


def test_addresses_under_a_sub_path_have_it(make_api: MakeApi) -> None:
    api = make_api(root_path="/plans")
    assert api.get("/api/v1/nothing").json()["type"] == "/plans/api/v1/problems/not-found"
    assert api.get("/api/v1").json()["links"]["ask"] == "/plans/api/v1/ask"
    assert api.get("/api/v1/documents?limit=1").json()["next"].startswith("/plans/api/v1/doc")
    assert api.get("/api/v1/openapi.json").json()["servers"] == [{"url": "/plans"}]


def test_an_answer_names_its_own_limits(make_api: MakeApi, assistant: Assistant) -> None:
    class Short(_Broken):
        def answer(self, *_: Any, **limits: Any) -> Any:
            found = assistant.answer("hello")
            return replace(found, question=f"{limits['longest']}")

    api = make_api(answerer=Short(assistant, RuntimeError()), longest=77)
    assert api.post(ASK, json={"question": "hello"}).json()["question"] == "77"
