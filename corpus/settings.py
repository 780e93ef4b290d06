"""Settings that both the writer and the readers of an index need."""

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.embeddings import DEFAULT_MODEL

__all__ = ["IndexSettings", "setting_problems"]


class IndexSettings(BaseSettings):
    """Where the index is and which model it speaks. Read from the environment by `__main__` only."""

    model_config = SettingsConfigDict(env_prefix="PLANS_", frozen=True, extra="ignore")

    data: Path = Field(Path(".data"), description="Folder for originals and the index.")
    embedding_model: str = Field(
        DEFAULT_MODEL,
        description="The packaged model, or a folder that sentence-transformers can load.",
    )
    chroma_url: str = Field(
        "",
        description="Address of a Chroma server that several replicas share, such as "
        "`http://127.0.0.1:8000`; Chroma in the data folder if not set.",
    )
    chroma_key: SecretStr = Field(
        SecretStr(""),
        description="Bearer token for the proxy in front of that server; Chroma itself asks for none.",
    )


def setting_problems(error: ValidationError) -> list[str]:
    """Return a line for each setting that is not valid: its variable, what it is, why not."""
    return [
        f"PLANS_{str(problem['loc'][0]).upper()}={problem['input']}: {problem['msg'].removeprefix('Value error, ')}"
        for problem in error.errors()
    ]
