"""How old one has to be to read a text without trouble, by a library's formula."""

import re

__all__ = ["reading_age"]

_FEWEST = 5
"""Words below which a formula that counts letters says nothing."""
_GRADE_1_BEGINS_AT = 5
"""Years: who is in grade n of an American school has turned n + 5."""
_MARKS = re.compile(r"^\s*(?:[•*-]\s+|#+\s+|\d+[.)]\s+)|\*\*|[|]", re.MULTILINE)
_WITHIN_A_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
_ENDS = ".!?"
_CLOSING = "\"'”’)]"


def reading_age(text: str) -> float | None:
    """Return the reading age of a text in years, 5 at least; None for fewer than five words.

    The grade by Coleman and Liau ("A computer readability formula designed for machine scoring",
    Journal of Applied Psychology 60, 1975), as the library textstat works it out, plus five: who is
    in grade n has turned n + 5. It counts letters in words and words in sentences, so it knows
    nothing of how hard a word is; and over a few sentences it is rough: read means, not single ones.
    A line of a list, or a row of a table, counts as a sentence.

    >>> reading_age("too short a text")
    """
    import textstat  # type: ignore[import-untyped]  # takes a second or two, which other commands need not wait for

    sentences = "\n".join(_ended(line) for line in _MARKS.sub(" ", text).splitlines())
    sentences = _WITHIN_A_NUMBER.sub("", sentences).strip()
    if len(sentences.split()) < _FEWEST:
        return None
    grade = float(textstat.coleman_liau_index(sentences))
    return max(0.0, grade) + _GRADE_1_BEGINS_AT


def _ended(line: str) -> str:
    """Give a line that ends without one a full stop, as the library knows no other end."""
    line = line.rstrip().rstrip(",;:")
    bare = line.rstrip(_CLOSING)
    return line if not bare or bare[-1] in _ENDS else f"{line}."
