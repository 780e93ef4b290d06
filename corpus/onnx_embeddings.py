"""The embedding model as it serves: onnxruntime and tokenizers, no torch, no network."""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from corpus.embedding_models import EmbeddingModel
from corpus.errors import EmbeddingError
from corpus.index import Vectors

__all__ = ["INPUTS", "OnnxEmbeddings"]

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
"""What a sentence-transformers model takes; some do without the last."""
_TOKENS = 512
"""Of one batch, padding included: with more the numbers leave the processor's near memory."""
_PADDING = 16
"""Tokens of padding in one batch; to compute more of them takes longer than another run."""
_TOKENISED = 2048
"""Texts that are tokenised and sorted by length together."""
_REMEMBERED = 4096
"""Vectors of texts asked for one by one, kept for when they are asked for again: 6 MB."""
_ASKED_ONE_BY_ONE = 128
"""A call with more texts than this is an ingest or a measurement, and nothing of it is kept."""

_Ids = tuple[int, ...]


class OnnxEmbeddings:
    """Turns texts into unit vectors; safe to use from several threads."""

    def __init__(self, model: EmbeddingModel, onnx: Path) -> None:
        """Open the export of a model.

        Raises:
            EmbeddingError: The export is missing or cannot be loaded.
        """
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        options = SessionOptions()
        options.log_severity_level = 3
        # One thread a run: several users, and several batches of an ingest, run side by side.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
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
        self._remembered: OrderedDict[_Ids, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def count_tokens(self, text: str) -> int:
        """Return how many tokens of the model's window a text takes, special tokens included."""
        return len(self._tokenizer.encode(text).ids)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._session.get_outputs()[0].shape[1])

    def encode(
        self, texts: Sequence[str], on_batch: Callable[[int], object] | None = None
    ) -> Vectors:
        """Embed texts.

        A text's vector does not depend on the others. Texts of the same tokens are embedded once.

        Args:
            texts: Each is cut at the model's window.
            on_batch: Told after each batch how many texts it held.

        Returns:
            Unit vectors, shape `(len(texts), dimension)`, float32, in the order of the texts.
        """
        if len(texts) <= _ASKED_ONE_BY_ONE and on_batch is None:
            return self._recalled(self._tokenised(texts))
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for first in range(0, len(texts), _TOKENISED):
                ids = self._tokenised(texts[first : first + _TOKENISED])
                batches = list(_batches(ids))
                rows = pool.map(self._run, ([ids[place] for place in batch] for batch in batches))
                for batch, computed in zip(batches, rows, strict=True):
                    vectors[[first + place for place in batch]] = computed
                    if on_batch:
                        on_batch(len(batch))
        return vectors

    def _recalled(self, wanted: Sequence[_Ids]) -> Vectors:
        """The vectors of a few texts; what was asked for before is not computed again."""
        with self._lock:
            known = {ids: self._remembered[ids] for ids in wanted if ids in self._remembered}
        new = [ids for ids in dict.fromkeys(wanted) if ids not in known]
        for batch in _batches(new):
            texts = [new[place] for place in batch]
            known |= zip(texts, self._run(texts), strict=True)
        with self._lock:
            for ids in wanted:
                self._remembered[ids] = known[ids]
                self._remembered.move_to_end(ids)
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        rows = np.array([known[ids] for ids in wanted], dtype=np.float32)
        return rows.reshape(len(wanted), self.dimension)

    def _tokenised(self, texts: Sequence[str]) -> list[_Ids]:
        """The token ids of texts, cut at the window with the closing token, as the reference is."""
        rows = (entry.ids for entry in self._tokenizer.encode_batch_fast(list(texts)))
        most = self._max_tokens
        return [tuple(i if len(i) <= most else [*i[: most - 1], i[-1]]) for i in rows]

    def _run(self, ids: Sequence[_Ids]) -> Vectors:
        batch = np.zeros((len(ids), max(map(len, ids))), dtype=np.int64)
        mask = np.zeros_like(batch)
        for place, row in enumerate(ids):
            batch[place, : len(row)] = row
            mask[place, : len(row)] = 1
        feed: dict[str, Any] = dict(zip(INPUTS, (batch, mask, np.zeros_like(batch)), strict=True))
        vectors = self._session.run(None, {name: feed[name] for name in self._inputs})[0]
        return np.asarray(vectors, dtype=np.float32)


def _batches(ids: Sequence[_Ids]) -> Iterator[list[int]]:
    """Places of texts of about the same length, longest first, few enough for one run."""
    batch: list[int] = []
    padding = longest = 0
    for place in sorted(range(len(ids)), key=lambda place: -len(ids[place])):
        padding += longest - len(ids[place])
        if not batch or (len(batch) + 1) * longest > _TOKENS or padding > _PADDING:
            if batch:
                yield batch
            batch, padding, longest = [], 0, len(ids[place])
        batch.append(place)
    if batch:
        yield batch
