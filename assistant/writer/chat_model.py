"""The chat model: the only place where one is asked.

Whatever goes wrong with it is a `ModelError`, which says how it ended and nothing else. Nothing of
a question, a reply, a key or a provider's message is logged.
"""

import asyncio
import logging
import threading
from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Generator,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import tenacity

from assistant.answers import Ended
from assistant.settings import AssistantSettings
from assistant.tracing import refuse_detours
from assistant.writer.breaker import Rest
from assistant.writer.budget import FILE, Bill, DailyBudget, estimated_tokens
from assistant.writer.event_loop import Say, pieces
from assistant.writer.failures import (
    Failure,
    ModelError,
    read_failure,
    retry_after,
    status_of,
    worth_again,
)
from assistant.writer.local_model import local_chunks
from assistant.writer.opening_model import ModelName, named_model, open_langchain
from assistant.writer.reply import Reply, check_end
from assistant.writer.structured import JsonReader, forms
from corpus.errors import PlansError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

    _Chunks = AsyncGenerator[AIMessageChunk]
    _Begun = tuple[_Chunks, AIMessageChunk, Mapping[str, Any]]

__all__ = ["ChatModel", "ModelError", "Sleep", "open_chat_model"]

_CHARACTERS = 8
"""Most characters that a reply may have for each token that is allowed."""
_ATTEMPTS = 3
_WAIT = tenacity.wait_random_exponential(multiplier=0.5, max=5)
_REFUSED_WAY = frozenset({400, 422})
_HINTS = {
    401: "check PLANS_MODEL_KEY",
    403: "check PLANS_MODEL_KEY, and what it may be used for",
    404: "check PLANS_MODEL and PLANS_MODEL_URL",
}
_UNREACHED = "check PLANS_MODEL_URL, and that the server there runs"
_LOG = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[None]]


def open_chat_model(
    settings: AssistantSettings, environment: Mapping[str, str]
) -> "ChatModel | None":
    """Open the chat model that the settings name; None where they name none.

    Args:
        settings: See `assistant.settings`.
        environment: Where the provider's own variable for its key is looked up, and what would
            have its client ask by another way.

    Raises:
        PlansError: Something is missing or cannot be; the message says what to install or set.
    """
    if not settings.model:
        if settings.model_url:
            raise PlansError(
                "PLANS_MODEL_URL is set and PLANS_MODEL is not: name the model, such as openai:NAME"
            )
        return None
    refuse_detours(
        environment,
        named_model(settings.model).provider,
        proxy=settings.model_proxy,
        elsewhere=bool(settings.model_url),
    )
    model = open_langchain(settings, environment)
    budget = DailyBudget(settings.data / FILE, settings.model_daily_tokens)
    budget.check()
    return ChatModel(model, settings, budget=budget)


