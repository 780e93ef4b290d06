"""The assistant with a chat model: the one that is set, or a script over a server of its own."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from pydantic import SecretStr

from assistant.answers import Answer
from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from assistant.verification.entailment import Entailment
from assistant.writer.chat_model import ChatModel, open_chat_model
from assistant.writer.opening import open_writer
from assistant.writer.prompting import PROMPT_VERSION
from assistant.writer.writing import Writer
from evals.scripted.server import Script, ScriptedServer
from evals.scripted.truthful import TRUTHFUL, truthful

__all__ = ["Opened", "open_model", "open_script"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An assistant with a chat model."""

    assistant: Assistant
    writer: Writer
    """What the assistant has its answers phrased by."""
    made_with: str
    """The model by its name, and the version of the prompt; never a key or an address."""
    close: Callable[[], None]
    """Stops what was started for it."""


class _Forgetful(Writer):
    """Asks the model each time, where others keep what was written for the same question."""

    def __init__(self, model: ChatModel, entailment: Entailment | None) -> None:
        super().__init__(model, entailment)
        self._made_of = (model, entailment)

    def write(self, answer: Answer) -> Iterator[Answer]:
        return Writer(*self._made_of).write(answer)


def open_model(settings: AssistantSettings, environment: Mapping[str, str]) -> Opened:
    """Open the assistant with the chat model that is set, or with the script that tells the truth.

    A day's limit of tokens holds only where somebody set one: a measurement that it ended halfway
    would be worth nothing.

    Args:
        settings: Of the assistant.
        environment: Where a provider's own key may stand.

    Raises:
        PlansError: The model cannot be used.
    """
    if not settings.model:
        return open_script(settings, truthful, TRUTHFUL)
    if "model_daily_tokens" not in settings.model_fields_set:
        settings = settings.model_copy(update={"model_daily_tokens": 0})
    writer = open_writer(settings, environment)
    if writer is None:
        raise ValueError("a model is set, so there is a writer")
    return Opened(
        assistant=Assistant(settings, writer=writer),
        writer=writer,
        made_with=_with_prompt(settings.model),
        close=lambda: None,
    )


def open_script(
    settings: AssistantSettings, script: Script, name: str, *, keeps: bool = True
) -> Opened:
    """Open the assistant with a script in place of a chat model, over a real connection.

    Args:
        settings: Of the assistant; what they say of a model is not used.
        script: What the model says.
        name: What it is called.
        keeps: Whether what was written is kept for when the same is asked again, as it is when the
            assistant serves.
    """
    with ExitStack() as started:
        server = started.enter_context(ScriptedServer(script))
        scripted = settings.model_copy(
            update={
                "model": "openai:scripted",
                "model_url": server.url,
                "model_key": SecretStr("none"),
                "model_daily_tokens": 0,
            }
        )
        writer = open_writer(scripted, {}) if keeps else _forgetful(scripted)
        if writer is None:
            raise ValueError("a model is set, so there is a writer")
        running = started.pop_all()
    return Opened(
        assistant=Assistant(scripted, writer=writer),
        writer=writer,
        made_with=_with_prompt(name),
        close=running.close,
    )


def _forgetful(settings: AssistantSettings) -> Writer | None:
    model = open_chat_model(settings, {})
    folder = settings.entailment_model
    return _Forgetful(model, Entailment(folder) if folder else None) if model else None


def _with_prompt(model: str) -> str:
    return f"{model}, prompt {PROMPT_VERSION}"
