"""Settings of the assistant."""

import datetime as dt
import re
from pathlib import Path

from pydantic import Field, field_validator

from corpus.settings import IndexSettings

__all__ = ["AssistantSettings"]

_ROOT_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")
_OUR_PATHS = frozenset({"documents", "healthz", "gradio_api", "assets", "static"})


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
    max_question: int = Field(
        1000, ge=20, description="Longest question that is taken, in characters."
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
