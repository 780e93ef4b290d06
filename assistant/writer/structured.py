"""Asks each provider for JSON in the way that it knows, and reads the JSON out of what it sends."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk

__all__ = ["TOOL", "JsonReader", "forms"]

TOOL = "give_claims"
_THINKS = ("<think>", "</think>")
_STOPPED = ("finish_reason", "stop_reason", "done_reason")


def forms(
    provider: str, schema: Mapping[str, Any], *, tokens: int, seconds: float
) -> Sequence[Mapping[str, Any]]:
    """Ways to ask, the best first: what is bound to a request.

    A server that does not know the first refuses it (status 400 or 422), and is asked in the next.

    Args:
        provider: As in the settings.
        schema: JSON schema of the reply.
        tokens: Most that a model of this machine may write; others are opened with it.
        seconds: Within which a model of this machine has to end.
    """
    cold: Mapping[str, Any] = {"temperature": 0}
    if provider == "openai":
        named = {"name": TOOL, "strict": True, "schema": schema}
        # LangChain reads a `response_format` of its own to the end before it is content.
        format_ = {"extra_body": {"response_format": {"type": "json_schema", "json_schema": named}}}
        counted = {"stream_usage": True}
        return (
            {**counted, **format_, **cold},
            {**counted, **format_},
            {**counted, **cold},
            {"stream_usage": False},
        )
    if provider == "anthropic":
        tool = {"name": TOOL, "description": "Gives the claims.", "input_schema": schema}
        bound = {"tools": [tool], "tool_choice": {"type": "tool", "name": TOOL}}
        return ({**bound, **cold}, bound, {})
    if provider == "ollama":
        return ({"format": schema}, {})
    return (
        {"pipeline_kwargs": {"max_new_tokens": tokens, "do_sample": False, "max_time": seconds}},
    )


class JsonReader:
    """Reads one reply: the JSON text in it, what it cost, and whether it came to its end."""

    def __init__(self, form: Mapping[str, Any]) -> None:
        """Take the form in which the reply was asked for."""
        self._tool_only = "tools" in form
        self._tools: dict[int, str] = {}
        self._thinking = _Thinking()
        self.characters = 0
        """All that came, with what is not read."""
        self.read_tokens = 0
        self.written_tokens = 0
        """As the provider counts; 0 where it does not."""
        self.stopped = ""
        """Why the model stopped, in the provider's word; empty where it has not said."""

    def read(self, chunk: "AIMessageChunk") -> str:
        """Return the JSON text of one chunk; empty where it holds none."""
        if usage := chunk.usage_metadata:
            # Some count from the start with every chunk, some only at the end: never add.
            self.read_tokens = max(self.read_tokens, usage["input_tokens"])
            self.written_tokens = max(self.written_tokens, usage["output_tokens"])
        for name in _STOPPED:
            self.stopped = str(chunk.response_metadata.get(name) or self.stopped)
        arguments = "".join(self._arguments(chunk))
        text = "".join(_texts(chunk.content))
        # Thinking that the client library keeps back comes as chunks of nothing.
        self.characters += max(1, len(arguments) + len(text) + _length_of_thinking(chunk))
        if arguments:
            self._tool_only = True
        return arguments if self._tool_only else self._thinking.without(text)

    def _arguments(self, chunk: "AIMessageChunk") -> Iterator[str]:
        for call in chunk.tool_call_chunks:
            index = call["index"] or 0
            if call["name"]:
                self._tools[index] = call["name"]
            if call["args"] and self._tools.get(index) == TOOL:
                yield call["args"]


def _texts(content: str | Iterable[str | Mapping[str, Any]]) -> Iterator[str]:
    if isinstance(content, str):
        yield content
        return
    for block in content:
        if isinstance(block, str):
            yield block
        elif block.get("type") in ("text", "text_delta"):
            yield str(block.get("text") or "")


def _length_of_thinking(chunk: "AIMessageChunk") -> int:
    said = chunk.additional_kwargs.get("reasoning_content") or ""
    length = len(said) if isinstance(said, str) else 0
    if not isinstance(chunk.content, str):
        for block in chunk.content:
            if not isinstance(block, str):
                length += len(str(block.get("thinking") or block.get("reasoning") or ""))
    return length


class _Thinking:
    """Leaves out `<think>…</think>` at the start of a text that comes in pieces."""

    def __init__(self) -> None:
        self._held: str | None = ""

    def without(self, piece: str) -> str:
        """Return what may be passed on now."""
        if self._held is None:
            return piece
        self._held += piece
        start = self._held.lstrip()
        opening, closing = _THINKS
        if opening.startswith(start[: len(opening)]) and len(start) < len(opening):
            return ""  # it may yet become the tag
        if start.startswith(opening):
            _, closed, after = start.partition(closing)
            if not closed:
                return ""
            start = after.lstrip()
        self._held = None
        return start
