"""One reply of a chat model: what it cost, and whether it came to its end."""

import json

from assistant.answers import Ended
from assistant.writer.budget import estimated_tokens
from assistant.writer.failures import ModelError
from assistant.writer.structured import JsonReader

__all__ = ["Reply", "check_end"]

_TRUNCATED = frozenset({"length", "max_tokens", "model_context_window_exceeded"})
_WITHHELD = frozenset({"content_filter", "refusal"})


class Reply:
    """One reply as it is read, by two threads."""

    reader: JsonReader | None = None
    """None until something of it has come."""
    refused = False

    def tokens(self, asked: int) -> int:
        """What it cost: as the provider counts, or estimated from the characters.

        Args:
            asked: Characters that were sent.
        """
        if self.reader is None:
            return 0 if self.refused else estimated_tokens(asked)
        read = self.reader.read_tokens or estimated_tokens(asked)
        return read + (self.reader.written_tokens or estimated_tokens(self.reader.characters))


def check_end(reader: JsonReader, text: str, provider: str) -> None:
    """See that a reply came to its end.

    Raises:
        ModelError: It did not.
    """
    if reader.stopped in _TRUNCATED:
        raise ModelError(Ended.TOO_LONG)
    if reader.stopped in _WITHHELD or not text:
        raise ModelError(Ended.UNREADABLE)
    if reader.stopped or provider == "huggingface":
        return
    try:  # some servers never say why they stop
        json.loads(text)
    except ValueError:
        raise ModelError(Ended.BROKEN_OFF, rests=True) from None
