"""Feedback and danger: nobody who needs help is thanked for an opinion, and nothing is kept."""

import httpx

from assistant.feedback import FeedbackStore
from tests.assistant.web.test_feedback_form import GOOD, answerer, client, kept, now, store

__all__ = ["answerer", "client", "now", "store"]


def test_a_call_for_help_is_never_kept_but_answered(
    client: httpx.Client, store: FeedbackStore
) -> None:
    reply = client.post("/feedback", data=GOOD | {"q": "an emergency"})
    assert (reply.status_code, reply.headers["location"]) == (303, "/help?n=5-8-10")
    client.post("/feedback", data=GOOD | {"earlier": ["one", "an emergency", "two"]})
    (said,) = kept(store)
    assert said.history == ("one", "two")


def test_danger_in_a_reason_leads_to_help_and_is_not_kept(
    client: httpx.Client, store: FeedbackStore
) -> None:
    why = "my husband is beating me right now"
    response = client.post(
        "/feedback", data={"q": "What about cybercrime?", "useful": "no", "why": why}
    )
    assert response.headers["location"].startswith("/help?n=")
    assert not store.path.exists() or why not in store.path.read_text("utf-8")
