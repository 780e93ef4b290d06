"""The parts of the chat page, from top to bottom."""

from dataclasses import dataclass
from typing import Any

from assistant.answers import About
from assistant.feedback import FeedbackStore
from assistant.limits import Limits
from assistant.web.asking import Choices, choices, read_limits
from assistant.web.conversation import Conversation
from assistant.web.escaping import escape
from assistant.web.feedback import FeedbackGroup, Rating
from assistant.web.framework import CONVERSATION_SECONDS, Changes, gradio
from assistant.web.words import say

__all__ = ["MOST_NEXT", "Filters", "Parts", "lay_out"]

# So that a pasted book is cut rather than refused: past the limit of the body, all that Gradio
# can say is "Error", while the assistant explains that a question is too long.
LONGEST_TYPED = 16_000
MOST_NEXT = 3
"""Questions to go on with that are offered after an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the search is limited to: one component for each limit."""

    kinds: Any
    plan: Any
    years: Any

    def read(self, chosen: tuple[Any, ...], about: About) -> tuple[Limits, str]:
        """Return the limits of the components' values, and what is wrong with them."""
        kinds, plan, years = chosen
        return read_limits(kinds or (), plan or "", years or "", about)

    @property
    def components(self) -> list[Any]:
        """The components, in the order that `read` takes their values."""
        return [self.kinds, self.plan, self.years]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The components that events read and change."""

    conversation: Any
    chat: Any
    written: Any | None
    """Nobody sees it: page.js puts what it holds into the answers. None without a language model."""
    suggestions: Any
    suggestion_buttons: tuple[Any, ...]
    next: Any
    next_buttons: tuple[Any, ...]
    again: Any
    question: Any
    ask: Any
    filters: Filters
    feedback: FeedbackGroup | None

    def inputs(self, question: Any) -> list[Any]:
        """Return what asking needs: the question, the conversation, the limits, the rating."""
        rating = [self.feedback.rating] if self.feedback else []
        return [question, self.conversation, *self.filters.components, *rating]

    def outputs(self) -> list[Any]:
        """Return what asking changes."""
        shown = [self.conversation, self.chat, self.suggestions, self.next, *self.next_buttons]
        shown += [self.again, self.question, *([self.written] if self.written else [])]
        return [*shown, *(self.feedback.outputs if self.feedback else [])]

    def offer_next(self, questions: tuple[str, ...]) -> Changes:
        """Show questions to go on with, or none."""
        update = gradio().update
        shown = questions[: len(self.next_buttons)]
        changes: Changes = {self.next: update(visible=bool(shown))}
        for place, button in enumerate(self.next_buttons):
            words = shown[place] if place < len(shown) else ""
            changes[button] = update(value=words, visible=bool(words))
        return changes

    def show_written(self, conversation: Conversation) -> Changes:
        """Show what was written for the answers until now."""
        return {self.written: conversation.written()} if self.written else {}

    def leave(self, rating: Rating) -> Changes:
        """Hide the feedback on the answer before."""
        return self.feedback.leave(rating) if self.feedback else {}

    def offer(self, conversation: Conversation) -> Changes:
        """Ask for feedback on the newest answer."""
        return self.feedback.offer(conversation) if self.feedback else {}


def lay_out(about: About, feedback: FeedbackStore | None) -> Parts:
    """Lay the page out, in the block that is being built."""
    gr = gradio()
    conversation = gr.State(
        Conversation(),
        time_to_live=CONVERSATION_SECONDS,
        delete_callback=Conversation.stop_writing,
    )
    chat = _chat()
    written = gr.Markdown("", elem_id="pa-grown", container=False) if about.model else None
    feedback_group = FeedbackGroup(feedback) if feedback else None
    with gr.Column(elem_id="pa-suggestions", visible=bool(about.suggestions)) as suggestions:
        _heading(say("Questions you could ask"))
        buttons = tuple(
            gr.Button(words, elem_classes="pa-suggestion") for words in about.suggestions
        )
    with gr.Column(elem_id="pa-next", visible=False) as going_on:
        _heading(say("You could go on with"))
        next_buttons = tuple(
            gr.Button("", elem_classes="pa-suggestion", visible=False) for _ in range(MOST_NEXT)
        )
    again = gr.Button(say("Start again"), elem_id="pa-again", visible=False)
    filters = _filters(choices(about))
    with gr.Row(elem_id="pa-ask"):
        question = gr.Textbox(
            label=say("Your question"),
            elem_id="pa-question",
            lines=1,
            max_lines=6,
            max_length=LONGEST_TYPED,
            scale=1,
            min_width=0,
        )
        ask = gr.Button(say("Ask"), elem_id="pa-submit", variant="primary", scale=0, min_width=0)
    return Parts(
        conversation=conversation,
        chat=chat,
        written=written,
        suggestions=suggestions,
        suggestion_buttons=buttons,
        next=going_on,
        next_buttons=next_buttons,
        again=again,
        question=question,
        ask=ask,
        filters=filters,
        feedback=feedback_group,
    )


def _heading(words: str) -> None:
    gradio().Markdown(f"<h2>{escape(words)}</h2>", container=False)


def _filters(offered: Choices) -> Filters:
    """Lay out what the search can be limited to; boxes and buttons, because lists lose NVDA."""
    gr = gradio()
    with gr.Accordion(say("Limit the search"), open=False, elem_id="pa-filters"):
        kinds = gr.CheckboxGroup(
            [(choice.words, choice.value) for choice in offered.kinds],
            label=say("Kinds of document (none ticked: all)"),
            elem_id="pa-kinds",
        )
        plan = gr.Radio(
            [(choice.words, choice.value) for choice in offered.plans],
            value="",
            label=say("About a plan"),
            elem_id="pa-plan",
        )
        years = gr.Radio(
            [(choice.words, choice.value) for choice in offered.years],
            value="",
            label=say("Published"),
            elem_id="pa-years",
        )
    return Filters(kinds=kinds, plan=plan, years=years)


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
