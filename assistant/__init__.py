"""Answers questions from the documents, in their own words: `from assistant import Assistant`.

Nothing is loaded before it is used: what each name needs is imported when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answers import Answer, to_json
    from assistant.limits import Limits
    from assistant.pipeline import Assistant
    from assistant.settings import AssistantSettings

__all__ = ["Answer", "Assistant", "AssistantSettings", "Limits", "to_json"]

_WHERE = {
    "Answer": "assistant.answers",
    "Assistant": "assistant.pipeline",
    "AssistantSettings": "assistant.settings",
    "Limits": "assistant.limits",
    "to_json": "assistant.answers",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for, and keep it."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_WHERE[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
