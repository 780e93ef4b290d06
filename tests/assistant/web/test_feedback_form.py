"""Feedback by a form: what is kept, what is not believed, and what is not taken."""

import datetime as dt
import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.answers import Status
from assistant.feedback import LONGEST_WHY, Feedback, FeedbackStore, read_feedback
from assistant.limits import Limits
from assistant.web.feedback_form import A_MINUTE
from corpus.documents import Kind
from corpus.errors import PlansError
from tests.assistant.web.fakes import FakeAnswerer
from tests.assistant.web.plain_pages import LONGEST, client_of, plain_app

Fields = dict[str, str | list[str]]
GOOD: Fields = {"q": "What about cybercrime?", "useful": "no", "why": "It is of 2013."}


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "feedback.jsonl")


@pytest.fixture
def answerer() -> FakeAnswerer:
    return FakeAnswerer()


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def client(
    answerer: FakeAnswerer, store: FeedbackStore, now: list[float]
) -> Iterator[httpx.Client]:
    with client_of(plain_app(answerer, store, clock=lambda: now[0])) as client:
        yield client


def kept(store: FeedbackStore) -> tuple[Feedback, ...]:
    return read_feedback(store.path).feedback if store.path.exists() else ()


def hidden(page: str) -> list[tuple[str, str]]:
    """Return what the form of a page sends without anybody typing."""
    form = page[page.index('<form class="pa-feedback-form"') :]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    return [(name, html.unescape(value)) for name, value in found]


def test_a_reply_is_kept_with_what_the_engine_says_of_the_answer(
    client: httpx.Client, store: FeedbackStore
) -> None:
    forged: Fields = {"status": "not_found", "documents": "made-up", "at": "2013-01-01"}
    reply = client.post("/feedback", data=GOOD | forged)
    assert reply.status_code == 303
    assert reply.headers["location"].startswith("/feedback/thanks?q=What+about+cybercrime")
    (said,) = kept(store)
    assert (said.question, said.useful, said.why) == (GOOD["q"], False, GOOD["why"])
    assert said.status is Status.ANSWERED
    assert said.documents == ("news-2015-06-plan-presented", "plan-2015-20")
    assert said.at == dt.date.today()
    thanks = client.get(reply.headers["location"])
    assert "Thank you" in thanks.text
    assert '<a href="/ask?q=What+about+cybercrime%3F">Back to the answer</a>' in thanks.text


def test_the_form_under_an_answer_sends_back_what_was_asked_and_how(
    client: httpx.Client, store: FeedbackStore, answerer: FakeAnswerer
) -> None:
    asked = {
        "q": 'What of "cyber" & <b>?',
        "earlier": ["one", "two\nlines"],
        "kind": ["news", "plan"],
        "plan": "plan-2013-18",
        "years": "2013-2015",
    }
    page = client.get("/ask", params=asked).text
    assert f'name="why" rows="2" maxlength="{LONGEST_WHY}"' in page
    assert f"Up to {LONGEST_WHY} characters" in page
    fields: dict[str, list[str]] = {}
    for name, value in hidden(page):
        fields.setdefault(name, []).append(value.replace("\n", "\r\n"))
    client.post("/feedback", data=fields | {"useful": ["yes"], "why": [""]})
    (said,) = kept(store)
    limits = Limits(kinds=(Kind.NEWS, Kind.PLAN), plan="plan-2013-18", years=(2013, 2015))
    assert (said.question, said.history) == (asked["q"], ("one", "two lines"))
    assert said.limits == limits
    assert answerer.asked[0] == answerer.asked[1]
    assert set(answerer.limits) == {limits}


@pytest.mark.parametrize("question", ["emergency", "error"])
def test_nobody_in_danger_or_without_an_answer_is_asked(
    client: httpx.Client, question: str
) -> None:
    assert "pa-feedback-form" not in client.get("/ask", params={"q": question}).text
    assert "pa-feedback-form" not in client.get("/ask").text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"useful": ""}, "Please choose Yes or No."),
        ({"useful": "maybe"}, "Please choose Yes or No."),
        ({"why": "w" * (LONGEST_WHY + 1)}, f"Please use at most {LONGEST_WHY} characters."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: httpx.Client, store: FeedbackStore, changes: Fields, words: str
) -> None:
    sent = GOOD | {"why": "<b>mine</b>", "earlier": "one"} | changes
    reply = client.post("/feedback", data=sent)
    assert reply.status_code == 400
    assert words in reply.text
    assert html.escape(str(sent["why"])) in reply.text
    assert "<b>" not in reply.text
    assert hidden(reply.text) == [("q", GOOD["q"]), ("earlier", "one")]
    assert ('value="no" checked' in reply.text) == (sent["useful"] == "no")
    assert not kept(store)


def test_line_ends_count_as_the_browser_counts_them(
    client: httpx.Client, store: FeedbackStore
) -> None:
    assert client.post("/feedback", data=GOOD | {"why": "a\r\n" * 250 + "b"}).status_code == 400
    assert client.post("/feedback", data=GOOD | {"why": "a\r\n" * 249 + "b"}).status_code == 303


@pytest.mark.parametrize(
    "changes",
    [
        {"q": ""},
        {"q": "q" * (LONGEST + 1)},
        {"kind": "poem"},
        {"plan": "plan-1999"},
        {"years": "2015-2013"},
    ],
)
def test_a_form_that_names_no_answer_is_refused(
    client: httpx.Client, store: FeedbackStore, changes: Fields
) -> None:
    reply = client.post("/feedback", data=GOOD | changes)
    assert reply.status_code == 400
    assert "did not say which answer" in reply.text
    assert not kept(store)


