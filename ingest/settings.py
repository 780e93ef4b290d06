"""Settings of the ingest."""

import os
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, field_validator
from pydantic_settings import NoDecode

from corpus.settings import IndexSettings

__all__ = ["IngestSettings"]

_SHIPPED = Path(__file__).resolve().parent.parent / "corpus"


class IngestSettings(IndexSettings):
    """What `python -m ingest` reads and where it writes."""

    corpus: Annotated[tuple[Path, ...], NoDecode] = Field(
        (_SHIPPED,),
        description="Corpus folders, separated as in PATH; each has a `catalogue.yaml`.",
    )

    @field_validator("corpus", mode="before")
    @classmethod
    def _divide(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        folders = tuple(Path(part).expanduser() for part in value.split(os.pathsep) if part)
        return folders or (_SHIPPED,)
