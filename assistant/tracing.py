"""Refuse to run where a library would send or log what people ask, or tell who asks."""

from collections.abc import Mapping

from corpus.errors import PlansError

__all__ = ["refuse_detours", "refuse_tracing"]

_SENDING = (
    "LANGCHAIN_TRACING",
    "LANGCHAIN_TRACING_V2",
    "LANGSMITH_OTEL_ENABLED",
    "LANGSMITH_OTEL_ONLY",
    "LANGSMITH_TRACING",
    "LANGSMITH_TRACING_V2",
)
_LOGGING = ("ANTHROPIC_LOG", "OPENAI_LOG")
_PROXIES = ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY")
"""Read in capitals and in small letters."""
_OWN_PROXY = {"anthropic": "ANTHROPIC_PROXY", "openai": "OPENAI_PROXY"}
_ADDED = {
    "anthropic": ("ANTHROPIC_CUSTOM_HEADERS",),
    "openai": (
        "OPENAI_CUSTOM_HEADERS",
        "OPENAI_ORGANIZATION",
        "OPENAI_ORG_ID",
        "OPENAI_PROJECT_ID",
    ),
}
"""What a provider's client adds to each request, for the provider only."""
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


def refuse_detours(
    environment: Mapping[str, str], provider: str, *, proxy: bool, elsewhere: bool
) -> None:
    """Refuse to ask a chat model by another way, or with more, than its settings say.

    Args:
        environment: What the provider's client reads.
        provider: As in the settings; a model of this machine is asked without any client.
        proxy: Whether a proxy that the environment names is wanted.
        elsewhere: Whether the model is at another address than its provider's own.

    Raises:
        PlansError: A variable that says so is set; the message names it, not what it holds.
    """
    if provider == "huggingface":
        return
    for name, value in environment.items():
        if not value.strip():
            continue
        if (name.upper() in _PROXIES or name == _OWN_PROXY.get(provider)) and not proxy:
            raise PlansError(
                f"{name} is set: questions and the key of the chat model would go through that "
                "proxy, even to this machine; unset it, or set PLANS_MODEL_PROXY=true"
            )
        if name in _ADDED.get(provider, ()) and elsewhere:
            raise PlansError(
                f"{name} is set: it would be sent to the address in PLANS_MODEL_URL; unset it"
            )
