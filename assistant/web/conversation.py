"""One browser's conversation: what was asked, and the messages that its page shows."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from assistant.answers import Answer, Status
from assistant.limits import NO_LIMITS, Limits
from assistant.serving.gate import Busy
from assistant.serving.logs import describe
from assistant.web.answer_stream import AnswerStream, is_being_written
from assistant.web.answerer import Answerer
from assistant.web.asking import HISTORY_TURNS, Asked
from assistant.web.busy import busy_words
from assistant.web.rendering import render_answer, render_failure, render_pending, render_question
from assistant.web.shell import Shell
from assistant.web.words import say
from assistant.web.written import render_grown
from corpus.text import without_controls

__all__ = [
    "Conversation",
    "Turn",
    "answer_turn",
    "answered_or_failed",
    "problem_turn",
    "quoted_or_failed",
    "suggested",
]

SHOWN_TURNS = 30
SOON = 0.05
"""Seconds for which an answer waits for what is written for it."""
FORGOTTEN = frozenset({Status.EMERGENCY})
"""Whoever looks over a shoulder, or at a shared address later, shall not read what was written."""

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question and its answer, as far as it is shown or can be spoken of later."""

    question: str
    answer: str | None = None
    """HTML, as it first was; None while the question is being answered."""
    status: Status | None = None
    """None until there is an answer, and where the assistant itself failed."""
    documents: tuple[str, ...] = ()
    """Ids of the documents cited, in order."""
    versions: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = NO_LIMITS
    stream: AnswerStream | None = None
    """Where sentences are, or were, written for the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The turns of one conversation, the oldest first; it lives in memory only."""

    turns: tuple[Turn, ...] = ()
    asked: int = 0
    """How many questions there ever were, before starting again too: numbers the elements of the
    page, so that nothing late can come to stand under another question."""

    @property
    def key(self) -> str:
        """Start of the element ids of the newest answer."""
        return f"a{self.asked}"

    @property
    def history(self) -> tuple[str, ...]:
        """The questions before the newest; what somebody in danger wrote is no longer there."""
        questions = [turn.question for turn in self.turns[:-1] if turn.status not in FORGOTTEN]
        return tuple(questions)[-HISTORY_TURNS:]

    def ask(self, question: str) -> "Conversation":
        """Add a question that has no answer yet."""
        turns = (*self.turns, Turn(question=without_controls(question)))[-SHOWN_TURNS:]
        return Conversation(turns=turns, asked=self.asked + 1)

    def again(self) -> "Conversation":
        """Forget everything."""
        return Conversation(asked=self.asked)

    def answered(
        self, html: str, answer: Answer | None = None, stream: AnswerStream | None = None
    ) -> "Conversation":
        """Put the answer to the newest question; None where the assistant itself failed."""
        *earlier, newest = self.turns
        turn = replace(newest, answer=html)
        if answer is not None and answer.status in FORGOTTEN:
            turn = replace(turn, question="")
        if answer is not None:
            documents = tuple(dict.fromkeys(cited.document for cited in answer.citations))
            turn = replace(
                turn,
                status=answer.status,
                documents=documents,
                versions=dict(answer.versions),
                limits=answer.limits,
                stream=stream if is_being_written(answer) else None,
            )
        return Conversation(turns=(*earlier, turn), asked=self.asked)

    def messages(self) -> list[dict[str, str]]:
        """Write the conversation as the chat's messages."""
        messages = []
        for turn in self.turns:
            answer = turn.answer if turn.answer is not None else render_pending()
            forgotten = turn.status in FORGOTTEN
            question = say("What you wrote is no longer shown.") if forgotten else turn.question
            messages.append({"role": "user", "content": render_question(question)})
            messages.append({"role": "assistant", "content": answer})
        return messages

    def written(self) -> str:
        """Return what was written for each answer until now, to be put into its place in it.

        The messages do not change with it: the chat would draw them again, and open cards close.
        """
        first = self.asked - len(self.turns) + 1
        return "".join(
            render_grown(turn.stream.newest, f"a{number}", going_on=not turn.stream.over)
            for number, turn in enumerate(self.turns, start=first)
            if turn.stream is not None
        )

    def stop_writing(self) -> None:
        """Let nothing more be written: the person has gone on."""
        for turn in self.turns[-1:]:
            if turn.stream is not None:
                turn.stream.close()


def answer_turn(
    answerer: Answerer, conversation: Conversation, limits: Limits, *, longest: int, shell: Shell
) -> tuple[Conversation, Answer | None]:
    """Answer the newest question; whatever goes wrong, people get a kind message.

    Nobody waits for what is written for it: the turn holds where that comes.

    Args:
        answerer: The assistant.
        conversation: Its newest question has no answer yet.
        limits: What the person limited the search to.
        longest: Longest question that is taken, in characters.
        shell: Knows the addresses of pages.

    Returns:
        The conversation with the answer, and the answer; None where the assistant itself failed.
    """
    question, history = conversation.turns[-1].question, conversation.history
    try:
        stream = _tried(
            lambda: AnswerStream(
                answerer.answers(question, history, limits=limits, longest=longest)
            )
        )
    except Busy as busy:
        return problem_turn(conversation, busy_words(busy)), None
    if stream is None:
        return conversation.answered(render_failure(conversation.key)), None
    answer = stream.settled(SOON)
    asked = Asked(question=question, earlier=history, limits=limits)
    html = render_answer(
        answer,
        key=conversation.key,
        root_path=shell.root_path,
        address=shell.url("/ask", **asked.query(question)),
        leave=shell.site.leave or "",
    )
    return conversation.answered(html, answer, stream), answer


def problem_turn(conversation: Conversation, problem: str) -> Conversation:
    """Say in the place of an answer why the newest question could not be asked."""
    return conversation.answered(render_failure(conversation.key, problem))


def answered_or_failed(
    answerer: Answerer, question: str, history: Sequence[str], limits: Limits, longest: int
) -> Answer | None:
    """Answer, or return None where the assistant itself failed; the log says why, without words.

    Raises:
        Busy: The question is not answered now.
    """
    return _tried(lambda: answerer.answer(question, history, limits=limits, longest=longest))


def quoted_or_failed(
    answerer: Answerer, question: str, limits: Limits, longest: int
) -> Answer | None:
    """Answer by quotations alone: nothing is asked of a language model.

    Without the questions before it, since a model may be asked how a follow-up is to be read.

    Raises:
        Busy: The question is not answered now.
    """

    def first() -> Answer:
        answers = answerer.answers(question, (), limits=limits, longest=longest)
        try:
            return next(answers)
        finally:
            close = getattr(answers, "close", None)
            if close is not None:
                close()

    return _tried(first)


def _tried(answer: Callable[[], _T]) -> _T | None:
    try:
        return answer()
    except Busy:
        raise
    except Exception as error:
        _log.error("A question could not be answered: %s", describe(error))
        return None


def suggested(answerer: Answerer, answer: Answer) -> tuple[str, ...]:
    """Return questions to go on with; none where the assistant fails, which the log says."""
    try:
        return answerer.suggest(answer)
    except Exception as error:
        _log.error("No questions could be suggested: %s", describe(error))
        return ()
