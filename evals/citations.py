"""An independent look at what is cited: are they the document's words, and marked as such?

Nothing of `assistant/verification/quotations.py` is used.
"""

import re
from collections.abc import Mapping
from functools import cached_property

from assistant.answers import Answer, Citation
from corpus.text import normalise
from evals.shown import ShownCitation

__all__ = ["StoredText", "check_citations"]

_IN_MARKS = re.compile(r"“([^”]+)”")
_BULLETS = re.compile(r"(?m)^• ")


class StoredText:
    """A stored text with what quotations are compared by, each worked out once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def compared(self) -> str:
        """The text as `normalise` has it."""
        return _compared(self.text)

    @cached_property
    def words(self) -> set[str]:
        """All words in it."""
        return _words(self.text)


def check_citations(answer: Answer, texts: Mapping[str, StoredText]) -> tuple[ShownCitation, ...]:
    """Look at each citation of an answer; none is verified if the answer quotes anything else.

    Args:
        answer: What the assistant said.
        texts: What is stored, by document id.
    """
    honest = _says_only_what_is_cited(answer, texts)
    return tuple(
        ShownCitation(
            document=citation.document,
            start=citation.start,
            end=citation.end,
            shown=citation.shown,
            verified=honest
            and bool(citation.shown.strip())
            and _is_quoted(citation, texts[citation.document])
            and _is_marked(citation, answer.text),
        )
        for citation in answer.citations
    )


def _says_only_what_is_cited(answer: Answer, texts: Mapping[str, StoredText]) -> bool:
    """Whether all that stands in quotation marks stands in a cited text, or is a title."""
    said = [_compared(words) for c in answer.citations for words in (c.shown, c.title)]
    said += [texts[document].compared for document in {c.document for c in answer.citations}]
    quoted = [_compared(words) for words in _IN_MARKS.findall(answer.text)]
    return all(any(words in text for text in said) for words in quoted)


def _is_quoted(citation: Citation, stored: StoredText) -> bool:
    """Whether each line of what is shown stands at the place that the citation names.

    A table row is shown with the names of its columns; its words must all be the document's.
    """
    place = stored.text[citation.start : citation.end]
    if place != citation.quotation:
        return False
    shown = _BULLETS.sub("", citation.shown).split("\n")
    if place.lstrip().startswith("|"):
        return _words(" ".join(shown)) <= stored.words
    compared = normalise(place)
    return all(normalise(line) in compared for line in shown)


def _is_marked(citation: Citation, text: str) -> bool:
    """Whether the marker in the text follows these words somewhere.

    What a chat model wrote above the quotations has the same markers.
    """
    shown = _compared(citation.shown)
    parts = re.split(r"\[(\d+)\]", text)  # words, marker, words, marker, …
    return any(
        int(marker) == citation.marker and shown in _compared(words)
        for words, marker in zip(parts[::2], parts[1::2], strict=False)
    )


def _compared(text: str) -> str:
    return normalise(_BULLETS.sub("", text))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", normalise(text)))
