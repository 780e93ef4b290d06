"""Opens a chat model on a scripted server, as the settings would, and asks it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from assistant.answers import Ended
from assistant.settings import AssistantSettings
from assistant.writer.breaker import Rest
from assistant.writer.budget import FILE, DailyBudget
from assistant.writer.chat_model import ChatModel, ModelError, Sleep
from assistant.writer.opening_model import open_langchain
from evals.scripted.server import ScriptedServer

__all__ = ["CLAIMS", "KEY", "QUESTION", "SCHEMA", "SYSTEM", "Waits", "ask", "ended", "opened"]

KEY = "key-that-nobody-may-see"
QUESTION = "What did the plan say about my neighbour Ebenezer?"
SYSTEM = "Answer in JSON."
CLAIMS = '{"claims": [{"text": "Officers were recruited.", "markers": [1]}]}'
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"claims": {"type": "array", "items": {"type": "string"}}},
    "required": ["claims"],
    "additionalProperties": False,
}


class Waits:
    """Stands for the waits between attempts; takes no time."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def opened(
    server: ScriptedServer | str,
    data: Path,
    *,
    provider: str = "openai",
    rest: Rest | None = None,
    waits: Sleep | None = None,
    **settings: Any,
) -> ChatModel:
    """A chat model that asks a server."""
    url = server if isinstance(server, str) else server.url
    chosen = AssistantSettings(
        data=data,
        model=f"{provider}:scripted",
        model_url=url,
        model_key=SecretStr(KEY),
        **settings,
    )
    return ChatModel(
        open_langchain(chosen, {}),
        chosen,
        budget=DailyBudget(data / FILE, chosen.model_daily_tokens),
        rest=rest,
        sleep=waits or Waits(),
    )


def ask(model: ChatModel) -> str:
    """The whole reply to the question."""
    return "".join(model.stream(SYSTEM, f"Question: {QUESTION}", SCHEMA))


def ended(model: ChatModel) -> Ended:
    """How a reply ended that was whole, or was not."""
    try:
        ask(model)
    except ModelError as error:
        return error.ended
    return Ended.FINISHED
