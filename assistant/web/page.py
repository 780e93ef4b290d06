"""The chat page itself: its parts, and what happens when someone asks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from assistant.answers import About
from assistant.feedback import FeedbackStore
from assistant.web.answerer import Answerer
from assistant.web.conversation import Conversation, answer_turn
from assistant.web.escaping import escape
from assistant.web.feedback import FeedbackGroup, Rating
from assistant.web.framework import CONVERSATION_SECONDS, Changes, gradio

if TYPE_CHECKING:
    from gradio import Blocks

__all__ = ["build_page"]

TITLE = "Ask about the plans"
QUEUE_SIZE = 32
CONCURRENCY = 4
# So that a pasted book is cut rather than refused: past the limit of the body, all that Gradio
# can say is "Error", while the assistant explains that a question is too long.
LONGEST_QUESTION = 16_000
NOT_RATED = Rating()

Answering = Callable[[Conversation], Conversation]
"""Answers the newest question of a conversation."""


def build_page(
    answerer: Answerer,
    feedback: FeedbackStore | None = None,
    *,
    root_path: str = "",
    has_documents: bool = False,
) -> "Blocks":
    """Lay the page out and connect its parts to the assistant and to where feedback is kept.

    Args:
        answerer: The assistant behind the page.
        feedback: Where people's feedback is kept; without it the page does not ask for any.
        root_path: What a proxy takes off the start of every address; links have it.
        has_documents: Whether there is a page on the documents, to which the introduction leads.
    """
    gr = gradio()
    about = answerer.about()
    page: Blocks = gr.Blocks(title=f"{TITLE} - {about.body}", analytics_enabled=False)
    with page:
        documents = f"{root_path}/documents" if has_documents else None
        introduction = _introduction(about, documents)
        gr.Markdown(introduction, elem_id="pa-introduction", container=False)
        _connect(_lay_out(about, feedback), partial(answer_turn, answerer, root_path=root_path))
    page.queue(max_size=QUEUE_SIZE, default_concurrency_limit=CONCURRENCY, api_open=False)
    return page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    conversation: Any
    chat: Any
    suggestions: Any
    suggestion_buttons: tuple[Any, ...]
    again: Any
    question: Any
    ask: Any
    feedback: FeedbackGroup | None

    def inputs(self, question: Any) -> list[Any]:
        return [question, self.conversation, *([self.feedback.rating] if self.feedback else [])]

    def outputs(self) -> list[Any]:
        shown = [self.conversation, self.chat, self.suggestions, self.again, self.question]
        return [*shown, *(self.feedback.outputs if self.feedback else [])]

    def leave(self, rating: Rating) -> Changes:
        return self.feedback.leave(rating) if self.feedback else {}

    def offer(self, conversation: Conversation) -> Changes:
        return self.feedback.offer(conversation) if self.feedback else {}


def _introduction(about: About, documents: str | None) -> str:
    """Say honestly what this is; one line of HTML, which Markdown leaves alone."""
    whose = f"{about.documents} documents"
    if about.digests == about.documents:
        whose = f"our own summaries of {about.documents} documents"
    elif about.digests:
        whose = f"{whose}: {about.originals} in full, {about.digests} as our own summaries"
    first, last = about.years
    return (
        f'<div><p class="pa-body-name">{escape(about.body)}</p><h1>{TITLE}</h1>'
        f'<p class="pa-what">Short quotations from {whose}, {first} to {last}. '
        f"It can miss things: check the source beside each answer.{_documents_link(documents)}</p>"
        '<p class="pa-danger"><strong>This is not an emergency service.</strong> In danger now? '
        'Call <a href="tel:999">999</a>. To report a crime, call <a href="tel:101">101</a>. '
        "Please leave out names and personal details.</p></div>"
    )


def _documents_link(documents: str | None) -> str:
    """Lead to the page on the documents, in a new tab, because leaving ends the conversation."""
    if documents is None:
        return ""
    return (
        f' <a class="pa-new-tab" href="{escape(documents)}" target="_blank" rel="noopener">What is '
        'in here: documents and their state<span class="pa-hidden"> (opens in a new tab)</span></a>'
    )


def _lay_out(about: About, feedback: FeedbackStore | None) -> _Parts:
    gr = gradio()
    conversation = gr.State(Conversation(), time_to_live=CONVERSATION_SECONDS)
    chat = _chat()
    feedback_group = FeedbackGroup(feedback) if feedback else None
    with gr.Column(elem_id="pa-suggestions", visible=bool(about.suggestions)) as suggestions:
        gr.Markdown("<h2>Questions you could ask</h2>", container=False)
        buttons = tuple(
            gr.Button(words, elem_classes="pa-suggestion") for words in about.suggestions
        )
    again = gr.Button("Start again", elem_id="pa-again", visible=False)
    with gr.Row(elem_id="pa-ask"):
        question = gr.Textbox(
            label="Your question",
            elem_id="pa-question",
            lines=1,
            max_lines=6,
            max_length=LONGEST_QUESTION,
            scale=1,
            min_width=0,
        )
        ask = gr.Button("Ask", elem_id="pa-submit", variant="primary", scale=0, min_width=0)
    return _Parts(
        conversation=conversation,
        chat=chat,
        suggestions=suggestions,
        suggestion_buttons=buttons,
        again=again,
        question=question,
        ask=ask,
        feedback=feedback_group,
    )


def _chat() -> Any:
    """Return the list of messages, without Gradio's buttons and with as little markup as it can."""
    return gradio().Chatbot(
        show_label=False,
        container=False,
        elem_id="pa-chat",
        height="auto",
        autoscroll=False,
        buttons=[],
        feedback_options=None,
        latex_delimiters=[],
        allow_tags=False,
        allow_file_downloads=False,
        group_consecutive_messages=False,
    )


