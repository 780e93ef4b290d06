"""Does a sentence follow from a quotation, by a model trained to tell? Only where one is set."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import PlansError

__all__ = ["Entailment"]

LEAST = 0.5
"""Probability of "follows" from which on a sentence passes."""


class Entailment:
    """A cross-encoder for natural language inference; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open the model; nothing is fetched and no code of the folder is run.

        Args:
            folder: Of a sentence-transformers cross-encoder with a label "entailment".

        Raises:
            PlansError: The folder holds no such model.
        """
        from sentence_transformers import CrossEncoder

        if not (folder / "config.json").is_file():
            raise PlansError(f"PLANS_ENTAILMENT_MODEL: {folder} holds no model (no config.json)")
        if not any(folder.glob("*.safetensors")):  # other weights can hold code that is run
            raise PlansError(f"PLANS_ENTAILMENT_MODEL: {folder} holds no *.safetensors")
        try:
            self._model: Any = CrossEncoder(
                str(folder),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError) as error:
            raise PlansError(
                f"PLANS_ENTAILMENT_MODEL: {folder} cannot be opened: {error}"
            ) from error
        labels = {str(v).lower(): int(k) for k, v in self._model.config.id2label.items()}
        if "entailment" not in labels:
            raise PlansError(
                f"PLANS_ENTAILMENT_MODEL: {folder} has no label “entailment” but {sorted(labels)}"
            )
        self._label = labels["entailment"]

    def follows(self, claim: str, cited: Sequence[str]) -> bool:
        """Say whether a sentence follows from what it cites, all of it read together."""
        scores = self._model.predict([("\n".join(cited), claim)], apply_softmax=True)
        return bool(np.asarray(scores)[0][self._label] >= LEAST)
