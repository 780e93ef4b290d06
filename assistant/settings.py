"""Settings of the assistant."""

import datetime as dt
import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import NoDecode

from assistant.pre_election import periods_from
from corpus.settings import IndexSettings

__all__ = ["AssistantSettings"]

_ROOT_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")
_OUR_PATHS = frozenset(
    {
        "about",
        "accessibility",
        "api",
        "ask",
        "assets",
        "commitments",
        "compare",
        "consultations",
        "documents",
        "embed.js",
        "feedback",
        "gradio_api",
        "healthz",
        "help",
        "mcp",
        "metrics",
        "readyz",
        "site",
        "staff",
        "static",
        "timeline",
    }
)


_WEBSITE = re.compile(
    r"https://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?"
    r"|http://(?:localhost|127\.0\.0\.1)(?::\d{1,5})?"
)


def _website(name: str) -> str:
    """Return a website as browsers write it; a name that could be anybody's is an error."""
    if "*" in name:
        raise ValueError(
            f"{name}: name each website in full: under “*” anybody could put our page under theirs "
            "and have people press what they cannot see"
        )
    website = name.lower().removesuffix("/")
    if not _WEBSITE.fullmatch(website):
        raise ValueError(
            f"{name}: must be written like https://www.example.org or https://example.org:8443, "
            "with nothing after it; http:// is only for localhost and 127.0.0.1"
        )
    return website


