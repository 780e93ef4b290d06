"""Feedback on answers, as the server sees it: what is kept, and how often."""

import json
import logging
import threading
from pathlib import Path

import httpx
import pytest

from assistant.answers import Status
from assistant.feedback import Feedback, FeedbackStore, read_feedback
from assistant.web.asking import HISTORY_TURNS
from assistant.web.conversation import Conversation
from assistant.web.feedback import FeedbackGroup, Rating, Step
from tests.assistant.web.conftest import Served, serving
from tests.assistant.web.fakes import FakeAnswerer
from tests.assistant.web.test_conversation import converse


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "feedback.jsonl")


@pytest.fixture
def group(store: FeedbackStore) -> FeedbackGroup:
    import gradio

    with gradio.Blocks(analytics_enabled=False):
        return FeedbackGroup(store)


def kept(store: FeedbackStore) -> tuple[Feedback, ...]:
    return read_feedback(store.path).feedback if store.path.exists() else ()


def conversation(*questions: str) -> Conversation:
    return converse(FakeAnswerer(), *questions)


def rating_of(group: FeedbackGroup, *questions: str) -> Rating:
    """Ask, and return what can be said of the newest answer."""
    rating = group.offer(conversation(*questions))[group.rating]
    assert isinstance(rating, Rating)
    return rating


@pytest.mark.parametrize("status", Status)
def test_every_answer_is_asked_about_but_help_in_danger_and_failures(
    group: FeedbackGroup, status: Status
) -> None:
    asked = rating_of(group, status.value).step is Step.ASKED
    assert asked == (status not in {Status.EMERGENCY, Status.ERROR})


def test_a_failure_of_the_assistant_is_not_asked_about(group: FeedbackGroup) -> None:
    assert rating_of(group, "break it").step is Step.NOTHING


def test_a_no_without_a_reason_is_kept_when_the_person_goes_on(
    group: FeedbackGroup, store: FeedbackStore
) -> None:
    asked = rating_of(group, "one", "two")
    group.leave(asked)
    assert not kept(store)
    group.leave(Rating(step=Step.NOT_USEFUL, conversation=asked.conversation))
    (said,) = kept(store)
    assert (said.question, said.history, said.useful, said.why) == ("two", ("one",), False, "")
    assert said.documents == ("news-2015-06-plan-presented", "plan-2015-20")


def test_a_no_without_a_reason_is_kept_when_the_page_was_closed(
    group: FeedbackGroup, store: FeedbackStore
) -> None:
    asked = rating_of(group, "one")
    group.rating.delete_callback(Rating(step=Step.NOT_USEFUL, conversation=asked.conversation))
    assert len(kept(store)) == 1


def test_a_call_for_help_is_never_kept_with_a_later_question(
    group: FeedbackGroup, store: FeedbackStore
) -> None:
    many = [str(number) for number in range(HISTORY_TURNS)]
    asked = rating_of(group, *many, "an emergency at my house", "two")
    group.leave(Rating(step=Step.NOT_USEFUL, conversation=asked.conversation))
    assert kept(store)[0].history == tuple(many[1:])


def test_what_failed_is_logged_without_what_people_wrote(
    group: FeedbackGroup,
    store: FeedbackStore,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def add(feedback: Feedback) -> None:
        raise ValueError(f"cannot write {feedback}")

    asked = rating_of(group, "my bicycle")
    monkeypatch.setattr(store, "add", add)
    with caplog.at_level(logging.DEBUG):
        group.leave(Rating(step=Step.NOT_USEFUL, conversation=asked.conversation))
    assert "ValueError" in caplog.text
    assert "bicycle" not in caplog.text


class Session:
    """A browser's session without the browser, which could wait for one event before the next."""

    def __init__(self, served: Served, name: str) -> None:
        self._client = httpx.Client(base_url=f"{served.url}/gradio_api/queue", timeout=30)
        self._name = name
        page = httpx.get(served.url, timeout=30).text
        config = json.loads(page.split("window.gradio_config = ")[1].split(";</script>")[0])
        self._events = {event["api_name"]: event["id"] for event in config["dependencies"]}

    def send(self, *events: tuple[str, list[object]]) -> None:
        """Send events at once, and wait until all are done."""
        sending = [threading.Thread(target=self._join, args=event) for event in events]
        for thread in sending:
            thread.start()
        for thread in sending:
            thread.join()
        done = 0
        with self._client.stream("GET", "/data", params={"session_hash": self._name}) as stream:
            for line in stream.iter_lines():
                done += '"msg":"process_completed"' in line.replace(" ", "")
                if done == len(events):
                    return

    def _join(self, event: str, data: list[object]) -> None:
        body = {"data": data, "fn_index": self._events[event], "session_hash": self._name}
        self._client.post("/join", json=body).raise_for_status()


def test_somebody_who_presses_many_times_at_once_is_counted_once(store: FeedbackStore) -> None:
    with serving(store) as served:
        session = Session(served, "impatient")
        session.send(("ask", ["What about cybercrime?", None, [], "", "", None]))
        session.send(*[("useful", [None])] * 8)
        session.send(("explain", [None, "and more"]), ("not_useful", [None]))
    assert [said.useful for said in kept(store)] == [True]


def test_danger_in_a_reason_is_answered_with_999_and_not_kept(
    group: FeedbackGroup, store: FeedbackStore
) -> None:
    rating = rating_of(group, "What about cybercrime?")
    rating = group._not_useful(rating)[group.rating]
    changes = group._explained(rating, "my husband is beating me right now")
    assert changes[group.rating].step is Step.DANGER
    assert any("tel:999" in str(change) for change in changes.values())
    assert kept(store) == ()