def _connect(parts: _Parts, answer: Answering) -> None:
    """Make Enter, the Ask button and the suggestions ask, and "Start again" forget.

    The chat is never an input: its messages would soon outgrow the limit of a request's body.
    """
    gr = gradio()
    asking = {
        "outputs": parts.outputs(),
        "concurrency_id": "ask",
        "concurrency_limit": CONCURRENCY,
        "show_progress": "hidden",
        "trigger_mode": "once",
    }
    gr.on(
        [parts.question.submit, parts.ask.click],
        _asker(parts, answer, clear=True),
        parts.inputs(parts.question),
        api_name="ask",
        **asking,
    )
    for number, button in enumerate(parts.suggestion_buttons, start=1):
        button.click(
            _asker(parts, answer, clear=False),
            parts.inputs(button),
            api_name=f"ask_suggestion_{number}",
            **asking,
        )
    parts.again.click(
        lambda rating=NOT_RATED: _forget(parts, rating),
        [parts.feedback.rating] if parts.feedback else [],
        outputs=parts.outputs(),
        api_name="start_again",
        show_progress="hidden",
    )


def _asker(parts: _Parts, answer: Answering, *, clear: bool) -> Callable[..., Iterator[Changes]]:
    """Return what happens on asking: first the question shows, then its whole answer."""
    update = gradio().update

    def ask(
        question: str | None, conversation: Conversation, rating: Rating = NOT_RATED
    ) -> Iterator[Changes]:
        asked = conversation.ask(question or "")
        shown: Changes = {
            parts.conversation: asked,
            parts.chat: asked.messages(),
            parts.suggestions: update(visible=False),
            parts.again: update(visible=True),
            **parts.leave(rating),
        }
        yield shown | ({parts.question: ""} if clear else {})
        answered = answer(asked)
        shown = {parts.conversation: answered, parts.chat: answered.messages()}
        yield shown | parts.offer(answered)

    return ask


def _forget(parts: _Parts, rating: Rating) -> Changes:
    update = gradio().update
    return {
        parts.conversation: Conversation(),
        parts.chat: [],
        parts.suggestions: update(visible=bool(parts.suggestion_buttons)),
        parts.again: update(visible=False),
        parts.question: "",
        **parts.leave(rating),
    }