class AssistantSettings(IndexSettings):
    """How questions are answered and where the page is served."""

    as_of: dt.date | None = Field(
        None, description="The day on which “current” is meant, YYYY-MM-DD; today if not set."
    )
    host: str = Field("127.0.0.1", description="Address that the page is served on.")
    port: int = Field(7860, ge=1, le=65535, description="Port that the page is served on.")
    root_path: str = Field(
        "",
        description="What a proxy takes off the start of every address, such as `/plans`; empty "
        "where the page has a host of its own.",
    )
    public_url: str = Field(
        "",
        description="Address under which people reach the pages, without `PLANS_ROOT_PATH`, such as "
        "`https://plans.example.org`; language models that use the assistant link to it.",
    )
    site: Path | None = Field(
        None,
        description="YAML file with the website's names, colours, logo, contacts, help lines and "
        "languages; plain defaults if not set.",
    )
    max_question: int = Field(
        1000, ge=20, description="Longest question that is taken, in characters."
    )
    max_page_question: int = Field(
        300, ge=20, description="Longest question that is taken on the pages, in characters."
    )
    max_words: int = Field(120, ge=20, description="Most words of quotation in one answer.")
    top_k: int = Field(
        16, ge=1, le=100, description="Passages that are read for each plan asked of."
    )
    feedback: Path | None = Field(
        None,
        description="File that feedback from the page is added to, as JSON lines without personal "
        "data; nothing is kept if not set.",
    )
    feedback_days: int = Field(
        180, ge=1, le=3650, description="Days after which feedback is deleted."
    )
    staff: Path | None = Field(
        None,
        description="File with the names and password hashes of those who may sign in at /staff, as "
        "`python -m assistant staff add` writes it.",
    )
    staff_header: str = Field(
        "",
        description="Header in which a proxy that does single sign-on names the person, such as "
        "`X-Forwarded-User`; believed only of `PLANS_TRUSTED_PROXIES`.",
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Addresses or networks of proxies whose headers are believed, separated by "
        "spaces, such as `127.0.0.1 10.0.0.0/8`.",
    )
    staff_office: str = Field(
        "",
        description="What the public reads in place of the name of whoever gave a verdict, such as "
        "`the Commissioner’s office` or `the Panel’s support officers`; needed where staff sign in.",
    )
    staff_key: Path | None = Field(
        None,
        description="File with the key that signs sessions of staff, the same on every replica; one "
        "is made in the data folder if not set.",
    )
    staff_hours: int = Field(
        10, ge=1, le=168, description="Hours after which staff have to sign in again."
    )
    database_url: str = Field(
        "",
        description="SQLAlchemy address of the database for verdicts, such as "
        "`postgresql+psycopg://…`; SQLite in the data folder if not set.",
    )
    publish_commitments: bool = Field(
        False, description="Whether /commitments shows the ledger and the verdicts to everybody."
    )
    model: str = Field(
        "",
        description="Chat model that phrases answers, such as `openai:NAME`, `anthropic:NAME`, "
        "`ollama:NAME` or `huggingface:FOLDER`; every sentence is checked. None if not set.",
    )
    model_url: str = Field(
        "",
        description="Address of the chat model, such as `http://127.0.0.1:8000/v1` for any server "
        "that speaks OpenAI’s protocol; the provider’s own if not set.",
    )
    model_key: SecretStr = Field(
        SecretStr(""),
        description="Key for the chat model. If it is not set, the provider’s own variable is read, "
        "such as `OPENAI_API_KEY`; but never sent to another address.",
    )
    model_proxy: bool = Field(
        False,
        description="Whether the chat model is reached through the proxy that the environment "
        "names, such as `HTTPS_PROXY`; otherwise one that is set is an error.",
    )
    model_seconds: float = Field(
        20, gt=0, le=300, description="Seconds that a chat model may take over one answer."
    )
    model_tokens: int = Field(
        600, ge=50, le=8000, description="Most tokens that a chat model may write for one answer."
    )
    model_daily_tokens: int = Field(
        2_000_000,
        ge=0,
        description="Most tokens, read and written, that the chat model may use in a day (UTC); "
        "0 is no limit.",
    )
    model_at_once: int = Field(
        4, ge=1, le=64, description="Most answers that the chat model phrases at the same time."
    )
    entailment_model: Path | None = Field(
        None,
        description="Folder of a sentence-transformers cross-encoder for natural language inference, "
        "by which each sentence of the chat model is checked too.",
    )
    pre_election: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Pre-election periods, separated by spaces, such as `2028-03-20/2028-05-04`: a "
        "banner is shown, nothing is phrased by a model, and questions on candidates are declined.",
    )
    questions_at_once: int = Field(
        4, ge=1, le=64, description="Questions that are answered at the same time; others wait."
    )
    questions_waiting: int = Field(
        64,
        ge=0,
        le=1000,
        description="Questions that may wait; further ones are told to come again.",
    )
    questions_wait_seconds: float = Field(
        10, gt=0, le=60, description="Longest time that a question waits for its turn."
    )
    questions_per_minute: int = Field(
        60,
        ge=0,
        description="Questions that one address may ask in a minute, and a partner without a limit "
        "of its own; 0 is no limit.",
    )
    limits_url: str = Field(
        "memory://",
        description="Where questions are counted: `redis://…` where several replicas share the "
        "count.",
    )
    api_keys: Path | None = Field(
        None,
        description="File with the partners that may use the API with a key, as `python -m assistant "
        "key add` writes it; without a key it may be used within the limits of everybody.",
    )
    mcp: bool = Field(
        False, description="Whether language models may use the assistant at /mcp, reading only."
    )
    metrics_from: Annotated[tuple[str, ...], NoDecode] = Field(
        ("127.0.0.0/8", "::1/128"),
        description="Addresses or networks that may read /metrics, separated by spaces.",
    )
    log: Literal["text", "json"] = Field(
        "text", description="How the log is written: for people, or as a JSON object a line."
    )
    stop_seconds: int = Field(
        20, ge=1, le=300, description="Longest time that a stop waits for answers under way."
    )
    framed_by: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Websites that may show the assistant in a frame, separated by spaces, such as "
        "`https://www.example.org`; none but its own if not set.",
    )

    @field_validator("framed_by", "metrics_from", "trusted_proxies", "pre_election", mode="before")
    @classmethod
    def _separate(cls, value: Any) -> Any:
        return tuple(value.split()) if isinstance(value, str) else value

    @field_validator("framed_by")
    @classmethod
    def _are_websites(cls, websites: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_website(name) for name in websites))

    @field_validator("trusted_proxies", "metrics_from")
    @classmethod
    def _are_networks(cls, proxies: tuple[str, ...]) -> tuple[str, ...]:
        for name in proxies:
            try:
                ip_network(name)
            except ValueError:
                raise ValueError(
                    f"{name}: must be an address or a network, like 127.0.0.1 or 10.0.0.0/8"
                ) from None
        return proxies

    @field_validator("pre_election")
    @classmethod
    def _are_periods(cls, periods: tuple[str, ...]) -> tuple[str, ...]:
        periods_from(periods)
        return periods

    @field_validator("root_path")
    @classmethod
    def _can_start_an_address(cls, path: str) -> str:
        if path and not _ROOT_PATH.fullmatch(path):
            raise ValueError(
                "must start with / and not end with it, like /plans, with letters, digits and -._~"
            )
        if path.split("/")[1:2] and path.split("/")[1] in _OUR_PATHS:
            raise ValueError(
                f"starts like an address of the page itself; choose another than {path}"
            )
        return path