def test_what_is_no_form_of_ours_is_refused(client: httpx.Client, store: FeedbackStore) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    replies = [
        client.post("/feedback", json=GOOD),
        client.post("/feedback", data=GOOD, files={"file": b"x"}),
        client.post("/feedback", content="&".join("a=b" for _ in range(41)), headers=form),
        client.post("/feedback", content=b"q=\xff\xfe", headers=form),
        client.post("/feedback", content=b"q=" + b"a" * 60_000, headers=form),
    ]
    assert [reply.status_code for reply in replies] == [400] * 5
    assert all("Your reply was not sent" in reply.text for reply in replies)
    assert client.post("/feedback", content=b"q=" + b"a" * 70_000, headers=form).status_code == 413
    assert not kept(store)


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site", "origin": "http://testserver"}, False),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "http://testserver:81"}, False),
        ({"origin": "http://testserver"}, True),
        ({"origin": "null"}, True),
        ({}, True),
    ],
)
def test_a_form_of_another_website_is_refused(
    client: httpx.Client,
    answerer: FakeAnswerer,
    store: FeedbackStore,
    headers: dict[str, str],
    taken: bool,
) -> None:
    with client_of(plain_app(answerer, store, guarded=False)) as unguarded:
        reply = unguarded.post("/feedback", data=GOOD, headers=headers)
    assert reply.status_code == (303 if taken else 403)
    assert ("from another website" in reply.text) != taken
    assert client.post("/feedback", data=GOOD, headers=headers).status_code == reply.status_code
    assert len(kept(store)) == (2 if taken else 0)


def test_a_flood_is_held_back_for_a_minute(
    client: httpx.Client, store: FeedbackStore, now: list[float]
) -> None:
    codes = [client.post("/feedback", data=GOOD).status_code for _ in range(A_MINUTE)]
    assert set(codes) == {303}
    now[0] = 59.0
    late = client.post("/feedback", data=GOOD)
    assert (late.status_code, late.headers["retry-after"]) == (429, "60")
    assert "again later" in late.text
    now[0] = 60.0
    assert client.post("/feedback", data=GOOD).status_code == 303
    assert len(kept(store)) == A_MINUTE + 1


@pytest.mark.parametrize("broken", ["store", "engine", "answer"])
def test_a_reply_that_is_lost_says_so_keeps_what_was_typed_and_logs_no_words(
    client: httpx.Client,
    store: FeedbackStore,
    answerer: FakeAnswerer,
    broken: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    question = {"store": "bicycle", "engine": "bicycle break", "answer": "bicycle error"}[broken]
    store.path.touch()
    if broken == "store":
        monkeypatch.setattr(store, "path", store.path / "below")
    reply = client.post("/feedback", data=GOOD | {"q": question, "why": "my house"})
    assert reply.status_code == 503
    assert "could not be saved" in reply.text
    assert "my house" in reply.text
    assert "Feedback was lost" in caplog.text
    assert "bicycle" not in caplog.text
    assert "house" not in caplog.text


def test_without_an_index_replies_are_refused_kindly(
    client: httpx.Client, answerer: FakeAnswerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def about() -> None:
        raise PlansError("the index is gone")

    monkeypatch.setattr(answerer, "about", about)
    assert client.post("/feedback", data=GOOD).status_code == 503
    assert "Thank you" in client.get("/feedback/thanks", params={"q": "x"}).text


def test_without_a_store_there_is_no_form_and_nothing_to_send_to(answerer: FakeAnswerer) -> None:
    with client_of(plain_app(answerer)) as client:
        assert "pa-feedback-form" not in client.get("/ask", params={"q": "cyber"}).text
        for reply in (
            client.post("/feedback", data=GOOD),
            client.get("/feedback"),
            client.get("/feedback/thanks"),
        ):
            assert reply.status_code == 404
            assert "No feedback is kept here" in reply.text
    assert len(answerer.asked) == 1


def test_the_address_of_the_form_leads_to_where_questions_are_asked(client: httpx.Client) -> None:
    reply = client.get("/feedback")
    assert (reply.status_code, reply.headers["location"]) == (303, "/ask")


def test_every_address_has_the_part_that_a_proxy_takes_off(
    answerer: FakeAnswerer, store: FeedbackStore
) -> None:
    with client_of(plain_app(answerer, store, root_path="/plans")) as client:
        page = client.get("/plans/ask", params={"q": "cyber", "embed": "1"}).text
        assert 'action="/plans/feedback"' in page
        reply = client.post("/plans/feedback", data=GOOD | {"embed": "1"})
        assert reply.headers["location"].startswith("/plans/feedback/thanks?")
        thanks = client.get(reply.headers["location"]).text
    assert 'class="pa-plain pa-embedded"' in thanks
    assert 'href="/plans/ask?embed=1"' in thanks


def test_what_is_too_old_goes_while_the_application_runs(
    answerer: FakeAnswerer, store: FeedbackStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = b'{"at": "2013-01-01", "question": "q", "status": "answered", "useful": true}\n'
    store.path.write_bytes(line)
    monkeypatch.setattr("assistant.web.feedback_form.PURGE_SECONDS", 0.01)
    with client_of(plain_app(answerer, store)) as client:
        for _ in range(200):
            client.get("/ask")
            if not store.path.stat().st_size:
                break
    assert store.path.read_bytes() == b""
