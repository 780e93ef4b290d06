"""Opens the chat model that the settings name, or says what is missing."""

import ipaddress
import logging
import os
import warnings
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from assistant.settings import AssistantSettings
from corpus.errors import PlansError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

__all__ = ["PROVIDERS", "ModelName", "named_model", "open_langchain"]


class _Provider(NamedTuple):
    package: str
    url: str
    """Always named: LangChain would else take another from the environment, its gateway's too."""
    key: str
    """The provider's own variable; empty where none is needed."""


PROVIDERS: Mapping[str, _Provider] = {
    "anthropic": _Provider("langchain_anthropic", "https://api.anthropic.com", "ANTHROPIC_API_KEY"),
    "huggingface": _Provider("langchain_huggingface", "", ""),
    "ollama": _Provider("langchain_ollama", "http://127.0.0.1:11434", ""),
    "openai": _Provider("langchain_openai", "https://api.openai.com/v1", "OPENAI_API_KEY"),
}
_NO_KEY = "none"
"""What a server is sent that needs no key: the clients refuse to send nothing."""
_LOCAL_NAMES = (".home.arpa", ".internal", ".lan", ".local", ".localhost")
_TALKATIVE = (
    *("anthropic", "httpcore", "httpcore2", "httpx", "httpx2", "langchain", "langchain_anthropic"),
    *("langchain_core", "langchain_huggingface", "langchain_ollama", "langchain_openai"),
    *("langsmith", "ollama", "openai", "transformers"),
)
_LOG = logging.getLogger(__name__)


class ModelName(NamedTuple):
    """A chat model as it is set: `provider:name`."""

    provider: str
    name: str

    def __str__(self) -> str:
        return f"{self.provider}:{self.name}"


def named_model(setting: str) -> ModelName:
    """Read the setting.

    Raises:
        PlansError: It has another form, or names a provider that is not known.
    """
    provider, colon, name = setting.partition(":")
    if not colon or not name.strip() or provider not in PROVIDERS:
        raise PlansError(
            f"PLANS_MODEL={setting}: must be written like openai:NAME; the providers are "
            f"{', '.join(PROVIDERS)}"
        )
    return ModelName(provider, name.strip())


def open_langchain(settings: AssistantSettings, environment: Mapping[str, str]) -> "BaseChatModel":
    """Open the model; no connection is made, only one from a folder is loaded.

    Args:
        settings: Names the model.
        environment: Where the provider's own variable for its key is looked up.

    Raises:
        PlansError: Something is missing or cannot be; the message says what to do.
    """
    model = named_model(settings.model)
    key = settings.model_key.get_secret_value() or _providers_key(model, settings, environment)
    _check_address(settings, model)
    if model.provider == "huggingface":
        _check_folder(Path(model.name))
        os.environ["HF_HUB_OFFLINE"] = "1"  # read when its library is first imported
    for package in (PROVIDERS[model.provider].package, "langchain.chat_models"):
        try:
            import_module(package)
        except ImportError:
            raise PlansError(
                f"PLANS_MODEL={model}: its library is not installed; "
                f"pip install -c constraints.txt -e '.[{model.provider}]'"
            ) from None
    from langchain.chat_models import init_chat_model

    try:
        opened: BaseChatModel = init_chat_model(
            model.name, model_provider=model.provider, **_arguments(model, settings, key)
        )
    except Exception as error:
        # Its words may hold the key.
        raise PlansError(
            f"PLANS_MODEL={model}: it cannot be opened ({type(error).__name__})"
        ) from None
    if model.provider == "huggingface" and not opened.tokenizer.chat_template:  # type: ignore[attr-defined]
        raise PlansError(f"{model.name}: has no chat template; a model for chat is needed")
    _follow_no_redirects(model, opened)
    _silence()
    return opened


def _follow_no_redirects(model: ModelName, opened: Any) -> None:
    """See that no server sends a question on to another: a client would repeat it there."""
    if model.provider == "openai":
        opened.root_async_client._client.follow_redirects = False
    elif model.provider == "anthropic":  # takes no client of ours
        opened._async_client._client.follow_redirects = False


