"""Reads a reply of a model that runs on this machine, and stops it when nobody listens."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

__all__ = ["local_chunks"]


async def local_chunks(
    model: "BaseChatModel", messages: Sequence[tuple[str, str]], way: Mapping[str, Any]
) -> "AsyncGenerator[AIMessageChunk]":
    """Yield the chunks of a reply; leaving it ends the model's work at its next token.

    Args:
        model: LangChain's `ChatHuggingFace`, which streams from a folder only synchronously.
        messages: Roles and texts.
        way: See `assistant.writer.structured.forms`.
    """
    ending = _Ending(model)
    bound = {**way["pipeline_kwargs"], "logits_processor": [ending]}
    iterator = model.stream([*messages], {"callbacks": []}, pipeline_kwargs=bound)
    try:
        while (chunk := await asyncio.to_thread(next, iterator, None)) is not None:
            yield chunk
    finally:
        ending.wanted.set()


class _Ending:
    """Makes the end of the reply the only token there is, once that is wanted.

    LangChain keeps the stopping criteria of `generate` to itself.
    """

    def __init__(self, model: Any) -> None:
        pipeline = model.llm.pipeline
        ends = pipeline.model.generation_config.eos_token_id
        self._ends = pipeline.tokenizer.eos_token_id if ends is None else ends
        self.wanted = threading.Event()

    def __call__(self, _: Any, scores: Any) -> Any:
        """Return the scores of the next token: tensor of (replies, words of the model)."""
        if not self.wanted.is_set() or self._ends is None:
            return scores
        ended = scores.new_full(scores.shape, float("-inf"))
        ended[:, self._ends] = 0.0
        return ended
