"""Where sentences begin and end, in characters of the stored text."""

from collections.abc import Iterator

import sentencex

__all__ = ["split_sentences"]

# The splitter keeps a quoted paragraph whole; without the marks it sees the sentences in it.
_NEUTRAL = str.maketrans('\n\t“”"‘', "      ")
_OPENING = '“‘"'


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield `(start, end)` of each sentence of `text[start:end]`, without white space around it."""
    piece = text[start:end].translate(_NEUTRAL)
    carried = 0
    for boundary in sentencex.get_sentence_boundaries("en", piece):
        first, last = start + boundary["start_index"] - carried, start + boundary["end_index"]
        carried = 0
        first, last = _strip(text, first, last)
        if last - first > 1 and text[last - 1] in _OPENING and text[last - 2].isspace():
            carried = start + boundary["end_index"] - (last - 1)
            first, last = _strip(text, first, last - 1)
        if last > first:
            yield first, last


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