class ChatModel:
    """A chat model that answers in JSON, within a time, a length, a number and a budget."""

    def __init__(
        self,
        model: "BaseChatModel",
        settings: AssistantSettings,
        *,
        budget: DailyBudget,
        rest: Rest | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Take an open model.

        Args:
            model: As LangChain opens it.
            settings: Its limits.
            budget: Counts its tokens.
            rest: Keeps it from being asked after a failure.
            sleep: Waits before another attempt.
        """
        self.rest = rest or Rest()
        self.budget = budget
        self._name: ModelName = named_model(settings.model)
        self._model = model
        self._seconds = settings.model_seconds
        self._tokens = settings.model_tokens
        # One tokenizer of this machine cannot serve several replies at the same time.
        at_once = 1 if self._name.provider == "huggingface" else settings.model_at_once
        self._slots = threading.BoundedSemaphore(at_once)
        self._sleep = sleep
        self._way = 0
        """The first of the ways to ask that the server has not refused."""

    @property
    def name(self) -> str:
        """The model as it is set, such as "openai:NAME"; neither key, nor address, nor path."""
        if self._name.provider == "huggingface":
            return str(self._name._replace(name=Path(self._name.name).name))
        return str(self._name)

    def stream(
        self,
        system: str,
        message: str,
        schema: Mapping[str, Any],
        *,
        seconds: float | None = None,
    ) -> Generator[str]:
        """Yield the JSON text of a reply in pieces, as they come.

        Closing the iterator stops the reading and closes the connection.

        Args:
            system: The system prompt.
            message: What is asked.
            schema: JSON schema that the provider is asked to keep to; it need not have done so.
            seconds: Seconds that it may take, where that is less than what is set.

        Raises:
            ModelError: The reply is not whole, or none was asked for.
        """
        within = min(seconds or self._seconds, self._seconds)
        if not self._slots.acquire(blocking=False):
            raise ModelError(Ended.BUSY)
        try:
            most = estimated_tokens(len(system) + len(message)) + self._tokens
            with self.budget.reserved(most) as bill:
                bill.used = 0  # unless it is asked
                with self.rest.asking() as asking:
                    for piece in self._pieces(system, message, schema, bill, within):
                        asking.heard = True
                        yield piece
        finally:
            self._slots.release()

    def _pieces(
        self,
        system: str,
        message: str,
        schema: Mapping[str, Any],
        bill: Bill,
        seconds: float,
    ) -> Iterator[str]:
        reply = Reply()
        ways = forms(self._name.provider, schema, tokens=self._tokens, seconds=seconds)

        async def read(say: Say) -> None:
            async with asyncio.timeout(seconds):
                await self._read([("system", system), ("human", message)], ways, reply, say)

        try:
            yield from pieces(read, seconds)
        except ModelError as error:
            self._log(Failure(error.ended, None, type(error).__name__))
            raise
        except Exception as error:
            failure = read_failure(error, begun=reply.reader is not None)
            # With less time than it is given as a rule, being late says nothing of the next question.
            hurried = failure.ended is Ended.TIMED_OUT and seconds < self._seconds
            reply.refused = reply.reader is None and failure.ended is Ended.FAILED
            self._log(failure)
            # Not chained: a traceback would show the provider's words.
            raise ModelError(failure.ended, rests=failure.rests and not hurried) from None
        finally:
            bill.used = reply.tokens(len(system) + len(message))

    async def _read(
        self,
        messages: Sequence[tuple[str, str]],
        ways: Sequence[Mapping[str, Any]],
        reply: "Reply",
        say: Say,
    ) -> None:
        from langsmith import tracing_context

        with tracing_context(enabled=False):
            retrying = tenacity.AsyncRetrying(
                retry=tenacity.retry_if_exception(worth_again),
                stop=tenacity.stop_after_attempt(_ATTEMPTS)
                | tenacity.stop_before_delay(self._seconds),
                wait=_wait,
                sleep=self._sleep,
                reraise=True,
            )
            begun: _Begun = await retrying(self._begin, messages, ways)
            chunks, first, way = begun
            async with aclosing(chunks):
                reader = reply.reader = JsonReader(way)
                text = self._said(reader, first, say)
                async for chunk in chunks:
                    text += self._said(reader, chunk, say)
        check_end(reader, text, self._name.provider)

    def _said(self, reader: JsonReader, chunk: "AIMessageChunk", say: Say) -> str:
        piece = reader.read(chunk)
        if reader.characters > _CHARACTERS * self._tokens:
            raise ModelError(Ended.TOO_LONG)
        if piece:
            say(piece)
        return piece

    async def _begin(
        self, messages: Sequence[tuple[str, str]], ways: Sequence[Mapping[str, Any]]
    ) -> "_Begun":
        """Ask in the first way that the server does not refuse, and wait for the first chunk."""
        number = self._way
        while True:
            chunks = self._chunks(messages, ways[number])
            try:
                first = await anext(chunks)
            except StopAsyncIteration:
                raise ModelError(Ended.UNREADABLE) from None
            except Exception as error:
                number += 1
                if status_of(error) not in _REFUSED_WAY or number == len(ways):
                    raise
            else:
                self._way = number
                return chunks, first, ways[number]

    def _chunks(self, messages: Sequence[tuple[str, str]], way: Mapping[str, Any]) -> "_Chunks":
        if self._name.provider == "huggingface":
            return local_chunks(self._model, messages, way)
        return cast("_Chunks", self._model.astream([*messages], {"callbacks": []}, **way))

    def _log(self, failure: Failure) -> None:
        unreached = failure.status is None and failure.ended is Ended.FAILED
        hint = _HINTS.get(failure.status or 0, _UNREACHED if unreached else "")
        _LOG.warning(
            "The chat model %s gave no whole answer: %s (status %s, %s)%s",
            self.name,
            failure.ended.value,
            failure.status or "-",
            failure.name,
            f"; {hint}" if hint else "",
        )


def _wait(state: tenacity.RetryCallState) -> float:
    """Seconds until the next attempt: what the server says, or a little more each time."""
    error = state.outcome.exception() if state.outcome else None
    said = retry_after(error) if error else None
    return _WAIT(state) if said is None else said
