"""The chat page: what happens when someone asks."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from assistant.answers import About, Status
from assistant.feedback import FeedbackStore
from assistant.limits import Limits
from assistant.serving.requests import answering, sent_by
from assistant.web.answerer import Answerer
from assistant.web.chat_layout import Parts, lay_out
from assistant.web.conversation import Conversation, Turn, answer_turn, problem_turn, suggested
from assistant.web.feedback import Rating
from assistant.web.framework import Changes, gradio
from assistant.web.shell import Shell

if TYPE_CHECKING:
    from gradio import Blocks

__all__ = ["build_page"]

THREADS = 160
"""For the chat alone. How many questions are answered at once, and how many wait, is decided where
all faces meet, and said kindly; Gradio's own queue would refuse with a bare error."""
WRITING_AT_ONCE = 16
"""Pages that wait for what is being written at the same time; it costs no more than a thread."""
NOT_RATED = Rating()


def build_page(
    answerer: Answerer, shell: Shell, *, longest: int, feedback: FeedbackStore | None = None
) -> "Blocks":
    """Lay the page out and connect its parts to the assistant and to where feedback is kept.

    Args:
        answerer: The assistant behind the page.
        shell: Names, and the addresses of the other pages.
        longest: Longest question that is taken, in characters.
        feedback: Where people's feedback is kept; without it the page does not ask for any.
    """
    about = answerer.about()
    title = f"{shell.site.name} - {shell.body}"
    page: Blocks = gradio().Blocks(title=title, analytics_enabled=False)
    with page:
        parts = lay_out(about, feedback)
        _Asking(answerer, shell, parts, about, longest).connect()
    # Gradio's own words would show what people wrote, in the log.
    setattr(page, "validate_inputs", _enough)  # noqa: B010
    page.max_threads = THREADS
    page.queue(max_size=None, default_concurrency_limit=None, api_open=False)
    return page


def _enough(function: Any, inputs: list[Any]) -> None:
    if len(inputs) < len(function.inputs):
        raise ValueError("a page sent too few values; it may be older than this server")


class _Asking:
    """Makes Enter, the Ask button and the suggestions ask, and "Start again" forget.

    The chat is never an input: its messages would soon outgrow the limit of a request's body.
    """

    def __init__(
        self, answerer: Answerer, shell: Shell, parts: Parts, about: About, longest: int
    ) -> None:
        self._answerer = answerer
        self._shell = shell
        self._parts = parts
        self._about = about
        self._longest = longest

    def connect(self) -> None:
        parts = self._parts
        asking = {
            "outputs": parts.outputs(),
            "concurrency_id": "ask",
            "concurrency_limit": None,
            "show_progress": "hidden",
            "trigger_mode": "once",
        }
        asked = gradio().on(
            [parts.question.submit, parts.ask.click],
            self._asker(typed=True),
            parts.inputs(parts.question),
            api_name="ask",
            **asking,
        )
        self._go_on_writing(asked, "ask")
        offered = {"ask_suggestion": parts.suggestion_buttons, "ask_next": parts.next_buttons}
        for name, buttons in offered.items():
            for number, button in enumerate(buttons, start=1):
                asked = button.click(
                    self._asker(typed=False),
                    parts.inputs(button),
                    api_name=f"{name}_{number}",
                    **asking,
                )
                self._go_on_writing(asked, f"{name}_{number}")
        parts.again.click(
            self._forget,
            [parts.conversation, *([parts.feedback.rating] if parts.feedback else [])],
            outputs=parts.outputs(),
            api_name="start_again",
            show_progress="hidden",
        )

    def _go_on_writing(self, asked: Any, name: str) -> None:
        """Show what is written after an answer in an event of its own, so that asking is over.

        While it lasts, another question can be asked; that ends it.
        """
        if self._parts.written is not None:
            asked.then(
                self._write,
                [self._parts.conversation],
                outputs=[self._parts.written],
                api_name=f"{name}_write",
                concurrency_id="write",
                concurrency_limit=WRITING_AT_ONCE,
                show_progress="hidden",
                trigger_mode="multiple",
            )

    def _write(self, conversation: Conversation) -> Iterator[Changes]:
        stream = conversation.turns[-1].stream if conversation.turns else None
        if stream is not None:
            try:
                for _ in stream.changes():
                    yield self._parts.show_written(conversation)
            finally:
                stream.close()  # the page may have been left

    def _asker(self, *, typed: bool) -> Callable[..., Iterator[Changes]]:
        """Return what happens on asking: first the question shows, then its whole answer."""
        update = gradio().update
        parts = self._parts

        def ask(
            request: Any,
            question: str | None,
            conversation: Conversation,
            kinds: Any,
            plan: Any,
            years: Any,
            rating: Rating = NOT_RATED,
        ) -> Iterator[Changes]:
            conversation.stop_writing()
            asked = conversation.ask(question or "")
            yield {
                parts.conversation: asked,
                parts.chat: asked.messages(),
                parts.suggestions: update(visible=False),
                parts.again: update(visible=True),
                **parts.offer_next(()),
                **({parts.question: ""} if typed else {}),
                **parts.leave(rating),
                **parts.show_written(asked),
            }
            limits, problem = parts.filters.read((kinds, plan, years), self._about)
            with answering(sent_by(request.request.scope)):
                answered, going_on = self._answer(asked, limits, problem)
            yield {
                parts.conversation: answered,
                parts.chat: answered.messages(),
                **parts.offer_next(going_on),
                **self._give_back(answered.turns[-1], typed),
                **parts.offer(answered),
                **parts.show_written(answered),
            }

        ask.__annotations__["request"] = gradio().Request  # Gradio gives it to whoever asks so
        return ask

    def _answer(
        self, asked: Conversation, limits: Limits, problem: str
    ) -> tuple[Conversation, tuple[str, ...]]:
        if problem:
            return problem_turn(asked, problem), ()
        answered, answer = answer_turn(
            self._answerer, asked, limits, longest=self._longest, shell=self._shell
        )
        if answer is None or (limits and not answer.citations):
            return answered, ()  # what is suggested then is answered only without the limits
        return answered, suggested(self._answerer, answer)

    def _give_back(self, turn: Turn, typed: bool) -> Changes:
        """Put a question that was not taken back into the box, so that nothing typed is lost."""
        lost = typed and turn.status in (None, Status.ERROR) and turn.question.strip()
        return {self._parts.question: turn.question} if lost else {}

    def _forget(self, conversation: Conversation, rating: Rating = NOT_RATED) -> Changes:
        conversation.stop_writing()
        update = gradio().update
        parts = self._parts
        return {
            parts.conversation: conversation.again(),
            parts.chat: [],
            parts.suggestions: update(visible=bool(parts.suggestion_buttons)),
            parts.again: update(visible=False),
            parts.question: "",
            **parts.offer_next(()),
            **parts.leave(rating),
            **parts.show_written(Conversation()),
        }
