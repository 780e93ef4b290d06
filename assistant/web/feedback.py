"""Under the newest answer: was it useful, and if not, what was wrong or missing?"""

import logging
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any

from assistant.answers import Status
from assistant.feedback import LONGEST_WHY, Feedback, FeedbackStore
from assistant.routing import route
from assistant.web.asking import HISTORY_TURNS
from assistant.web.conversation import Conversation
from assistant.web.escaping import escape, with_links
from assistant.web.framework import CONVERSATION_SECONDS, Changes, gradio
from corpus.errors import PlansError

__all__ = ["FeedbackGroup", "Rating", "Step"]

NOT_ASKED_ABOUT = frozenset({None, Status.EMERGENCY, Status.ERROR})
"""Nobody in danger is asked for an opinion, and what failed is known to have been of no use."""

ASK = "Was this answer useful?"
WHY = "What was wrong or missing? Please leave out names and personal details."
NOTICE = (
    "If you reply, your questions and this answer’s sources are kept for {days} days to improve the "
    "answers, without e-mail addresses, phone numbers or postcodes."
)
THANKS = "Thank you. This helps to improve the answers."
SORRY = "Sorry, your reply could not be saved. There is nothing you need to do."
DANGER = "If someone is in danger now, call 999. Nobody reads what you write here."

_log = logging.getLogger(__name__)


class Step(Enum):
    """How far a person has come with the newest answer."""

    NOTHING = auto()
    """There is no answer to speak of."""
    ASKED = auto()
    NOT_USEFUL = auto()
    """They said No, and may say why; the No is kept even if they do not."""
    KEPT = auto()
    LOST = auto()
    """It could not be kept."""
    DANGER = auto()
    """What they wrote tells of danger; it is not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What a person said of the newest answer so far; it lives in memory only."""

    step: Step = Step.NOTHING
    conversation: Conversation = field(default_factory=Conversation)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    rating: Any
    group: Any
    choice: Any
    yes: Any
    no: Any
    reason: Any
    why: Any
    send: Any
    notice: Any
    message: Any


