"""The last step before anything is shown: does the document say it, there, in these words?

Extractive answers and written ones pass the same check. What fails is not shown.
"""

import re

from corpus.documents import Span, SpanKind
from corpus.text import normalise, row_in_words

__all__ = ["verified"]


def verified(
    quotation: str, shown: str, start: int, end: int, text: str, spans: tuple[Span, ...]
) -> bool:
    """Say whether a quotation stands in a stored text, and whether what is shown is the same words.

    Args:
        quotation: What is claimed to stand there, character for character.
        shown: What people would see; may differ from it only by the declared normalisation.
        start: First character in the text.
        end: One past the last.
        text: The stored text of the document.
        spans: What is quoted; table rows are shown with the headings of their columns.
    """
    if not 0 <= start < end <= len(text) or text[start:end] != quotation:
        return False
    if any(span.lead and span.lead not in text for span in spans):
        return False
    if spans and all(span.kind is SpanKind.ROW for span in spans):
        lines = [row_in_words(span.lead, text[span.start : span.end]) for span in spans]
    else:
        lines = [text[span.start : span.end] for span in spans] or [quotation]
    said = normalise(" ".join(normalise(line) for line in lines))
    return said == normalise(re.sub(r"(?m)^• ", "", shown))
