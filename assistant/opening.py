"""The assistant opened from its settings, with its chat model and people's verdicts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.pipeline import Assistant
from assistant.settings import AssistantSettings
from assistant.verdicts.opening import verdict_store
from assistant.writer.opening import open_writer

if TYPE_CHECKING:
    from assistant.verdicts.store import VerdictStore

__all__ = ["assistant_with_verdicts"]


def assistant_with_verdicts(
    settings: AssistantSettings, environment: Mapping[str, str]
) -> "tuple[Assistant, VerdictStore | None]":
    """Return the assistant and where verdicts are kept; it tells them where they are published.

    Raises:
        PlansError: The chat model or the database cannot be used.
    """
    writer = open_writer(settings, environment)
    store = verdict_store(settings)
    published = settings.publish_commitments
    return Assistant(settings, store.latest if store and published else None, writer), store