class FeedbackGroup:
    """The controls, and what happens when they are used."""

    def __init__(self, store: FeedbackStore) -> None:
        """Lay the group out, hidden, in the page that is being built."""
        self._store = store
        self._parts = _lay_out(
            gradio().State(Rating(), time_to_live=CONVERSATION_SECONDS, delete_callback=self.leave),
            NOTICE.format(days=store.days),
        )
        self._connect()

    @property
    def rating(self) -> Any:
        """The component that holds the `Rating`."""
        return self._parts.rating

    @property
    def outputs(self) -> list[Any]:
        """The components that an event of the page may change."""
        p = self._parts
        return [p.rating, p.group, p.choice, p.reason, p.why, p.notice, p.message]

    def offer(self, conversation: Conversation) -> Changes:
        """Ask about the newest answer, if it is one to ask about."""
        asked = conversation.turns[-1].status not in NOT_ASKED_ABOUT
        rating = Rating(step=Step.ASKED, conversation=conversation) if asked else Rating()
        return self._show(rating) | {self._parts.why: ""}

    def leave(self, rating: Rating) -> Changes:
        """Hide the group because a person goes on; a No without a reason is kept now."""
        if rating.step is Step.NOT_USEFUL:
            self._keep(rating, useful=False)
        return self._show(Rating())

    def _connect(self) -> None:
        parts = self._parts
        # One at a time, so that somebody who presses twice is counted once.
        saying = {
            "outputs": self.outputs,
            "concurrency_id": "feedback",
            "concurrency_limit": 1,
            "show_progress": "hidden",
            "trigger_mode": "once",
        }
        parts.yes.click(self._useful, [parts.rating], api_name="useful", **saying)
        parts.no.click(self._not_useful, [parts.rating], api_name="not_useful", **saying)
        gradio().on(
            [parts.why.submit, parts.send.click],
            self._explained,
            [parts.rating, parts.why],
            api_name="explain",
            **saying,
        )

    def _useful(self, rating: Rating) -> Changes:
        if rating.step is Step.ASKED:
            rating = self._keep(rating, useful=True)
        return self._reply(rating)

    def _not_useful(self, rating: Rating) -> Changes:
        if rating.step is Step.ASKED:
            rating = replace(rating, step=Step.NOT_USEFUL)
        return self._reply(rating)

    def _explained(self, rating: Rating, why: str | None) -> Changes:
        if route(why or "") is Status.EMERGENCY:
            rating = Rating(step=Step.DANGER)
        elif rating.step is Step.NOT_USEFUL:
            rating = self._keep(rating, useful=False, why=why or "")
        return self._reply(rating)

    def _reply(self, rating: Rating) -> Changes:
        """Show what comes next; an answer that is no longer remembered cannot be spoken of."""
        return self._show(Rating(step=Step.LOST) if rating.step is Step.NOTHING else rating)

    def _keep(self, rating: Rating, *, useful: bool, why: str = "") -> Rating:
        try:
            self._store.add(_feedback(rating.conversation, useful=useful, why=why))
        except Exception as error:
            # Other messages may hold what people wrote.
            reason = error if isinstance(error, PlansError) else type(error).__name__
            _log.error("Feedback was lost: %s", reason)
            return Rating(step=Step.LOST)
        return Rating(step=Step.KEPT)

    def _show(self, rating: Rating) -> Changes:
        parts, step, update = self._parts, rating.step, gradio().update
        over = {Step.KEPT: THANKS, Step.LOST: SORRY, Step.DANGER: DANGER}
        return {
            parts.rating: rating,
            parts.group: update(visible=step is not Step.NOTHING),
            parts.choice: update(visible=step is Step.ASKED),
            parts.reason: update(visible=step is Step.NOT_USEFUL),
            parts.notice: update(visible=step in (Step.ASKED, Step.NOT_USEFUL)),
            parts.message: update(value=_message(over.get(step, "")), visible=step in over),
        }


def _feedback(conversation: Conversation, *, useful: bool, why: str) -> Feedback:
    """Gather what is kept; a call for help among the earlier questions is not."""
    *earlier, newest = conversation.turns[-HISTORY_TURNS - 1 :]
    assert newest.status is not None
    return Feedback(
        question=newest.question,
        history=tuple(t.question for t in earlier if t.status is not Status.EMERGENCY),
        status=newest.status,
        documents=newest.documents,
        useful=useful,
        why=why,
        versions=newest.versions,
        limits=newest.limits,
    )


def _message(words: str) -> str:
    said = with_links(words, lambda _: None)
    return f'<p class="pa-thanks" tabindex="-1">{said}</p>' if words else ""


def _lay_out(rating: Any, kept: str) -> _Parts:
    gr = gradio()
    with gr.Column(elem_id="pa-feedback", visible=False) as group:
        with gr.Row(elem_id="pa-choice") as choice:
            gr.Markdown(f"<p>{escape(ASK)}</p>", container=False)
            yes, no = (gr.Button(word, scale=0, min_width=0) for word in ("Yes", "No"))
        with gr.Row(elem_id="pa-reason", visible=False) as reason:
            why = gr.Textbox(
                label=WHY,
                elem_id="pa-why",
                lines=1,
                max_lines=1,
                max_length=LONGEST_WHY,
                scale=1,
                min_width=0,
            )
            send = gr.Button("Send", elem_id="pa-send", scale=0, min_width=0)
        notice = gr.Markdown(f'<p class="pa-notice">{escape(kept)}</p>', container=False)
        message = gr.Markdown(visible=False, container=False)
    return _Parts(
        rating=rating,
        group=group,
        choice=choice,
        yes=yes,
        no=no,
        reason=reason,
        why=why,
        send=send,
        notice=notice,
        message=message,
    )
