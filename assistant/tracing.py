"""Refuse to run where a library would send or log what people ask."""

from collections.abc import Mapping

from corpus.errors import PlansError

__all__ = ["refuse_tracing"]

_SENDING = (
    "LANGCHAIN_TRACING",
    "LANGCHAIN_TRACING_V2",
    "LANGSMITH_OTEL_ENABLED",
    "LANGSMITH_OTEL_ONLY",
    "LANGSMITH_TRACING",
    "LANGSMITH_TRACING_V2",
)
_LOGGING = ("ANTHROPIC_LOG", "OPENAI_LOG")
_OFF = ("", "0", "false", "no", "off")


def refuse_tracing(environment: Mapping[str, str]) -> None:
    """Refuse to go on where LangChain or a provider's client would pass on what people ask.

    Raises:
        PlansError: A variable that says so is set; the message names it.
    """
    for name in _SENDING:
        if environment.get(name, "").strip().lower() not in _OFF:
            raise PlansError(f"{name} is set: questions would leave this machine; unset it")
    for name in _LOGGING:
        if environment.get(name, "").strip().lower() not in _OFF:
            raise PlansError(f"{name} is set: questions would be written to the log; unset it")