def _silence() -> None:
    """Keep what is asked and replied out of the log and the standard error."""
    for name in _TALKATIVE:  # at lower levels some write whole requests
        logging.getLogger(name).setLevel(logging.WARNING)
    # Of a reply of another form than its client expects, pydantic shows the value.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"pydantic(\.|$)")


def _arguments(model: ModelName, settings: AssistantSettings, key: str) -> dict[str, Any]:
    url = settings.model_url or PROVIDERS[model.provider].url
    seconds, tokens = settings.model_seconds, settings.model_tokens
    hosted = {"base_url": url, "api_key": key or _NO_KEY, "timeout": seconds, "max_retries": 0}
    if model.provider == "openai":
        return {
            **hosted,
            "max_tokens": tokens,
            "use_responses_api": False,
            "stream_chunk_timeout": seconds,
        }
    if model.provider == "anthropic":
        return {**hosted, "max_tokens": tokens, "stream_usage": True}
    if model.provider == "ollama":
        # Its library would else send a key of its own from the environment to any address.
        headers = {"Authorization": f"Bearer {key or _NO_KEY}"}
        return {
            "base_url": url,
            "client_kwargs": {"timeout": seconds, "headers": headers, "follow_redirects": False},
            "num_predict": tokens,
            "temperature": 0,
        }
    from torch import cuda

    return {
        "device": 0 if cuda.is_available() else -1,
        "model_kwargs": {
            "local_files_only": True,
            "trust_remote_code": False,
            "use_safetensors": True,
        },
    }


def _providers_key(
    model: ModelName, settings: AssistantSettings, environment: Mapping[str, str]
) -> str:
    """Return the key of the provider's own variable, which goes to the provider and nowhere else."""
    variable = PROVIDERS[model.provider].key
    if not variable or settings.model_url:
        return ""
    if not (key := environment.get(variable, "")):
        raise PlansError(f"PLANS_MODEL={model}: needs a key; set PLANS_MODEL_KEY or {variable}")
    return key


def _check_address(settings: AssistantSettings, model: ModelName) -> None:
    """See that an address can be one; what is wrong with it is said without it: it may hold a key.

    Raises:
        PlansError: It cannot.
    """
    url = settings.model_url
    if not url:
        return
    if model.provider == "huggingface":
        raise PlansError("PLANS_MODEL_URL: a model from a folder has no address; unset it")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise PlansError("PLANS_MODEL_URL: is not an address") from None
    if parts.username is not None or parts.password is not None:
        raise PlansError(
            "PLANS_MODEL_URL: must hold no user name or password; set PLANS_MODEL_KEY in their place"
        )
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise PlansError(
            "PLANS_MODEL_URL: must be written like https://models.example.org/v1 or "
            "http://127.0.0.1:8000/v1, with nothing after the path"
        )
    if parts.scheme == "https" or _reach(host) == "this machine":
        return
    if not settings.model_key.get_secret_value():
        _LOG.warning("Questions travel to the chat model at %s unencrypted (http)", host)
    elif _reach(host) == "this network":
        _LOG.warning("The key of the chat model travels to %s unencrypted (http)", host)
    else:
        raise PlansError(
            f"PLANS_MODEL_URL: to {host} the key would travel unencrypted; use https, or no key"
        )


def _reach(host: str) -> str:
    """Say how far a request to a host goes, as far as its name tells."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        if host == "localhost" or host.endswith(".localhost"):
            return "this machine"
        local = "." not in host or host.endswith(_LOCAL_NAMES)
        return "this network" if local else "anywhere"
    if address.is_loopback:
        return "this machine"
    return "this network" if address.is_private else "anywhere"


def _check_folder(folder: Path) -> None:
    if not (folder / "config.json").is_file():
        raise PlansError(
            f"PLANS_MODEL=huggingface:{folder}: must be a folder with a model, with its config.json"
        )
    if not any(folder.glob("*.safetensors")):
        raise PlansError(
            f"{folder}: holds no weights as *.safetensors; other forms can run code and are not read"
        )
