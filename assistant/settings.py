"""Settings of the assistant."""

import datetime as dt
from pathlib import Path

from pydantic import Field

from corpus.settings import IndexSettings

__all__ = ["AssistantSettings"]


class AssistantSettings(IndexSettings):
    """How questions are answered and where the page is served."""

    as_of: dt.date | None = Field(
        None, description="The day on which “current” is meant, YYYY-MM-DD; today if not set."
    )
    host: str = Field("127.0.0.1", description="Address that the page is served on.")
    port: int = Field(7860, ge=1, le=65535, description="Port that the page is served on.")
    max_question: int = Field(
        1000, ge=20, description="Longest question that is taken, in characters."
    )
    max_words: int = Field(120, ge=20, description="Most words of quotation in one answer.")
    top_k: int = Field(
        12, ge=1, le=100, description="Passages that are read for each plan asked of."
    )
    feedback: Path | None = Field(
        None,
        description="File that feedback from the page is added to, as JSON lines without personal "
        "data; nothing is kept if not set.",
    )
