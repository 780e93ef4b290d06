"""What a measurement was made with, by names that change whenever it could come out otherwise."""

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from corpus.generation import Generation

__all__ = ["code_digest", "versions_of"]

_ROOT = Path(__file__).resolve().parent.parent


def versions_of(generation: Generation) -> dict[str, str]:
    """Name the code that answers and that measures, the texts, the index and the model."""
    manifest = generation.manifest
    return {
        "assistant": version("plans-assistant"),
        "code": code_digest()[:12],
        "evals": code_digest(["evals"])[:12],
        "corpus": manifest.corpus_sha256[:12],
        "index": generation.folder.name,
        "model": f"{manifest.model}@{manifest.model_sha256[:12]}",
    }


def code_digest(packages: Sequence[str] = ("corpus", "ingest", "assistant")) -> str:
    """SHA-256 over what answers: the code and data of the packages, whatever is committed."""
    digest = hashlib.sha256()
    for path in sorted(path for name in packages for path in (_ROOT / name).rglob("*")):
        if path.suffix in (".py", ".txt") and path.is_file():
            digest.update(str(path.relative_to(_ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
