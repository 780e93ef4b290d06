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

    read_seconds: float = Field(
        120, gt=0, description="Longest time that reading one page of an original may take."
    )
    read_megabytes: int = Field(
        3000, ge=500, description="Most memory that reading one original may take."
    )
    max_file_megabytes: int = Field(
        200, ge=1, description="Originals that are larger are not read, nor fetched."
    )

    @property
    def folders(self) -> tuple[Path, ...]:
        """The corpus folders, and the data folder where it has a catalogue of its own."""
        local = self.data.expanduser() / "catalogue.yaml"
        return (*self.corpus, self.data) if local.exists() else self.corpus

    @field_validator("corpus", mode="before")
    @classmethod
    def _divide(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        folders = tuple(Path(part).expanduser() for part in value.split(os.pathsep) if part)
        return folders or (_SHIPPED,)
