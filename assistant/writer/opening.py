"""Opens the writer that the settings name: its model, and the model that checks it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.settings import AssistantSettings
from assistant.tracing import refuse_tracing

if TYPE_CHECKING:
    from assistant.writer.writing import Writer

__all__ = ["open_writer"]


def open_writer(settings: AssistantSettings, environment: Mapping[str, str]) -> "Writer | None":
    """Open the writer; None where no chat model is set.

    Args:
        settings: Name the models.
        environment: Holds the provider's own key, and whether anything would be traced.

    Raises:
        PlansError: A package, a key or a folder is missing, or tracing is on; the message says
            what to install, set or unset.
    """
    if not (settings.model or settings.model_url):
        return None
    from assistant.verification.entailment import Entailment
    from assistant.writer.chat_model import open_chat_model
    from assistant.writer.prompting import answer_prompt
    from assistant.writer.writing import Writer

    model = open_chat_model(settings, environment)
    if model is None:
        return None
    refuse_tracing(environment)
    answer_prompt()
    entailment = Entailment(settings.entailment_model) if settings.entailment_model else None
    return Writer(model, entailment)
