"""Read claims from a reply while it is still coming in."""

import json
from collections.abc import Iterator
from typing import Any

from assistant.typed import readable_question
from assistant.verification.claims import Claim

__all__ = ["ClaimReader"]

_LONGEST = 200_000


class ClaimReader:
    """Finds each claim of a reply as soon as it is whole.

    A reply is `{"claims": [{"text": …, "markers": […]}, …]}`, perhaps with words or a fence around
    it. What has another form is no claim: a text without markers becomes one that rests on nothing,
    so that it is counted and fails.
    """

    def __init__(self) -> None:
        self._text = ""
        self._at = -1
        """Where the next claim is looked for; -1 until the list begins."""
        self.whole = False
        """Whether the list came to its end."""

    def feed(self, piece: str) -> Iterator[Claim]:
        """Take the next piece of a reply; yields the claims that are now whole."""
        if self.whole or len(self._text) > _LONGEST:
            return
        self._text += piece
        if self._at < 0 and not self._begins():
            return
        while (found := self._next()) is not None:
            yield found

    def _begins(self) -> bool:
        """Look for the start of the list of claims."""
        key = self._text.find('"claims"')
        start = self._text.find("[", key) if key >= 0 else -1
        self._at = start + 1 if start >= 0 else -1
        return start >= 0

    def _next(self) -> Claim | None:
        while True:
            rest = self._text[self._at :]
            stripped = rest.lstrip(" \t\r\n,")
            self._at += len(rest) - len(stripped)
            if stripped.startswith("]"):
                self.whole = True
                return None
            if not stripped:
                return None
            try:
                value, length = json.JSONDecoder().raw_decode(stripped)
            except (ValueError, RecursionError):  # not whole yet, or never will be
                return None
            if isinstance(value, int | float) and len(stripped) == length:
                return None
            self._at += length
            return _claim(value)


def _claim(value: Any) -> Claim:
    """Make a claim of what stands in the list, whatever it is."""
    fields = value if isinstance(value, dict) else {"text": value}
    text = fields.get("text")
    markers = fields.get("markers")
    markers = markers if isinstance(markers, list) else [markers]
    known = [marker for marker in markers if type(marker) is int]
    return Claim(
        text=" ".join(readable_question(text).split()) if isinstance(text, str) else "",
        markers=tuple(dict.fromkeys(known)) if len(known) == len(markers) else (),
    )
