"""Exporting a sentence-transformers model for serving, and holding the copy against it."""

import logging
import os
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.embedding_models import EmbeddingModel
from corpus.errors import EmbeddingError
from corpus.index import Vectors
from corpus.int8 import quantise
from corpus.onnx_embeddings import INPUTS, OnnxEmbeddings

__all__ = ["LEAST_COSINE", "PROBES", "export_onnx"]

LEAST_COSINE = 0.99
"""How near each probe's vector is to the reference's at least in the copy for documents."""
PROBES = (
    "What did the plan say about cybercrime?",
    "Burglary fell by half.",
    "specials",
    "In 2016 the force had 2,000 officers and 5% fewer than five years before.",
    "my neighbour keeps shouting at me and i am frightened to go home",
    "Roads: speed cameras, drink driving and young drivers.",
    "Café, naïve, 警察, £1.7m – “first”.",
    "| Year | Precept | Change |\n| 2013 | £147.82 | 0% |",
    "The Commissioner meets the public in every district once a year and answers questions. " * 6,
    "word " * 400,
)
_TOLERANCE = 1e-5
_LOG = logging.getLogger(__name__)


def export_onnx(model: EmbeddingModel, onnx: Path, probes: Sequence[str] = PROBES) -> None:
    """Export a model, pooling and all: exactly for questions, and in eight bits for documents.

    The eight-bit copy goes beside the exact one, as `model.ingest_onnx_name`. A model for which
    it is not near enough, or a processor on which it is not, gets an exact one there too.

    Args:
        model: What is exported.
        onnx: Where its exact export goes; its word vectors go beside it, as `model.words_name`.
        probes: Texts on which the copies are held against the model.

    Raises:
        EmbeddingError: The model cannot be loaded or exported, or its copy computes other vectors.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"
    onnx.parent.mkdir(parents=True, exist_ok=True)
    exact, small = (onnx.with_suffix(f".{os.getpid()}.{kind}.tmp") for kind in ("exact", "int8"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = _export(model, exact, probes)
        _put_words_apart(exact, onnx.with_name(model.words_name))
        difference = float(np.abs(OnnxEmbeddings(model, exact).encode(probes) - expected).max())
        if difference > _TOLERANCE:
            raise EmbeddingError(
                f"{model.name}: its ONNX export differs from the model by {difference:.1e}; "
                "this model cannot be used"
            )
        if not _quantised(model, exact, small, probes, expected):
            shutil.copyfile(exact, small)
        small.replace(onnx.with_name(model.ingest_onnx_name))
        exact.replace(onnx)  # last: where it lies, both do
    except EmbeddingError:
        raise
    except Exception as error:
        raise EmbeddingError(f"{model.name}: cannot be exported to ONNX: {error}") from error
    finally:
        exact.unlink(missing_ok=True)
        small.unlink(missing_ok=True)


def _put_words_apart(exact: Path, words: Path) -> None:
    """Put the table of word vectors into a file of its own, which is mapped and not read.

    It is half of the model, and a question looks up a few of its rows.
    """
    import onnx

    model = onnx.load(str(exact))
    looked_up = {node.input[0] for node in model.graph.node if node.op_type == "Gather"}
    tables = [each for each in model.graph.initializer if each.name in looked_up]
    table = max(tables, key=lambda each: each.ByteSize(), default=None)
    if table is None or not table.raw_data:
        return
    arriving = words.with_suffix(f".{os.getpid()}.words.tmp")
    arriving.write_bytes(table.raw_data)
    arriving.replace(words)
    size = len(table.raw_data)
    onnx.external_data_helper.set_external_data(table, words.name, offset=0, length=size)
    table.ClearField("raw_data")
    exact.write_bytes(model.SerializeToString())


def _quantised(
    model: EmbeddingModel, exact: Path, small: Path, probes: Sequence[str], expected: Vectors
) -> bool:
    """Make the eight-bit copy and say whether it is near enough."""
    try:
        products = quantise(exact, small)
        found = OnnxEmbeddings(model, small).encode(probes)
    except Exception as error:  # an operator that this processor or this model does not have
        _LOG.warning("%s: cannot be made eight-bit, so it stays exact: %s", model.name, error)
        return False
    least = float((found * expected).sum(axis=1).min())
    if not (products and least >= LEAST_COSINE):
        _LOG.warning(
            "%s: stays exact, since in eight bits its vectors have a cosine of only %.4f",
            model.name,
            least,
        )
        return False
    return True


def _export(model: EmbeddingModel, target: Path, probes: Sequence[str]) -> Vectors:
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    reference = SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)

    class Whole(torch.nn.Module):
        """Transformer, pooling and normalisation as one graph."""

        def __init__(self) -> None:
            super().__init__()
            self.model = reference

        def forward(self, *inputs: Any) -> Any:
            return self.model(dict(zip(INPUTS, inputs, strict=True)))["sentence_embedding"]

    example = torch.ones((2, 8), dtype=torch.int64)
    axes = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        Whole().eval(),
        (example, example, torch.zeros_like(example)),
        str(target),
        input_names=list(INPUTS),
        output_names=["sentence_embedding"],
        dynamic_axes=dict.fromkeys(INPUTS, axes) | {"sentence_embedding": {0: "batch"}},
        dynamo=False,
        opset_version=17,
    )
    vectors = reference.encode(list(probes), normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(vectors)
